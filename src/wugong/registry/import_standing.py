"""What stands in the register where an import goes: households, members, persons known by their marks."""

# ruff: noqa: S608 -- all names in the statements are ours

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import polars as pl
from django.db import connection

from wugong.counties.codes import code_range
from wugong.counties.standing import county_here
from wugong.places.models import Place
from wugong.registry.models import CareMark, Household, Membership, Person

HOUSEHOLDS: Final = Household._meta.db_table
PERSONS: Final = Person._meta.db_table
MEMBERS: Final = Membership._meta.db_table
PLACES: Final = Place._meta.db_table
CARE: Final = CareMark._meta.db_table

HOMES = {
    **dict.fromkeys(("household_id", "number", "village_code", "place_code", "address"), pl.String),
    **dict.fromkeys(("longitude", "latitude"), pl.Float64),
    **dict.fromkeys(("closed", "care"), pl.String),
}
PEOPLE = {
    **dict.fromkeys(("person_id", "id_mark", "name", "sex", "born", "died", "phone_mark"), pl.String),
    "bank": pl.Binary,
    **dict.fromkeys(("membership_id", "household_id", "relation", "residence", "whereabouts"), pl.String),
}
MARKED = {
    **dict.fromkeys(("person_id", "id_mark", "name", "died", "household_id"), pl.String),
    **dict.fromkeys(("number", "village_code", "village"), pl.String),
}


@dataclass(frozen=True)
class Standing:
    """The households and open members under a code, and persons of the whole county under certain marks."""

    homes: pl.DataFrame
    members: pl.DataFrame
    marked: pl.DataFrame


def standing_under(code: str, marks: Sequence[str]) -> Standing:
    """Return what stands under this code, and who in the county stands under one of these marks."""
    return Standing(_homes(code), _members(code), _marked(marks))


def hexed(column: str) -> str:
    """Return the SQL of a key as 32 hexadecimal digits, which both engines take and give."""
    return f"replace({column}::text, '-', '')" if connection.vendor == "postgresql" else column


def _text(column: str) -> str:
    return f"cast({column} as text)"


def _homes(code: str) -> pl.DataFrame:
    care = f"select group_concat(care, ',') from {CARE} c where c.household_id = h.id and c.until is null"
    if connection.vendor == "postgresql":
        care = care.replace("group_concat(care, ',')", "string_agg(care, ',')")
    return _fetch(
        f"select {hexed('h.id')}, h.number, v.code, p.code, h.address, cast(h.longitude as float8),"
        f" cast(h.latitude as float8), {_text('h.until')}, ({care}) from {HOUSEHOLDS} h"
        f" join {PLACES} p on p.id = h.place_id join {PLACES} v on v.id = h.village_id"
        " where h.county_id = %s and p.code >= %s and p.code < %s",
        [county_here().pk.hex, *code_range(code)],
        HOMES,
    )


def _members(code: str) -> pl.DataFrame:
    found = _fetch(
        f"select {hexed('n.id')}, n.id_mark, n.name, n.sex, {_text('n.born')}, {_text('n.died')},"
        f" n.phone_mark, n.bank, {hexed('m.id')}, {hexed('m.household_id')}, m.relation, m.residence,"
        f" m.whereabouts from {MEMBERS} m join {PERSONS} n on n.id = m.person_id"
        f" join {HOUSEHOLDS} h on h.id = m.household_id join {PLACES} p on p.id = h.place_id"
        " where m.county_id = %s and m.until is null and p.code >= %s and p.code < %s",
        [county_here().pk.hex, *code_range(code)],
        PEOPLE,
    )
    return found.with_columns(pl.col("born").str.to_date())


def _marked(marks: Sequence[str]) -> pl.DataFrame:
    if not marks or not Person.objects.exclude(id_mark="").exists():
        return pl.DataFrame(schema=MARKED)
    there, listed = "= any(%s)", list(marks)
    values: list[Any] = [listed]
    if connection.vendor != "postgresql":
        there, values = "in (select value from json_each(%s))", [json.dumps(listed)]
    return _fetch(
        f"select {hexed('n.id')}, n.id_mark, n.name, {_text('n.died')}, {hexed('h.id')},"
        f" h.number, v.code, v.name"
        f" from {PERSONS} n left join {MEMBERS} m on m.person_id = n.id and m.until is null"
        f" left join {HOUSEHOLDS} h on h.id = m.household_id left join {PLACES} v on v.id = h.village_id"
        f" where n.county_id = %s and n.id_mark {there}",
        [county_here().pk.hex, *values],
        MARKED,
    )


def _fetch(sql: str, values: Sequence[Any], schema: dict[str, Any]) -> pl.DataFrame:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return pl.DataFrame(cursor.fetchall(), schema=schema, orient="row")
