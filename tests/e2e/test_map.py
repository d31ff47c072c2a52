"""The map of what was reported: own outlines and points without any tiles, and a list that needs no script."""

import math
import re
from collections.abc import Callable, Sequence
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import BrowserContext, Page, expect
from tests.e2e.checks import faults_here

pytestmark = pytest.mark.browser

VILLAGE = "990121101203"
ADDRESS = f"/{VILLAGE}/matters/"
EDGE = 40  # pixels that the map keeps free around all that it draws


@pytest.fixture
def opened(phone: Page) -> Page:
    """The map page of a village, drawn."""
    phone.goto(ADDRESS)
    expect(phone.locator(".mapbox canvas")).to_be_visible()
    phone.wait_for_load_state("networkidle")
    return phone


def flat(place: Sequence[float]) -> tuple[float, float]:
    """A place as the map lays it out: to the east, and to the south."""
    return math.radians(place[0]), -math.asinh(math.tan(math.radians(place[1])))


def on_screen(page: Page, features: Sequence[Any]) -> tuple[float, float]:
    """Where the newest point is drawn, all that is there being fitted into the box."""
    box = page.locator(".mapbox canvas").bounding_box()
    assert box
    [outline, *points] = [one["geometry"]["coordinates"] for one in features]
    places = [flat(one) for one in (*outline[0], *points)]
    (west, east), (north, south) = ((min(one), max(one)) for one in zip(*places, strict=True))
    scale = min((box["width"] - 2 * EDGE) / (east - west), (box["height"] - 2 * EDGE) / (south - north))
    x, y = flat(points[0])
    middle = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    return middle[0] + (x - (east + west) / 2) * scale, middle[1] + (y - (south + north) / 2) * scale


def test_points_and_outlines_come_from_the_house(phone: Page) -> None:
    features = phone.request.get(f"/{VILLAGE}/matters.geojson").json()["features"]
    kinds = {one["geometry"]["type"] for one in features}
    assert kinds == {"Polygon", "Point"}
    [outline] = [one for one in features if one["geometry"]["type"] == "Polygon"]
    assert outline["properties"] == {"kind": "outline", "code": VILLAGE}


def test_nothing_is_asked_of_another_house(phone: Page, base_url: str) -> None:
    asked: list[str] = []
    phone.on("request", lambda request: asked.append(request.url))
    phone.goto(ADDRESS)
    expect(phone.locator(".mapbox canvas")).to_be_visible()
    phone.wait_for_load_state("networkidle")
    hosts = {urlsplit(one).netloc for one in asked if not one.startswith(("blob:", "data:"))}
    assert hosts == {urlsplit(base_url).netloc}
    assert [one for one in asked if "maplibre" in one]


def test_it_is_drawn_as_large_as_its_box_and_the_page_is_sound(opened: Page) -> None:
    box, canvas = (opened.locator(one).bounding_box() for one in (".mapbox", ".mapbox canvas"))
    assert box
    assert canvas
    assert abs(box["width"] - canvas["width"]) <= 4
    assert abs(box["height"] - canvas["height"]) <= 4
    assert faults_here(opened, "standard") == []


def test_a_point_says_what_was_reported_and_leads_there(opened: Page) -> None:
    features = opened.request.get(f"/{VILLAGE}/matters.geojson").json()["features"]
    opened.mouse.click(*on_screen(opened, features))
    popup = opened.locator(".maplibregl-popup-content")
    expect(popup.get_by_role("link")).to_have_attribute("href", re.compile(r"^/matters/\d{9}/$"))


def test_without_script_the_list_says_the_same(new_context: Callable[..., BrowserContext]) -> None:
    page = new_context(java_script_enabled=False).new_page()
    page.goto(ADDRESS)
    expect(page.locator(".mapbox")).to_be_hidden()
    rows = page.locator("main .reg a")
    assert rows.count() > 10
    title = rows.first.locator("b").inner_text()
    rows.first.click()
    expect(page.locator("h2").first).to_have_text(title)
