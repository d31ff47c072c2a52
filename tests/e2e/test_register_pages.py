"""Every page of the register that links lead its people to, in both views: sound on a phone and on a desk."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page
from tests.e2e import pages
from tests.e2e.checks import faults_of

pytestmark = pytest.mark.browser

LEAST = {
    "cadre": 30,
    "yuntang-officer": 30,
    "supervisor": 6,
    "cluster-head": 5,
    "rule-keeper": 1,
    "resident": 4,
}


# The cadre and the resident see every kind of page in both views; the others what they alone are led to.
WALKS = [
    ("cadre", "elder"),
    pytest.param("cadre", "standard", marks=pytest.mark.long),
    *(("resident", view) for view in ("standard", "elder")),
    *(("supervisor", "elder"), ("cluster-head", "elder")),
    *(("yuntang-officer", "standard"), ("rule-keeper", "standard")),
]


def test_everyone_of_the_register_is_walked() -> None:
    assert {getattr(walk, "values", walk)[0] for walk in WALKS} == set(pages.REGISTER)


@pytest.mark.parametrize(("login_name", "view"), WALKS)
def test_pages_of_the_register_are_sound(
    login_name: str,
    view: str,
    phone: Page,
    in_view: Callable[[Page, str], Page],
    signed_in: Callable[[Page, str], Page],
) -> None:
    page = signed_in(in_view(phone, view), login_name)
    page.wait_for_load_state("networkidle")
    paths = pages.reached(page, pages.REGISTER[login_name])
    assert len(paths) >= LEAST[login_name]
    faults = {path: faults_of(page, path, view) for path in paths}
    assert {path: found for path, found in faults.items() if found} == {}
