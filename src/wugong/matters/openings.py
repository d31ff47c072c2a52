"""The acts that open matters, one or many; what was sent five times is opened once."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from wugong.accounts.models import User
from wugong.audit.actions import record
from wugong.counties.actors import System
from wugong.matters import acts, notices, refusals
from wugong.matters.drafts import Draft, draft_of, outsider, places_lying
from wugong.matters.evidence import attach
from wugong.matters.following_codes import code_for, fits, hashed
from wugong.matters.models import Asker, ClockRun, Matter, Step
from wugong.matters.numbers import next_numbers
from wugong.matters.permissions import can_open
from wugong.matters.recomputing import begun, earliest
from wugong.matters.registers import Held, registers_on
from wugong.matters.states import StepKind
from wugong.matters.wishes import Opened, Wish
from wugong.matters.workdays import working_days
from wugong.registry.models import Binding
from wugong.rules.register_parts import By

__all__ = ["Opened", "Wish", "open_many", "open_matter"]

Actor = User | System


def open_matter(wish: Wish, *, actor: Actor) -> Opened:
    """The wish is a matter with a number, once for its key, and those who deal with it know."""
    [opened] = open_many([wish], actor=actor)
    return opened


@transaction.atomic
def open_many(wishes: Sequence[Wish], *, actor: Actor) -> list[Opened]:
    """All of these are matters, once for each key; as many queries for many as for one, but for evidence."""
    if not wishes:
        raise refusals.NobodyChosen
    registers = registers_on()
    _refuse_barred(wishes, registers, actor)
    there = _there(wishes)
    new = _unsent(wishes, there)
    lying = places_lying(new, registers)
    drafts = [draft_of(wish, registers[wish.register], lying, actor) for wish in new]
    if drafts:
        numbers = next_numbers(
            timezone.localdate().year, len(drafts), actor=actor
        )  # from here on others wait
        there = _there(wishes)
        drafts = [draft for draft in drafts if draft.wish.key not in there]
        _write(drafts, numbers, actor)
    made = {draft.wish.key: draft for draft in drafts}
    there |= {key: draft.matter for key, draft in made.items()}
    return [_opened(wish, made, there, actor) for wish in wishes]


def _refuse_barred(wishes: Sequence[Wish], registers: Mapping[str, Held], actor: Actor) -> None:
    """Refuse where the actor may not open in one of the registers; each place is asked about once."""
    for wish in {(one.register, one.place.pk, one.channel): one for one in wishes}.values():
        held = registers.get(wish.register)
        if held is None:
            raise refusals.NoSuchRegister(register=wish.register)
        if outsider(wish.channel, actor) and not held.version.anonymous:
            raise refusals.NotAnonymous(register=held.register.title)
        can_open(actor, held.version, wish.place).or_refuse()


def _there(wishes: Sequence[Wish]) -> dict[UUID, Matter]:
    known = Matter.objects.filter(key__in=[wish.key for wish in wishes]).select_related("place")
    return {matter.key: matter for matter in known}


def _unsent(wishes: Sequence[Wish], there: Mapping[UUID, Matter]) -> list[Wish]:
    first: dict[UUID, Wish] = {}
    for wish in wishes:
        if wish.key not in there:
            first.setdefault(wish.key, wish)
    return list(first.values())


def _opened(wish: Wish, made: dict[UUID, Draft], there: Mapping[UUID, Matter], actor: Actor) -> Opened:
    if draft := made.pop(wish.key, None):  # the same key a second time was sent again
        return Opened(draft.matter, draft.code, again=False)
    matter = there[wish.key]
    if matter.opened_by_id != actor.pk or matter.register != wish.register:
        raise refusals.KeyTaken
    return Opened(matter, _code_again(matter), again=True)


def _code_again(matter: Matter) -> str | None:
    """Return the code once more to who sent the same again, for the first receipt may have got lost."""
    asker = Asker.objects.filter(first_matter=matter, user__isnull=True).first()
    code = code_for(matter.key)
    return code if asker and fits(code, asker.code_hash) else None


def _write(drafts: Sequence[Draft], numbers: Sequence[str], actor: Actor) -> None:
    """The drafts are matters with their numbers, first lines, askers and clocks."""
    if not drafts:
        return
    now, days = timezone.now(), working_days()
    runs: list[ClockRun] = []
    for draft, number in zip(drafts, numbers, strict=False):
        draft.matter.number = number
        draft.matter.opened_at = draft.matter.moved_at = now
        own = begun(draft.matter, draft.held.version, now, days)
        earliest(draft.matter, own)
        runs += own
    Matter.objects.bulk_create([draft.matter for draft in drafts])
    ClockRun.objects.bulk_create(runs)
    steps = Step.objects.bulk_create([_first_step(draft, actor) for draft in drafts])
    _attach(drafts, steps, actor)
    askers = _askers(drafts, actor)
    _record(drafts, askers, actor)
    notices.opened([draft.matter for draft in drafts], askers, actor=actor)


def _first_step(draft: Draft, actor: Actor) -> Step:
    matter = draft.matter
    role = By.ASKER if draft.sent_by_asker else By.DESK
    return Step(
        county_id=matter.county_id,
        matter=matter,
        kind=StepKind.OPENED,
        target=matter.state,
        facts={"role": role},
        at=matter.opened_at,
        by_id=actor.pk,
        place=matter.lies_with,
    )


def _attach(drafts: Sequence[Draft], steps: Sequence[Step], actor: Actor) -> None:
    for draft, step in zip(drafts, steps, strict=True):
        if draft.pictures or draft.wish.spoken:
            attach(step, draft.pictures, spoken=draft.wish.spoken, actor=actor)


def _askers(drafts: Sequence[Draft], actor: Actor) -> list[Asker]:
    """Who asked is kept, with the account she is told on; who has none gets a code."""
    persons = {draft.wish.person.pk for draft in drafts if draft.wish.person}
    bound: dict[UUID, UUID] = {}
    if persons:
        today = timezone.localdate()
        rows = Binding.objects.filter(person__in=persons, is_self=True, since__lte=today)
        bound = dict(rows.exclude(until__lt=today).values_list("person_id", "user_id"))
    made = [asker for draft in drafts if (asker := _asker(draft, bound, actor)) is not None]
    return Asker.objects.bulk_create(made)


def _asker(draft: Draft, bound: Mapping[UUID, UUID], actor: Actor) -> Asker | None:
    if not draft.has_asker:
        return None
    wish, matter = draft.wish, draft.matter
    user = bound.get(wish.person.pk) if wish.person else None
    if draft.asked_by(actor):
        user = actor.pk
    if user is None:
        draft.code = code_for(wish.key)
    return Asker(
        county_id=matter.county_id,
        matter=matter,
        first_matter=matter,
        user_id=user,
        person=wish.person,
        shown=wish.shown,
        code_hash=hashed(draft.code) if draft.code else "",
        asked_at=matter.opened_at,
    )


def _record(drafts: Sequence[Draft], askers: Sequence[Asker], actor: Actor) -> None:
    users = {asker.user_id for asker in askers if asker.user_id}
    first, last = drafts[0], drafts[-1]
    if len(drafts) == 1:
        facts: dict[str, Any] = {"register": first.held.register.title, "number": first.matter.number}
        record(acts.OPENED, actor=actor, at=first.matter.place.code, concerning=users, **facts)
    else:
        facts = {"count": len(drafts), "first": first.matter.number, "last": last.matter.number}
        record(acts.OPENED_MANY, actor=actor, concerning=users, **facts)
