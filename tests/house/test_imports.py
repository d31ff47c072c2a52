"""A cheat on the import contracts is found, and the contract that it breaks is named."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture
def copy(tmp_path):
    """A copy of the house that may be damaged."""
    skip = shutil.ignore_patterns("__pycache__", "static", "fonts", "locale")
    shutil.copytree(ROOT / "src", tmp_path / "src", ignore=skip)
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def broken_contracts(house):
    command = [Path(sys.executable).parent / "lint-imports", "--no-cache"]
    surroundings = os.environ | {"PYTHONPATH": str(house / "src")}
    done = subprocess.run(command, cwd=house, env=surroundings, capture_output=True, text=True)
    broken = [line.removesuffix(" BROKEN") for line in done.stdout.splitlines() if line.endswith(" BROKEN")]
    assert (done.returncode == 1) == bool(broken), done.stdout + done.stderr
    return broken


def add(house, module, line):
    path = house / "src/wugong" / module
    path.parent.mkdir(exist_ok=True)
    path.write_text((path.read_text("utf-8") if path.exists() else "") + line + "\n", "utf-8")


@pytest.mark.parametrize(
    ("module", "line", "contract"),
    [
        ("base/refusals.py", "from wugong.counties import uuid7", "Rooms rest only on the floors below"),
        ("web/views.py", "from wugong.config import surroundings", "Rooms rest only on the floors below"),
        (
            "counties/states.py",
            "from wugong.counties import models",
            "Each shelf of a room rests on those before it",
        ),
        ("rules/__init__.py", "import django.conf", "The engine and the base know no Django"),
        (
            "base/texts.py",
            "from wugong.base import refusals",
            "No circle among rooms, nor among the modules of a room",
        ),
    ],
    ids=["upward", "to the top", "backward shelf", "django in rules", "circle"],
)
def test_a_cheat_breaks_the_contract_it_cheats(copy, module, line, contract):
    add(copy, module, line)
    assert contract in broken_contracts(copy)


def test_a_room_that_no_floor_names_breaks_the_floors(copy):
    add(copy, "attic/__init__.py", '"""A room nobody planned."""')
    assert broken_contracts(copy) == ["Rooms rest only on the floors below"]


def test_the_house_as_it_stands_keeps_every_contract(copy):
    assert broken_contracts(copy) == []
