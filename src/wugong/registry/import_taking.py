"""Carries out the plan of an import inside its transaction: households, persons, memberships, history."""

# ruff: noqa: S608 -- all names in the statements are ours

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, Final

import polars as pl
from django.db import connection

from wugong.audit.acts import Act
from wugong.base.spelling import spelt_many
from wugong.counties.actors import Actor
from wugong.counties.standing import county_here
from wugong.places.models import Place
from wugong.registry import acts
from wugong.registry.import_plans import OF_HOME, Plan
from wugong.registry.import_sealing import seal_many
from wugong.registry.import_writing import STRIDE, Feed, constants, fresh_keys
from wugong.registry.models import CareMark, Change, Household, Import, Membership, Person
from wugong.registry.states import Entry, Leaving, Residence

NUMBER_DIGITS: Final = 4


@dataclass
class Taking:
    """One import being written: who does it, from which file, on which day."""

    plan: Plan
    source: Import
    actor: Actor
    places: Mapping[str, Place]
    day: date

    def __post_init__(self) -> None:
        self.county = county_here().pk.hex
        self.feed = Feed()
        self.now = datetime.now(UTC).replace(tzinfo=None if connection.vendor == "sqlite" else UTC)

    def take(self) -> None:
        """The register is as the plan says."""
        fresh = self._numbered(self.plan.homes.filter(pl.col("household_id").is_null()))
        with self.feed:
            people = self._homes(self.plan.people, fresh)
            for piece in people.filter(pl.col("doing") == "created").iter_slices(STRIDE):
                self._persons(piece)
            updated = people.filter(pl.col("doing") == "updated")
            self._corrected(updated)
            self._contacts(updated)
            self._continued(updated)

    def _homes(self, people: pl.DataFrame, fresh: pl.DataFrame) -> pl.DataFrame:
        """New households stand, standing ones are as the file says; the rows know their households."""
        homes = self.plan.homes
        fresh = fresh.with_columns(pl.Series("household_id", fresh_keys(fresh.height), dtype=pl.String))
        keys = {code: place.pk.hex for code, place in self.places.items()}
        fresh = fresh.with_columns(
            _keyed(pl.coalesce("place_code", "village_code"), keys).alias("place_id"),
            _keyed(pl.col("village_code"), keys).alias("village_id"),
        )
        self.feed.insert(
            Household,
            self._here(
                fresh.select(
                    "place_id",
                    "village_id",
                    "number",
                    "longitude",
                    "latitude",
                    pl.col("address").fill_null(""),
                    id="household_id",
                    revision=0,
                )
            ),
        )
        self._note(acts.HOUSEHOLD_FOUNDED, fresh.select("household_id", facts=_listed()))
        self._relocated(homes.filter("home_changed"), keys)
        self._care(pl.concat([fresh, homes.filter("home_changed")], how="diagonal"))
        all_keys = pl.concat(
            [
                fresh.select("home", "household_id", founded=True),
                homes.select("home", "household_id", founded=False).drop_nulls(),
            ]
        )
        return people.drop("household_id").join(all_keys, on="home", how="left", maintain_order="left")

    def _numbered(self, fresh: pl.DataFrame) -> pl.DataFrame:
        """Return new households with a number: where the file has none, the next free one of the village."""
        if not fresh["number"].null_count():
            return fresh
        last: dict[str, int] = {}

        def next_of(village: str) -> str:
            last[village] = last.get(village, 0) or self._last_number(village)
            last[village] += 1
            return f"{last[village]:0{NUMBER_DIGITS}}"

        both = fresh.select("village_code", "number").rows()
        numbers = [number or next_of(village) for village, number in both]
        return fresh.with_columns(pl.Series("number", numbers, dtype=pl.String))

    def _last_number(self, village: str) -> int:
        taken = Household.objects.filter(village=self.places[village]).values_list("number", flat=True)
        return max((int(number) for number in taken if number.isdecimal() and number.isascii()), default=0)

    def _relocated(self, homes: pl.DataFrame, keys: Mapping[str, str]) -> None:
        moved = homes.filter(pl.any_horizontal([f"{name}_changed" for name in OF_HOME]))
        new = moved.select(
            "household_id",
            address=pl.coalesce("address", "old_address"),
            place_id=_keyed(pl.coalesce("place_code", "old_place_code"), keys),
            longitude=pl.coalesce("longitude", "old_longitude"),
            latitude=pl.coalesce("latitude", "old_latitude"),
        )
        sets = "address = %s, place_id = %s, longitude = %s, latitude = %s, revision = revision + 1"
        values = ("address", "place_id", "longitude", "latitude", "household_id")
        self._update(Household, sets, new.select(values))
        self._note(acts.HOUSEHOLD_RELOCATED, moved.select("household_id"), fields="住址或位置")

    def _care(self, homes: pl.DataFrame) -> None:
        marks = homes.select("household_id", "care", "new_care").with_columns(
            pl.coalesce("new_care", pl.col("care").str.split(","))
        )
        each = (
            marks.select("household_id", care="new_care")
            .explode("care")
            .drop_nulls()
            .filter(pl.col("care") != "")
        )
        self.feed.insert(CareMark, self._here(each.with_columns(id=self._keys(each), since=pl.lit(self.day))))
        self._note(acts.CARE_MARKED, each.select("household_id"))

    def _persons(self, people: pl.DataFrame) -> None:
        """Those who are new stand, under seal, in their households.

        A new household has one line of history for all of them, a standing one a line for each.
        """
        people = people.with_columns(person_id=self._keys(people))
        self.feed.insert(
            Person,
            self._here(
                people.select(
                    "name",
                    "born",
                    "papers",
                    *_marks(),
                    pl.Series("spelt", spelt_many(people["name"])),
                    pl.col("sex").fill_null(""),
                    *(
                        pl.Series(name, seal_many(people[name].to_list(), name), dtype=pl.Binary)
                        for name in SEALED
                    ),
                    id="person_id",
                    revision=0,
                )
            ),
        )
        entry = people.with_columns(since=pl.lit(None, pl.Date), entry=pl.lit(Entry.IMPORTED.value))
        self._members(entry)
        joined = people.filter(~pl.col("founded"))
        self._note(acts.PERSON_REGISTERED, joined.select("household_id", "person_id"))

    def _members(self, people: pl.DataFrame) -> None:
        self.feed.insert(
            Membership,
            self._here(
                people.select(
                    "household_id",
                    "person_id",
                    "relation",
                    "since",
                    "entry",
                    pl.col("residence").fill_null(Residence.HERE.value),
                    pl.col("whereabouts").fill_null(""),
                    id=self._keys(people),
                    leaving=pl.lit(""),
                )
            ),
        )

    def _corrected(self, people: pl.DataFrame) -> None:
        """An ID, a birth or a sex that was not known stands."""
        some = people.filter(pl.any_horizontal("id_changed", "born_changed", "sex_changed"))
        for column, marked in (("id_number", "id_mark"),):
            one = some.filter(pl.col("id_changed"))
            sealed = pl.Series(column, seal_many(one[column].to_list(), column), dtype=pl.Binary)
            sets = "id_number = %s, id_mark = %s, papers = %s"
            self._update(Person, sets, one.select(sealed, marked, "papers", "person_id"))
        facts = some.select(
            pl.coalesce("born", "old_born").alias("born"),
            pl.coalesce("sex", "old_sex").fill_null(""),
            "person_id",
        )
        self._update(Person, "born = %s, sex = %s, revision = revision + 1", facts)
        self._note(
            acts.PERSON_CORRECTED, some.select("household_id", "person_id"), fields="证件号、出生日期或性别"
        )

    def _contacts(self, people: pl.DataFrame) -> None:
        """A phone or bank account that the file tells anew stands."""
        for column, label in (("phone", "手机号"), ("bank", "银行账号")):
            some = people.filter(pl.col(f"{column}_changed"))
            sealed = pl.Series(column, seal_many(some[column].to_list(), column), dtype=pl.Binary)
            marks = ["phone_mark"] if column == "phone" else []
            sets = ", ".join(f"{name} = %s" for name in (column, *marks)) + ", revision = revision + 1"
            self._update(Person, sets, some.select(sealed, *marks, "person_id"))
            self._note(acts.CONTACT_CHANGED, some.select("household_id", "person_id"), fields=label)

    def _continued(self, people: pl.DataFrame) -> None:
        """Who is something else to the head, or lives elsewhere, goes on so from today; the past stays."""
        some = people.filter(
            pl.any_horizontal("relation_changed", "residence_changed", "whereabouts_changed")
        )
        left = some.select(
            until=pl.lit(self.day), leaving=pl.lit(Leaving.CHANGED.value), key="old_membership_id"
        )
        self._update(Membership, "until = %s, leaving = %s", left)
        self._members(
            some.with_columns(
                *(
                    pl.coalesce(name, f"old_{name}").alias(name)
                    for name in ("relation", "residence", "whereabouts")
                ),
                since=pl.lit(self.day),
                entry=pl.lit(Entry.CHANGED.value),
            )
        )
        related = some.filter("relation_changed").select("household_id", "person_id")
        self._note(acts.RELATIONS_RECODED, related)
        resident = some.filter(pl.any_horizontal("residence_changed", "whereabouts_changed"))
        self._note(acts.RESIDENCE_NOTED, resident.select("household_id", "person_id"))

    def _note(self, what: Act, rows: pl.DataFrame, **facts: str) -> None:
        said = "{" + ", ".join(f'"{name}": "{value}"' for name, value in facts.items()) + "}"
        made_by = self.actor.pk.hex if self.actor.pk else None
        values = {"what": what.code, "day": self.day, "made_at": self._moment()}
        values |= {"made_by_id": made_by, "source_id": self.source.pk.hex}
        if "facts" not in rows.columns:
            values["facts"] = said
        self.feed.insert(Change, self._here(constants(rows.with_columns(id=self._keys(rows)), values)))

    def _update(self, table: type[Any], sets: str, rows: pl.DataFrame) -> None:
        self.feed.execute(
            f"update {table._meta.db_table} set {sets} where id = %s and county_id = '{self.county}'", rows
        )

    def _here(self, rows: pl.DataFrame) -> pl.DataFrame:
        return rows.with_columns(pl.lit(self.county).alias("county_id"))

    def _keys(self, rows: pl.DataFrame) -> pl.Series:
        return pl.Series(fresh_keys(rows.height), dtype=pl.String)

    def _moment(self) -> str:
        return self.now.isoformat(" ")


SEALED: Final = ("id_number", "phone", "bank")


def _listed() -> pl.Expr:
    """Return the facts of a founded household: how many came with it."""
    return pl.concat_str(pl.lit('{"count": '), pl.col("members").cast(pl.String), pl.lit("}"))


def _marks() -> list[pl.Expr]:
    return [pl.col(name).fill_null("") for name in ("id_mark", "phone_mark")]


def _keyed(code: pl.Expr, keys: Mapping[str, str]) -> pl.Expr:
    return code.replace_strict(keys, default=None, return_dtype=pl.String)
