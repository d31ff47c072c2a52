"""The special fund by heads and scores, and the populations it is reckoned by."""

from datetime import date

import pytest
from tests.appraised import Enter, Publish

from wugong.access.refusals import NotAllowed
from wugong.accounts.models import User
from wugong.audit.models import Record
from wugong.base.periods import Period
from wugong.places.models import Place
from wugong.review import refusals
from wugong.review.funds import Allotment, allotment_of
from wugong.review.models import Population
from wugong.review.registers import record_populations

Q3, NEW_YEAR = Period.parse("2026-Q3"), date(2026, 1, 1)

pytestmark = pytest.mark.usefixtures("here")


@pytest.fixture
def peopled(town: Place, villages: list[Place], town_officer: User) -> None:
    people = {village: 1000 + 100 * number for number, village in enumerate(villages)}
    record_populations(town, people, actor=town_officer, since=NEW_YEAR, source="户籍人口")


@pytest.mark.usefixtures("public_quarter", "peopled")
def test_fund_gives_thirty_a_head_in_all(town: Place) -> None:
    fund = allotment_of(town, Q3)
    assert fund.people == 7500
    assert (fund.base_fen, fund.floating_fen) == (7500 * 2000, 7500 * 1000)
    assert fund.unscored == []


@pytest.mark.usefixtures("public_quarter", "peopled")
def test_newer_population_counts_from_its_day_on(
    town: Place, villages: list[Place], town_officer: User
) -> None:
    late = date(2026, 9, 30)
    record_populations(town, {villages[0]: 2000}, actor=town_officer, since=late, source="新数")
    assert allotment_of(town, Q3).shares[0].population == 2000
    record_populations(town, {villages[0]: 3000}, actor=town_officer, since=date(2026, 10, 1), source="新数")
    assert allotment_of(town, Q3).shares[0].population == 2000


@pytest.mark.usefixtures("public_quarter")
def test_fund_without_populations_names_the_villages(town: Place) -> None:
    with pytest.raises(refusals.NoPopulation, match="甲村、乙村、丙村、丁村、戊村、己村"):
        allotment_of(town, Q3)


@pytest.mark.usefixtures("public_quarter")
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


@pytest.mark.usefixtures("public_quarter", "peopled")
def test_population_entered_again_for_a_day_counts_and_the_earlier_entry_stays(
    town: Place, villages: list[Place], town_officer: User
) -> None:
    for people in (999, 1001):
        record_populations(town, {villages[0]: people}, actor=town_officer, since=NEW_YEAR, source="更正")
    kept = Population.objects.filter(village=villages[0]).values_list("revision", "people", "source")
    assert list(kept) == [(1, 1000, "户籍人口"), (2, 999, "更正"), (3, 1001, "更正")]
    assert allotment_of(town, Q3).shares[0].population == 1001


@pytest.mark.usefixtures("public_quarter", "peopled")
def test_record_tells_what_a_population_was(town: Place, villages: list[Place], town_officer: User) -> None:
    people = {villages[0]: 999, villages[1]: 1100}
    record_populations(town, people, actor=town_officer, since=NEW_YEAR, source="更正")
    assert str(Record.objects.newest_first()[0]) == (
        "向办 改“枫林镇” 2 个村自 2026-01-01 起的人口：甲村 1000→999、乙村 1100（只改出处）"
    )


@pytest.mark.usefixtures("public_quarter", "peopled")
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


# --- Villages without a score ----------------------------------------------------------------------


@pytest.fixture
def without_one(enter: Enter, publish: Publish) -> None:
    """The third quarter is public, and the last village has no score of it."""
    for when in ("2026-07", "2026-08", "2026-09"):
        enter(when, 95, 90, 85, 80, 75, None)
    publish("2026-Q3")


@pytest.fixture
def fund(without_one: None, peopled: None, town: Place) -> Allotment:
    return allotment_of(town, Q3)


def test_village_without_a_score_has_its_base_and_no_part_in_the_pool(fund: Allotment) -> None:
    assert (fund.base_fen, fund.floating_fen) == (7500 * 2000, 7500 * 1000)
    assert (fund.shares[5].base_fen, fund.shares[5].floating_fen) == (1500 * 2000, 0)


def test_village_without_a_score_is_named_and_its_line_says_so(fund: Allotment) -> None:
    assert (fund.unscored, fund.rows[5][2]) == (["己村"], None)
    assert fund.shares[5].said == "己村：1500 人，基础部分 30000.00 元；这一期没有成绩，没有浮动部分"


@pytest.mark.usefixtures("without_one")
def test_village_without_a_score_needs_its_population_too(
    town: Place, villages: list[Place], town_officer: User
) -> None:
    people = dict.fromkeys(villages[:5], 1000)
    record_populations(town, people, actor=town_officer, since=NEW_YEAR, source="户籍人口")
    with pytest.raises(refusals.NoPopulation, match="还没有己村在"):
        allotment_of(town, Q3)
