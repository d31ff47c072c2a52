"""What every test may lean on: Debian's Chromium on a phone of 390 × 844, or a skip that says why."""

import shutil

import pytest

pytest_plugins = ["tests.cast", "tests.appraised"]

CHROMIUM = shutil.which("chromium")
SWITCHES = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
)


def pytest_collection_modifyitems(items):
    """A browser test without a browser is left out by name."""
    for item in items:
        if not CHROMIUM and item.get_closest_marker("browser"):
            item.add_marker(pytest.mark.skip(reason="no Chromium (Debian package chromium)"))


@pytest.fixture(scope="session")
def browser_type_launch_args():
    return {"executable_path": CHROMIUM, "args": SWITCHES.split()}


@pytest.fixture(scope="session")
def browser_context_args():
    phone = {"width": 390, "height": 844}
    return {
        "viewport": phone,
        "is_mobile": True,
        "has_touch": True,
        "locale": "zh-CN",
        "timezone_id": "Asia/Shanghai",
    }
