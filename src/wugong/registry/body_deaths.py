"""What ends with a death: the offices, seats, pool entries and duties of whoever died; history keeps them."""

from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Q

from wugong.accounts.models import User
from wugong.audit.actions import record
from wugong.audit.acts import Act
from wugong.counties.actors import System
from wugong.registry import body_acts, duty_acts
from wugong.registry.body_templates import catalogue_on
from wugong.registry.duty_spots import holder_name, spot_name
from wugong.registry.duty_templates import plans_on
from wugong.registry.masks import name_told
from wugong.registry.models import BodyMember, Duty, Holding, Person, PoolEntry
from wugong.registry.queries import users_bound_to

DIED = "去世"
DUTY_RELATED = ("place", "cluster__place", "household__place", "person", "user")


@transaction.atomic
def end_all_of(person: Person, day: date, *, actor: User | System) -> None:
    """The person, who died, has no office, no seat, no entry in a pool and no duty from that day on.

    Part of the act that notes the death, which has asked who may.
    """
    _end_offices(person, day, actor)
    _end_seats(person, day, actor)
    _end_entries(person, day, actor)
    _end_duties(person, day, actor)


def _end_offices(person: Person, day: date, actor: User | System) -> None:
    rows = Holding.objects.today().filter(member__person=person).select_related("body__place")
    for one in rows:
        one.until, one.note = max(day, one.since), _noted(one.note, 400)
        one.save(update_fields=["until", "note"])
        said = {"name": name_told(person), "body": one.body.name, "office": one.title, "until": one.until}
        _tell(body_acts.OFFICE_LEFT, person, actor, one.body.place.code, **said)


def _end_seats(person: Person, day: date, actor: User | System) -> None:
    for one in BodyMember.objects.today().filter(person=person).select_related("body__place"):
        one.until = max(day, one.since)
        one.save(update_fields=["until"])
        said = {"name": name_told(person), "body": one.body.name, "until": one.until}
        _tell(body_acts.MEMBER_LEFT, person, actor, one.body.place.code, **said)


def _end_entries(person: Person, day: date, actor: User | System) -> None:
    titles = {pool.key: pool.title for pool in catalogue_on().pools}
    for one in PoolEntry.objects.filter(person=person, until__isnull=True).select_related("village"):
        one.until, one.note = max(day, one.since), _noted(one.note, 120)
        one.save(update_fields=["until", "note"])
        said = {"name": name_told(person), "place": one.village.name, "pool": titles.get(one.pool, one.pool)}
        _tell(body_acts.POOL_LEFT, person, actor, one.village.code, **said)


def _end_duties(person: Person, day: date, actor: User | System) -> None:
    plans = plans_on(day)
    lasting = Duty.objects.filter(Q(until__isnull=True) | Q(until__gt=day), person=person)
    for one in lasting.select_related(*DUTY_RELATED):
        one.until, one.note = max(day, one.since), _noted(one.note, 120)
        one.save(update_fields=["until", "note"])
        line = plans[one.plan].line(one.line) if one.plan in plans else None
        title = line.title if line else one.line
        said = {"holder": holder_name(one), "place": spot_name(one), "line": title, "until": one.until}
        _tell(duty_acts.DUTY_ENDED, person, actor, one.place.code, **said)


def _noted(note: str, most: int) -> str:
    """Return the note with the death behind it."""
    return f"{note[: most - len(DIED) - 1]}；{DIED}" if note else DIED


def _tell(act: Act, person: Person, actor: User | System, at: str, **said: Any) -> None:
    record(act, actor=actor, at=at, concerning=users_bound_to([person]), **said)
