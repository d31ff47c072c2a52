"""The pages of runs: what each reader sees of a town's list, of a preview and of a public run."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from tests.appraised import Enter, Publish

from wugong.accounts.models import User
from wugong.base.periods import Level, Period
from wugong.places.models import Place
from wugong.publish.models import Posting
from wugong.review.bulletins import approve_and_post
from wugong.review.meetings import call_meeting
from wugong.review.models import Run
from wugong.review.objections import raise_objection
from wugong.review.queries import objections_until
from wugong.review.registers import post_cadre
from wugong.review.runs import prepare_run

AsUser = Callable[[User], Client]
Q3 = Period.parse("2026-Q3")
LIST = "/desk/990101101/runs/"
PAGE = f"{LIST}2026-Q3/"
SECRETS = ("密档-07", "末位表态", "办点干部奖", "只给镇里办的人看", "推定数额")


def text(answer: Any) -> str:
    assert answer.status_code == 200, answer.status_code
    return str(answer.content.decode())


def asked(client: Client, path: str) -> int:
    """Return how many queries the page asks, once what is kept is kept."""
    text(client.get(path))
    with CaptureQueriesContext(connection) as queries:
        text(client.get(path))
    return len(queries)


@pytest.fixture
def posts(villages: list[Place], town_officer: User, adopted: object) -> None:
    for village in (villages[0], villages[5]):
        post_cadre(village, "post-cadre", "密档-07", actor=town_officer, since=date(2020, 1, 1))


@pytest.fixture
def prepared(posts: None, quarter: None, town: Place, town_officer: User) -> Run:
    return prepare_run(town, Q3, actor=town_officer)


@pytest.fixture
def posted(prepared: Run, town_approver: User) -> Posting:
    return approve_and_post(prepared, actor=town_approver)


class TestWhoSeesPersons:
    @pytest.mark.parametrize("member", ["town_officer", "town_approver"])
    def test_the_office_reads_what_is_never_public(
        self, as_user: AsUser, request: pytest.FixtureRequest, member: str, prepared: Run
    ) -> None:
        page = text(as_user(request.getfixturevalue(member)).get(PAGE))
        for secret in SECRETS:
            assert secret in page

    @pytest.mark.parametrize("state", ["prepared", "posted"])
    @pytest.mark.parametrize("member", ["rule_keeper", "county_officer"])
    def test_who_only_reads_sees_the_rest(
        self, as_user: AsUser, request: pytest.FixtureRequest, member: str, state: str
    ) -> None:
        request.getfixturevalue(state)
        page = text(as_user(request.getfixturevalue(member)).get(PAGE))
        for secret in SECRETS:
            assert secret not in page
        assert "甲村" in page
        assert "讲评会/" not in page

    def test_a_supervisor_of_a_village_is_refused(
        self, as_user: AsUser, supervisor: User, cadre: User, prepared: Run
    ) -> None:
        for user in (supervisor, cadre):
            client = as_user(user)
            assert client.get(PAGE).status_code == 403
            assert client.get("/desk/990101101201/runs/").status_code == 404


class TestPreview:
    def test_rows_stand_in_rank_order_with_their_months_and_rewards(
        self, as_user: AsUser, town_officer: User, prepared: Run
    ) -> None:
        preview = as_user(town_officer).get(PAGE).context["preview"]
        first = preview.rows[0]
        assert [row.name for row in preview.rows] == ["甲村", "乙村", "丙村", "丁村", "戊村", "己村"]
        assert preview.heads == ["7月", "8月", "9月"]
        assert (first.parts, first.score, first.rank) == (["95.00", "95.00", "95.00"], "95.00", 1)
        assert [row.fen for row in preview.rows] == [1000000, 800000, 600000, 0, 0, 0]
        assert preview.total == 2400000

    def test_a_reason_does_not_repeat_village_and_period(
        self, as_user: AsUser, town_officer: User, prepared: Run
    ) -> None:
        prize = as_user(town_officer).get(PAGE).context["preview"].prizes[0]
        assert prize.reason.startswith("参评第 1 名")
        assert prize.article == "保障措施五之二"

    def test_flags_stand_beside_the_reason_not_in_it(
        self, as_user: AsUser, town_officer: User, prepared: Run
    ) -> None:
        kept = as_user(town_officer).get(PAGE).context["preview"].kept
        last = next(line for line in kept if line.award == "bottom" and line.name == "己村")
        assert [word for word, _ in last.flags] == ["推定数额", "须法制审核"]
        assert "【" not in last.reason

    def test_score_and_rank_are_compared_with_the_period_before(
        self, as_user: AsUser, town_officer: User, town: Place, enter: Enter, publish: Publish
    ) -> None:
        enter("2026-07", 95, 90, 85, 80, 75, 70)
        publish("2026-07")
        enter("2026-08", 90, 95, 85, 80, 75, 70.5)
        prepare_run(town, Period.parse("2026-08"), actor=town_officer)
        rows = as_user(town_officer).get(f"{LIST}2026-08/").context["preview"].rows
        moved = {row.name: (row.before, row.rank, row.gain) for row in rows}
        assert moved["甲村"] == (1, 2, "−5.00")
        assert moved["乙村"] == (2, 1, "+5.00")
        assert moved["丙村"] == (3, 3, "0.00")

    def test_without_a_period_before_nothing_is_compared(
        self, as_user: AsUser, town_officer: User, prepared: Run
    ) -> None:
        page = text(as_user(town_officer).get(PAGE))
        assert "比上期" not in page
        assert "上期名次" not in page

    def test_a_year_consists_of_its_quarters(
        self, as_user: AsUser, town_officer: User, town: Place, enter: Enter
    ) -> None:
        for number in range(1, 13):
            enter(f"2025-{number:02}", 95, 90, 85, 80, 75, 70)
        prepare_run(town, Period.parse("2025"), actor=town_officer)
        preview = as_user(town_officer).get(f"{LIST}2025/").context["preview"]
        assert preview.heads == ["一季度", "二季度", "三季度", "四季度"]
        assert preview.rows[0].parts == ["95.00"] * 4

    def test_who_computed_reads_that_another_approves(
        self, as_user: AsUser, town_officer: User, town_approver: User, prepared: Run
    ) -> None:
        officer = text(as_user(town_officer).get(PAGE))
        assert "您不能批准自己算的" in officer
        assert "/approve/" not in officer
        approver = text(as_user(town_approver).get(PAGE))
        assert "批准：等您" in approver
        assert "/approve/" in approver

    def test_names_are_no_markup(
        self, as_user: AsUser, town_officer: User, villages: list[Place], prepared: Run
    ) -> None:
        Place.objects.filter(pk=villages[0].pk).update(name="<b>甲</b>")
        page = text(as_user(town_officer).get(PAGE))
        assert "<b>甲</b>" not in page
        assert "&lt;b&gt;甲&lt;/b&gt;" in page


class TestSteps:
    def said(self, client: Client, path: str = PAGE) -> list[tuple[str, str]]:
        return [(step.title, step.state) for step in client.get(path).context["steps"]]

    def test_nothing_entered_is_at_the_first_step(
        self, as_user: AsUser, town_officer: User, adopted: object, villages: list[Place]
    ) -> None:
        assert self.said(as_user(town_officer))[0] == ("录入", "now")

    def test_all_checked_is_at_the_preview(self, as_user: AsUser, town_officer: User, quarter: None) -> None:
        states = [state for _, state in self.said(as_user(town_officer))]
        assert states == ["done", "done", "now", "", ""]

    def test_the_approver_of_a_preview_is_at_the_approval(
        self, as_user: AsUser, town_approver: User, prepared: Run
    ) -> None:
        states = [state for _, state in self.said(as_user(town_approver))]
        assert states == ["done", "done", "done", "now", ""]

    def test_posted_is_done(self, as_user: AsUser, town_officer: User, posted: Posting) -> None:
        assert {state for _, state in self.said(as_user(town_officer))} == {"done"}

    def test_counts_stand_beside_the_first_two(
        self, as_user: AsUser, town_officer: User, quarter: None
    ) -> None:
        steps = as_user(town_officer).get(PAGE).context["steps"]
        assert steps[0].said.startswith("36 / 36 张")


def until_of(run: Run) -> str:
    until = objections_until(run)
    return f"{until.month}月{until.day}日"


class TestPublic:
    def test_it_says_who_until_when_and_what_can_be_taken_away(
        self, as_user: AsUser, town_officer: User, posted: Posting
    ) -> None:
        page = text(as_user(town_officer).get(PAGE))
        for words in ("向办", "沈批", "/990101101/2026-Q3/bulletin.docx", "/990101101/2026-Q3/poster-a3.pdf"):
            assert words in page
        assert f"{posted.last_day.month}月{posted.last_day.day}日" in page
        assert "/approve/" not in page

    def test_what_does_not_hang_is_hung_by_the_approver(
        self, as_user: AsUser, town_officer: User, town_approver: User, public_quarter: Run
    ) -> None:
        for address in (PAGE, LIST, "/desk/"):
            page = text(as_user(town_officer).get(address))
            assert f"已公布，通报还没有张贴；异议到 {until_of(public_quarter)}；由审批人张贴" in page
            assert "/post/" not in page
        client = as_user(town_approver)
        page = text(client.get(PAGE))
        assert f"已公布，通报还没有张贴；异议到 {until_of(public_quarter)}<" in page.replace("\n", "")
        assert "/post/" in page
        assert "bulletin.docx" not in page
        assert client.post(f"{PAGE}post/").status_code == 302
        assert Posting.objects.filter(subject=public_quarter.pk).count() == 1
        assert "通报已经张贴" in text(client.get(PAGE))

    def test_nothing_public_cannot_be_hung(self, as_user: AsUser, town_approver: User, prepared: Run) -> None:
        assert as_user(town_approver).post(f"{PAGE}post/").status_code == 404

    def test_open_objections_are_counted(
        self, as_user: AsUser, town_officer: User, make_user: Any, villages: list[Place], posted: Posting
    ) -> None:
        villager = make_user("villager", "甲民", "resident", villages[0])
        run = Run.objects.get(period="2026-Q3")
        raise_objection(run, villages[0], "那天下雨", actor=villager)
        page = text(as_user(town_officer).get(PAGE))
        assert "1 件，待答复 1 件" in page
        assert "那天下雨" not in page

    def test_the_meeting_is_named(self, as_user: AsUser, town_officer: User, posted: Posting) -> None:
        run = Run.objects.get(period="2026-Q3")
        call_meeting(run, actor=town_officer, day=date(2026, 10, 20), where="镇政府三楼")
        assert "10月20日 镇政府三楼" in text(as_user(town_officer).get(PAGE))


class TestList:
    def test_a_town_without_anything_says_so(self, as_user: AsUser, town_officer: User) -> None:
        page = text(as_user(town_officer).get(LIST))
        assert "没有等批准的" in page
        assert "还没有公布过" in page

    def test_what_can_be_computed_is_listed_and_the_first_is_next(
        self, as_user: AsUser, town_officer: User, quarter: None
    ) -> None:
        facts = as_user(town_officer).get(LIST).context
        periods = [str(one.period) for one in facts["todo"]]
        assert periods == ["2026-07", "2026-08", "2026-09", "2026-Q3"]
        assert (str(facts["next"].period), facts["next"].word) == ("2026-07", "去计算2026年7月")

    def test_a_period_that_waits_or_is_public_is_not_computed_again(
        self, as_user: AsUser, town_officer: User, publish: Publish, prepared: Run
    ) -> None:
        publish("2026-07")
        facts = as_user(town_officer).get(LIST).context
        assert [str(one.period) for one in facts["todo"]] == ["2026-08", "2026-09"]
        assert [run.period for run in facts["waiting"]] == ["2026-Q3"]
        assert [row.run.period for row in facts["public"]] == ["2026-07"]

    def test_when_all_is_public_nothing_is_next(
        self, as_user: AsUser, town_officer: User, enter: Enter, publish: Publish, adopted: object
    ) -> None:
        last = Period.of(timezone.localdate(), Level.MONTH).plus(-1)
        enter(str(last), 95, 90, 85, 80, 75, 70)
        publish(str(last))
        longer = [last.within(level) for level in (Level.QUARTER, Level.HALF_YEAR, Level.YEAR)]
        for period in longer:
            if period.last_day == last.last_day and not str(period).endswith("H2"):  # not in the scheme
                publish(str(period))
        facts = as_user(town_officer).get(LIST).context
        assert (facts["todo"], facts["next"]) == ([], None)

    def test_scores_of_a_month_that_is_not_over_are_no_run_yet(
        self, as_user: AsUser, town_officer: User, enter: Enter
    ) -> None:
        enter(str(Period.of(timezone.localdate(), Level.MONTH)), 95, 90, 85, 80, 75, 70)
        assert as_user(town_officer).get(LIST).context["todo"] == []

    def test_the_approver_is_led_to_what_waits(
        self, as_user: AsUser, town_approver: User, prepared: Run
    ) -> None:
        assert as_user(town_approver).get(LIST).context["next"].word == "看2026年三季度预览，批准"

    def test_who_only_reads_is_led_nowhere(self, as_user: AsUser, rule_keeper: User, prepared: Run) -> None:
        assert as_user(rule_keeper).get(LIST).context["next"] is None

    def test_the_last_day_of_a_posting_stands_beside_it(
        self, as_user: AsUser, town_officer: User, posted: Posting
    ) -> None:
        assert f"{posted.last_day.year}年{posted.last_day.month}月" in text(as_user(town_officer).get(LIST))

    def test_many_come_in_pages(
        self, as_user: AsUser, town_officer: User, enter: Enter, publish: Publish
    ) -> None:
        for number in range(1, 13):
            enter(f"2025-{number:02}", 95, 90, 85, 80, 75, 70)
            publish(f"2025-{number:02}")
        publish("2025-Q1")
        client = as_user(town_officer)
        assert "第 1 页，共 2 页" in text(client.get(LIST))
        assert len(client.get(f"{LIST}?page=2").context["public"]) == 1

    def test_it_costs_the_same_with_one_of_each_and_with_three(
        self, as_user: AsUser, town_officer: User, town: Place, enter: Enter, publish: Publish
    ) -> None:
        def add(number: int) -> None:
            enter(f"2025-0{number}", 95, 90, 85, 80, 75, 70)
            publish(f"2025-0{number}")
            enter(f"2026-0{number}", 95, 90, 85, 80, 75, 70)
            prepare_run(town, Period.parse(f"2026-0{number}"), actor=town_officer)
            enter(f"2026-0{number + 3}", 95, 90, 85, 80, 75, 70)

        client = as_user(town_officer)
        add(1)
        one = asked(client, LIST)
        add(2)
        add(3)
        assert asked(client, LIST) == one


def test_a_preview_costs_the_same_with_one_month_and_with_three(
    as_user: AsUser, town_officer: User, town: Place, enter: Enter
) -> None:
    client = as_user(town_officer)
    enter("2026-07", 95, 90, 85, 80, 75, None)
    prepare_run(town, Q3, actor=town_officer)
    one = asked(client, PAGE)
    enter("2026-08", 95, 90, 85, 80, 75, 70)
    enter("2026-09", 95, 90, 85, 80, 75, 70)
    prepare_run(town, Q3, actor=town_officer)
    assert asked(client, PAGE) == one


def test_a_public_run_costs_the_same_with_one_village_of_its_rows_and_with_three(
    as_user: AsUser, town_officer: User, make_user: Any, villages: list[Place], posted: Posting
) -> None:
    client, run = as_user(town_officer), Run.objects.get(period="2026-Q3")

    def add(number: int) -> None:
        villager = make_user(f"villager-{number}", "村民", "resident", villages[number])
        raise_objection(run, villages[number], "那天下雨", actor=villager)

    add(0)
    one = asked(client, PAGE), asked(client, f"{PAGE}meeting/")
    add(1)
    add(2)
    assert (asked(client, PAGE), asked(client, f"{PAGE}meeting/")) == one
