"""The public boards: what they show to anyone, what they never show, what they cost."""

import re
from datetime import date

import pytest
from django.test import Client
from tests.appraised import Enter, Publish, sheets

from wugong.accounts.models import User
from wugong.base.periods import Period
from wugong.counties.actors import SYSTEM
from wugong.counties.models import County
from wugong.counties.standing import standing_in
from wugong.places.actions import change_code, register_place
from wugong.places.models import Place
from wugong.review.models import Award, Run
from wugong.review.registers import register_holder
from wugong.review.runs import prepare_run
from wugong.review.scores import enter_scores

TOWN = "/990101101/"
BOARD = "/990101101/2026-Q3/"
WHY = "/990101101301/2026-Q3/why/"


def shown(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status, answer.status_code
    return answer.content.decode()


def words(page: str) -> str:
    """The page as it is read: without tags, with single spaces."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


# --- What is not shown --------------------------------------------------------------------------


@pytest.mark.parametrize(
    "address", ["/", "/990101/", TOWN, BOARD, WHY, "/990101101306/", "/990101101306/2026-Q3/why/"]
)
def test_rows_about_persons_and_last_places_are_not_public(leaky: Run, client: Client, address: str) -> None:
    kept = Award.everywhere.filter(run=leaky, public=False)
    assert {one.award for one in kept} == {"bottom", "post-reward"}
    page = shown(client, address)
    for leak in ("密档-07", "末位", "倒数", "表态", "办点", "移交", "罚款", "向办", "沈批", "town-officer"):
        assert leak not in page


def test_row_marked_public_by_mistake_cannot_be_stored_about_a_person(leaky: Run) -> None:
    person = Award.everywhere.filter(run=leaky, person=True).first()
    assert person is not None
    assert person.public is False


@pytest.mark.usefixtures("quarter")
def test_run_that_waits_for_approval_is_not_public(
    county: County, town: Place, town_officer: User, client: Client
) -> None:
    with standing_in(county):
        prepare_run(town, Period.parse("2026-Q3"), actor=town_officer)
    assert "还没有公布过考核" in shown(client, TOWN)
    assert "还没有公布2026年三季度的考核" in shown(client, BOARD, 404)
    assert "还没有公布" in shown(client, WHY, 404)


@pytest.mark.usefixtures("town")
@pytest.mark.parametrize("address", ["/990101109/", "/990101101999/", "/990999/", "/990101101/2026-13/"])
def test_address_of_nothing_says_so(client: Client, address: str) -> None:
    assert client.get(address).status_code == 404


# --- What is shown ------------------------------------------------------------------------------


@pytest.mark.usefixtures("public_quarter")
def test_board_ranks_the_villages_with_their_rewards(client: Client) -> None:
    page = words(shown(client, BOARD))
    assert "第 1 名 甲村 95.00 分" in page
    assert re.search(r"1 甲村 95\.00 10,000 — — 1 95\.00 95\.00 95\.00 2 乙村 90\.00 8,000 — — 2 90", page)
    assert "2026年三季度参评第 1 名，拟奖 10000.00 元" in page


@pytest.mark.usefixtures("public_quarter")
def test_town_opens_with_its_newest_quarter(client: Client) -> None:
    assert "2026年三季度考核榜" in words(shown(client, TOWN))


@pytest.mark.usefixtures("public_quarter")
def test_board_says_how_it_was_computed(client: Client) -> None:
    page = words(shown(client, BOARD))
    assert "月成绩 0.30 × 暗访 + 0.70 × 交叉检查，四舍五入到 2 位小数" in page
    assert "季度成绩 平均（月成绩）" in page
    assert "同分依次比交叉检查季度均分、末月成绩，仍相同的并列" in page
    assert "第 1 名 10000 元，第 2 名 8000 元，第 3 名 6000 元；并列的平分" in page
    assert "农村人居环境整治实施方案" in page


@pytest.mark.usefixtures("quarter")
def test_holder_is_marked_as_not_eligible(
    county: County, villages: list[Place], town_officer: User, publish: Publish, client: Client
) -> None:
    with standing_in(county):
        register_holder(villages[0], "county", actor=town_officer, since=date(2026, 1, 1))
    publish("2026-Q3")
    page = words(shown(client, BOARD))
    assert "1 甲村 95.00 — — — 不参评" in page
    assert "甲村不参评。 已获奖" in page


def test_village_with_a_missing_round_stands_last_without_rank(
    enter: Enter, publish: Publish, client: Client
) -> None:
    enter("2026-07", 95, None, 85, 80, 75, 70)
    publish("2026-07")
    page = words(shown(client, "/990101101/2026-07/"))
    assert "乙村 未排名" in page
    assert "乙村 没有排名。 缺交叉检查" in page
    assert page.index("己村") < page.index("乙村 未排名")


def test_tied_villages_share_the_rank_and_the_top(enter: Enter, publish: Publish, client: Client) -> None:
    enter("2026-07", 95, 95, 85, 80, 75, 70)
    publish("2026-07")
    page = words(shown(client, "/990101101/2026-07/"))
    assert "第 1 名 甲村 95.00 分 第 1 名 乙村 95.00 分" in page
    assert "和 乙村 同分，名次并列" in words(shown(client, "/990101101301/2026-07/why/"))


def test_month_shows_its_two_inspections(enter: Enter, publish: Publish, client: Client) -> None:
    enter("2026-07", 95, 90, 85, 80, 75, 70)
    publish("2026-07")
    page = words(shown(client, "/990101101/2026-07/"))
    assert "月成绩 升降 比上期（分） 暗访 交叉检查" in page


def test_trend_needs_two_periods_with_scores(enter: Enter, publish: Publish, client: Client) -> None:
    enter("2026-07", 95, 90, 85, 80, 75, 70)
    publish("2026-07")
    assert "各期名次" not in shown(client, "/990101101/2026-07/")
    enter("2026-08", 70, 90, 85, 80, 75, 95)
    publish("2026-08")
    page = shown(client, "/990101101/2026-08/")
    assert page.count("data-chart=") == 2
    assert "2026年7月 90.00 70.00 85.00" not in words(page)
    assert "2026年7月 70.00 90.00 85.00 80.00 75.00 95.00" in words(page)


def test_period_without_any_score_is_left_out_of_the_trend(
    enter: Enter, publish: Publish, client: Client
) -> None:
    enter("2026-07", None, None, None, None, None, None)
    enter("2026-08", 95, 90, 85, 80, 75, 70)
    enter("2026-09", 95, 90, 85, 80, 75, 70)
    for month in ("2026-07", "2026-08", "2026-09"):
        publish(month)
    page = shown(client, "/990101101/2026-09/")
    assert '<th scope="row">2026年8月</th>' in page
    assert '<th scope="row">2026年7月</th>' not in page


def test_new_run_shows_up_at_once_in_the_picker(enter: Enter, publish: Publish, client: Client) -> None:
    enter("2026-07", 95, 90, 85, 80, 75, 70)
    publish("2026-07")
    assert "/990101101/2026-08/" not in shown(client, "/990101101/2026-07/")
    enter("2026-08", 70, 90, 85, 80, 75, 95)
    publish("2026-08")
    assert "/990101101/2026-08/" in shown(client, "/990101101/2026-07/")


# --- Why ----------------------------------------------------------------------------------------


@pytest.mark.usefixtures("public_quarter")
def test_why_says_what_stands_beside_and_how_it_was_made(client: Client) -> None:
    page = words(shown(client, "/990101101302/2026-Q3/why/"))
    assert "第 2 名 共 6 个村" in page
    assert "比第 1 名甲村低 5.00 分" in page
    assert "比第 3 名丙村高 5.00 分" in page
    assert "（90.00 + 90.00 + 90.00）÷ 3 = 90.00（四舍五入到 2 位小数）" in page
    assert "规则版本 第 1 版" in page
    assert "季度名次奖 8,000.00 元" in page


def test_village_parted_by_the_rule_for_ties_alone_is_told_so(
    enter: Enter, publish: Publish, client: Client
) -> None:
    enter("2026-07", 90, 80, 70, 60, 50, 40)
    enter("2026-08", 85, 85, 70, 60, 50, 40)
    enter("2026-09", 80, 90, 70, 60, 50, 40)
    publish("2026-Q3")
    first, second = (words(shown(client, f"/99010110130{number}/2026-Q3/why/")) for number in (2, 1))
    assert "与第 2 名甲村同分，按同分规则排在后面" not in first
    assert "与第 2 名甲村同分，按同分规则排在前面" in first
    assert "与第 1 名乙村同分，按同分规则排在后面" in second
    assert "0.00 分" not in first + second


@pytest.mark.usefixtures("quarter")
def test_why_leads_on_to_the_months_that_are_public(publish: Publish, client: Client) -> None:
    publish("2026-07")
    publish("2026-Q3")
    page = shown(client, WHY)
    assert "/990101101301/2026-07/why/" in page
    assert "/990101101301/2026-08/why/" not in page


def test_why_of_an_incomplete_village_says_what_is_missing(
    enter: Enter, publish: Publish, client: Client
) -> None:
    enter("2026-07", 95, None, 85, 80, 75, 70)
    publish("2026-07")
    page = words(shown(client, "/990101101302/2026-07/why/"))
    assert "缺交叉检查，2026年7月不出成绩，也不参加排名" in page
    assert "一步一步怎么算" not in page


@pytest.mark.usefixtures("public_quarter")
def test_village_that_came_later_has_no_why_in_an_older_run(village: Place, client: Client) -> None:
    assert client.get(f"/{village.code}/2026-Q3/why/").status_code == 404


# --- Village, county, home ----------------------------------------------------------------------


@pytest.mark.usefixtures("quarter")
def test_village_page_has_its_figures_by_quarter_and_month(publish: Publish, client: Client) -> None:
    publish("2026-07")
    publish("2026-Q3")
    page = words(shown(client, "/990101101301/"))
    assert "枫林镇第 1 名 共 6 个村" in page
    assert "时段 成绩 名次 升降 奖励（元） 2026年三季度 95.00 1 / 6 — 10,000 " in page
    assert "时段 成绩 名次 升降 2026年7月 95.00 1 / 6 — " in page  # no award by month, so no column for one
    assert "2026年三季度 季度名次奖 10,000.00 元" in page


@pytest.mark.usefixtures("village")
def test_village_without_figures_says_so(client: Client) -> None:
    assert "还没有公布过考核" in shown(client, "/990101101201/")


@pytest.mark.usefixtures("village")
def test_town_without_boards_says_so(client: Client) -> None:
    assert "还没有公布过考核" in shown(client, TOWN)


@pytest.mark.usefixtures("public_quarter")
def test_county_shows_the_first_three_of_each_town(client: Client) -> None:
    page = words(shown(client, "/990101/"))
    assert "枫林镇 6 个村 2026年三季度前三名 1 甲村 95.00 2 乙村 90.00 3 丙村 85.00" in page
    assert "丁村" not in page


@pytest.mark.usefixtures("public_quarter")
def test_home_of_one_county_is_its_page(client: Client) -> None:
    assert "枫林镇" in shown(client, "/")


@pytest.mark.usefixtures("county", "other_county")
def test_home_of_two_counties_lists_them(client: Client) -> None:
    page = shown(client, "/")
    assert "清江县" in page
    assert "渔浦县" in page


@pytest.mark.django_db
def test_home_of_an_empty_house_says_what_to_do(client: Client) -> None:
    assert "wugong demo load" in shown(client, "/")


@pytest.mark.usefixtures("public_quarter")
@pytest.mark.parametrize(
    ("address", "leads_to"),
    [
        ("/990101/2026-Q3/", "/990101/"),
        ("/990101101301/2026-Q3/", WHY),
        ("/990101101/2026-Q3/why/", BOARD),
    ],
)
def test_address_of_the_wrong_level_leads_on(client: Client, address: str, leads_to: str) -> None:
    answer = client.get(address)
    assert (answer.status_code, answer.headers["Location"]) == (302, leads_to)


def test_earlier_code_leads_to_the_present_one(
    county: County, town: Place, village: Place, client: Client
) -> None:
    with standing_in(county):
        change_code(village, "990101101299", actor=SYSTEM, day=date(2026, 1, 1))
    assert client.get("/990101101201/").headers["Location"] == "/990101101299/"


# --- Costs --------------------------------------------------------------------------------------


@pytest.fixture
def published_with(county: County, town: Place, adopted: object, town_officer: User, publish: Publish):
    """Publish July and August of a town with so many villages."""

    def publishing(count: int) -> None:
        codes = [f"{town.code}40{number}" for number in range(count)]
        with standing_in(county):
            for code in codes:
                register_place(code, f"{code[-1]}号村", actor=SYSTEM)
            for month in ("2026-07", "2026-08"):
                enter_scores(
                    town, [row for code in codes for row in sheets(code, month, 90, 90)], actor=town_officer
                )
        publish("2026-07")
        publish("2026-08")

    return publishing


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(
    ("address", "first", "again"),
    [
        ("/", 4, 4),
        ("/990101/", 4, 4),
        ("/990101101/2026-08/", 5, 2),
        ("/990101101400/", 6, 2),
        ("/990101101400/2026-08/why/", 5, 2),
    ],
)
def test_page_costs_the_same_with_one_village_and_with_three(
    count: int,
    address: str,
    first: int,
    again: int,
    published_with,
    client: Client,
    django_assert_num_queries,
) -> None:
    published_with(count)
    with django_assert_num_queries(first):
        shown(client, address)
    with django_assert_num_queries(again):
        shown(client, address)
