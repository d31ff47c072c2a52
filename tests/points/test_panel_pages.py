"""The pages of panels: the desk's, a slip, and what a member scores on her phone."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.points.paneled import checked, drawn_panel, in_a_month, jury_of, score_all

from wugong.accounts.models import User
from wugong.counties.actors import SYSTEM
from wugong.counties.models import County
from wugong.counties.standing import standing_in
from wugong.places.models import Place
from wugong.points.models import Adoption, Claim, Panel, PanelScore, Seat, StepAside
from wugong.points.scores import give_score
from wugong.points.states import ClaimState
from wugong.registry.models import Household

SignIn = Callable[[User], Client]


@pytest.fixture
def panel(county: County, village: Place, catalogue: Adoption, homes: list[Household]) -> Panel:
    with standing_in(county):
        return drawn_panel(village)


@pytest.fixture
def waiting(county: County, panel: Panel, family: Household, make_claim: Callable[..., Claim]) -> Claim:
    """A claim of the family for something worth 10 to 30, before a panel of five other homes."""
    one = make_claim(family, "giving")
    with standing_in(county):
        return checked(one)


@pytest.fixture
def member(county: County, panel: Panel, waiting: Claim, resident: User, bound: Callable[..., User]) -> Seat:
    """The first of the claim's jury, with an account of her own."""
    with standing_in(county):
        seat = jury_of(panel, waiting)[0]
    bound(resident, seat.person)
    return seat


def panel_url(village: Place) -> str:
    return reverse("panel", args=[village.code])


def test_village_without_panel_says_so(village: Place, cadre: User, as_user: SignIn) -> None:
    assert "还没有评议小组" in as_user(cadre).get(panel_url(village)).text


def test_cadre_draws_and_sees_who_sits_and_the_seed(
    village: Place, catalogue: Adoption, homes: list[Household], cadre: User, as_user: SignIn
) -> None:
    browser = as_user(cadre)
    page = browser.post(reverse("panel_draw", args=[village.code]), {"until": in_a_month()}, follow=True)
    panel = Panel.everywhere.get()
    assert panel.seed in page.text
    assert "张三" in page.text


def test_draw_that_is_refused_says_why_at_the_form(
    village: Place, catalogue: Adoption, cadre: User, as_user: SignIn
) -> None:
    url = reverse("panel_draw", args=[village.code])
    browser = as_user(cadre)
    assert browser.get(url).status_code == 200
    assert "评议小组至少要 3 人" in browser.post(url, {"until": in_a_month()}).text
    assert "至少要用 28 天" in browser.post(url, {"until": "2020-01-01"}).text


def test_draw_is_offered_only_where_the_panel_is_over_or_short(
    village: Place, panel: Panel, cadre: User, as_user: SignIn
) -> None:
    url, browser = reverse("panel_draw", args=[village.code]), as_user(cadre)
    assert url not in browser.get(panel_url(village)).text
    assert "现在不能重抽" in browser.get(url).text
    assert "没有到期，不能重抽" in browser.post(url, {"until": in_a_month()}).text
    Seat.everywhere.filter(order__gt=2).update(left_at=panel.drawn_at)
    assert url in browser.get(panel_url(village)).text
    assert "一天只抽一次" in browser.post(url, {"until": in_a_month()}).text
    Panel.everywhere.update(since=panel.since - timedelta(days=9), until=panel.since - timedelta(days=1))
    Seat.everywhere.update(left_at=None)
    assert url in browser.get(panel_url(village)).text


def test_who_does_not_keep_the_panel_sees_masked_names(
    village: Place, panel: Panel, supervisor: User, as_user: SignIn
) -> None:
    page = as_user(supervisor).get(panel_url(village)).text
    assert "张×" in page
    assert "张三" not in page


def test_roll_can_be_drawn_again_from_the_file(village: Place, panel: Panel, client: Client) -> None:
    text = client.get(reverse("panel_roll", args=[village.code, panel.pk])).text
    assert text.startswith(f"# {panel.seed}\n")
    assert "001\n" in text
    assert "0201" not in text
    assert "张三" not in text


def test_desk_sees_how_many_scored_and_not_what(
    county: County, village: Place, panel: Panel, waiting: Claim, cadre: User, as_user: SignIn
) -> None:
    with standing_in(county):
        score_all(panel, waiting, [27])
    page = as_user(cadre).get(panel_url(village)).text
    assert "已评 1/5" in page
    shown = re.sub(r"[0-9a-f-]{36}|\d{4}-\d\d-\d\d", "", page)
    assert "27" not in shown.split("在评的申报")[1].split("没有评完")[0]


def test_panel_page_takes_as_many_queries_for_one_claim_as_for_three(
    county: County,
    village: Place,
    panel: Panel,
    waiting: Claim,
    make_claim: Callable[..., Claim],
    homes: list[Household],
    cadre: User,
    as_user: SignIn,
    django_assert_num_queries: Any,
) -> None:
    browser = as_user(cadre)
    browser.get(panel_url(village))
    with CaptureQueriesContext(connection) as one:
        browser.get(panel_url(village))
    more = [make_claim(home, "giving") for home in homes[:2]]
    with standing_in(county):
        for claim in more:
            checked(claim)
    with django_assert_num_queries(len(one)):
        browser.get(panel_url(village))


def test_slip_is_entered_whole_with_scores_and_who_stepped_aside(
    county: County,
    village: Place,
    panel: Panel,
    waiting: Claim,
    make_claim: Callable[..., Claim],
    cadre: User,
    family: Household,
    as_user: SignIn,
) -> None:
    second = make_claim(family, "proposal")
    with standing_in(county):
        checked(second)
        seat = jury_of(panel, waiting)[0]
    url = reverse("panel_seat", args=[village.code, seat.pk])
    browser = as_user(cadre)
    assert "李桂芳" not in browser.get(url).text
    assert "评分单还是空的" in browser.post(url, {}).text
    assert "要评 10 到 30 分" in browser.post(url, {f"points-{waiting.pk}": 5}).text
    browser.post(url, {f"points-{waiting.pk}": 12, f"aside-{second.pk}": "on"})
    assert PanelScore.everywhere.get().entered_by == cadre
    assert StepAside.everywhere.get().claim == second
    assert "没有等着评的" in browser.get(url).text


def test_slip_shows_what_another_has_to_type_and_none_for_who_has_an_account(
    county: County,
    village: Place,
    panel: Panel,
    waiting: Claim,
    cadre: User,
    resident: User,
    bound: Callable[..., User],
    as_user: SignIn,
) -> None:
    Claim.everywhere.update(checked_by=cadre)
    with standing_in(county):
        seat = jury_of(panel, waiting)[0]
    url = reverse("panel_seat", args=[village.code, seat.pk])
    page = as_user(cadre).get(url).text
    assert "请另一位村干部录入" in page
    assert "照纸录入</button>" not in page
    bound(resident, seat.person)
    page = as_user(cadre).get(url).text
    assert "这一席不能照纸录入" in page
    assert "自己的账号" in page


def test_cadre_notes_that_a_seat_is_left(village: Place, panel: Panel, cadre: User, as_user: SignIn) -> None:
    seat = Seat.everywhere.filter(panel=panel).order_by("order")[0]
    url = reverse("panel_seat", args=[village.code, seat.pk])
    browser = as_user(cadre)
    assert "请填“为什么退出”" in browser.post(url, {"do": "leave", "reason": ""}).text
    assert browser.post(url, {"do": "leave", "reason": "住院"}).status_code == 302
    assert Seat.everywhere.get(pk=seat.pk).left_at
    assert browser.get(url).status_code == 404


def test_who_sits_on_no_panel_reads_so(resident: User, as_user: SignIn) -> None:
    assert "您现在不在评议小组里" in as_user(resident).get(reverse("scoring_points")).text


def test_everybody_reads_her_own_number_on_the_roll(
    panel: Panel, resident: User, bound: Callable[..., User], as_user: SignIn
) -> None:
    seat = Seat.everywhere.filter(panel=panel).select_related("person")[0]
    url = reverse("scoring_points")
    assert "编号" not in as_user(resident).get(url).text
    bound(resident, seat.person, is_self=False)
    assert f"您家的编号是 {seat.number}。" in as_user(resident).get(url).text


def test_member_sees_what_waits_and_scores_it(
    waiting: Claim, member: Seat, resident: User, as_user: SignIn
) -> None:
    browser = as_user(resident)
    url = reverse("score_points", args=[waiting.pk])
    assert url in browser.get(reverse("scoring_points")).text
    assert "10 到 30 分，或 0 分" in browser.get(url).text
    page = browser.post(url, {"points": 9, "reason": "出了两根木料"})
    assert "要评 10 到 30 分" in page.text
    assert "出了两根木料" in page.text
    assert "都评完了" in browser.post(url, {"points": 20}, follow=True).text
    assert PanelScore.everywhere.get().points == 20
    assert browser.get(url).status_code == 404


def test_member_reads_a_claim_only_while_it_is_hers_to_judge(
    county: County,
    panel: Panel,
    waiting: Claim,
    member: Seat,
    resident: User,
    make_claim: Callable[..., Claim],
    family: Household,
    as_user: SignIn,
) -> None:
    browser = as_user(resident)

    def status(claim: Claim) -> int:
        return browser.get(reverse("claim", args=[claim.pk])).status_code

    assert status(waiting) == 200
    assert status(make_claim(family, "meeting")) == 403  # not checked yet, and no matter of a panel
    with standing_in(county):
        give_score(waiting, member, 20, actor=resident)
    assert status(waiting) == 200
    Seat.everywhere.filter(pk=member.pk).update(is_reserve=True)
    assert status(waiting) == 403  # a reserve who is not needed
    Seat.everywhere.filter(pk=member.pk).update(is_reserve=False)
    with standing_in(county):
        for seat in jury_of(panel, waiting)[1:]:
            give_score(waiting, seat, 20, actor=SYSTEM)
    assert Claim.everywhere.get(pk=waiting.pk).state == ClaimState.DECIDED
    assert status(waiting) == 403


def test_member_steps_aside(waiting: Claim, member: Seat, resident: User, as_user: SignIn) -> None:
    as_user(resident).post(reverse("score_points", args=[waiting.pk]), {"do": "aside"})
    assert StepAside.everywhere.get().seat == member


def test_member_sees_nothing_of_her_own_household(
    county: County,
    panel: Panel,
    member: Seat,
    make_claim: Callable[..., Claim],
    resident: User,
    as_user: SignIn,
) -> None:
    own = make_claim(Household.everywhere.get(memberships__person=member.person), "giving")
    with standing_in(county):
        checked(own)
    assert as_user(resident).get(reverse("score_points", args=[own.pk])).status_code == 404


def test_another_resident_scores_nothing(
    waiting: Claim, member: Seat, make_user: Callable[..., User], as_user: SignIn
) -> None:
    assert as_user(make_user("other")).get(reverse("score_points", args=[waiting.pk])).status_code == 404


def test_claim_is_decided_on_the_last_phone(
    county: County, panel: Panel, waiting: Claim, member: Seat, resident: User, as_user: SignIn
) -> None:
    with standing_in(county):
        for seat in jury_of(panel, waiting)[1:]:
            give_score(waiting, seat, 14, actor=SYSTEM)
    as_user(resident).post(reverse("score_points", args=[waiting.pk]), {"points": 30})
    done = Claim.everywhere.get(pk=waiting.pk)
    assert (done.state, done.points) == (ClaimState.DECIDED, 14)
