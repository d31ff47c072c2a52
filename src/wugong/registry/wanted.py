"""What a change request wants: read from what was kept of it, and carried out by the act of its kind."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Final
from uuid import UUID

from wugong.accounts.models import User
from wugong.counties.actors import System
from wugong.places.codes import Level
from wugong.places.models import Place
from wugong.registry import refusals
from wugong.registry.corrections import correct_person
from wugong.registry.holding import wait_for
from wugong.registry.models import Household, Person
from wugong.registry.moves import (
    change_relations,
    merge_households,
    move_household,
    move_members,
    note_death,
    split_household,
)
from wugong.registry.queries import membership_of
from wugong.registry.states import RequestKind

Wanted = Mapping[str, Any]  # JSON: keys of rows and days as text
CORRECTED: Final = ("name", "sex", "papers", "id_number")


def carry_out(
    kind: RequestKind, household: Household, person: Person | None, wanted: Wanted, *, actor: User | System
) -> None:
    """What the request wants is so; refused for whatever reason the act of its kind has."""
    if person is not None:
        member = membership_of(person)
        if member is None or member.household_id != household.pk:
            raise refusals.NotAMember(name=person.name, number=household.number)
    ACTS[kind](household, person, wanted, actor)


def wait_for_all(kind: RequestKind, household: Household, wanted: Wanted) -> None:
    """Whatever carrying it out will hold is held, in the order in which everybody holds it."""
    others = [_row(Household, wanted, name).pk for name in ("to", "other") if wanted.get(name)]
    places = [_row(Place, wanted, "place")] if wanted.get("place") else []
    if kind is RequestKind.SPLIT and not places:
        places = [household.place]
    wait_for([place.code[: Level.VILLAGE] for place in places], [household.pk, *others])


def _correct(household: Household, person: Person | None, wanted: Wanted, actor: User | System) -> None:
    """Correct a person, or, where relations are given, who is what to whom in the household."""
    if relations := _relations(wanted, "relations"):
        change_relations(household, relations, actor=actor, day=_day(wanted, "day"))
        return
    given: dict[str, Any] = {key: str(wanted[key]) for key in CORRECTED if wanted.get(key)}
    if wanted.get("born"):
        given["born"] = _day(wanted, "born")
    correct_person(_known(person), actor=actor, **given)


def _move(household: Household, person: Person | None, wanted: Wanted, actor: User | System) -> None:
    """Move the whole household to a place, or some of it to another household or out of the county."""
    day = _day(wanted, "day")
    if wanted.get("place"):
        facts = {key: str(wanted.get(key) or "") for key in ("number", "address")}
        move_household(household, _row(Place, wanted, "place"), actor=actor, day=day, **facts)
        return
    move_members(
        household,
        [person.pk] if person else [_key(one, "persons") for one in wanted.get("persons") or ()],
        actor=actor,
        day=day,
        to=_row(Household, wanted, "to") if wanted.get("to") else None,
        relations=_relations(wanted, "relations"),
        remaining=_relations(wanted, "remaining"),
        whereabouts=str(wanted.get("whereabouts") or ""),
        married=bool(wanted.get("married")),
        mistaken=bool(wanted.get("mistaken")),
    )


def _split(household: Household, person: Person | None, wanted: Wanted, actor: User | System) -> None:
    split_household(
        household,
        _relations(wanted, "members"),
        str(wanted.get("number") or ""),
        actor=actor,
        day=_day(wanted, "day"),
        remaining=_relations(wanted, "remaining"),
        place=_row(Place, wanted, "place") if wanted.get("place") else None,
        address=str(wanted.get("address") or ""),
    )


def _merge(household: Household, person: Person | None, wanted: Wanted, actor: User | System) -> None:
    other = _row(Household, wanted, "other")
    relations = _relations(wanted, "relations")
    merge_households(household, other, relations, actor=actor, day=_day(wanted, "day"))


def _death(household: Household, person: Person | None, wanted: Wanted, actor: User | System) -> None:
    remaining = _relations(wanted, "remaining")
    note_death(_known(person), _day(wanted, "died"), actor=actor, remaining=remaining)


ACTS: Final[Mapping[RequestKind, Callable[[Household, Person | None, Wanted, User | System], None]]] = {
    RequestKind.CORRECT: _correct,
    RequestKind.MOVE: _move,
    RequestKind.SPLIT: _split,
    RequestKind.MERGE: _merge,
    RequestKind.DEATH: _death,
}
WORDS: Final = {
    "day": "变动之日",
    "died": "死亡日期",
    "born": "出生日期",
    "persons": "人",
    "place": "地点",
    "to": "迁入的户",
    "other": "另一户",
    "members": "分出的人",
    "relations": "与户主关系",
    "remaining": "留下的人",
}


def _known(person: Person | None) -> Person:
    if person is None:
        raise refusals.NobodyChosen
    return person


def _day(wanted: Wanted, name: str) -> date:
    value = wanted.get(name)
    try:
        return value if isinstance(value, date) else date.fromisoformat(str(value))
    except ValueError:
        raise refusals.Unreadable(what=WORDS[name]) from None


def _key(value: object, name: str) -> UUID:
    try:
        return UUID(str(value))
    except ValueError:
        raise refusals.Unreadable(what=WORDS[name]) from None


def _row(table: Any, wanted: Wanted, name: str) -> Any:
    found = table.objects.filter(pk=_key(wanted.get(name), name)).first()
    if found is None:
        raise refusals.Unreadable(what=WORDS[name])
    return found


def _relations(wanted: Wanted, name: str) -> dict[UUID, str]:
    given = wanted.get(name) or {}
    if not isinstance(given, Mapping):
        raise refusals.Unreadable(what=WORDS[name])
    return {_key(key, name): str(code) for key, code in given.items()}
