"""Boards and village pages across a change of places: what happened is told, at once, with links both ways."""

from collections.abc import Callable
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from tests.appraised import Enter, Publish
from tests.cast import MakeUser
from tests.portal.conftest import Correct, Post
from tests.portal.test_boards import BOARD, TOWN, shown, words

from wugong.access.roles import RoleKind
from wugong.accounts.models import User
from wugong.base.periods import Period
from wugong.counties.actors import SYSTEM
from wugong.counties.models import County
from wugong.counties.standing import standing_in
from wugong.places.actions import change_code, close_place
from wugong.places.changes import merge_places, split_place
from wugong.places.models import Place
from wugong.review.models import Run
from wugong.review.objection_pages import objecting
from wugong.review.objections import keep_figure, raise_objection

DAY = date(2026, 8, 15)
NEW = "990101101399"
SAID = "2026年8月15日，甲村、乙村合并为丙丁村。"

Merge = Callable[..., Place]


@pytest.fixture
def merge(county: County, villages: list[Place]) -> Merge:
    """Merge the first two villages: into a new one, if not said otherwise."""

    def merging(code: str = NEW, name: str = "丙丁村", day: date = DAY) -> Place:
        with standing_in(county):
            return merge_places(villages[:2], code, name, actor=SYSTEM, day=day)

    return merging


@pytest.mark.usefixtures("public_quarter")
def test_board_tells_of_a_merger_with_the_pages_of_those_before(merge: Merge, client: Client) -> None:
    merge()
    page = shown(client, BOARD)
    assert f"{SAID} 此前的成绩见： 甲村 、 乙村" in words(page)
    assert page.count('href="/990101101301/"') == 2


@pytest.mark.usefixtures("public_quarter")
def test_board_without_a_change_tells_nothing(client: Client) -> None:
    assert "要说明的" not in shown(client, BOARD)


@pytest.mark.usefixtures("public_quarter")
def test_page_that_was_drawn_before_tells_of_the_change_at_once(merge: Merge, client: Client) -> None:
    assert "合并" not in shown(client, BOARD)
    assert "合并" not in shown(client, "/990101101301/")
    merge()
    assert SAID in words(shown(client, BOARD))
    assert SAID in words(shown(client, "/990101101301/"))


def test_page_of_a_town_with_nothing_public_is_drawn_anew_too(
    villages: list[Place], merge: Merge, client: Client
) -> None:
    assert "合并" not in shown(client, "/990101101301/")
    merge()
    assert SAID in words(shown(client, "/990101101301/"))


@pytest.mark.parametrize(
    ("day", "told"),
    [
        (date(2026, 6, 30), False),
        (date(2026, 7, 1), True),
        (date(2026, 9, 30), True),
        (date(2026, 10, 1), False),
    ],
)
@pytest.mark.usefixtures("public_quarter")
def test_board_tells_of_the_days_of_its_period(merge: Merge, client: Client, day: date, told: bool) -> None:
    merge(day=day)
    assert ("合并为丙丁村" in shown(client, BOARD)) is told


def test_board_tells_of_a_change_between_the_periods_of_its_trend(
    enter: Enter, publish: Publish, merge: Merge, client: Client
) -> None:
    for month in ("2026-06", "2026-07", "2026-10"):
        enter(month, 95, 90, 85, 80, 75, 70)
        publish(month)
    merge()
    assert "合并" not in shown(client, "/990101101/2026-07/")
    assert SAID in words(shown(client, "/990101101/2026-10/"))


@pytest.mark.usefixtures("public_quarter")
def test_scores_of_a_merged_village_stay_readable_and_lead_on(merge: Merge, client: Client) -> None:
    merge()
    page = shown(client, "/990101101301/")
    assert "95.00" in page
    assert "合并为丙丁村。 此后的成绩见： 丙丁村" in words(page)
    assert f'href="/{NEW}/"' in page
    assert "95.00" in shown(client, "/990101101301/2026-Q3/why/")


@pytest.mark.usefixtures("public_quarter")
def test_page_of_the_new_village_leads_back_to_those_before(merge: Merge, client: Client) -> None:
    merge()
    page = shown(client, f"/{NEW}/")
    assert f"{SAID} 此前的成绩见： 甲村 、 乙村" in words(page)
    assert 'href="/990101101302/"' in page


@pytest.mark.usefixtures("public_quarter")
def test_village_that_goes_on_links_to_the_other_one_only(merge: Merge, client: Client) -> None:
    merge("990101101301", "甲村")
    page = words(shown(client, "/990101101301/"))
    assert "2026年8月15日，乙村并入甲村。 此前的成绩见： 乙村" in page
    assert "此后的成绩见" not in page


@pytest.mark.usefixtures("public_quarter")
def test_village_that_gave_a_part_away_leads_to_it(
    county: County, villages: list[Place], client: Client
) -> None:
    parts = [(villages[0].code, "甲村"), (NEW, "新村")]
    with standing_in(county):
        split_place(villages[0], parts, actor=SYSTEM, day=DAY)
    assert "从甲村划出新村。 此后的成绩见： 新村" in words(shown(client, "/990101101301/"))
    assert "从甲村划出新村。 此前的成绩见： 甲村" in words(shown(client, f"/{NEW}/"))
    assert "从甲村划出新村。 </b>" not in shown(client, BOARD)


@pytest.mark.usefixtures("public_quarter")
def test_closed_village_says_so(county: County, villages: list[Place], client: Client) -> None:
    with standing_in(county):
        close_place(villages[5], actor=SYSTEM, until=date(2026, 8, 14))
    assert "2026年8月15日，己村撤销。" in words(shown(client, "/990101101306/"))


@pytest.mark.parametrize("further", ["", "2026-Q3/", "2026-Q3/why/"])
@pytest.mark.usefixtures("public_quarter")
def test_every_address_of_an_earlier_code_leads_on(
    county: County, town: Place, villages: list[Place], client: Client, further: str
) -> None:
    with standing_in(county):
        change_code(villages[0], "990101101398", actor=SYSTEM, day=DAY)
        change_code(town, "990101150", actor=SYSTEM, day=DAY)
    for old, new in (("990101101", "990101150"), ("990101101301", "990101150398")):
        answer = client.get(f"/{old}/{further}", follow=True)
        assert answer.status_code == 200
        assert new in answer.redirect_chain[-1][0]


@pytest.mark.usefixtures("public_quarter")
def test_address_drawn_before_its_code_changed_leads_on_at_once(
    county: County, villages: list[Place], client: Client
) -> None:
    shown(client, "/990101101301/")
    with standing_in(county):
        change_code(villages[0], "990101101398", actor=SYSTEM, day=DAY)
    assert client.get("/990101101301/").headers["Location"] == "/990101101398/"


@pytest.mark.parametrize("address", [BOARD, TOWN, "/990101101301/", "/990101101301/2026-Q3/why/"])
def test_page_costs_the_same_with_a_change_and_without(
    public_quarter: Run, merge: Merge, client: Client, address: str
) -> None:
    costs = []
    for change in (lambda: None, merge):
        change()
        for _ in ("drawn", "kept"):
            with CaptureQueriesContext(connection) as queries:
                shown(client, address)
            costs.append(len(queries))
    assert costs[:2] == costs[2:]
    assert costs[1] < costs[0]


# --- To another town ----------------------------------------------------------------------------

MOVED = "990101102301"


@pytest.fixture
def moved(county: County, villages: list[Place], other_town: Place, public_quarter: Run) -> Run:
    """The first village belongs to another town since today; the third quarter was its old town's."""
    with standing_in(county):
        change_code(villages[0], MOVED, actor=SYSTEM, day=timezone.localdate())
    return public_quarter


@pytest.mark.usefixtures("moved")
@pytest.mark.parametrize("address", ["", "2026-Q3/why/", "2026-Q3/object/"])
def test_village_keeps_its_figures_in_another_town(client: Client, address: str) -> None:
    here = shown(client, f"/{MOVED}/{address}")
    assert "95.00" in here
    answer = client.get(f"/990101101301/{address}")
    assert answer.headers["Location"] == f"/{MOVED}/{address}"


@pytest.mark.usefixtures("moved")
def test_moved_village_and_its_old_board_lead_to_each_other(client: Client) -> None:
    assert f"/{MOVED}/2026-Q3/why/" in shown(client, BOARD)
    for address in (f"/{MOVED}/", f"/{MOVED}/2026-Q3/why/"):
        page = shown(client, address)
        assert f'href="{BOARD}"' in page
        assert "/990101102/2026-Q3/" not in page
    assert "枫林镇 第 1 名" in words(shown(client, f"/{MOVED}/")).replace("枫林镇第", "枫林镇 第")


@pytest.mark.usefixtures("moved")
def test_new_town_shows_nothing_of_the_old_one(client: Client) -> None:
    assert client.get("/990101102/2026-Q3/").status_code == 404
    assert "甲村" not in shown(client, "/990101102/")


@pytest.mark.usefixtures("moved")
def test_county_names_the_first_under_the_town_that_ranked_them(client: Client) -> None:
    page = words(shown(client, "/990101/"))
    assert page.index("枫林镇") < page.index("甲村") < page.index("白石镇")


def test_correction_of_the_old_town_shows_on_the_moved_village(
    moved: Run, post: Post, correct: Correct, client: Client
) -> None:
    post(moved)
    assert "第 2 版" not in shown(client, f"/{MOVED}/2026-Q3/why/")
    correct()
    page = words(shown(client, f"/{MOVED}/2026-Q3/why/"))
    assert "漏记一处加分" in page
    assert "这是第 1 版，已经更正" in words(shown(client, f"/{MOVED}/2026-Q3/v1/why/"))


def test_moved_village_may_still_object(
    moved: Run, county: County, villages: list[Place], make_user: MakeUser, town_officer: User
) -> None:
    with standing_in(county):
        villages[0].refresh_from_db()
        neighbour = make_user("neighbour", "周邻", RoleKind.RESIDENT, villages[0])
        page = objecting(villages[0], Period.parse("2026-Q3"), neighbour)
        assert page.told.run == moved
        objection = raise_objection(moved, villages[0], "七月少算了", actor=neighbour)
        assert keep_figure(objection, "没有少算", actor=town_officer).answer


@pytest.mark.usefixtures("moved")
@pytest.mark.parametrize(("address", "first"), [("", 6), ("2026-Q3/why/", 6)])
def test_moved_village_costs_no_more(
    address: str, first: int, client: Client, django_assert_max_num_queries
) -> None:
    with django_assert_max_num_queries(first):
        shown(client, f"/{MOVED}/{address}")
