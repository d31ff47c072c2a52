"""The linter of points catalogues: each known clause, honest counts on clauses it was not tuned on, lines, days."""

from collections.abc import Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from wugong.base.faults import Faults, FileRefused
from wugong.rules.documents import read_document
from wugong.rules.points_bans import bans
from wugong.rules.points_catalogue import CATALOGUES, catalogue_text
from wugong.rules.points_lint import LARGEST, lint

DATA = Path(__file__).parents[1] / "data" / "points"
SMALL = (DATA / "small.yaml").read_text("utf-8")


@cache
def clauses(part: str) -> Sequence[tuple[str, str]]:
    """Each clause with the ban that should be found in it, "" for a lawful one."""
    document = read_document((DATA / "clauses.yaml").read_text("utf-8"), Faults("clauses"))
    assert document is not None
    rows: Any = document.root[part]
    return [(row["say"], row.get("finds", "")) for row in rows]


def keys(text: str, day: date | None = None) -> set[str]:
    return {found.key for found in lint(text, day=day)}


def counts(part: str) -> tuple[int, int, int, int]:
    """Unlawful clauses found, unlawful clauses, lawful clauses left in peace, lawful clauses."""
    unlawful = [(say, ban) for say, ban in clauses(part) if ban]
    lawful = [say for say, ban in clauses(part) if not ban]
    found = sum(ban in keys(say) for say, ban in unlawful)
    return found, len(unlawful), sum(not keys(say) for say in lawful), len(lawful)


# the clauses


@pytest.mark.parametrize(("say", "ban"), clauses("tuned"))
def test_clause_it_was_tuned_on(say, ban):
    assert ban in keys(say) if ban else not keys(say)


def test_hits_and_misses_as_stated():
    """docs/points.md states these; a change of the rules has to state the new ones."""
    assert counts("tuned") == (105, 105, 73, 73)
    assert counts("untuned") == (19, 24, 18, 18)


def test_every_ban_has_an_unlawful_clause_and_names_its_article():
    assert {ban.key for ban in bans().bans} == {ban for _, ban in clauses("tuned") if ban}
    assert all(ban.article and ban.instead and ban.title for ban in bans().bans)


@pytest.mark.parametrize("ban", bans().bans, ids=lambda ban: ban.key)
def test_what_is_proposed_instead_is_not_itself_banned(ban):
    assert not keys(ban.instead)


# what a finding says


def test_finding_names_line_clause_article_and_another_wording():
    (found,) = lint("第一条 志愿服务加 2 分。\n第二条 热心公益加 5 分；越级上访扣 20 分。\n")
    assert (found.line, found.clause, found.key) == (2, "越级上访扣 20 分", "petition")
    assert found.ban.startswith("因信访")
    assert "信访工作条例第十八条" in found.article
    assert "信访代办员" in found.instead


def test_a_text_longer_than_any_rules_refused():
    assert lint("加" * LARGEST) == []
    with pytest.raises(FileRefused) as refused:
        lint("加" * (LARGEST + 1))
    assert "超过 10 万字" in refused.value.faults[0]


def test_nothing_found_in_nothing():
    assert lint("") == []


def test_what_protects_is_taken_out_before_looking():
    assert not keys("信访的不扣分")
    assert keys("信访的不扣分，但取消当年评优") == {"petition"}


# headings of plain text


def test_lines_under_a_heading_of_deductions_take_points():
    assert keys("二、扣分项\n1. 越级上访 20 分\n") == {"petition"}
    assert keys("有下列情形的，扣 10 分：\n越级上访\n") == {"petition"}


def test_the_next_heading_ends_it():
    assert not keys("一、扣分项\n1. 乱倒垃圾 2 分\n二、加分项\n1. 信访代办一次 5 分\n")


def test_a_long_line_is_no_heading():
    assert not keys(
        "扣分由评议小组听了双方说法以后再定，扣分只告诉本户，改好了可以加回来：\n信访代办一次 5 分\n"
    )


# catalogues


@pytest.mark.parametrize("name", CATALOGUES)
def test_bundled_catalogue_says_nothing_banned(name):
    assert lint(catalogue_text(name)) == []


def test_the_sign_of_an_item_counts():
    text = SMALL.replace("title: 乱倒垃圾", "title: 越级上访")
    (found,) = lint(text)
    assert (found.clause, found.key) == ("越级上访", "petition")
    assert text.splitlines()[found.line - 1].strip() == "title: 越级上访"
    assert not keys(SMALL.replace("title: 志愿服务", "title: 信访代办"))


def test_a_range_below_nothing_takes_points():
    assert keys(SMALL.replace("title: 超标办席", "title: 离婚")) == {"marriage"}


def test_titles_notes_categories_and_clauses_are_looked_at():
    assert keys(SMALL.replace("note: 由评议小组定", "note: 越级上访的清零")) == {"petition"}
    assert keys(SMALL.replace("{key: help, title: 互助}", "{key: help, title: 扣低保}")) == {"benefits"}
    assert keys(SMALL.replace("扣分只告诉本户。", "扣分满 20 分的上黑榜。")) == {"blacklist"}
    assert keys(SMALL.replace("title: 某村积分细则", "title: 某村罚款细则")) == {"fines"}


@pytest.mark.parametrize(
    "text",
    ["items: 越级上访扣 5 分\n", "items: [越级上访扣 5 分, [a]]\nclauses: [{a: b}]\n"],
)
def test_a_catalogue_out_of_shape_is_looked_at_all_the_same(text):
    assert keys(text) == {"petition"}


def test_a_heading_of_what_takes_nothing_is_no_heading_of_deductions():
    assert not keys("下列情形不扣分：\n信访的户\n")


def test_yaml_that_is_no_catalogue_is_read_as_text():
    assert keys("say: 越级上访扣 5 分\n") == {"petition"}


# days


@pytest.mark.parametrize(("day", "found"), [(date(2022, 4, 30), set()), (date(2022, 5, 1), {"petition"})])
def test_a_ban_holds_from_its_day_on(day, found):
    assert keys("越级上访扣 5 分", day) == found
