"""Rows of a list in the elder view: the arrow stands beside the name, a status below it."""

from pathlib import Path

import pytest
from playwright.sync_api import Page

import wugong.web

pytestmark = pytest.mark.browser

STYLES = Path(wugong.web.__file__).parent / "styles"
ROW = '<html data-view=elder><body><ul class="reg"><li><a href="/"><b>枫林坳村一组</b>{}</a></li></ul>'
ARROW = '<svg class="ic" width="24" height="24"></svg>'
STATUS = '<span class="status">等批准</span>'


def middles(page: Page, beside: str) -> tuple[float, float]:
    """Return where the name and what comes after it stand, from the top."""
    page.set_content(ROW.format(beside))
    for name in ("tokens", "base", "register", "elder"):
        page.add_style_tag(path=STYLES / f"{name}.css")
    boxes = [page.locator(one).bounding_box() for one in (".reg b", ".reg b + *")]
    name, after = [box["y"] + box["height"] / 2 for box in boxes if box]
    return name, after


def test_arrow_stands_beside_the_name(phone: Page) -> None:
    name, arrow = middles(phone, ARROW)
    assert abs(name - arrow) < 4


def test_status_stands_below_the_name(phone: Page) -> None:
    name, status = middles(phone, STATUS)
    assert status > name + 20
