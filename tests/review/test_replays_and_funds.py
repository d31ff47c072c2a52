"""Replay of a draft beside what was published, and the special fund by heads and scores."""

from dataclasses import replace
from datetime import date

import pytest

from wugong.access.refusals import NotAllowed
from wugong.accounts.models import User
from wugong.audit.models import Record
from wugong.base.periods import Level, Period
from wugong.places.models import Place
from wugong.review import refusals
from wugong.review.funds import allotment_of
from wugong.review.models import Population, Run
from wugong.review.registers import record_populations
from wugong.review.replays import replay
from wugong.rules.library import read_scheme, scheme_text
from wugong.rules.scheme import Scheme

Q3, YEAR, NEW_YEAR = Period.parse("2026-Q3"), Period.parse("2026"), date(2026, 1, 1)
TEXT = scheme_text("town-environment")

pytestmark = pytest.mark.usefixtures("here", "public_quarter")


def draft(old: str = "", new: str = "", **settings: str) -> Scheme:
    return read_scheme(TEXT.replace(old, new) if old else TEXT, settings)


# --- Replay ---------------------------------------------------------------------------------------


def test_scheme_in_force_makes_again_what_was_published(town: Place) -> None:
    replayed = list(replay(town, draft(), YEAR))
    assert [one.run.period for one in replayed] == ["2026-Q3"]
    assert (replayed[0].differing, replayed[0].why) == (0, "")
    assert replayed[0].paid_before == replayed[0].paid_after == 2_400_000


def test_other_reward_shows_side_by_side_and_nothing_is_written(town: Place) -> None:
    before = (Run.objects.count(), Record.objects.count())
    (one,) = replay(town, draft("{1: 10000, 2: 8000, 3: 6000}", "{1: 12000, 2: 8000}"), YEAR)
    assert [(pair.village.name, pair.before.fen, pair.after.fen) for pair in one.pairs[:3]] == [
        ("甲村", 1_000_000, 1_200_000),
        ("乙村", 800_000, 800_000),
        ("丙村", 600_000, 0),
    ]
    assert (one.differing, one.paid_after) == (2, 2_000_000)
    assert (Run.objects.count(), Record.objects.count()) == before


def test_other_reading_of_the_quarter_moves_scores_and_no_ranks(town: Place) -> None:
    (one,) = replay(town, draft(quarter="literal"), YEAR)
    assert [pair.moved for pair in one.pairs] == [0] * 6
    assert one.pairs[0].after.hundredths == 8550  # 0.30 × (95 + 95 + 95)
    assert one.differing == 6


def test_draft_that_begins_later_is_replayed_all_the_same(town: Place) -> None:
    (one,) = replay(town, draft("from: 2000-01-01", "from: 2027-01-01"), YEAR)
    assert one.differing == 0


def test_period_that_the_draft_does_not_score_says_so(town: Place) -> None:
    whole = draft().versions[0]
    months = replace(whole, scores={Level.MONTH: whole.scores[Level.MONTH]}, awards={}, eligible=None)
    (one,) = replay(town, replace(draft(), versions=(months,)), YEAR)
    assert (list(one.pairs), "不算2026年三季度的成绩" in one.why) == ([], True)


def test_year_without_anything_public_replays_nothing(town: Place) -> None:
    assert list(replay(town, draft(), Period.parse("2025"))) == []


# --- The fund -------------------------------------------------------------------------------------


@pytest.fixture
def peopled(town: Place, villages: list[Place], town_officer: User) -> None:
    people = {village: 1000 + 100 * number for number, village in enumerate(villages)}
    record_populations(town, people, actor=town_officer, since=NEW_YEAR, source="户籍人口")


@pytest.mark.usefixtures("peopled")
def test_fund_gives_thirty_a_head_in_all(town: Place) -> None:
    fund = allotment_of(town, Q3)
    assert fund.people == 7500
    assert (fund.base_fen, fund.floating_fen) == (7500 * 2000, 7500 * 1000)
    assert fund.left_out == []


@pytest.mark.usefixtures("peopled")
def test_newer_population_counts_from_its_day_on(
    town: Place, villages: list[Place], town_officer: User
) -> None:
    late = date(2026, 9, 30)
    record_populations(town, {villages[0]: 2000}, actor=town_officer, since=late, source="新数")
    assert allotment_of(town, Q3).shares[0].population == 2000
    record_populations(town, {villages[0]: 3000}, actor=town_officer, since=date(2026, 10, 1), source="新数")
    assert allotment_of(town, Q3).shares[0].population == 2000


def test_fund_without_populations_names_the_villages(town: Place) -> None:
    with pytest.raises(refusals.NoPopulation, match="甲村、乙村、丙村、丁村、戊村、己村"):
        allotment_of(town, Q3)


def test_fund_waits_for_the_published_scores(town: Place) -> None:
    with pytest.raises(refusals.NotPublishedYet, match="2026年二季度"):
        allotment_of(town, Period.parse("2026-Q2"))


def test_same_populations_again_change_nothing(
    peopled: None, town: Place, villages: list[Place], town_officer: User
) -> None:
    before = Record.objects.count()
    same = {villages[0]: 1000}
    assert record_populations(town, same, actor=town_officer, since=NEW_YEAR, source="户籍人口") == 0
    assert record_populations(town, {villages[0]: 1001}, actor=town_officer, since=NEW_YEAR, source="改") == 1
    assert (Population.objects.count(), Record.objects.count()) == (7, before + 1)


@pytest.mark.usefixtures("peopled")
def test_population_entered_again_for_a_day_counts_and_the_earlier_entry_stays(
    town: Place, villages: list[Place], town_officer: User
) -> None:
    for people in (999, 1001):
        record_populations(town, {villages[0]: people}, actor=town_officer, since=NEW_YEAR, source="更正")
    kept = Population.objects.filter(village=villages[0]).values_list("revision", "people", "source")
    assert list(kept) == [(1, 1000, "户籍人口"), (2, 999, "更正"), (3, 1001, "更正")]
    assert allotment_of(town, Q3).shares[0].population == 1001


@pytest.mark.usefixtures("peopled")
def test_record_tells_what_a_population_was(town: Place, villages: list[Place], town_officer: User) -> None:
    people = {villages[0]: 999, villages[1]: 1100}
    record_populations(town, people, actor=town_officer, since=NEW_YEAR, source="更正")
    assert str(Record.objects.newest_first()[0]) == (
        "向办 改“枫林镇” 2 个村自 2026-01-01 起的人口：甲村 1000→999、乙村 1100（只改出处）"
    )


@pytest.mark.usefixtures("peopled")
def test_fund_tells_by_which_entries_it_is_reckoned(
    town: Place, villages: list[Place], town_officer: User
) -> None:
    late = date(2026, 9, 30)
    record_populations(town, {villages[0]: 2000}, actor=town_officer, since=late, source="新数")
    assert allotment_of(town, Q3).entries == [
        (NEW_YEAR, "户籍人口", ["乙村", "丙村", "丁村", "戊村", "己村"]),
        (late, "新数", ["甲村"]),
    ]


@pytest.mark.parametrize("people", [0, 1_000_000])
def test_population_that_cannot_be_is_refused(
    town: Place, villages: list[Place], town_officer: User, people: int
) -> None:
    with pytest.raises(refusals.NoPeople, match="1 到 999999"):
        record_populations(town, {villages[0]: people}, actor=town_officer, since=NEW_YEAR, source="报表")


@pytest.mark.parametrize("people", [1, 999_999])
def test_population_at_the_edges_is_taken(
    town: Place, villages: list[Place], town_officer: User, people: int
) -> None:
    assert record_populations(town, {villages[0]: people}, actor=town_officer, since=NEW_YEAR, source="表")


def test_population_of_another_towns_village_is_refused(
    town: Place, other_town_village: Place, town_officer: User
) -> None:
    with pytest.raises(refusals.NotAVillageOf, match="白石村"):
        record_populations(town, {other_town_village: 9}, actor=town_officer, since=NEW_YEAR, source="报表")


def test_population_needs_its_source(town: Place, villages: list[Place], town_officer: User) -> None:
    with pytest.raises(refusals.NoWords, match="人口的出处"):
        record_populations(town, {villages[0]: 9}, actor=town_officer, since=NEW_YEAR, source=" ")


def test_approver_records_no_population(town: Place, villages: list[Place], town_approver: User) -> None:
    with pytest.raises(NotAllowed):
        record_populations(town, {villages[0]: 9}, actor=town_approver, since=NEW_YEAR, source="报表")
