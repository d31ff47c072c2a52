"""Every room that has tables, addresses or words is where Django and the console look for it."""

from pathlib import Path

import pytest
from django.conf import settings
from django.urls import get_resolver

from wugong.config import cli

HOUSE = Path(cli.__file__).parents[1]


def rooms_with(name):
    return sorted(path.parent.name for path in HOUSE.glob(f"*/{name}") if path.parent.name != "config")


def test_every_room_with_an_app_is_installed_from_low_to_high():
    installed = [
        name.removeprefix("wugong.") for name in settings.INSTALLED_APPS if name.startswith("wugong.")
    ]
    assert sorted(installed) == rooms_with("apps.py")


def test_every_room_with_addresses_is_routed():
    routed = [
        entry.urlconf_module.__name__
        for entry in get_resolver().url_patterns
        if hasattr(entry.urlconf_name, "__name__")
    ]
    assert [room for room in rooms_with("urls.py") if f"wugong.{room}.urls" not in routed] == []


@pytest.mark.django_db
def test_every_room_with_words_is_heard():
    heard = sorted([*cli.rooms_with_commands(), *cli.PURE])
    assert heard == rooms_with("commands.py")
    assert {"appraise", "bench", "places", "demo"} <= set(cli.words(heard))
