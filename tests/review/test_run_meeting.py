"""The review meeting on screen: its agenda follows from the public run; only the office reads it."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client

from wugong.accounts.models import User
from wugong.base.periods import Period
from wugong.places.models import Place
from wugong.review.models import ReviewMeeting, Run
from wugong.review.objections import raise_objection
from wugong.review.registers import post_cadre
from wugong.review.runs import approve_run, prepare_run

AsUser = Callable[[User], Client]
PAGE = "/desk/990101101/runs/2026-Q3/meeting/"


@pytest.fixture
def public(quarter: None, town: Place, villages: list[Place], town_officer: User, town_approver: User) -> Run:
    post_cadre(villages[5], "post-cadre", "密档-07", actor=town_officer, since=date(2020, 1, 1))
    run = prepare_run(town, Period.parse("2026-Q3"), actor=town_officer)
    return approve_run(run, actor=town_approver)


def titles(client: Client) -> list[str]:
    return [item.title for item in client.get(PAGE).context["agenda"]]


def test_before_the_run_is_public_there_is_no_agenda(
    as_user: AsUser, town: Place, town_officer: User, quarter: None
) -> None:
    prepare_run(town, Period.parse("2026-Q3"), actor=town_officer)
    client = as_user(town_officer)
    assert "批准公布以后，才能定讲评会" in client.get(PAGE).content.decode()
    client.post(PAGE, {"day": "2026-10-20", "where": "镇政府"})
    assert not ReviewMeeting.objects.exists()


@pytest.mark.parametrize("member", ["rule_keeper", "county_officer", "cadre", "supervisor"])
def test_who_is_not_of_the_office_does_not_read_it(
    as_user: AsUser, request: pytest.FixtureRequest, member: str, public: Run
) -> None:
    assert as_user(request.getfixturevalue(member)).get(PAGE).status_code == 403


@pytest.mark.parametrize("member", ["town_officer", "town_approver"])
def test_the_office_reads_it(
    as_user: AsUser, request: pytest.FixtureRequest, member: str, public: Run
) -> None:
    assert as_user(request.getfixturevalue(member)).get(PAGE).status_code == 200


def test_results_rewards_and_each_statement_are_items_of_their_own(
    as_user: AsUser, town_officer: User, public: Run
) -> None:
    assert titles(as_user(town_officer)) == [
        "通报2026年三季度成绩和名次，6 个村",
        "宣布季度名次奖",
        "戊村在季度讲评会上表态发言",
        "己村在季度讲评会上表态发言",
    ]


def test_a_statement_says_why(as_user: AsUser, town_officer: User, public: Run) -> None:
    last = as_user(town_officer).get(PAGE).context["agenda"][-1]
    assert "在全镇 6 个村中列末位" in last.said[0]


def test_nobody_is_named_by_an_office_code(as_user: AsUser, town_officer: User, public: Run) -> None:
    assert "密档-07" not in as_user(town_officer).get(PAGE).content.decode()


def test_open_objections_are_an_item_without_their_words(
    as_user: AsUser, town_officer: User, public: Run, villages: list[Place], make_user: Any
) -> None:
    villager = make_user("villager", "甲民", "resident", villages[0])
    raise_objection(public, villages[0], "那天下雨", actor=villager)
    client = as_user(town_officer)
    assert titles(client)[-1] == "还没有办结的异议"
    assert "那天下雨" not in client.get(PAGE).content.decode()


class TestCalling:
    def call(self, client: Client, day: str = "2026-10-20", where: str = "镇政府三楼") -> Any:
        return client.post(PAGE, {"day": day, "where": where})

    @pytest.mark.parametrize(("day", "status"), [("2026-09-30", 400), ("2026-10-01", 302)])
    def test_it_is_after_the_period(
        self, as_user: AsUser, town_officer: User, public: Run, day: str, status: int
    ) -> None:
        answer = self.call(as_user(town_officer), day=day)
        assert answer.status_code == status
        assert ReviewMeeting.objects.exists() is (status == 302)
        if status == 400:
            assert "才结束，讲评会要在这之后" in answer.content.decode()
            assert "镇政府三楼" in answer.content.decode()

    def test_an_empty_place_is_refused_at_its_field(
        self, as_user: AsUser, town_officer: User, public: Run
    ) -> None:
        answer = self.call(as_user(town_officer), where="")
        assert answer.status_code == 400
        assert 'id="id_where_error"' in answer.content.decode()

    def test_it_is_called_and_can_be_moved(self, as_user: AsUser, town_officer: User, public: Run) -> None:
        client = as_user(town_officer)
        self.call(client)
        self.call(client, day="2026-10-21", where="二楼")
        meeting = ReviewMeeting.objects.get()
        assert (meeting.day, meeting.where) == (date(2026, 10, 21), "二楼")
        page = client.get(PAGE).content.decode()
        assert 'value="2026-10-21"' in page
        assert "2026年10月21日" in page

    def test_only_the_officer_calls_it(self, as_user: AsUser, town_approver: User, public: Run) -> None:
        client = as_user(town_approver)
        assert "定下来" not in client.get(PAGE).content.decode()
        assert self.call(client).status_code == 400
        assert not ReviewMeeting.objects.exists()


def test_ranks_are_a_table_of_their_own(as_user: AsUser, town_officer: User, public: Run) -> None:
    first = as_user(town_officer).get(PAGE).context["agenda"][0]
    assert [row.rank for row in first.ranks] == [1, 2, 3, 4, 5, 6]
    assert first.said == []
