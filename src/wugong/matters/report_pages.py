"""What the residents' pages of matters show: my list, one matter with its path, question and timeline."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wugong.access.verdicts import Visitor
from wugong.accounts.models import User
from wugong.counties.actors import SYSTEM
from wugong.matters.models import Asker, Evidence, Matter, NeighbourCall
from wugong.matters.moving import moves_for
from wugong.matters.permissions import asks, can_move, can_see, is_public
from wugong.matters.publicity import PublicMatter, public_matters, public_side
from wugong.matters.registers import Held, held_by
from wugong.matters.showing import shown_photos
from wugong.matters.states import EvidenceKind
from wugong.matters.timelines import Line, timeline
from wugong.matters.windows import last_day_of
from wugong.registry.bindings import persons_of
from wugong.rules.register_parts import MATTER_STAGES, By, Move, State, StateKind

A_PAGE: Final = 20
STAGES: Final = (
    ("谋", _("共谋")),
    ("建", _("共建")),
    ("管", _("共管")),
    ("评", _("共评")),
    ("享", _("共享")),
)
RELATED: Final = ("place", "lies_with", "lead_unit", "document", "merged_into")
REVIEW, SHARE = MATTER_STAGES.index("review"), MATTER_STAGES.index("share")


@dataclass(frozen=True, slots=True)
class Mine:
    """A matter in the list of who asked for it."""

    matter: Matter
    state: State
    waits: bool  # for her answer


@dataclass(frozen=True)
class MyMatters:
    """我报的事: those that wait for an answer first."""

    waiting: Sequence[Mine]
    others: Sequence[Mine]
    page: "Page[Asker]"


def my_matters_of(user: User, number: str | None) -> MyMatters:
    """Return what the visitor asked for, the newest first, and what she is asked as a neighbour."""
    asked = Asker.objects.filter(user=user).select_related(*(f"matter__{one}" for one in RELATED))
    page = Paginator(asked.order_by("-asked_at", "-pk"), A_PAGE).get_page(number)
    drawn = NeighbourCall.objects.filter(
        answer__isnull=True, person__in=persons_of(user, own=True).values("pk")
    )
    calls = drawn.select_related(*(f"matter__{one}" for one in RELATED))
    rows = [_mine(one.matter) for one in page]
    waiting = [*(_mine(one.matter) for one in calls), *(one for one in rows if one.waits)]
    return MyMatters(waiting, [one for one in rows if not one.waits], page)


def _mine(matter: Matter) -> Mine:
    held = held_by(matter)
    waits = matter.kind == StateKind.DONE and held.version.confirmation is not None
    return Mine(matter, held.version.state(matter.state), waits)


@dataclass(frozen=True, slots=True)
class Stop:
    """One of the five stages on the way of a matter."""

    sign: str
    name: str
    state: str  # done, now, wait or todo


@dataclass(frozen=True)
class ReportPage:
    """One matter as the visitor may read it."""

    matter: Matter
    held: Held
    public: PublicMatter
    near: bool  # who asked, or works on it: reads the words as they were written, and all photos
    shown: Sequence[Evidence]  # photos that everybody sees
    mine: bool
    state: State
    path: Sequence[Stop]
    lines: Sequence[Line]
    asked: Sequence[Move]  # solved or not solved, when the visitor is the one to say it
    others: Sequence[Move]
    until: datetime | None
    merged: bool


def matter_numbered(number: str) -> Matter:
    """Return the matter of this number, or 404."""
    found = Matter.objects.filter(number=number).select_related(*RELATED).first()
    if found is None:
        raise Http404
    return found


def report_page(matter: Matter, visitor: Visitor, *, followed: bool = False) -> ReportPage:
    """Return what the visitor reads of the matter; who knows its code reads it as who asked; others 404."""
    held = held_by(matter)
    mine = followed or asks(visitor, matter)
    moves = _moves(matter, held, visitor, followed=followed)
    near = followed or bool(can_see(visitor, matter, held.version))
    everybody = _open_to_all(matter, held)
    if not near and not moves and not everybody:
        raise Http404
    confirmation = held.version.confirmation
    until = last_day_of(matter, confirmation) if confirmation and matter.done_at else None
    says = {confirmation.solved, confirmation.reopened} if confirmation else set()
    asked = [one for one in moves if matter.kind == StateKind.DONE and one.target in says]
    in_time = until is None or timezone.now() <= until
    return ReportPage(
        matter=matter,
        held=held,
        public=public_side(matter, held),
        near=near,
        shown=shown_photos([matter.pk]).get(matter.pk, ()) if everybody else (),
        mine=mine,
        state=held.version.state(matter.state),
        path=path_of(matter),
        lines=[
            replace(one, photos=sorted(one.photos, key=_before_first)) for one in timeline(matter, visitor)
        ],
        asked=sorted(asked, key=lambda one: one.undoes) if in_time else [],
        others=[one for one in moves if one not in asked] if mine else [],
        until=until,
        merged=matter.merged_into_id is not None,
    )


def _before_first(evidence: Evidence) -> bool:
    return evidence.kind != EvidenceKind.BEFORE


def _open_to_all(matter: Matter, held: Held) -> bool:
    """Say whether everybody may read it: its register, its state and its category are public."""
    if not is_public(matter, held.version):
        return False
    return public_matters(matter.place.code, [matter.register]).filter(pk=matter.pk).exists()


def _moves(matter: Matter, held: Held, visitor: Visitor, *, followed: bool) -> list[Move]:
    """Return what the visitor may do as who asked, or as the neighbour who was drawn."""
    if followed:
        return [one.move for one in moves_for(matter, SYSTEM) if By.ASKER in one.move.by]
    wanted = {By.ASKER, By.NEIGHBOUR}
    return [one.move for one in moves_for(matter, visitor) if wanted & set(one.move.by) and one.verdict]


def path_of(matter: Matter) -> list[Stop]:
    """Return the five stages: what is done, where the matter stands, what is to come."""
    at, state = MATTER_STAGES.index(matter.stage), "now"
    if matter.kind == StateKind.DONE:
        at, state = max(at, REVIEW), "wait"
    elif matter.kind in (StateKind.SOLVED, StateKind.LASTING):
        at, state = SHARE, "done"
    elif matter.kind == StateKind.ENDED:
        state = "done"
    return [
        Stop(sign, str(name), "done" if n < at else state if n == at else "todo")
        for n, (sign, name) in enumerate(STAGES)
    ]


def evidence_shown(matter: Matter, key: UUID, visitor: Visitor, *, followed: bool) -> Evidence:
    """Return a photo or voice note of the matter to who sees all of it, a shown photo to all; else 404."""
    held = held_by(matter)
    found = Evidence.objects.filter(matter=matter, pk=key).select_related("photo", "sound").first()
    if found is None:
        raise Http404
    if followed or can_see(visitor, matter, held.version) or (found.shown and _open_to_all(matter, held)):
        return found
    raise Http404


def works_on(matter: Matter, visitor: Visitor) -> list[Move]:
    """Return the moves that who answers for the matter, or its desk, may make from the phone in the field."""
    hands = {By.LEAD, By.DESK}
    return [
        one.move
        for one in moves_for(matter, visitor)
        if hands & set(one.move.by) and can_move(visitor, matter, one.move)
    ]
