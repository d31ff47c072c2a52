"""A refusal becomes the answer that was asked for, and nothing of it is taken for markup."""

import pytest
from django.test import Client

from wugong.accounts.models import User

pytestmark = pytest.mark.urls("tests.web.routes")


def test_refusal_becomes_a_page_with_reason_and_next_step(client: Client) -> None:
    page = client.get("/refuse/")
    text = page.content.decode()
    assert page.status_code == 403
    assert "不能批准自己算的结果" in text
    assert "原因" in text
    assert "下一步" in text
    assert "/sign-in/?next=%2Frefuse%2F" in text


def test_refusal_facts_are_escaped(client: Client) -> None:
    text = client.get("/refuse/").content.decode()
    assert "何&lt;b&gt;敏&lt;/b&gt;" in text
    assert "何<b>" not in text


@pytest.mark.django_db
def test_page_of_a_place_that_is_not_there_leads_to_the_place(client: Client) -> None:
    page = client.get("/990121101/2030/")
    text = page.content.decode()
    assert page.status_code == 404
    assert "“云塘镇”还没有公布。" in text
    assert 'href="/990121101/"' in text
    assert "/sign-in/?next" not in text


def test_whoever_has_signed_in_is_not_sent_to_sign_in(client: Client, resident: User) -> None:
    client.force_login(resident, "django.contrib.auth.backends.ModelBackend")
    text = client.get("/shut/").content.decode()
    assert "/sign-in/?next" not in text
    assert "管系统的人" in text


@pytest.mark.parametrize("asked", [{"accept": "application/json"}, {"content-type": "application/json"}])
def test_refusal_is_json_for_a_program(client: Client, asked: dict[str, str]) -> None:
    answer = client.get("/refuse/", headers=asked)
    assert answer.status_code == 403
    assert answer.json() == {
        "code": "web.tests.own_figures",
        "sentence": "何<b>敏</b>不能批准自己算的结果，请交给另一位。",
    }


def test_refusal_is_a_fragment_for_htmx(client: Client) -> None:
    answer = client.get("/refuse/", headers={"hx-request": "true"})
    assert answer.status_code == 403
    assert answer["HX-Retarget"] == "#messages"
    assert b"<html" not in answer.content
    assert 'role="alert"' in answer.content.decode()


def test_other_exceptions_are_left_alone(client: Client) -> None:
    with pytest.raises(RuntimeError, match="a fault of ours"):
        client.get("/fall/")


def test_pages_say_that_they_differ_by_cookie(client: Client) -> None:
    assert {"Cookie", "HX-Request"} <= {word.strip() for word in client.get("/")["Vary"].split(",")}
