"""The house served as `make run` serves it, from an empty state, to browsers of two sizes.

`--base-url http://127.0.0.1:8000` looks at a house that is already running instead.
"""

import os
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from wugong.demo.county import PASSWORD

ROOT = Path(__file__).parents[2]
PATIENCE = 240  # seconds: migrations, assets and the demonstration county on a busy machine
LONG_ENOUGH = 20_000  # ms that an expectation waits: two browsers and the house share two cores
Contexts = Callable[..., BrowserContext]

expect.set_options(timeout=LONG_ENOUGH)


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def wait_for(url: str, server: subprocess.Popen[bytes], log: Path) -> None:
    """The house answers; it failing first, or not at all, shows its last lines."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and server.poll() is None:
        try:
            with urlopen(f"{url}/healthz", timeout=5):
                return
        except (URLError, OSError):
            time.sleep(0.3)
    pytest.fail("the house did not open: " + log.read_text()[-2000:])


@pytest.fixture(scope="session")
def house_state(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The state folder of the house; `--house-state` names that of one that is already running."""
    given = request.config.getoption("house_state")
    return Path(given) if given else tmp_path_factory.mktemp("house")


@pytest.fixture(scope="session")
def base_url(request: pytest.FixtureRequest, house_state: Path) -> Iterator[str]:
    """The address of a house with the demonstration county."""
    if given := request.config.getoption("base_url"):
        yield str(given)
        return
    state = house_state
    port = free_port()
    surroundings = {name: value for name, value in os.environ.items() if not name.startswith("WUGONG_")}
    surroundings |= {"WUGONG_STATE": str(state), "WUGONG_SECOND_FACTOR": "no", "PORT": str(port)}
    with (state / "log").open("wb") as log:
        server = subprocess.Popen(
            [str(ROOT / "scripts/run")], env=surroundings, stdout=log, stderr=subprocess.STDOUT
        )
    url = f"http://127.0.0.1:{port}"
    try:
        wait_for(url, server, state / "log")
        yield url
    finally:
        server.terminate()
        server.wait(20)


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any], base_url: str) -> dict[str, Any]:
    """A phone, as everywhere, that knows where the house stands."""
    return browser_context_args | {"base_url": base_url}


@pytest.fixture
def phone(new_context: Contexts) -> Page:
    """A page on a phone of 390 × 844."""
    return new_context().new_page()


@pytest.fixture
def desk(browser: Browser, browser_context_args: dict[str, Any]) -> Iterator[Page]:
    """A page on an office screen of 1440 × 900."""
    screen = {"viewport": {"width": 1440, "height": 900}, "is_mobile": False, "has_touch": False}
    with browser.new_context(**(browser_context_args | screen)) as context:
        yield context.new_page()


@pytest.fixture
def signed_in() -> Callable[[Page, str], Page]:
    """Return a page on which someone of the demonstration has signed in."""

    def sign_in(page: Page, login_name: str) -> Page:
        page.goto("/sign-in/")
        page.locator("#id_login").fill(login_name)
        page.locator("#id_password").fill(PASSWORD)
        page.locator("#main button[type=submit]").click()
        page.wait_for_url(lambda url: "/sign-in/" not in url)
        return page

    return sign_in


@pytest.fixture
def in_view(base_url: str) -> Callable[[Page, str], Page]:
    """Return a page whose visitor chose the standard or the elder view."""

    def choose(page: Page, view: str) -> Page:
        page.context.add_cookies([{"name": "view", "value": view, "url": base_url}])
        return page

    return choose
