"""View and language are remembered, never lead astray; health, robots and favicon answer plainly."""

import pytest
from django.db import connection
from django.db.utils import OperationalError
from django.test import Client
from pytest_django import DjangoAssertNumQueries

pytestmark = pytest.mark.urls("tests.web.routes")


@pytest.mark.parametrize("away", ["https://evil.example/", "//evil.example/", "javascript:alert(1)", ""])
@pytest.mark.parametrize("switch", ["/view/", "/language/"])
def test_switch_never_leads_to_another_host(client: Client, switch: str, away: str) -> None:
    assert client.post(switch, {"next": away})["Location"] == "/"


@pytest.mark.parametrize("switch", ["/view/", "/language/"])
def test_switch_refuses_a_plain_link(client: Client, switch: str) -> None:
    assert client.get(switch).status_code == 405


def test_elder_view_is_remembered_for_a_year(client: Client) -> None:
    answer = client.post("/view/", {"view": "elder", "next": "/refuse/?a=1"})
    assert answer["Location"] == "/refuse/?a=1"
    assert answer.cookies["view"]["max-age"] == 365 * 24 * 3600
    assert 'data-view="elder"' in client.get("/").content.decode()


def test_unknown_view_means_the_standard_one(client: Client) -> None:
    client.post("/view/", {"view": "huge"})
    assert 'data-view="standard"' in client.get("/").content.decode()


def test_language_is_remembered(client: Client) -> None:
    client.post("/language/", {"language": "en"})
    assert '<html lang="en"' in client.get("/").content.decode()


def test_unknown_language_means_chinese(client: Client) -> None:
    client.post("/language/", {"language": "tlh"})
    assert '<html lang="zh-hans"' in client.get("/").content.decode()


@pytest.mark.django_db
def test_health_asks_the_database_once_and_starts_no_session(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(1):
        answer = client.get("/healthz")
    assert answer.json() == {"ok": True, "database": True}
    assert not answer.cookies


def test_health_says_when_the_database_is_down(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def down() -> None:
        raise OperationalError("no database")

    monkeypatch.setattr(connection, "cursor", down)
    answer = client.get("/healthz")
    assert answer.status_code == 503
    assert answer.json()["ok"] is False


def test_robots_stay_out_of_desks(client: Client) -> None:
    assert "Disallow: /desk/" in client.get("/robots.txt").content.decode()


def test_favicon_is_a_drawing(client: Client) -> None:
    assert client.get("/favicon.ico")["Content-Type"] == "image/svg+xml"


def test_public_page_carries_nothing_of_the_visitor(client: Client) -> None:
    page = client.get("/")
    assert not page.cookies
    assert "csrf" not in page.content.decode()


def test_our_pages_allow_no_inline_style_or_script(client: Client) -> None:
    policy = client.get("/")["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy


def test_elder_view_survives_a_class_based_view(client: Client) -> None:
    client.post("/view/", {"view": "elder"})
    assert 'data-view="elder"' in client.get("/by-class/").content.decode()
