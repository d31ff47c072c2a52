"""The act that moves a matter from state to state, with all that a step needs; and what can be done next."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from wugong.access.verdicts import Verdict, Visitor
from wugong.accounts.models import User
from wugong.audit.actions import record
from wugong.counties.actors import System
from wugong.matters import acts, notices, refusals
from wugong.matters.certificate_checks import refuse_issued
from wugong.matters.distinct_checks import refuse_alike
from wugong.matters.evidence import attach, pictures
from wugong.matters.fact_checks import checked_facts, refuse_blanks
from wugong.matters.holding import hold_matter
from wugong.matters.models import Asker, Matter, NeighbourCall, Step
from wugong.matters.move_needs import Brought, refuse_needs
from wugong.matters.numbers import spoken
from wugong.matters.permissions import acting_as, can_move, can_move_by_code
from wugong.matters.plan_blanks import refuse_plan_blanks
from wugong.matters.recomputing import enter_state
from wugong.matters.registers import Held, held_by
from wugong.matters.resuming import end_pause
from wugong.matters.showing import show_step
from wugong.matters.states import EvidenceKind, StepKind
from wugong.matters.trios import held_facts, take_over
from wugong.matters.windows import last_day_of, refuse_late_word
from wugong.matters.wishes import Pictured
from wugong.registry.bindings import persons_of
from wugong.registry.models import Body
from wugong.rules.register_parts import By, Move, Need, StateKind

Actor = User | System
OVER = (StateKind.DONE, StateKind.SOLVED, StateKind.LASTING)


@dataclass(frozen=True)
class Offered:
    """A move that leads on from where the matter stands, and whether the visitor may make it."""

    move: Move
    verdict: Verdict


def moves_for(matter: Matter, visitor: Visitor) -> list[Offered]:
    """Return what can be done next with the matter, each with whether the visitor may."""
    if matter.merged_into_id is not None:
        return []
    moves = held_by(matter).version.moves_from(matter.state, matter.facts)
    return [Offered(move, can_move(visitor, matter, move)) for move in moves]


@transaction.atomic
def move(
    matter: Matter,
    code: str,
    *,
    actor: Actor,
    seen: str = "",
    reason: str = "",
    answer: str = "",
    facts: Mapping[str, str] | None = None,
    photos: Sequence[Pictured] = (),
    before: Sequence[Pictured] = (),
    day: date | None = None,
    unit: Body | None = None,
    signature: "Pictured | None" = None,
    shown: bool = False,
    by_code: bool = False,
) -> Step:
    """The matter stands where the move leads, its clocks follow, and who asked knows.

    `seen` is the state that the page showed: where another was faster, that is said and nothing is done.
    `shown`: everybody sees the photos that come with it, where the matter is public.
    `by_code`: who asked has no account and showed the code of the matter; the actor is the system then.
    """
    signed = [signature] if signature is not None else []
    brought = Brought(reason, answer, pictures(photos), pictures(before), day, unit, pictures(signed), shown)
    matter = hold_matter(matter)
    held = held_by(matter)
    wanted = _refuse_untimely(matter, held, code, seen)
    role = _role(matter, wanted, actor, by_code=by_code)
    refuse_late_word(matter, held.version, wanted, role)
    refuse_plan_blanks(matter, held, wanted, facts or {}, unit)
    text = refuse_needs(matter, wanted, brought)
    matter.lead_unit = unit or matter.lead_unit
    _fill(matter, held, wanted, facts or {})
    source, now = matter.state, timezone.now()
    if matter.paused_at is not None:
        end_pause(matter, held.version, now, actor=actor)
    _enter(matter, held, wanted, now, actor)
    if role is By.NEIGHBOUR:
        _answer(matter, held, now, actor=actor)
    step = _written(
        matter, wanted, brought, source=source, text=text, role=role, actor=actor, by_code=by_code
    )
    _told(matter, held, wanted, actor, by_code=by_code)
    return step


def _role(matter: Matter, wanted: Move, actor: Actor, *, by_code: bool) -> By:
    """Return as whom the actor makes the move; refuse who may not."""
    verdict = can_move_by_code(wanted) if by_code else can_move(actor, matter, wanted)
    verdict.or_refuse()
    return By.ASKER if by_code else acting_as(actor, matter, wanted)


def _refuse_untimely(matter: Matter, held: Held, code: str, seen: str) -> Move:
    """Return the move; refuse one that the register does not know, or that does not lead on from here."""
    state = held.version.state(matter.state).title
    if matter.merged_into_id is not None:
        raise refusals.WasMerged(number=matter.number)
    if seen and seen != matter.state:
        raise refusals.MovedMeanwhile(state=state)
    found = next((one for one in held.version.moves if one.code == code), None)
    if found is None:
        raise refusals.NoSuchMove(move=code)
    if found not in held.version.moves_from(matter.state, matter.facts):
        raise refusals.NotFromHere(state=state, move=found.title)
    return found


def _fill(matter: Matter, held: Held, wanted: Move, facts: Mapping[str, str]) -> None:
    """The fields that the move asks for are filled; refused while one is blank."""
    kept = checked_facts(held.version, facts, place=matter.place, only=wanted.fields)
    matter.facts = {**matter.facts, **kept}
    matter.facts = dict(held_facts(matter, held.version))
    refuse_blanks(held.version, wanted.fields, matter.facts, wanted.title)
    refuse_alike(held.version, matter.facts, wanted.fields)
    refuse_issued(held.version, wanted.fields, matter.facts, matter.lies_with)
    take_over(matter)


def _enter(matter: Matter, held: Held, wanted: Move, now: datetime, actor: Actor) -> None:
    """The matter stands in the state the move leads to, since now."""
    kind = held.version.state(wanted.target).kind
    matter.state, matter.kind = wanted.target, kind.value
    matter.moved_by_id, matter.moved_at = actor.pk, now
    if wanted.undoes:
        matter.reopened += 1
    if kind in OVER:
        matter.done_at = matter.done_at or now
    elif kind is not StateKind.ENDED:
        matter.done_at = None
    matter.solved_at = now if kind is StateKind.SOLVED else None
    enter_state(matter, held.version, now, actor=actor)
    matter.save()


def _answer(matter: Matter, held: Held, now: datetime, *, actor: Actor) -> None:
    """What the neighbour who was drawn said stands beside the draw."""
    says = held.version.confirmation
    calls = NeighbourCall.objects.filter(matter=matter, answer__isnull=True)
    if says is not None and isinstance(actor, User):
        drawn = calls.filter(person__in=persons_of(actor, own=True).values("pk"))
        drawn.update(answer=matter.state == says.solved, answered_at=now)


def _written(
    matter: Matter,
    wanted: Move,
    brought: Brought,
    *,
    source: str,
    text: str,
    role: By,
    actor: Actor,
    by_code: bool,
) -> Step:
    facts: dict[str, Any] = {"role": role} | ({"by_code": True} if by_code else {})
    if brought.day is not None:
        facts["day"] = brought.day.isoformat()
    if wanted.fields:
        facts["filled"] = {code: matter.facts[code] for code in wanted.fields}
    step = Step.objects.create(
        matter=matter,
        kind=StepKind.MOVED,
        move=wanted.code,
        source=source,
        target=matter.state,
        text=text,
        facts=facts,
        public=wanted.public,
        at=matter.moved_at,
        by_id=actor.pk,
        place=matter.lies_with,
    )
    attach(step, brought.photos, _what_it_shows(matter, wanted, brought, role), actor=actor)
    attach(step, brought.before, EvidenceKind.BEFORE, actor=actor)
    attach(step, brought.signature, EvidenceKind.SIGNATURE, actor=actor)
    if brought.shown:
        show_step(step, actor=actor)
    return step


def _what_it_shows(matter: Matter, wanted: Move, brought: Brought, role: By) -> EvidenceKind:
    """Photos of the second half of a pair, and of who says that it is done, show how it is afterwards."""
    pair = bool(brought.before) or Need.BEFORE_AFTER in wanted.needs
    finished = matter.kind in OVER and role not in (By.ASKER, By.NEIGHBOUR)
    return EvidenceKind.AFTER if pair or finished else EvidenceKind.SHOWS


def _told(matter: Matter, held: Held, wanted: Move, actor: Actor, *, by_code: bool) -> None:
    """It is recorded before those whom it concerns, and told to them."""
    state = held.version.state(matter.state)
    askers = Asker.objects.filter(matter=matter, user__isnull=False).values_list("user_id", flat=True)
    record(
        acts.MOVED_BY_CODE if by_code else acts.MOVED,
        actor=actor,
        at=matter.place.code,
        concerning=set(askers),
        number=spoken(matter.number),
        move=wanted.title,
        state=state.title,
    )
    if wanted.public:
        notices.moved(matter, wanted.title, state.title, actor=actor)
    else:
        notices.settle_asked(matter, actor=actor)
    if wanted.undoes:
        notices.reopened(matter, actor=actor)
    if held.version.confirmation and state.kind is StateKind.DONE:
        notices.done(matter, last_day_of(matter, held.version.confirmation), actor=actor)
