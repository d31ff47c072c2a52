"""What every test may lean on: Debian's Chromium on a phone of 390 × 844, or a skip that says why."""

import shutil
import sqlite3
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core.signals import setting_changed
from django.db import connection
from django.dispatch import receiver
from django.utils import translation

from wugong.registry.keys import ring

pytest_plugins = [
    "tests.cast",
    "tests.appraised",
    "tests.registered",
    "tests.pointed",
    "tests.mattered",
    "tests.planned",
]

CHROMIUM = shutil.which("chromium")
SWITCHES = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
)

LATE = 21  # o'clock in the villages; a run that begins later might see tomorrow before its end


def pytest_configure(config):
    """Today stays today for the whole run: one that begins late has its clock set back for its length."""
    now = datetime.now(ZoneInfo("Asia/Shanghai"))
    if now.hour >= LATE:
        back = time_machine.travel(now - timedelta(hours=24 - LATE), tick=True)
        back.start()
        config.add_cleanup(back.stop)


def pytest_collection_modifyitems(items):
    """A browser test without a browser is left out by name."""
    for item in items:
        if not CHROMIUM and item.get_closest_marker("browser"):
            item.add_marker(pytest.mark.skip(reason="no Chromium (Debian package chromium)"))


@pytest.fixture(autouse=True)
def in_the_source_language():
    """A page that a test before asked for in English does not set the language of this one."""
    translation.deactivate()


@receiver(setting_changed)
def with_the_keys_of_its_own_state(setting, **_):
    """Another state folder has another key file: what was read in the one before opens nothing there."""
    if setting == "STATE":
        ring.forget()


@pytest.fixture
def folder(settings, tmp_path) -> Path:
    """Keep the files of this test in a folder of its own; without it they lie in memory, beside other tests' files."""
    settings.MEDIA_ROOT = tmp_path
    settings.STORAGES = settings.STORAGES | {
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"}
    }
    return tmp_path


@pytest.fixture(scope="session")
def migrated(django_db_setup, tmp_path_factory) -> Path:
    """A SQLite file whose tables stand: copied by a test that has a house of its own, which saves migrating it."""
    empty = tmp_path_factory.mktemp("migrated") / "empty.sqlite3"
    with (
        closing(sqlite3.connect(connection.settings_dict["NAME"])) as ours,
        closing(sqlite3.connect(empty)) as its,
    ):
        ours.backup(its)
    return empty


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
