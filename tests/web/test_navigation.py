"""The navigation lists what rooms entered, in order, for the right shell and visitor."""

import pytest
from django.test import Client

from wugong.web import navigation
from wugong.web.navigation import Audience, Entry

pytestmark = pytest.mark.urls("tests.web.routes")


@pytest.fixture(autouse=True)
def register_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(navigation, "_entries", {})


def enter(label: str, url_name: str, audience: Audience = Audience.PUBLIC, **more: object) -> None:
    navigation.register(Entry(label=label, icon="map", url_name=url_name, audience=audience, **more))  # type: ignore[arg-type]  # facts of one test


def test_entry_without_a_route_is_left_out(client: Client) -> None:
    enter("没有", "nowhere")
    assert "没有" not in client.get("/").content.decode()


def test_entry_that_would_only_refuse_is_left_out(client: Client) -> None:
    enter("审计", "healthz", shown=lambda request: request.user.is_authenticated)
    assert "审计" not in client.get("/").content.decode()


@pytest.mark.parametrize(("waiting", "shown"), [(0, False), (1, True)])
def test_entry_counts_what_waits_there(client: Client, waiting: int, shown: bool) -> None:
    enter("待办", "healthz", badge=lambda request: waiting)
    assert ('<span class="n num">1<' in client.get("/").content.decode()) is shown


def test_entries_stand_in_their_order_and_mark_the_current_one(client: Client) -> None:
    enter("后面", "healthz", order=9)
    enter("前面", "plain", order=1)
    text = client.get("/").content.decode()
    assert text.index("前面") < text.index("后面")
    assert 'href="/" aria-current="page"' in text


def test_entry_covers_further_views(client: Client) -> None:
    enter("健康", "healthz", covers=frozenset({"plain"}))
    assert 'href="/healthz" aria-current="page"' in client.get("/").content.decode()


@pytest.mark.parametrize(
    ("view_name", "current"), [("review:list", True), ("review:one", True), ("portal:list", False)]
)
def test_entry_covers_a_namespace(view_name: str, current: bool) -> None:
    entry = Entry(
        label="考核",
        icon="map",
        url_name="review:list",
        audience=Audience.DESK,
        covers=frozenset({"review:"}),
    )
    assert entry.is_current(view_name) is current


def test_each_shell_lists_its_own(client: Client) -> None:
    enter("村里", "plain")
    enter("待办", "desk-for-tests", Audience.DESK)
    assert "待办" not in client.get("/").content.decode()
    assert "村里" not in client.get("/desk/").content.decode()


def test_same_page_entered_again_replaces_the_earlier(client: Client) -> None:
    enter("旧名", "plain")
    enter("新名", "plain")
    text = client.get("/").content.decode()
    assert "新名" in text
    assert "旧名" not in text


def test_door_is_always_there_and_current_where_it_leads(client: Client) -> None:
    assert '<a href="/sign-in/">' in client.get("/").content.decode()
    assert '<a href="/sign-in/" aria-current="page">' in client.get("/sign-in/").content.decode()
