"""Every public page, in both views and at both sizes: nothing for axe to find, targets and texts large enough."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from tests.e2e import pages
from tests.e2e.checks import cut_on_paper, faults_of, first_visit, half_columns, run

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("view", pages.ON_A_PHONE)
@pytest.mark.parametrize("path", pages.PUBLIC)
def test_public_page_is_sound_on_a_phone(
    path: str, view: str, phone: Page, in_view: Callable[[Page, str], Page]
) -> None:
    assert faults_of(in_view(phone, view), path, view) == []


@pytest.mark.parametrize("view", pages.ON_A_DESK)
@pytest.mark.parametrize("path", pages.PUBLIC)
def test_public_page_is_sound_on_a_desk(
    path: str, view: str, desk: Page, in_view: Callable[[Page, str], Page]
) -> None:
    assert faults_of(in_view(desk, view), path, view) == []


@pytest.mark.parametrize(
    ("size", "view"),
    [
        *(("phone", "elder"), ("desk", "standard")),
        *(
            pytest.param(*other, marks=pytest.mark.long)
            for other in (("phone", "standard"), ("desk", "elder"))
        ),
    ],
)
def test_pages_behind_the_door_are_sound(
    size: str,
    view: str,
    request: pytest.FixtureRequest,
    in_view: Callable[[Page, str], Page],
    signed_in: Callable[[Page, str], Page],
) -> None:
    page = signed_in(in_view(request.getfixturevalue(size), view), pages.OFFICER)
    page.wait_for_load_state("networkidle")
    faults = {path: faults_of(page, path, view) for path in pages.SIGNED_IN}
    assert {path: found for path, found in faults.items() if found} == {}


@pytest.mark.parametrize("view", ["standard", "elder"])
def test_nothing_is_cut_off_on_paper(view: str, phone: Page, in_view: Callable[[Page, str], Page]) -> None:
    page = in_view(phone, view)
    faults = {}
    for path in pages.PUBLIC:
        page.goto(path)
        faults[path] = cut_on_paper(page)
    assert {path: found for path, found in faults.items() if found} == {}


@pytest.mark.parametrize("view", ["standard", "elder"])
@pytest.mark.parametrize("path", pages.RANKED)
def test_phone_shows_each_column_whole_or_not_at_all(
    path: str, view: str, phone: Page, in_view: Callable[[Page, str], Page]
) -> None:
    in_view(phone, view).goto(path)
    assert half_columns(phone) == []


@pytest.mark.parametrize("path", pages.RANKED)
def test_lines_of_the_slope_end_in_the_middle_of_their_rows(path: str, desk: Page) -> None:
    desk.goto(path)
    assert run(desk, "slope_ends") == []


def test_longest_words_of_the_second_language_fit_the_smallest_phone(
    phone: Page, in_view: Callable[[Page, str], Page], base_url: str
) -> None:
    page = in_view(phone, "elder")
    page.context.add_cookies([{"name": "django_language", "value": "en", "url": base_url}])
    faults = {path: faults_of(page, path, "elder") for path in pages.PUBLIC}
    assert {path: found for path, found in faults.items() if found} == {}


@pytest.mark.parametrize("path", pages.PUBLIC)
def test_first_visit_is_light_and_asks_nobody_else(path: str, phone: Page, base_url: str) -> None:
    weight, asked = first_visit(phone, path)
    assert weight <= 60_000
    assert len(asked) <= 6
    assert [address for address in asked if not address.startswith(base_url)] == []


def test_view_is_switched_and_remembered_without_script(
    new_context: Callable[..., object], base_url: str
) -> None:
    page = new_context(java_script_enabled=False).new_page()  # type: ignore[attr-defined]  # Playwright's own
    page.goto("/")
    page.get_by_role("button", name="长辈版").click()
    expect(page.locator("html")).to_have_attribute("data-view", "elder")
    page.goto("/no/such/page/")
    expect(page.locator("html")).to_have_attribute("data-view", "elder")
    page.get_by_role("button", name="标准版").click()
    expect(page.locator("html")).to_have_attribute("data-view", "standard")


def test_language_is_switched_and_comes_back(phone: Page) -> None:
    phone.goto("/")
    phone.get_by_role("button", name="English").click()
    expect(phone.locator("html")).to_have_attribute("lang", "en")
    phone.get_by_role("button", name="简体中文").click()
    expect(phone.locator("html")).to_have_attribute("lang", "zh-hans")


def test_first_tab_stop_skips_to_the_text(desk: Page) -> None:
    desk.goto("/")
    desk.keyboard.press("Tab")
    assert desk.evaluate("document.activeElement.getAttribute('href')") == "#main"
