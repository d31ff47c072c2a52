"""Lays an examined file beside the register: what would be new, what would change, who is missing from it."""

from dataclasses import dataclass

import polars as pl

from wugong.places.codes import Level
from wugong.registry.import_drafts import Draft
from wugong.registry.import_findings import Findings
from wugong.registry.import_grounds import Ground
from wugong.registry.import_homes import homes_of
from wugong.registry.import_matching import Matching, all_marks, with_marks
from wugong.registry.import_sealing import open_many
from wugong.registry.import_standing import Standing, standing_under
from wugong.registry.models.households import HEAD

OF_HOME = ("address", "place_code", "longitude", "latitude")


@dataclass(frozen=True)
class Plan:
    """What an import would do: rows with `doing` (created, updated, unchanged), homes, who is missing."""

    draft: Draft
    faults: pl.DataFrame
    warnings: pl.DataFrame
    people: pl.DataFrame  # the accepted rows
    homes: pl.DataFrame  # the households of the accepted rows
    missing: pl.DataFrame
    unheaded: pl.DataFrame  # the first row and the number of each household without a head afterwards

    @property
    def rows(self) -> int:
        """Return how many rows the file has."""
        return self.draft.rows

    @property
    def accepted(self) -> int:
        """Return how many rows are taken."""
        return self.people.height

    @property
    def refused(self) -> int:
        """Return how many rows are not taken."""
        return self.rows - self.accepted

    def count(self, doing: str) -> int:
        """Return how many rows are created, updated or unchanged."""
        return int((self.people["doing"] == doing).sum())

    @property
    def changes(self) -> bool:
        """Say whether the import would change anything."""
        return self.count("unchanged") < self.accepted


def plan_of(draft: Draft, ground: Ground) -> Plan:
    """Return what the import would do to the register as it stands now."""
    findings = Findings([*draft.findings.refused], [*draft.findings.warned])
    people = with_marks(draft.people)
    standing = standing_under(ground.place.code[: Level.VILLAGE], all_marks(people))
    people = Matching(draft, ground, standing, findings).matched(people)
    faults = findings.faults
    matched = people["person_id"].drop_nulls()
    taken = people.filter(~pl.col("row").is_in(faults["row"].implode()))
    homes = _homes(taken, standing)
    taken = taken.join(homes.select("home", "home_changed"), on="home", how="left", maintain_order="left")
    missing = standing.members.filter(~pl.col("person_id").is_in(matched.implode()))
    people = _doing(taken)
    refused = pl.col("row").is_in(faults["row"].implode())
    return Plan(
        draft,
        faults,
        findings.warnings.filter(~refused),
        people,
        homes,
        _of(ground, missing, standing),
        _unheaded(homes, standing),
    )


def _unheaded(homes: pl.DataFrame, standing: Standing) -> pl.DataFrame:
    headed = standing.members.filter(pl.col("relation") == HEAD)["household_id"]
    known = pl.col("household_id").is_in(headed.implode()).fill_null(False)
    without = homes.filter(pl.col("head").is_null() & ~known)
    return without.select("row", pl.coalesce("number", "old_number").alias("number"))


def _of(ground: Ground, missing: pl.DataFrame, standing: Standing) -> pl.DataFrame:
    """Return those missing who live under the place of the import, with their household's number."""
    homes = standing.homes.select("household_id", "number", "place_code", "village_code")
    there = missing.join(homes, on="household_id").filter(
        pl.col("place_code").str.starts_with(ground.place.code)
    )
    return there.select("person_id", "name", "born", "relation", "number", "village_code").sort(
        "number", "relation"
    )


def _homes(taken: pl.DataFrame, standing: Standing) -> pl.DataFrame:
    """Return the households of the rows beside what stands of them, and what of it changes."""
    homes = homes_of(taken).join(
        taken.select("home", "household_id").unique("home"), on="home", how="left", maintain_order="left"
    )
    old = standing.homes.select("household_id", "care", *OF_HOME, old_number="number")
    old = old.rename({name: f"old_{name}" for name in ("care", *OF_HOME)})
    homes = homes.join(old, on="household_id", how="left", maintain_order="left")
    changed = {
        name: pl.col(name).is_not_null() & pl.col(f"old_{name}").ne_missing(pl.col(name)) for name in OF_HOME
    }
    fresh = pl.col("care").str.split(",").list.set_difference(pl.col("old_care").fill_null("").str.split(","))
    return homes.with_columns(
        *(one.alias(f"{name}_changed") for name, one in changed.items()),
        pl.when(pl.col("care").is_not_null()).then(fresh).alias("new_care"),
    ).with_columns(
        (
            pl.col("household_id").is_not_null()
            & (
                pl.any_horizontal([f"{name}_changed" for name in OF_HOME])
                | (pl.col("new_care").list.len() > 0).fill_null(False)
            )
        ).alias("home_changed")
    )


def _doing(people: pl.DataFrame) -> pl.DataFrame:
    """Return the rows with what of each person changes, and in a word what is done."""
    found = pl.col("person_id").is_not_null()
    banks = people.filter(found, pl.col("bank").is_not_null(), pl.col("old_bank").is_not_null())
    opened = banks.select(
        "row", pl.Series("open_bank", open_many(banks["old_bank"], "bank"), dtype=pl.String)
    )
    people = people.join(opened, on="row", how="left", maintain_order="left")

    def differs(name: str, old: str) -> pl.Expr:
        return found & pl.col(name).is_not_null() & pl.col(old).fill_null("").ne(pl.col(name))

    people = people.with_columns(
        id_changed=differs("id_mark", "old_id_mark"),
        phone_changed=differs("phone_mark", "old_phone_mark"),
        bank_changed=differs("bank", "open_bank"),
        sex_changed=differs("sex", "old_sex"),
        born_changed=found & pl.col("born").is_not_null() & pl.col("old_born").is_null(),
        relation_changed=differs("relation", "old_relation"),
        residence_changed=differs("residence", "old_residence"),
        whereabouts_changed=differs("whereabouts", "old_whereabouts"),
    )
    first = pl.col("row") == pl.col("row").min().over("home")
    changed = pl.any_horizontal(pl.col("^.*_changed$").exclude("home_changed")) | (
        first & pl.col("home_changed")
    )
    return people.with_columns(
        pl.when(~found)
        .then(pl.lit("created"))
        .when(changed)
        .then(pl.lit("updated"))
        .otherwise(pl.lit("unchanged"))
        .alias("doing")
    )
