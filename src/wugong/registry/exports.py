"""Hands out the register of a place in the layout of imports: numbers hidden, or in clear with a reason."""

import io
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final
from uuid import UUID

import xlsxwriter  # type: ignore[import-untyped] # it ships no types
from django.db import transaction
from django.db.models import QuerySet

from wugong.accounts.models import User
from wugong.audit.actions import record
from wugong.counties.actors import System
from wugong.places.codes import Level
from wugong.places.models import Place
from wugong.registry import import_acts
from wugong.registry.import_columns import vocabulary
from wugong.registry.masks import PersonSeen, seen
from wugong.registry.models import CareMark, Household, Membership
from wugong.registry.permissions import can_register
from wugong.registry.readings import note_readings
from wugong.registry.states import Care, Papers, Sealed

COLUMNS: Final = (
    *("village", "number", "name", "relation", "papers", "id_number", "sex", "born", "phone", "group"),
    *("address", "residence", "whereabouts", "bank", "longitude", "latitude", "care"),
)
RISKY: Final = ("=", "+", "-", "@", "\t", "\r")
PLAIN: Final = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


@transaction.atomic
def export_book(place: Place, *, actor: User | System, in_clear: bool = False, reason: str = "") -> bytes:
    """Return the list of all who live under this place as a workbook; that it was handed out is on record.

    In clear it needs the right to reveal and a reason, and each person has a reading more.
    """
    can_register(actor, place).or_refuse()
    members = list(_members(place))
    opened: set[UUID] = set()
    if in_clear:
        persons = [member.person for member in members]
        opened = note_readings(persons, list(Sealed), reason, actor=actor, at=place)
    shown = seen(members, actor, place)
    pairs = zip(members, shown, strict=True)
    rows = (_row(member, one, member.person_id in opened) for member, one in pairs)
    book = _book(rows, _cares(place))
    how = "明文" if in_clear else "号码隐去"
    record(
        import_acts.HOUSEHOLDS_EXPORTED,
        actor=actor,
        at=place.code,
        place_name=place.name,
        count=len(members),
        how=how,
    )
    return book


def _members(place: Place) -> Iterable[Membership]:
    """Return who belongs to a household here today, household by household, the head first."""
    here = Membership.objects.today().filter(household__in=_households(place))
    related = here.select_related("person", "household", "household__place", "household__village")
    return related.order_by("household__village__code", "household__number", "relation", "person__born")


def _households(place: Place) -> QuerySet[Household, Any]:
    inside: QuerySet[Household, Any] = Household.objects.within(place.code).standing().values("pk")
    return inside


def _cares(place: Place) -> Mapping[UUID, str]:
    marks = CareMark.objects.filter(until__isnull=True, household__in=_households(place))
    found: dict[UUID, list[str]] = {}
    for household, care in marks.order_by("since").values_list("household_id", "care"):
        found.setdefault(household, []).append(str(Care(care).label))
    return {household: "、".join(labels) for household, labels in found.items()}


Row = tuple[UUID, dict[str, object]]


def _row(member: Membership, one: PersonSeen, in_clear: bool) -> Row:
    person, home = member.person, member.household
    numbers = {name: getattr(person, name).clear() for name in Sealed.values} if in_clear else {}
    hidden = {"id_number": one.id_number, "phone": one.phone, "bank": one.bank}
    return home.pk, {
        "village": home.village.name,
        "number": home.number,
        "name": one.name,
        "relation": one.relation,
        "papers": str(Papers(person.papers).label) if person.id_number else "",
        "sex": one.sex,
        "born": one.birth,
        "group": home.place.name if home.place.level is Level.GROUP else "",
        "address": home.address,
        "residence": one.residence,
        "whereabouts": one.whereabouts,
        "longitude": home.longitude,
        "latitude": home.latitude,
        **(numbers or hidden),
    }


def _book(rows: Iterator[Row], cares: Mapping[UUID, str]) -> bytes:
    file, known = io.BytesIO(), vocabulary().columns
    with xlsxwriter.Workbook(file, PLAIN) as book:
        sheet = book.add_worksheet("花名册")
        text = book.add_format({"num_format": "@"})
        risky = book.add_format({"num_format": "@", "quote_prefix": True})
        sheet.freeze_panes(1, 0)
        sheet.set_column(0, len(COLUMNS) - 1, 14)
        for at, column in enumerate(COLUMNS):
            sheet.write_string(0, at, known[column].label)
        for at, (household, values) in enumerate(rows, start=1):
            values["care"] = cares.get(household, "")
            for place, column in enumerate(COLUMNS):
                value = values[column]
                if column in {"longitude", "latitude"} and value is not None:
                    sheet.write_number(at, place, float(str(value)))
                elif value:
                    said = str(value)
                    sheet.write_string(at, place, said, risky if said.startswith(RISKY) else text)
    return file.getvalue()
