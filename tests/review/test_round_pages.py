"""The pages of rounds: a month, a round with its check, what was drawn for me."""

import pytest
from tests.appraised import sheets
from tests.review.round_stage import (
    COVERT,
    CROSS,
    JULY,
    LATE,
    ROUNDS,
    ROUTINE,
    TOWN,
    adopt,
    entered_on,
    on,
    score_of,
    text,
)

from wugong.access.roles import RoleKind
from wugong.base.periods import Period
from wugong.review.models import Round, Score
from wugong.review.rounds import assign_round, check_round
from wugong.review.scores import Sheet, enter_scores

pytestmark = pytest.mark.usefixtures("adopted")


@pytest.fixture
def entered(town, villages, town_officer):
    rows = [Sheet(one.code, JULY, "covert", 9000) for one in villages]
    enter_scores(town, rows, actor=town_officer)


class TestMonth:
    def test_shows_each_round_with_days_and_who_inspects(self, as_user, villages, town_officer):
        page = text(as_user(town_officer).get(ROUNDS))
        for words in ("2026年7月评分", "暗访", "7月11日至7月20日", "各村派人互查", "0 / 6 个村", "录入暗访"):
            assert words in page

    def test_a_month_without_a_scheme_says_whom_to_ask(self, as_user, villages, town_officer):
        page = text(as_user(town_officer).get(f"/desk/{TOWN}/rounds/2019-07/"))
        assert "这个月还没有考核办法" in page

    @pytest.mark.parametrize("address", ["/desk/990101/rounds/2026-07/", f"/desk/{TOWN}/rounds/2026-Q3/"])
    def test_only_a_month_of_a_town_has_rounds(self, address, as_user, town, county_officer):
        assert as_user(county_officer).get(address).status_code == 404

    def test_names_the_villages_without_a_score(self, as_user, town, villages, town_officer):
        rows = [Sheet(one.code, JULY, "covert", 9000) for one in villages[1:]]
        enter_scores(town, rows, actor=town_officer)
        card = as_user(town_officer).get(ROUNDS).context["page"].cards[0]
        assert (card.entered, card.missing) == (5, ["甲村"])

    def test_the_next_step_is_the_first_round_that_is_not_done(self, as_user, town, entered, town_approver):
        page = as_user(town_approver).get(ROUNDS)
        assert page.context["page"].next_card.name == "covert"
        check_round(town, JULY, "covert", actor=town_approver)
        again = as_user(town_approver).get(ROUNDS)
        assert again.context["page"].next_card.name == "cross"
        assert "沈批" in text(again)

    def test_a_checked_month_leads_to_its_run(self, as_user, town, villages, town_officer, town_approver):
        for one in villages:
            enter_scores(town, sheets(one.code, "2026-07", 90, 90), actor=town_officer)
        for name in ("covert", "cross"):
            check_round(town, JULY, name, actor=town_approver)
        page = as_user(town_officer).get(ROUNDS)
        assert page.context["page"].done
        assert f"/desk/{TOWN}/runs/2026-07/" in text(page)

    def test_a_public_month_says_that_only_a_correction_changes_it(
        self, as_user, town_officer, public_quarter
    ):
        assert "只能走更正" in text(as_user(town_officer).get(ROUNDS))

    @pytest.mark.parametrize(("day", "late"), [("2026-07-25", []), ("2026-07-26", ["甲村"])])
    def test_what_comes_in_after_five_days_is_late(self, day, late, as_user, town, villages, town_officer):
        enter_scores(town, [Sheet(villages[0].code, JULY, "covert", 9000)], actor=town_officer)
        entered_on(villages[0], day)
        assert as_user(town_officer).get(ROUNDS).context["page"].cards[0].late == late

    def test_a_score_that_is_changed_late_was_still_entered_in_time(
        self, as_user, town, villages, town_officer
    ):
        enter_scores(town, [Sheet(villages[0].code, JULY, "covert", 9000)], actor=town_officer)
        entered_on(villages[0], "2026-07-12")
        enter_scores(town, [Sheet(villages[0].code, JULY, "covert", 8000)], actor=town_officer)
        assert as_user(town_officer).get(ROUNDS).context["page"].cards[0].late == []

    @pytest.mark.parametrize("n", [1, 3])
    def test_costs_the_same(self, n, as_user, town, villages, town_officer, django_assert_num_queries):
        rows = [Sheet(one.code, JULY, "covert", 9000) for one in villages[:n]]
        enter_scores(town, rows, actor=town_officer)
        client = as_user(town_officer)
        with django_assert_num_queries(16):
            client.get(ROUNDS)

    @pytest.mark.parametrize(("day", "over"), [("2026-07-20", False), ("2026-07-21", True)])
    def test_a_round_whose_days_are_over_says_how_many_lack(
        self, day, over, as_user, town, villages, town_officer
    ):
        enter_scores(town, [Sheet(villages[0].code, JULY, "covert", 9000)], actor=town_officer)
        with on(day):
            page = text(as_user(town_officer).get(COVERT))
        assert ("检查期已过，还差 5 个村" in page) is over
        assert ("录入中" in page) is not over


class TestRound:
    def test_lists_villages_with_score_day_and_who_inspects(
        self, as_user, town, villages, town_officer, assessor
    ):
        assign_round(town, JULY, "cross", {villages[0]: villages[1]}, actor=town_officer)
        enter_scores(town, [Sheet(villages[0].code, JULY, "cross", 9250)], actor=town_officer)
        page = text(as_user(town_officer).get(CROSS))
        for words in ("92.5 分", "乙村查", f"{CROSS}{villages[1].code}/", "录入乙村"):
            assert words in page

    def test_an_unknown_round_is_refused(self, as_user, villages, town_officer):
        page = as_user(town_officer).get(f"{ROUNDS}secret/")
        assert page.status_code == 404
        assert "没有“secret”这一轮" in page.content.decode()

    def test_a_month_to_come_takes_nothing(self, as_user, villages, town_officer):
        page = as_user(town_officer).get(f"/desk/{TOWN}/rounds/2027-07/covert/")
        assert not page.context["page"].opens
        assert "还没有到" in text(page)

    def test_whoever_only_reads_sees_no_form(self, as_user, villages, county_officer):
        assert "直接填总分" not in text(as_user(county_officer).get(COVERT))

    @pytest.mark.parametrize("n", [1, 3])
    def test_costs_the_same(self, n, as_user, town, villages, town_officer, django_assert_num_queries):
        plan = {villages[k]: villages[k + 1] for k in range(n)}
        assign_round(town, JULY, "covert", plan, actor=town_officer)
        rows = [Sheet(one.code, JULY, "covert", 9000) for one in villages[:n]]
        enter_scores(town, rows, actor=town_officer)
        client = as_user(town_officer)
        with django_assert_num_queries(20):
            client.get(COVERT)


class TestCheck:
    def test_whoever_entered_a_score_is_told_why_she_cannot_check(self, as_user, entered, town_officer):
        page = as_user(town_officer).post(f"{COVERT}check/")
        assert page.status_code == 403
        assert "录入和复核不能是同一人" in page.content.decode()
        assert Round.objects.get().state == "entering"

    def test_it_is_said_before_she_tries(self, as_user, entered, town_officer):
        assert "请交给另一位复核" in text(as_user(town_officer).get(COVERT))

    def test_missing_villages_need_a_reason(self, as_user, town, villages, town_officer, town_approver):
        enter_scores(town, [Sheet(villages[0].code, JULY, "covert", 9000)], actor=town_officer)
        client = as_user(town_approver)
        page = text(client.get(COVERT))
        assert 'name="without" required' in page
        assert "还缺 5 个村，为什么" in page
        page = client.post(f"{COVERT}check/", {"without": " "})
        assert page.status_code == 409
        assert "还缺乙村、丙村" in page.content.decode()
        assert client.post(f"{COVERT}check/", {"without": "封路"}).status_code == 302
        assert Round.objects.get().without == "封路"

    def test_a_second_person_checks_and_it_is_said_who_and_when(self, as_user, entered, town_approver):
        client = as_user(town_approver)
        answer = client.post(f"{COVERT}check/", follow=True)
        assert "已复核，这一轮的分可以用来计算了" in text(answer)
        assert Round.objects.get().checked_by == town_approver
        assert "沈批，" in text(client.get(COVERT))

    def test_a_checked_round_has_no_box_and_refuses_a_second_check(
        self, as_user, town, entered, town_approver
    ):
        check_round(town, JULY, "covert", actor=town_approver)
        client = as_user(town_approver)
        assert "复核无误" not in text(client.get(COVERT))
        page = client.post(f"{COVERT}check/")
        assert page.status_code == 403
        assert "这一轮已经复核" in page.content.decode()

    def test_a_round_without_scores_refuses_it(self, as_user, villages, town_approver):
        page = as_user(town_approver).post(f"{COVERT}check/")
        assert page.status_code == 409
        assert "还没有评分" in page.content.decode()

    def test_a_supervisor_of_the_county_only_looks(self, as_user, entered, county_officer):
        assert "复核无误" not in text(as_user(county_officer).get(COVERT))
        assert as_user(county_officer).post(f"{COVERT}check/").status_code == 403


class TestScoring:
    @pytest.fixture(autouse=True)
    def in_july(self):
        with on("2026-07-22"):
            yield

    def test_an_officer_keeps_the_bar_of_the_desk(self, as_user, town_officer, assessor):
        assert 'class="side"' in as_user(town_officer).get("/scoring/").content.decode()
        assert 'class="side"' not in as_user(assessor).get("/scoring/").content.decode()

    def test_an_assessor_without_a_draw_is_told_so(self, as_user, assessor):
        assert "现在没有分给您的村" in text(as_user(assessor).get("/scoring/"))

    def test_lists_what_was_drawn_for_me_and_what_is_done(
        self, as_user, town, villages, town_officer, assessor
    ):
        plan = {villages[0]: assessor, villages[1]: assessor, villages[2]: villages[3]}
        assign_round(town, JULY, "covert", plan, actor=town_officer)
        enter_scores(town, [Sheet(villages[0].code, JULY, "covert", 9100)], actor=town_officer)
        page = text(as_user(assessor).get("/scoring/"))
        for words in ("7月暗访", "还有 1 个", "91 分", "7月11日至7月20日", f"{COVERT}{villages[1].code}/"):
            assert words in page
        assert "丙村" not in page

    def test_a_village_team_sees_whom_its_village_inspects(
        self, as_user, town, villages, town_officer, make_user
    ):
        cadre = make_user("team", "林队", RoleKind.VILLAGE_CADRE, villages[3])
        assign_round(town, JULY, "cross", {villages[2]: villages[3]}, actor=town_officer)
        page = text(as_user(cadre).get("/scoring/"))
        assert "丙村" in page
        assert "由丁村去查" in page

    def test_two_months_back_is_not_listed(self, as_user, town, villages, town_officer, assessor):
        for month in ("2026-05", "2026-06"):
            assign_round(town, Period.parse(month), "covert", {villages[0]: assessor}, actor=town_officer)
        tasks = as_user(assessor).get("/scoring/").context["tasks"]
        assert [str(one.month) for one in tasks] == ["2026-06"]

    def test_the_navigation_leads_there_only_whoever_may_be_drawn(self, as_user, assessor, resident):
        assert 'href="/scoring/"' in text(as_user(assessor).get("/me/"))
        assert 'href="/scoring/"' not in text(as_user(resident).get("/me/"))

    @pytest.mark.parametrize("n", [1, 3])
    def test_costs_the_same(
        self, n, as_user, town, villages, town_officer, assessor, django_assert_num_queries
    ):
        assign_round(town, JULY, "covert", dict.fromkeys(villages[:n], assessor), actor=town_officer)
        client = as_user(assessor)
        with django_assert_num_queries(10):
            client.get("/scoring/")


def test_from_the_month_to_the_check(as_user, county_place, villages, town_officer, town_approver):
    adopt(county_place)
    client = as_user(town_officer)
    assert COVERT in text(client.get(ROUNDS))
    first = f"{COVERT}{villages[0].code}/"
    assert first in text(client.get(COVERT))
    version = client.get(first).context["form"]["version"].value()
    given = {"day": "2026-07-15", "seen": "0", "version": version, "n-litter.seen": "3", **LATE}
    page = text(client.post(first, given, follow=True))
    assert score_of(villages[0]).hundredths == 9700
    for words in ("甲村 97 分，已存", "97 分", "散落垃圾 3 处", "下一个：乙村"):
        assert words in page
    assert as_user(town_approver).post(f"{COVERT}check/", {"without": "没有去"}).status_code == 302
    assert "已复核" in text(client.get(ROUNDS))
    assert Score.objects.count() == 1


def test_an_optional_round_is_not_asked_for(as_user, villages, town_officer):
    page = as_user(town_officer).get(ROUNDS)
    assert "可以不查" in text(page)
    assert page.context["page"].cards[2].input.optional
    one = text(as_user(town_officer).get(ROUTINE))
    assert f'<a class="btn btn--big" href="{ROUTINE}{villages[0].code}/">录入甲村' in one
    assert "没有查" in one
    assert "缺" not in one.partition("<main")[2].partition("直接填总分")[0]
