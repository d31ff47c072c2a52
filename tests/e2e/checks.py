"""What holds on every page of ours: each check returns the faults it found, an empty list where all is well."""

from collections.abc import Iterable
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, ViewportSize

SCRIPTS = Path(__file__).parent / "scripts"
LEAST_TARGET = {"standard": 44, "elder": 60}
LEAST_TEXT = {"standard": 14, "elder": 20}
WIDTHS = (320, 360, 390, 1280, 1440)
MOST_TILES = 6
PAPER: ViewportSize = {"width": 687, "height": 1016}  # A4 within its margins of 14 mm, at 96 px to the inch


def run(page: Page, script: str, argument: object = None) -> list[str]:
    found: list[str] = page.evaluate((SCRIPTS / f"{script}.js").read_text(), argument)
    return found


def axe_faults(page: Page) -> list[str]:
    """Return what axe-core objects to, with the first element of each."""
    found = Axe().run(page).response["violations"]
    return [f"{fault['id']}: {fault['nodes'][0]['html'][:160]}" for fault in found]


def small_targets(page: Page, view: str) -> list[str]:
    """Return links, buttons and controls below 44 px (elder view 60 px).

    A link within a sentence is free; every other one is measured itself, in a table too.
    """
    return run(page, "small_targets", LEAST_TARGET[view])


def small_text(page: Page, view: str) -> list[str]:
    """Return visible texts below 14 px (elder view 20 px)."""
    return run(page, "small_text", LEAST_TEXT[view])


def overflows(page: Page, widths: Iterable[int] = WIDTHS) -> list[str]:
    """Return the widths at which the page can be pushed sideways; the viewport is as before afterwards."""
    before = page.viewport_size
    faults = []
    for width in widths:
        page.set_viewport_size({"width": width, "height": 844})
        wide = page.evaluate("document.documentElement.scrollWidth")
        if wide > width:
            culprits = run(page, "too_wide", width)
            faults.append(f"{wide} px at {width} px: {culprits[:3]}")
    if before:
        page.set_viewport_size(before)
    return faults


def cut_on_paper(page: Page) -> list[str]:
    """Return what would be cut off on A4; the page is shown on screen again afterwards."""
    before = page.viewport_size
    page.emulate_media(media="print")
    page.set_viewport_size(PAPER)
    faults = run(page, "cut_on_paper")
    page.emulate_media(media="screen")
    if before:
        page.set_viewport_size(before)
    return faults


def half_columns(page: Page) -> list[str]:
    """Return the tables of ranks and of a village's scores that do not show all their columns at once."""
    return run(page, "half_columns")


def many_tiles(page: Page, view: str) -> list[str]:
    """Return the count of act tiles where the elder view offers more than six."""
    tiles = page.locator(".act:visible").count()
    return [f"{tiles} tiles"] if view == "elder" and tiles > MOST_TILES else []


def faults_of(page: Page, path: str, view: str) -> list[str]:
    """Open an address and return everything that is wrong with its looks in this view."""
    said: list[str] = []
    page.on("console", lambda line: said.append(line.text) if line.type == "error" else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    answer = page.goto(path)
    status = answer.status if answer else 0
    page.wait_for_load_state("networkidle")
    if status >= 400:  # the browser reports the status itself as an error
        said = [line for line in said if f"status of {status}" not in line]
    return [
        *([f"status {status}"] if status >= 500 else []),
        *(f"console: {line}" for line in said),
        *faults_here(page, view),
    ]


def faults_here(page: Page, view: str) -> list[str]:
    """Return everything that is wrong with the looks of the page as it stands, however one came to it."""
    return [
        *(f"axe: {fault}" for fault in axe_faults(page)),
        *(f"target: {fault}" for fault in small_targets(page, view)),
        *(f"text: {fault}" for fault in small_text(page, view)),
        *(f"tiles: {fault}" for fault in many_tiles(page, view)),
        *(f"overflow: {fault}" for fault in overflows(page)),
    ]


def first_visit(page: Page, url: str) -> tuple[int, list[str]]:
    """Return the bytes on the wire and the addresses asked for by a first visit, charts left out."""
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    asked: dict[str, str] = {}
    weight: dict[str, int] = {}
    session.on("Network.requestWillBeSent", lambda e: asked.update({e["requestId"]: e["request"]["url"]}))
    session.on("Network.loadingFinished", lambda e: weight.update({e["requestId"]: e["encodedDataLength"]}))
    page.goto(url)
    page.wait_for_load_state("networkidle")
    counted = {key: address for key, address in asked.items() if "/charts." not in address}
    return int(sum(weight.get(key, 0) for key in counted)), list(counted.values())
