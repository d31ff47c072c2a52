"""Tables point down the floors, never up: a string key would pass the import contract."""

import tomllib
from pathlib import Path

from django.apps import apps

CONTRACTS = tomllib.loads((Path(__file__).parents[2] / "pyproject.toml").read_text("utf-8"))["tool"][
    "importlinter"
]
FLOORS = next(contract["layers"] for contract in CONTRACTS["contracts"] if contract["id"] == "floors")


def floor(room):
    height = {name.strip(" ()"): n for n, names in enumerate(reversed(FLOORS)) for name in names.split("|")}
    return height[room]


def relations():
    for model in apps.get_models():
        if not model.__module__.startswith("wugong."):
            continue
        for field in model._meta.get_fields():
            other = field.related_model
            if field.concrete and isinstance(other, type) and other.__module__.startswith("wugong."):
                yield field, model.__module__.split(".")[1], other.__module__.split(".")[1]


def test_no_relation_points_to_a_room_above():
    found = list(relations())
    assert found
    assert [str(field) for field, room, other in found if floor(other) > floor(room)] == []


def test_no_relation_crosses_a_floor():
    beside = [str(f) for f, room, other in relations() if room != other and floor(room) == floor(other)]
    assert beside == []
