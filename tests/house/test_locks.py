"""The locks name versions and hashes, and no host; whoever installs chooses where from."""

import json
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LOCKS = sorted((ROOT / "requirements").glob("*.txt"))
PIN = re.compile(
    r"^(?P<name>[a-z0-9._-]+)==(?P<version>\S+)(?P<hashes>(?: \\\n    --hash=sha256:[0-9a-f]{64})+)$", re.M
)


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.stem)
def test_every_requirement_is_pinned_with_a_hash(lock):
    requirements = [line for line in lock.read_text("utf-8").splitlines() if line and line[0] not in " #"]
    assert len(PIN.findall(lock.read_text("utf-8"))) == len(requirements) > 0


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.stem)
def test_a_lock_names_no_address(lock):
    assert "://" not in lock.read_text("utf-8")
    assert "index-url" not in lock.read_text("utf-8")


def test_both_locks_agree_on_what_they_share():
    pins = [
        dict(
            PIN.findall(lock.read_text("utf-8"))[i][:2]
            for i in range(len(PIN.findall(lock.read_text("utf-8"))))
        )
        for lock in LOCKS
    ]
    versions = {}
    for name, version in (pin for lock in pins for pin in lock.items()):
        assert versions.setdefault(name, version) == version


def test_every_direct_requirement_is_in_its_lock():
    for wanted in (ROOT / "requirements").glob("*.in"):
        names = re.findall(r"^([A-Za-z0-9._-]+)", wanted.read_text("utf-8"), re.M)
        direct = {name.lower() for name in names if not name.startswith("-")}
        locked = {pin[0] for pin in PIN.findall(wanted.with_suffix(".txt").read_text("utf-8"))}
        assert direct <= locked


def test_the_node_lock_says_what_and_not_where_from():
    lock = json.loads((ROOT / "package-lock.json").read_text("utf-8"))
    packages = {name: entry for name, entry in lock["packages"].items() if name}
    assert packages
    assert [name for name, entry in packages.items() if "resolved" in entry or "integrity" not in entry] == []
