"""What is done again and again (周期任务): begun, stopped, and opened as matters, one for each due day."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Final
from uuid import uuid5

from django.db import transaction
from django.utils import timezone

from wugong.accounts.models import User
from wugong.audit.actions import record
from wugong.counties.actors import System
from wugong.matters import recurring_acts as acts
from wugong.matters import recurring_refusals as refusals
from wugong.matters.models import Matter, Occurrence, Recurrence
from wugong.matters.openings import Wish, open_many
from wugong.matters.permissions import can_work
from wugong.matters.registers import register_on
from wugong.matters.states import Channel
from wugong.places.models import Place
from wugong.registry.models import Body
from wugong.rules.recurrences import dues_between, read_rule

Actor = User | System
TASKS: Final = "task"
FURTHEST: Final = timedelta(days=366)  # every rule falls due at least once in it
LEFT_OVER: Final = 60  # so many that were missed are made up at once


@transaction.atomic
def begin_recurrence(
    place: Place,
    title: str,
    rule: str,
    *,
    since: date,
    actor: Actor,
    until: date | None = None,
    text: str = "",
    register: str = TASKS,
    lead_unit: Body | None = None,
    part_of: Matter | None = None,
) -> Recurrence:
    """From that day on the place has this to do by the rule; the first matter is opened at once."""
    can_work(actor, place).or_refuse()
    words, read = title.strip()[:120], read_rule(rule)
    if not words:
        raise refusals.NoTitle
    if until and until < since:
        raise refusals.UntilBeforeSince(since=since, until=until)
    held = register_on(register)
    if held.register.group != register_on(TASKS).register.group:
        raise refusals.NotRegularHere(register=held.register.title)
    made = Recurrence.objects.create(
        register=register,
        place=place,
        title=words,
        text=text.strip(),
        rule=str(read),
        since=since,
        until=until,
        lead_unit=lead_unit,
        part_of=part_of,
        made_by_id=actor.pk,
    )
    said = {"title": words, "rule": read.title, "place": place.name}
    record(acts.RECURRENCE_BEGUN, actor=actor, at=place.code, concerning=(), **said)
    open_due(timezone.localdate(), actor=actor, only=[made])
    return made


@transaction.atomic
def stop_recurrence(recurrence: Recurrence, *, actor: Actor) -> None:
    """Nothing new is opened by it; what was opened stays."""
    can_work(actor, recurrence.place).or_refuse()
    held = Recurrence.objects.select_for_update(of=("self",)).select_related("place").get(pk=recurrence.pk)
    if held.stopped_at:
        raise refusals.StoppedAlready
    held.stopped_at = timezone.now()
    held.save(update_fields=["stopped_at"])
    said = {"title": held.title, "place": held.place.name}
    record(acts.RECURRENCE_STOPPED, actor=actor, at=held.place.code, concerning=(), **said)


@transaction.atomic
def open_due(day: date, *, actor: Actor, only: Sequence[Recurrence] | None = None) -> int:
    """What recurs has a matter for each day due so far and for the next one; returns how many were opened.

    Run again it opens nothing twice: each matter's key is made of the recurrence and the day.
    """
    running = Recurrence.objects.filter(stopped_at__isnull=True, since__lte=day + FURTHEST)
    if only is not None:
        running = running.filter(pk__in=[one.pk for one in only])
    rows = list(running.select_for_update(of=("self",)).select_related("place", "lead_unit", "part_of"))
    made = set(Occurrence.objects.filter(recurrence__in=rows).values_list("recurrence_id", "due"))
    wanted = [(row, due) for row in rows for due in _dues(row, day) if (row.pk, due) not in made]
    if not wanted:
        return 0
    opened = open_many([_wish(row, due) for row, due in wanted], actor=actor)
    Occurrence.objects.bulk_create(
        Occurrence(recurrence=row, due=due, matter=one.matter, county_id=row.county_id)
        for (row, due), one in zip(wanted, opened, strict=True)
    )
    return len(wanted)


def _dues(row: Recurrence, day: date) -> Iterator[date]:
    """Yield the last days due up to that day, and the first one after it."""
    rule, until = read_rule(row.rule), row.until or date.max
    past = dues_between(rule, max(row.since, day - FURTHEST), day)[-LEFT_OVER:]
    coming = dues_between(rule, max(row.since, day + timedelta(days=1)), day + FURTHEST)[:1]
    yield from (due for due in (*past, *coming) if due <= until)


def _wish(row: Recurrence, due: date) -> Wish:
    return Wish(
        register=row.register,
        place=row.place,
        title=row.title,
        text=row.text,
        key=uuid5(row.pk, due.isoformat()),
        channel=Channel.RULE,
        lead_unit=row.lead_unit,
        part_of=row.part_of,
        due=due,
    )
