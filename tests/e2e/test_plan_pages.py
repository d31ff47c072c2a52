"""Every page of plans and of papers, in both views, for who brings them and who adopts: sound on a phone."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page
from tests.e2e import pages
from tests.e2e.checks import faults_of

pytestmark = pytest.mark.browser

WALKS = [
    ("yuntang-officer", "elder"),
    ("yuntang-approver", "standard"),
    pytest.param("yuntang-officer", "standard", marks=pytest.mark.long),
    pytest.param("yuntang-approver", "elder", marks=pytest.mark.long),
]


@pytest.mark.parametrize(("login_name", "view"), WALKS)
def test_pages_of_plans_and_papers_are_sound(
    login_name: str,
    view: str,
    phone: Page,
    in_view: Callable[[Page, str], Page],
    signed_in: Callable[[Page, str], Page],
) -> None:
    page = signed_in(in_view(phone, view), login_name)
    page.wait_for_load_state("networkidle")
    paths = pages.followed(page)
    assert len(paths) >= 14
    faults = {path: faults_of(page, path, view) for path in paths}
    assert {path: found for path, found in faults.items() if found} == {}
