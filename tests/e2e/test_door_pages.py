"""The pages that only a way through them shows: second step, confirmations, lock-out, lists of overseers."""

import base64
import hmac
import struct
from collections.abc import Callable

import pytest
from playwright.sync_api import Page
from tests.e2e.checks import faults_here, faults_of

from wugong.demo.county import PASSWORD

pytestmark = pytest.mark.browser
SignIn = Callable[[Page, str], Page]
NEWCOMERS = {"standard": "songling-officer", "elder": "songling-approver"}


def code_on(page: Page) -> str:
    """The six figures that an authenticator on this phone, by its clock, shows for the page's secret (RFC 6238)."""
    secret, now = page.locator("code").first.inner_text(), int(page.evaluate("Date.now()")) // 1000
    key = base64.b32decode(secret + "=" * (-len(secret) % 8))
    digest = hmac.digest(key, struct.pack(">Q", now // 30), "sha1")
    at = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[at : at + 4])[0] & 0x7FFFFFFF) % 1_000_000:06}"


def press(page: Page) -> None:
    page.locator("#main button[type=submit]").last.click()
    page.wait_for_load_state("networkidle")


@pytest.mark.parametrize("view", ["standard", "elder"])
def test_pages_of_the_second_step_are_sound(
    view: str, phone: Page, desk: Page, in_view: SignIn, signed_in: SignIn
) -> None:
    page, faults = signed_in(in_view(phone, view), NEWCOMERS[view]), {}
    page.goto("/me/second-factor/set-up/")
    if "/me/confirm/" in page.url:
        faults["confirm"] = faults_here(page, view)
        page.locator("#id_password").fill(PASSWORD)
        press(page)
    assert "set-up" in page.url
    faults["set up"] = faults_here(page, view)
    page.locator("#id_code").fill(code_on(page))
    press(page)
    assert "set-up" not in page.url
    for path in ("codes/", "codes/new/", "take-down/", ""):
        faults[path] = faults_of(page, f"/me/second-factor/{path}", view)
    faults["confirm by code"] = faults_of(page, "/me/confirm/code/", view)
    other = in_view(desk, view)
    other.goto("/sign-in/")
    other.locator("#id_login").fill(NEWCOMERS[view])
    other.locator("#id_password").fill(PASSWORD)
    press(other)
    assert "/sign-in/code/" in other.url
    faults["second step"] = faults_here(other, view)
    press(other)
    other.goto("/sign-in/")
    assert other.locator("#id_login").is_visible()  # whoever shares the phone can get in now
    page.goto("/me/second-factor/take-down/")
    press(page)
    assert {name: found for name, found in faults.items() if found} == {}


@pytest.mark.parametrize("view", ["standard", "elder"])
def test_door_that_is_locked_is_sound(view: str, phone: Page, in_view: SignIn) -> None:
    page = in_view(phone, view)
    for _ in range(5):
        page.goto("/sign-in/")
        page.locator("#id_login").fill(f"nobody-{view}")
        page.locator("#id_password").fill("not-the-password")
        press(page)
    assert "以后再试" in page.locator("#main").inner_text()
    assert faults_here(page, view) == []


@pytest.mark.parametrize("view", ["standard", "elder"])
@pytest.mark.parametrize(("who", "path"), [("audit", "/records/"), ("county-officer", "/desk/")])
def test_pages_of_those_who_oversee_are_sound(
    who: str, path: str, view: str, phone: Page, in_view: SignIn, signed_in: SignIn
) -> None:
    assert faults_of(signed_in(in_view(phone, view), who), path, view) == []
