"""Worked examples of the plans: waste pools by three dates (R23), C and D grades in the ledger (R38)."""

from collections import Counter
from datetime import datetime

import pytest

from wugong.rules.register_parts import By, Need
from wugong.rules.register_reading import read_register, register_text
from wugong.rules.register_walk import Light, Step, Walk, moved, opened
from wugong.rules.working_days import ZONE, working_days

DAYS = working_days()
POOLS = {"trunk": 10, "main": 18, "other": 12}


def at(text: str) -> datetime:
    """The moment in China."""
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


def pools(removed: dict[str, int]) -> list[Walk]:
    """Forty pools listed in February, so many of each class removed in March."""
    version = read_register(register_text("waste-pool")).versions[-1]
    found = []
    for location, count in POOLS.items():
        for place in range(count):
            walk = opened(
                version, Step(at("2026-02-02 09:00"), By.DESK, "村", facts={"location": location}), DAYS
            )
            if place < removed.get(location, 0):
                gives = frozenset({Need.BEFORE_AFTER})
                step = Step(at("2026-03-18 09:00"), By.LEAD, "队", gives, {"households": "9"})
                walk = moved(walk, "remove", step)
            found.append(walk)
    return found


@pytest.mark.parametrize(
    ("removed", "moment", "missing"),
    [
        ({}, "2026-03-20 23:59:59", 0),
        ({}, "2026-03-21 00:00:00", 10),
        ({"trunk": 9}, "2026-03-21 00:00:00", 1),
        ({"trunk": 10}, "2026-03-21 00:00:00", 0),
        ({"trunk": 10, "main": 17}, "2026-04-11 00:00:00", 1),
        ({"trunk": 10, "main": 17, "other": 12}, "2026-04-11 00:00:00", 1),  # others removed do not stand in
        ({"trunk": 10, "main": 18}, "2026-04-11 00:00:00", 0),
        ({"trunk": 10, "main": 18}, "2026-05-01 00:00:00", 12),
        (POOLS, "2026-05-01 00:00:00", 0),
    ],
)
def test_so_many_pools_are_overdue(removed, moment, missing):
    assert sum(walk.light(at(moment)) is Light.RED for walk in pools(removed)) == missing


def house(grade: str) -> Walk:
    """A house that was doubted, appraised and entered where its grade belongs."""
    version = read_register(register_text("unsafe-housing")).versions[-1]
    walk = opened(version, Step(at("2026-03-02 09:00"), By.DESK, "村", facts={"household": "H1"}), DAYS)
    walk = moved(walk, "doubt", Step(at("2026-03-03 09:00"), By.DESK, "村", facts={"doubt": "开裂"}))
    facts = {"appraised-on": "2026-03-10", "appraiser": "鉴定中心", "report-number": "17", "grade": grade}
    walk = moved(walk, "appraise", Step(at("2026-03-11 09:00"), By.DESK, "村", facts=facts))
    move = "watch" if grade in "ab" else "enter"
    return moved(walk, move, Step(at("2026-03-12 09:00"), By.DESK, "村"))


def closed(walk: Walk) -> Walk:
    """The house solved, and struck off by another person."""
    gives = frozenset({Need.ANSWER, Need.PHOTO})
    walk = moved(walk, "settle", Step(at("2026-04-01 09:00"), By.LEAD, "队", gives, {"solution": "repair"}))
    return moved(walk, "close", Step(at("2026-04-02 09:00"), By.ABOVE, "镇"))


def test_nine_houses_make_four_lines_of_the_ledger_and_one_is_open():
    houses = [house(grade) for grade in "aaabbcccd"]
    assert Counter(walk.state for walk in houses) == {"watched": 5, "listed": 4}
    ledger = [walk for walk in houses if walk.state == "listed"]
    after = [*map(closed, ledger[:3]), ledger[3]]
    assert Counter(walk.state for walk in after) == {"closed": 3, "listed": 1}
