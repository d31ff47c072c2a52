"""Pages drawn once: each view and language its own, nothing of one visitor ever shown to another."""

import pytest
from django.test import Client
from django.utils import timezone
from tests.portal.test_boards import BOARD, shown
from tests.portal.test_desks import AsUser

from wugong.accounts.models import User
from wugong.counties.actors import SYSTEM
from wugong.counties.models import County
from wugong.counties.standing import standing_in
from wugong.places.actions import change_code, rename_place
from wugong.places.models import Place

pytestmark = pytest.mark.usefixtures("public_quarter")


def test_page_of_someone_signed_in_is_not_kept(as_user: AsUser, town_officer: User) -> None:
    assert "/me/" in shown(as_user(town_officer), BOARD)
    assert "/me/" not in shown(Client(), BOARD)


def test_page_kept_for_visitors_is_not_shown_to_someone_signed_in(
    as_user: AsUser, town_officer: User
) -> None:
    shown(Client(), BOARD)
    assert "/me/" in shown(as_user(town_officer), BOARD)


def test_each_view_is_kept_for_itself(client: Client) -> None:
    assert 'data-view="standard"' in shown(client, BOARD)
    client.cookies["view"] = "elder"
    assert 'data-view="elder"' in shown(client, BOARD)


def test_each_language_is_kept_for_itself(client: Client) -> None:
    assert 'lang="zh-hans"' in shown(client, BOARD)
    client.cookies["django_language"] = "en"
    assert 'lang="en"' in shown(client, BOARD)


def test_address_with_a_query_is_drawn_each_time(client: Client) -> None:
    shown(client, BOARD)
    assert "from=poster" in shown(client, f"{BOARD}?from=poster")
    assert "from=poster" not in shown(client, BOARD)


def test_browser_that_still_has_the_page_fetches_nothing(client: Client) -> None:
    first = client.get(BOARD)
    again = client.get(BOARD, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    client.cookies["view"] = "elder"
    assert client.get(BOARD, headers={"If-None-Match": first.headers["ETag"]}).status_code == 200


@pytest.mark.parametrize("where", ["990101101301", "990101102301"])
def test_new_name_of_a_village_shows_at_once(
    county: County, villages: list[Place], other_town: Place, client: Client, where: str
) -> None:
    with standing_in(county):
        if where != villages[0].code:
            change_code(villages[0], where, actor=SYSTEM, day=timezone.localdate())
        shown(client, BOARD)
        rename_place(villages[0], "甲东村", actor=SYSTEM)
    assert "甲东村" in shown(client, BOARD)
