"""All villages of a round at once: what was changed is entered, and nobody writes over the other unseen."""

from datetime import date

import pytest
from tests.review.round_stage import COVERT, JULY, LATE, adopt, on, score_of, text

from wugong.access.roles import RoleKind
from wugong.review.evidence import Findings, Target, enter_visit
from wugong.review.models import Score
from wugong.review.scores import Sheet, enter_scores

pytestmark = pytest.mark.usefixtures("adopted")


def table(villages, common=None, **rows):
    """What a browser hands in: `a="90"` is the first village's score, seen as nothing."""
    given = {"all-day": "2026-07-15", "all-note": LATE["note"], **(common or {})}
    for village, letter in zip(villages, "abcdef", strict=True):
        score, seen, day = (*rows.get(letter, ("", "0")), "")[:3]
        given |= {f"{village.code}-score": score, f"{village.code}-seen": seen, f"{village.code}-day": day}
    return given


@pytest.fixture
def second(make_user, town):
    return make_user("second", "罗二", RoleKind.TOWN_OFFICER, town)


def test_scores_of_several_villages_come_in_at_once(as_user, villages, town_officer):
    given = table(villages, a=("90", "0"), b=("88.5", "0", "2026-07-12"))
    assert "新录 2 个" in text(as_user(town_officer).post(COVERT, given, follow=True))
    first, other = score_of(villages[0]), score_of(villages[1])
    assert (first.hundredths, first.day) == (9000, date(2026, 7, 15))
    assert (other.hundredths, other.day) == (8850, date(2026, 7, 12))


def test_what_was_not_touched_stays_as_it_is(as_user, county_place, town, villages, town_officer):
    adopt(county_place)
    found = Findings(date(2026, 7, 12), "", 0, counts={"litter.seen": 3})
    enter_visit(Target(town, villages[0], JULY, "covert"), found, actor=town_officer)
    given = table(villages, a=("97", "1", "2026-07-12"), b=("80", "0"))
    assert as_user(town_officer).post(COVERT, given).status_code == 302
    assert score_of(villages[0]).counts == {"litter.seen": 3}
    assert Score.objects.count() == 2


class TestCounted:
    """What was counted stays beside a total that is the same, where the same sheet holds."""

    @pytest.fixture(autouse=True)
    def counted(self, adopted, county_place, town, villages, town_officer):
        adopt(county_place)
        found = Findings(date(2026, 7, 12), "", 0, counts={"litter.seen": 3}, vetoes=["open-burning"])
        enter_visit(Target(town, villages[0], JULY, "covert"), found, actor=town_officer)
        assert score_of(villages[0]).hundredths == 9500

    def now(self, client, villages, total, day):
        assert client.post(COVERT, table(villages, a=(total, "1", day))).status_code == 302
        now = score_of(villages[0])
        assert (now.revision, str(now.day)) == (2, day)
        return now

    def test_on_another_day(self, as_user, villages, town_officer):
        now = self.now(as_user(town_officer), villages, "95", "2026-07-14")
        assert (now.counts, now.vetoes) == ({"litter.seen": 3}, ["open-burning"])
        assert now.sheet is not None

    def test_another_total_has_nothing_counted(self, as_user, villages, town_officer):
        now = self.now(as_user(town_officer), villages, "91", "2026-07-12")
        assert (now.counts, now.vetoes, now.sheet) == ({}, [], None)

    @pytest.mark.parametrize(("day", "stays"), [("2026-07-15", True), ("2026-07-16", False)])
    def test_from_the_day_of_another_sheet_on_it_says_nothing(
        self, day, stays, as_user, county_place, villages, town_officer
    ):
        adopt(county_place, since=date(2026, 7, 16), name="village-environment-20")
        now = self.now(as_user(town_officer), villages, "95", day)
        assert bool(now.counts) is stays
        assert (now.sheet is not None) is stays


def test_nothing_changed_is_said(as_user, villages, town_officer):
    assert "没有改动" in text(as_user(town_officer).post(COVERT, table(villages), follow=True))


def test_every_fault_is_named_with_its_village_and_nothing_is_written(as_user, villages, town_officer):
    given = table(villages, a=("101", "0"), b=("90", "0"), c=("90", "0", "2026-08-01"))
    page = text(as_user(town_officer).post(COVERT, given))
    assert "甲村：写的是“101”" in page
    assert "丙村：2026-08-01 不在2026年7月" in page
    assert not Score.objects.exists()


def test_a_score_that_stands_is_not_emptied(as_user, town, villages, town_officer):
    enter_scores(town, [Sheet(villages[0].code, JULY, "covert", 9000)], actor=town_officer)
    page = text(as_user(town_officer).post(COVERT, table(villages, a=("", "1"))))
    assert "已有的分不能清空" in page


@pytest.mark.parametrize(("today", "late"), [("2026-07-25", False), ("2026-07-26", True)])
def test_late_scores_need_a_reason(today, late, as_user, villages, town_officer):
    with on(today):
        given = table(villages, {"all-note": ""}, a=("90", "0"))
        page = as_user(town_officer).post(COVERT, given)
    assert (page.status_code == 200) is late
    assert Score.objects.exists() is not late


def test_whoever_only_reads_enters_nothing(as_user, villages, town_approver):
    page = as_user(town_approver).post(COVERT, table(villages, a=("90", "0")))
    assert page.status_code == 403
    assert "乡镇经办人" in page.content.decode()
    assert not Score.objects.exists()


class TestTwoAtOnce:
    @pytest.fixture(autouse=True)
    def changed(self, adopted, town, villages, town_officer, second):
        """The first officer sees 90 and 80; then the second one makes them 85 and 75."""
        before = [Sheet(villages[k].code, JULY, "covert", 9000 - 1000 * k) for k in (0, 1)]
        enter_scores(town, before, actor=town_officer)
        after = [Sheet(villages[k].code, JULY, "covert", 8500 - 1000 * k) for k in (0, 1)]
        enter_scores(town, after, actor=second)

    def test_each_village_changed_by_the_other_is_named_and_entries_are_kept(
        self, as_user, villages, town_officer
    ):
        given = table(villages, a=("70", "1"), b=("60", "1"), c=("95", "0"))
        page = as_user(town_officer).post(COVERT, given)
        for words in ("把甲村改成了 85 分", "把乙村改成了 75 分", "罗二", 'value="70"', 'value="95"'):
            assert words in text(page)
        assert score_of(villages[0]).hundredths == 8500
        assert not Score.objects.filter(village=villages[2]).exists()

    def test_having_seen_them_she_may_still_have_it_her_way(self, as_user, villages, town_officer):
        client = as_user(town_officer)
        given = table(villages, a=("70", "1"), c=("95", "0"))
        page = client.post(COVERT, given)
        row = page.context["form"].rows[0]
        seen = {row.add_prefix("seen"): row.data[row.add_prefix("seen")]}
        assert client.post(COVERT, given | {k: str(v) for k, v in seen.items()}).status_code == 302
        assert [score_of(one).hundredths for one in villages[:3]] == [7000, 7500, 9500]

    def test_a_village_that_only_the_other_touched_stays_hers(self, as_user, villages, town_officer):
        given = table(villages, a=("90", "1"), b=("80", "1"), c=("95", "0"))
        assert as_user(town_officer).post(COVERT, given).status_code == 302
        assert [score_of(one).hundredths for one in villages[:3]] == [8500, 7500, 9500]

    def test_the_same_change_by_both_is_no_quarrel(self, as_user, villages, town_officer):
        given = table(villages, a=("85", "1"), b=("75", "1"), c=("95", "0"))
        assert as_user(town_officer).post(COVERT, given).status_code == 302
        assert score_of(villages[0]).revision == 2
