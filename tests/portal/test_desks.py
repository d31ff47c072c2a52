"""The desk: an officer sees her town, a stranger is refused with a reason, others find their places."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from django.test import Client
from django.utils import timezone
from tests.appraised import Enter, Publish
from tests.cast import MakeUser
from tests.portal.test_boards import shown, words

from wugong.access.roles import RoleKind
from wugong.accounts.models import User
from wugong.base.periods import Level, Period
from wugong.counties.actors import SYSTEM
from wugong.counties.models import County
from wugong.counties.standing import standing_in
from wugong.places.actions import register_place
from wugong.places.models import Place
from wugong.review.models import Run
from wugong.review.objections import raise_objection
from wugong.review.runs import prepare_run
from wugong.review.scores import Sheet, enter_scores
from wugong.web import navigation
from wugong.web.navigation import Audience

AsUser = Callable[[User], Client]
DESK = "/desk/990101101/"


def test_visitor_is_shown_to_the_door(client: Client, town: Place) -> None:
    answer = client.get(DESK)
    assert (answer.status_code, answer.headers["Location"]) == (302, f"/sign-in/?next={DESK}")


def test_officer_of_another_town_is_refused_with_the_reason(
    client: Client, as_user: AsUser, town: Place, other_town_officer: User
) -> None:
    as_user(other_town_officer)
    page = words(shown(client, DESK, 403))
    assert "要由“枫林镇”的" in page
    assert "您现在没有这项职责" in page


def test_officer_sees_her_town_at_once(client: Client, as_user: AsUser, town_officer: User) -> None:
    as_user(town_officer)
    page = words(shown(client, "/desk/"))
    assert "枫林镇工作台" in page
    assert "没有要办的。" in page
    assert "还没有公布过" in page


@pytest.mark.usefixtures("adopted")
def test_missing_rounds_of_this_month_are_named(
    county: County, town: Place, villages: list[Place], client: Client, as_user: AsUser, town_officer: User
) -> None:
    month = Period.of(timezone.localdate(), Level.MONTH)
    rows = [Sheet(village.code, month, "covert", 9000) for village in villages]
    with standing_in(county):
        enter_scores(town, [*rows, Sheet(villages[0].code, month, "cross", 9000)], actor=town_officer)
    as_user(town_officer)
    page = words(shown(client, "/desk/"))
    assert (
        f"{month.label}评分 看轮次 暗访 录完了，等复核 交叉检查 1 / 6 个村 还缺 乙村 、 丙村 、 丁村 、 戊村 、 己村"
        in page
    )


@pytest.mark.usefixtures("quarter")
def test_computed_run_waits_visibly_for_a_second_person(
    county: County, town: Place, town_officer: User, town_approver: User, client: Client, as_user: AsUser
) -> None:
    with standing_in(county):
        prepare_run(town, Period.parse("2026-Q3"), actor=town_officer)
    as_user(town_approver)
    page = words(shown(client, "/desk/"))
    assert "批准2026年三季度考核 等第二个人批准 向办 算出" in page
    assert 'href="/desk/990101101/runs/2026-Q3/"' in shown(client, "/desk/")


@pytest.mark.usefixtures("quarter")
def test_public_runs_are_linked(
    publish: Publish, client: Client, as_user: AsUser, town_officer: User
) -> None:
    publish("2026-Q3")
    as_user(town_officer)
    assert 'href="/990101101/2026-Q3/"' in shown(client, "/desk/")


@pytest.mark.usefixtures("town", "other_town")
def test_county_officer_chooses_among_the_towns(
    client: Client, as_user: AsUser, county_officer: User
) -> None:
    as_user(county_officer)
    page = shown(client, "/desk/")
    assert 'href="/desk/990101101/"' in page
    assert 'href="/desk/990101102/"' in page
    assert "枫林镇工作台" in words(shown(client, DESK))


def test_resident_finds_her_village(client: Client, as_user: AsUser, resident: User) -> None:
    as_user(resident)
    page = shown(client, "/desk/")
    assert 'href="/990101101201/"' in page
    assert "desk/990101101/" not in page


def test_who_has_no_place_is_told_where_to_look(
    client: Client, as_user: AsUser, audit_administrator: User
) -> None:
    as_user(audit_administrator)
    assert "这里没有要您办的事" in shown(client, "/desk/")


def test_desk_of_a_village_leads_to_its_page(client: Client, as_user: AsUser, cadre: User) -> None:
    as_user(cadre)
    assert client.get("/desk/990101101201/").headers["Location"] == "/990101101201/"


@pytest.mark.parametrize("months", [1, 3])
def test_desk_costs_the_same_with_one_month_and_with_three(
    months: int,
    enter: Enter,
    publish: Publish,
    client: Client,
    as_user: AsUser,
    town_officer: User,
    django_assert_num_queries,
) -> None:
    for number in range(months):
        enter(f"2026-0{number + 5}", 95, 90, 85, 80, 75, 70)
        publish(f"2026-0{number + 5}")
    as_user(town_officer)
    shown(client, "/desk/")
    with django_assert_num_queries(31):
        shown(client, "/desk/")


@pytest.mark.usefixtures("quarter")
def test_what_can_be_computed_is_the_officers_to_do(
    client: Client, as_user: AsUser, town_officer: User
) -> None:
    as_user(town_officer)
    page = words(shown(client, "/desk/"))
    assert "计算2026年7月考核 可以计算 评分和复核都齐了" in page
    assert "批准" not in page.partition("待办")[2].partition("都在这里")[0]


@pytest.mark.usefixtures("quarter")
def test_what_others_do_is_said_to_be_theirs(client: Client, as_user: AsUser, county_officer: User) -> None:
    as_user(county_officer)
    assert "可以计算 评分和复核都齐了 · 由别人办" in words(shown(client, DESK))


@pytest.mark.usefixtures("public_quarter", "other_town")
def test_county_sees_of_each_town_what_is_public_and_what_waits(
    county: County,
    town: Place,
    villages: list[Place],
    make_user: MakeUser,
    public_quarter: Run,
    town_officer: User,
    client: Client,
    as_user: AsUser,
    county_officer: User,
) -> None:
    villager = make_user("villager", "甲民", RoleKind.RESIDENT, villages[0])
    with standing_in(county):
        prepare_run(town, Period.parse("2026-07"), actor=town_officer)
        one = raise_objection(public_quarter, villages[0], "算错了", actor=villager)
    as_user(county_officer)
    page = words(shown(client, "/desk/"))
    due = f"{one.due.month}月{one.due.day}日"
    waits = f"1 期考核等批准 ； 1 件异议待答复，最早的到 {due}"
    assert f"枫林镇 2 件在等 最近公布2026年三季度 ； {waits}" in page.replace("；", " ； ").replace("  ", " ")
    assert "白石镇 没有在等的 还没有公布过季度考核" in page


@pytest.mark.usefixtures("public_quarter")
@pytest.mark.parametrize("towns", [1, 3])
def test_county_desk_costs_the_same_with_one_town_and_with_three(
    towns: int,
    county: County,
    client: Client,
    as_user: AsUser,
    county_officer: User,
    django_assert_num_queries: Callable[[int], AbstractContextManager[object]],
) -> None:
    with standing_in(county):
        for number in range(2, towns + 1):
            register_place(f"99010110{number}", f"第{number}镇", actor=SYSTEM)
    as_user(county_officer)
    shown(client, "/desk/")
    with django_assert_num_queries(11):
        assert shown(client, "/desk/").count("/desk/99010110") == towns


@pytest.mark.usefixtures("public_quarter")
def test_page_of_objecting_belongs_to_the_boards(client: Client, villages: list[Place]) -> None:
    page = shown(client, f"/{villages[0].code}/2026-Q3/object/")
    assert 'aria-current="page"' in page


# --- What leads where --------------------------------------------------------------------------------


def test_pages_of_the_register_keep_the_desk_current(client: Client, county: County) -> None:
    client.get("/")  # addresses are resolved now
    from wugong.registry.urls import urlpatterns  # noqa: PLC0415 -- its routes need the converters

    desk = next(one for key, one in navigation._entries.items() if key == (Audience.DESK, "desk"))
    names = {str(one.name) for one in urlpatterns if str(one.pattern).startswith("desk/")}
    assert {"body_act", "person_recusal", "duty_card", "links"} <= names
    assert all(desk.is_current(name) for name in names)
    assert desk.is_current("town_desk")


@pytest.mark.parametrize("name", ["my_household", "search", "home"])
def test_other_pages_do_not(name: str) -> None:
    desk = next(one for key, one in navigation._entries.items() if key == (Audience.DESK, "desk"))
    assert not desk.is_current(name)


def test_rule_keeper_is_led_to_the_templates_and_lists(
    client: Client, as_user: AsUser, town: Place, rule_keeper: User, county_officer: User
) -> None:
    as_user(rule_keeper)
    page = shown(client, "/desk/")
    for href in ("/desk/990101/body-templates/", "/desk/990101/coverage/lists/"):
        assert f'href="{href}"' in page
        shown(client, href)
    as_user(county_officer)
    assert "body-templates" not in shown(client, "/desk/")
