"""Every page of points and of the shop that links lead its people to, in both views: sound on a phone and a desk."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page
from tests.e2e import pages
from tests.e2e.checks import faults_of

pytestmark = pytest.mark.browser

LEAST = {"resident": 8, "cadre": 15, "supervisor": 6, "shop-keeper": 10}
# The second view of the same pages is walked where everything runs.
FIRST = {"resident": "elder", "cadre": "standard", "supervisor": "elder", "shop-keeper": "standard"}
WALKS = [
    pytest.param(login_name, view, marks=[] if FIRST[login_name] == view else [pytest.mark.long])
    for login_name in pages.POINTS
    for view in ("standard", "elder")
]


@pytest.mark.parametrize(("login_name", "view"), WALKS)
def test_pages_of_points_and_shop_are_sound(
    login_name: str,
    view: str,
    phone: Page,
    in_view: Callable[[Page, str], Page],
    signed_in: Callable[[Page, str], Page],
) -> None:
    page = signed_in(in_view(phone, view), login_name)
    page.wait_for_load_state("networkidle")
    paths = pages.reached(page, pages.POINTS[login_name], pages.OF_POINTS)
    assert len(paths) >= LEAST[login_name]
    faults = {path: faults_of(page, path, view) for path in paths}
    assert {path: found for path, found in faults.items() if found} == {}
