"""The act by which photos of a public matter are seen by everybody; none is without it."""

from collections.abc import Collection, Iterable, Mapping
from typing import Final
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from wugong.accounts.models import User
from wugong.audit.actions import record
from wugong.audit.acts import Act
from wugong.counties.actors import System
from wugong.matters import acts, refusals
from wugong.matters.holding import hold_matter
from wugong.matters.lines import write_line
from wugong.matters.models import Asker, Evidence, Matter, Step
from wugong.matters.numbers import spoken
from wugong.matters.permissions import can_tend, is_showable
from wugong.matters.registers import held_by
from wugong.matters.states import EvidenceKind, StepKind

Actor = User | System
PICTURED: Final = (EvidenceKind.BEFORE, EvidenceKind.SHOWS, EvidenceKind.AFTER)  # no signature, no paper


@transaction.atomic
def show_photos(matter: Matter, keys: Collection[UUID], *, actor: Actor) -> None:
    """Everybody sees exactly these photos of the matter; refused where register or category is not public."""
    matter = hold_matter(matter)
    can_tend(actor, matter).or_refuse()
    rows, wanted = list(showable_photos(matter)), set(keys)
    more = [one for one in rows if one.pk in wanted and not one.shown]
    less = [one for one in rows if one.pk not in wanted and one.shown]
    if not (more or less):
        raise refusals.NothingShown
    if more:
        _show(matter, more, actor)
    if less:
        _change(matter, less, actor, shown=False)


def show_step(step: Step, *, actor: Actor) -> None:
    """Everybody sees the photos of this line of the timeline. Part of an act that holds the matter."""
    can_tend(actor, step.matter).or_refuse()
    if rows := list(showable_photos(step.matter).filter(step=step)):
        _show(step.matter, rows, actor)


def showable_photos(matter: Matter) -> "QuerySet[Evidence]":
    """Return the photos of the matter that could be for everybody, those from before first."""
    rows = Evidence.objects.filter(matter=matter, photo__isnull=False, kind__in=PICTURED)
    return rows.select_related("photo", "step").order_by("pk")


def shown_photos(matters: Iterable[UUID]) -> Mapping[UUID, list[Evidence]]:
    """Return which photos of these matters everybody sees, those from before first: one query.

    Whether the matter itself is public is asked by who lists it.
    """
    found: dict[UUID, list[Evidence]] = {}
    rows = Evidence.objects.filter(matter__in=list(matters), shown=True, photo__isnull=False)
    for one in rows.select_related("photo").order_by("pk"):
        found.setdefault(one.matter_id, []).append(one)
    return {key: sorted(rows, key=_is_later) for key, rows in found.items()}


def _is_later(evidence: Evidence) -> bool:
    return evidence.kind == EvidenceKind.AFTER


def _show(matter: Matter, rows: Collection[Evidence], actor: Actor) -> None:
    if not is_showable(matter, held_by(matter).version):
        raise refusals.NeverShown
    _change(matter, rows, actor, shown=True)


def _change(matter: Matter, rows: Collection[Evidence], actor: Actor, *, shown: bool) -> None:
    """It stands in the timeline and in the record which photos these are; who asked is concerned."""
    act: Act = acts.PHOTOS_SHOWN if shown else acts.PHOTOS_HIDDEN
    Evidence.objects.filter(pk__in=[one.pk for one in rows]).update(shown=shown)
    said = _("让大家看到 %(count)s 张照片") if shown else _("不再让大家看到 %(count)s 张照片")
    keys = [str(one.pk) for one in rows]
    write_line(matter, StepKind.NOTED, actor=actor, text=said % {"count": len(rows)}, photos=keys)
    askers = Asker.objects.filter(matter=matter, user__isnull=False).values_list("user_id", flat=True)
    named = "、".join(f"{EvidenceKind(one.kind).label} {one.pk}" for one in rows)
    told = {"number": spoken(matter.number), "photos": named}
    record(act, actor=actor, at=matter.place.code, concerning=set(askers), **told)
