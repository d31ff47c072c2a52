"""A quarter on screen from computing to approval: by whom, with what refused beside the button."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client
from tests.appraised import Enter, Publish, sheets

from wugong.access.actions import grant_role
from wugong.access.roles import RoleKind
from wugong.accounts.models import User
from wugong.base.periods import Period
from wugong.counties.actors import SYSTEM
from wugong.places.models import Place
from wugong.review.models import Run
from wugong.review.runs import approve_run, prepare_run
from wugong.review.scores import enter_scores
from wugong.review.states import RunState

AsUser = Callable[[User], Client]
Q3 = Period.parse("2026-Q3")
PAGE = "/desk/990101101/runs/2026-Q3/"


def text(answer: Any) -> str:
    return str(answer.content.decode())


@pytest.fixture
def prepared(quarter: None, town: Place, town_officer: User) -> Run:
    return prepare_run(town, Q3, actor=town_officer)


def approve(client: Client, run: Run, days: object = 15) -> Any:
    return client.post(f"{PAGE}approve/", {"run": str(run.pk), "days": str(days)})


class TestComputing:
    def test_nothing_entered_is_said_and_there_is_no_button(
        self, as_user: AsUser, town_officer: User, adopted: object, villages: list[Place]
    ) -> None:
        page = text(as_user(town_officer).get(PAGE))
        assert "还没有评分，先录入" in page
        assert "/compute/" not in page

    def test_a_period_that_is_not_over_says_from_when(
        self, as_user: AsUser, town_officer: User, adopted: object, villages: list[Place]
    ) -> None:
        page = text(as_user(town_officer).get("/desk/990101101/runs/2099-Q4/"))
        assert "12月31日才结束" in page
        assert "/compute/" not in page

    def test_a_period_that_the_scheme_leaves_out_says_so(
        self, as_user: AsUser, town_officer: User, quarter: None
    ) -> None:
        assert "办法不算这一期" in text(as_user(town_officer).get("/desk/990101101/runs/2025-H2/"))

    def test_a_town_without_a_scheme_says_whom_to_ask(self, as_user: AsUser, town_officer: User) -> None:
        assert "先请县级规则管理员发布" in text(as_user(town_officer).get(PAGE))

    def test_unchecked_rounds_are_refused_beside_the_button(
        self, as_user: AsUser, town: Place, town_officer: User, quarter: None
    ) -> None:
        enter_scores(town, sheets("990101101301", "2026-09", 50, 50), actor=town_officer)
        answer = as_user(town_officer).post(f"{PAGE}compute/")
        assert answer.status_code == 409
        assert "还没有复核：2026年9月暗访、2026年9月交叉检查" in text(answer)
        assert "/compute/" in text(answer)
        assert not Run.objects.exists()

    def test_missing_villages_are_named_before_computing(
        self, as_user: AsUser, town_officer: User, enter: Enter
    ) -> None:
        enter("2026-07", 95, 90, 85, 80, 75, None)
        page = text(as_user(town_officer).get("/desk/990101101/runs/2026-07/"))
        assert "己村" in page
        assert "缺的村不出成绩" in page

    def test_the_officer_computes_and_finds_the_preview(
        self, as_user: AsUser, town_officer: User, quarter: None
    ) -> None:
        client = as_user(town_officer)
        answer = client.post(f"{PAGE}compute/")
        assert (answer.status_code, answer["Location"]) == (302, PAGE)
        page = text(client.get(PAGE))
        assert "算好了" in page
        assert "拟奖励" in page
        assert "计算：向办" in page

    def test_another_than_the_officer_does_not_compute(
        self, as_user: AsUser, town_approver: User, county_officer: User, quarter: None
    ) -> None:
        for user in (town_approver, county_officer):
            client = as_user(user)
            assert client.post(f"{PAGE}compute/").status_code == 403
            assert "/compute/" not in text(client.get(PAGE))

    def test_a_public_period_is_not_computed_again(
        self, as_user: AsUser, town_officer: User, public_quarter: Run
    ) -> None:
        answer = as_user(town_officer).post(f"{PAGE}compute/")
        assert answer.status_code == 409
        assert "已经批准公布，不能重算" in text(answer)


class TestApproving:
    def test_whoever_prepared_it_cannot_approve_and_reads_why(
        self, as_user: AsUser, town: Place, town_officer: User, prepared: Run
    ) -> None:
        grant_role(town_officer, RoleKind.TOWN_APPROVER, actor=SYSTEM, at=town, since=date(2020, 1, 1))
        client = as_user(town_officer)
        page = text(client.get(PAGE))
        assert "您不能批准自己算的" in page
        assert "/approve/" not in page
        answer = approve(client, prepared)
        assert answer.status_code == 403
        assert "计算和批准不能是同一人" in text(answer)
        prepared.refresh_from_db()
        assert prepared.state == RunState.PREPARED

    def test_fewer_days_than_the_rule_are_refused_at_the_field(
        self, as_user: AsUser, town_approver: User, prepared: Run
    ) -> None:
        answer = approve(as_user(town_approver), prepared, days=14)
        assert answer.status_code == 400
        assert "15" in text(answer)
        assert 'value="14"' in text(answer)
        prepared.refresh_from_db()
        assert prepared.state == RunState.PREPARED

    def test_the_days_of_the_rule_are_enough(
        self, as_user: AsUser, town_approver: User, prepared: Run
    ) -> None:
        client = as_user(town_approver)
        assert approve(client, prepared).status_code == 302
        prepared.refresh_from_db()
        assert prepared.state == RunState.APPROVED
        assert "已批准公布" in text(client.get(PAGE))

    def test_approved_twice_the_second_time_says_how_it_stands(
        self, as_user: AsUser, town_approver: User, prepared: Run
    ) -> None:
        client = as_user(town_approver)
        approve(client, prepared)
        answer = approve(client, prepared)
        assert answer.status_code in {403, 409}
        assert "现在是“已批准公布”" in text(answer)

    def test_a_run_set_aside_meanwhile_is_not_approved_with_the_new_one_in_its_place(
        self, as_user: AsUser, town: Place, town_officer: User, town_approver: User, prepared: Run
    ) -> None:
        again = prepare_run(town, Q3, actor=town_officer)
        answer = approve(as_user(town_approver), prepared)
        assert answer.status_code in {403, 409}
        assert "现在是“已作废，须重算”" in text(answer)
        assert str(again.pk) in text(answer)
        assert not Run.objects.approved().exists()

    def test_a_bulletin_that_would_give_a_number_away_stops_the_approval(
        self, as_user: AsUser, town_approver: User, villages: list[Place], prepared: Run
    ) -> None:
        Place.objects.filter(pk=villages[0].pk).update(name="甲村13800138000")
        answer = approve(as_user(town_approver), prepared, days=20)
        assert answer.status_code == 400
        assert "手机号" in text(answer)
        assert 'value="20"' in text(answer)
        prepared.refresh_from_db()
        assert prepared.state == RunState.PREPARED

    def test_nor_is_it_hung_later(
        self, as_user: AsUser, town_approver: User, villages: list[Place], public_quarter: Run
    ) -> None:
        Place.objects.filter(pk=villages[0].pk).update(name="甲村13800138000")
        answer = as_user(town_approver).post(f"{PAGE}post/")
        assert answer.status_code == 400
        assert "手机号" in text(answer)

    def test_a_run_of_another_period_is_not_found(
        self, as_user: AsUser, town_approver: User, publish: Publish, prepared: Run
    ) -> None:
        july = publish("2026-07")
        assert approve(as_user(town_approver), july).status_code == 404


class TestSendingBack:
    def test_the_approver_sends_it_back(self, as_user: AsUser, town_approver: User, prepared: Run) -> None:
        client = as_user(town_approver)
        client.post(f"{PAGE}send-back/", {"run": str(prepared.pk)})
        prepared.refresh_from_db()
        assert prepared.state == RunState.REPLACED
        assert "已退回复核" in text(client.get(PAGE))

    def test_one_that_was_approved_meanwhile_is_not_sent_back(
        self, as_user: AsUser, town_officer: User, town_approver: User, prepared: Run
    ) -> None:
        approve_run(prepared, actor=town_approver)
        answer = as_user(town_officer).post(f"{PAGE}send-back/", {"run": str(prepared.pk)})
        assert answer.status_code in {403, 409}
        assert "现在是“已批准公布”" in text(answer)

    def test_who_only_reads_does_not_send_back(
        self, as_user: AsUser, rule_keeper: User, prepared: Run
    ) -> None:
        client = as_user(rule_keeper)
        answer = client.post(f"{PAGE}send-back/", {"run": str(prepared.pk)})
        assert answer.status_code == 403
        assert "/send-back/" not in text(client.get(PAGE))

    def test_without_saying_which_nothing_happens(
        self, as_user: AsUser, town_officer: User, prepared: Run
    ) -> None:
        assert as_user(town_officer).post(f"{PAGE}send-back/").status_code == 302
        prepared.refresh_from_db()
        assert prepared.state == RunState.PREPARED
