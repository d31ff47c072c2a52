"""What goes wrong beside a view ends in a page that helps."""

import logging
import re

import pytest
from django.conf import settings
from django.db import connection
from django.template import engines
from django.test import Client, override_settings

pytestmark = pytest.mark.urls("tests.web.routes")


def test_unknown_address_says_what_and_where_else(client: Client) -> None:
    page = client.get("/no/such/page/")
    text = page.content.decode()
    assert page.status_code == 404
    assert "没有这一页" in text
    assert "从首页找" in text


def test_unknown_address_is_json_for_a_program(client: Client) -> None:
    answer = client.get("/no/such/page/", headers={"accept": "application/json"})
    assert answer.json()["code"] == "web.404"


def test_shut_door_gives_the_reason(client: Client) -> None:
    page = client.get("/shut/")
    assert page.status_code == 403
    assert "只给监委会看。" in page.content.decode()


def test_muddled_request_is_told_to_try_again(client: Client) -> None:
    page = client.get("/muddle/")
    assert page.status_code == 400
    assert "请回到上一页再试一次" in page.content.decode()


def test_form_without_token_is_refused_in_chinese() -> None:
    page = Client(enforce_csrf_checks=True).post("/refuse/")
    assert page.status_code == 403
    assert "没有写入任何内容" in page.content.decode()
    assert "/sign-in/?next" not in page.content.decode()


def test_fault_gives_a_number_that_stands_in_the_log(caplog: pytest.LogCaptureFixture) -> None:
    client = Client(raise_request_exception=False)
    with caplog.at_level(logging.ERROR, "wugong.web.errors"):
        page = client.get("/fall/")
    number = re.search(r'<b class="num">(\w{8})</b>', page.content.decode())
    assert page.status_code == 500
    assert number is not None
    assert f"error {number[1]} at GET /fall/" in caplog.text
    assert "a fault of ours" not in page.content.decode()


def test_fault_is_json_for_a_program() -> None:
    client = Client(raise_request_exception=False)
    answer = client.get("/fall/", headers={"accept": "application/json"})
    assert answer.status_code == 500
    assert len(answer.json()["number"]) == 8


def test_fault_page_needs_neither_context_nor_database(monkeypatch: pytest.MonkeyPatch) -> None:
    def down(*_: object) -> None:
        raise AssertionError("the fault page asked for something")

    monkeypatch.setattr(connection, "cursor", down)
    monkeypatch.setattr(engines["django"].engine, "template_context_processors", (down,))
    client = Client(raise_request_exception=False)
    client.cookies["view"] = "elder"
    page = client.get("/fall/")
    assert page.status_code == 500
    assert 'data-view="elder"' in page.content.decode()


def test_fault_of_the_fault_page_still_gives_the_number() -> None:
    broken = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"}
    }
    with override_settings(STORAGES=broken):
        page = Client(raise_request_exception=False).get("/fall/")
    assert page.status_code == 500
    assert re.fullmatch(r"系统出错了，请报这个号：\w{8}", page.content.decode())
