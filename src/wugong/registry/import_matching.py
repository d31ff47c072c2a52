"""Finds each row in the register, by mark or by household, name and birth; refuses what clashes."""

from dataclasses import dataclass

import polars as pl

from wugong.base.masking import masked_name
from wugong.places.codes import Level
from wugong.registry.import_drafts import Draft
from wugong.registry.import_findings import Findings
from wugong.registry.import_grounds import Ground
from wugong.registry.import_sealing import mark_many, older_keys
from wugong.registry.import_standing import Standing
from wugong.registry.import_tidying import mapped
from wugong.registry.models.households import HEAD

MEMBER = (
    "sex",
    "born",
    "id_mark",
    "phone_mark",
    "bank",
    "membership_id",
    "relation",
    "residence",
    "whereabouts",
)
THROUGH_REQUEST = "请走变更申请"


@dataclass(frozen=True)
class Matching:
    """The rows with who and which household they are in the register; nulls are new."""

    draft: Draft
    ground: Ground
    standing: Standing
    findings: Findings

    def matched(self, people: pl.DataFrame) -> pl.DataFrame:
        """Return the rows beside what stands (`person_id`, `household_id`, `old_…`); clashes are found."""
        people = self._persons(people)
        people = self._households(people)
        people = self._unmarked(people)
        members = self.standing.members.select(
            "person_id", *(pl.col(name).alias(f"old_{name}") for name in MEMBER)
        )
        people = people.join(members, on="person_id", how="left", maintain_order="left")
        said = "号码隐去了，登记里又认不出这个人，请写全证件号"
        self.findings.add(people, pl.col("hidden") & pl.col("person_id").is_null(), "id_number", said)
        self._refuse_clashes(people)
        self._refuse_heads(people)
        return people

    def _persons(self, people: pl.DataFrame) -> pl.DataFrame:
        marked = self.standing.marked.unique("id_mark").select(
            "id_mark",
            "person_id",
            known_name="name",
            died="died",
            known_home="household_id",
            known_number="number",
            known_village="village",
        )
        return people.join(marked, on="id_mark", how="left", maintain_order="left")

    def _households(self, people: pl.DataFrame) -> pl.DataFrame:
        homes = self.standing.homes.select(
            "village_code", "number", "household_id", closed="closed", known_place="place_code"
        )
        people = people.join(homes, on=["village_code", "number"], how="left", maintain_order="left")
        by_members = (
            people.filter(pl.col("number").is_null() & pl.col("known_home").is_not_null())
            .group_by("home")
            .agg(pl.col("known_home").unique().alias("found"))
            .filter(pl.col("found").list.len() == 1)
            .select("home", pl.col("found").list.first().alias("by_members"))
        )
        people = people.join(by_members, on="home", how="left", maintain_order="left")
        people = self._by_head_name(people)
        return people.with_columns(pl.coalesce("household_id", "by_members", "by_head").alias("household_id"))

    def _by_head_name(self, people: pl.DataFrame) -> pl.DataFrame:
        """A household without number, none of it known by ID, is the one whose head has that name.

        Where birth or ID tell two heads apart, they are two; where they do not, its rows are refused.
        """
        named = self._heads_named(people)
        heads = self.standing.members.filter(pl.col("relation") == HEAD).join(
            self.standing.homes.select("household_id", "village_code"), on="household_id"
        )
        heads = heads.select(
            "village_code", "name", by_head="household_id", their_mark="id_mark", their_born="born"
        )
        alike = named.join(heads, on=["village_code", "name"]).filter(_may_be_one())
        several = (pl.len().over("home") > 1) | (pl.col("home").n_unique().over("by_head") > 1)
        alike = alike.with_columns(several.alias("several"))
        doubtful = people.filter(pl.col("home").is_in(alike.filter("several")["home"].implode()))
        said = "同村有不止一户的户主叫这个名字，不知道是哪一户，请补上户号，或户主的证件号、出生日期"
        self.findings.add(doubtful, pl.lit(True), "name", said)
        found = alike.filter(~pl.col("several")).select("home", "by_head")
        return people.join(found, on="home", how="left", maintain_order="left")

    def _heads_named(self, people: pl.DataFrame) -> pl.DataFrame:
        """Return the head of each household that is known by nothing else."""
        unknown = pl.col("number").is_null() & pl.col("by_members").is_null() & pl.col("home").is_not_null()
        head = pl.col("relation") == HEAD
        return (
            people.filter(unknown)
            .group_by("home")
            .agg(
                pl.first("village_code"),
                pl.coalesce(pl.col("name").filter(head).first(), pl.first("head_name")).alias("name"),
                pl.col("id_mark").filter(head).first(),
                pl.col("born").filter(head).first(),
            )
        )

    def _unmarked(self, people: pl.DataFrame) -> pl.DataFrame:
        """Find those without a known ID by their household, name and birth."""
        taken = people["person_id"].drop_nulls()
        left = self.standing.members.filter(~pl.col("person_id").is_in(taken.implode()))
        alike = left.unique(["household_id", "name", "born"]).select(
            "household_id", "name", "born", by_name="person_id", other_mark="id_mark"
        )
        people = people.join(
            alike, on=["household_id", "name", "born"], how="left", nulls_equal=False, maintain_order="left"
        )
        clash = pl.col("person_id").is_null() & pl.col("id_mark").is_not_null() & (pl.col("other_mark") != "")
        self.findings.add(
            people, clash, "id_number", f"登记的证件号和这里的不同，请核对；登记错了{THROUGH_REQUEST}"
        )
        return people.with_columns(pl.coalesce("person_id", "by_name").alias("person_id"))

    def _refuse_clashes(self, people: pl.DataFrame) -> None:
        found = pl.col("person_id").is_not_null()
        where = pl.concat_str(
            pl.lit("这个证件号已登记在"),
            "known_village",
            "known_number",
            pl.lit(f" 户，请核对；是同一个人{THROUGH_REQUEST}办迁移"),
        )
        named = people.with_columns(mapped(people["known_name"], masked_name).alias("masked"))
        elsewhere = pl.col("known_home").is_not_null() & pl.col("known_home").ne_missing(
            pl.col("household_id")
        )
        self.findings.add(named, elsewhere, "id_number", where)
        gone = pl.col("known_name").is_not_null() & pl.col("known_home").is_null() & pl.col("died").is_null()
        said = f"这个证件号的人已经迁出，请核对；迁回来{THROUGH_REQUEST}办迁移"
        self.findings.add(named, gone, "id_number", said)
        self.findings.add(
            named, pl.col("died").is_not_null(), "id_number", "这个证件号的人登记为已去世，请核对"
        )
        renamed = pl.concat_str(
            pl.lit("登记的姓名是"), "masked", pl.lit(f"，和这里的不同，请核对；改名{THROUGH_REQUEST}")
        )
        self.findings.add(named, ~elsewhere & (pl.col("known_name") != pl.col("name")), "name", renamed)
        sex = found & (pl.col("old_sex") != "") & (pl.col("old_sex") != pl.col("sex"))
        self.findings.add(people, sex, "sex", f"登记的性别和这里的不同，请核对；登记错了{THROUGH_REQUEST}")
        closed = pl.col("closed").is_not_null()
        self.findings.add(people, closed, "number", "这个户号已经销户，请换一个户号")
        if self.ground.place.level == Level.GROUP:
            other = pl.col("known_place").is_not_null() & (pl.col("known_place") != self.ground.place.code)
            self.findings.add(people, other, "number", "这个户号登记在别的组，请在那个组导入，或在整村导入")

    def _refuse_heads(self, people: pl.DataFrame) -> None:
        old, new = pl.col("old_relation"), pl.col("relation")
        here = pl.col("known_home").is_null() | pl.col("known_home").eq_missing(pl.col("household_id"))
        changed = here & old.is_not_null() & new.is_not_null() & ((old == HEAD) != (new == HEAD))
        self.findings.add(people, changed, "relation", f"户主和登记的不同；换户主{THROUGH_REQUEST}")
        heads = self.standing.members.filter(pl.col("relation") == HEAD)
        headed = heads.select("household_id", head_id="person_id")
        second = people.filter(new == HEAD, old.is_null()).join(headed, on="household_id")
        self.findings.add(
            second,
            pl.col("person_id").is_null(),
            "relation",
            f"这一户登记了别的户主；换户主{THROUGH_REQUEST}",
        )
        found = (
            people.filter(pl.col("household_id").is_not_null()).select("home", "household_id").unique("home")
        )
        known = found.join(headed, on="household_id")["home"]
        said = "这一户没有户主，请在户主那一行写“户主”"
        self.findings.add(self.draft.headless, ~pl.col("home").is_in(known.implode()), "relation", said)


def _may_be_one() -> pl.Expr:
    """Say whether a head in the file and one in the register can be the same, by what is known of both."""
    mark, theirs, born, day = (pl.col(name) for name in ("id_mark", "their_mark", "born", "their_born"))
    month = (born.dt.year() == day.dt.year()) & (born.dt.month() == day.dt.month())
    by_month = month & ((born.dt.day() == 1) | (day.dt.day() == 1))  # a list may tell no more than the month
    other_id = mark.is_not_null() & (theirs != "") & (mark != theirs)
    same_birth = (born == day) | by_month
    return ~other_id & (born.is_null() | day.is_null() | same_birth)


def with_marks(people: pl.DataFrame) -> pl.DataFrame:
    """Return the rows with the keyed marks of their IDs and phones."""
    return people.with_columns(
        pl.Series("id_mark", mark_many(people["id_number"], "id_number"), dtype=pl.String),
        pl.Series("phone_mark", mark_many(people["phone"], "phone"), dtype=pl.String),
    )


def all_marks(people: pl.DataFrame) -> list[str]:
    """Return the marks under which the IDs of the rows may stand, by whichever key."""
    known = people["id_mark"].drop_nulls().to_list()
    for key in older_keys():
        known += [mark for mark in mark_many(people["id_number"], "id_number", key) if mark]
    return known
