"""Registers: fields that must differ, the days of looking again, a county's own certificates."""

from datetime import date, datetime
from pathlib import Path

import pytest
from tests.rules.register_tours import DAYS

from wugong.rules.register_distinct import alike
from wugong.rules.register_looks import LookAgain, months_later
from wugong.rules.register_parts import By, Need
from wugong.rules.register_reading import read_register, register_text
from wugong.rules.register_walk import Step, WalkRefused, moved, opened
from wugong.rules.working_days import ZONE

SMALL = (Path(__file__).parents[1] / "data" / "registers" / "small.yaml").read_text("utf-8")
THREE = read_register(
    SMALL.replace(
        "      - {key: contact,",
        "".join(f"      - {{key: p{n}, title: 人{n}, type: person}}\n" for n in (1, 2, 3))
        + "      - {key: contact,",
    ).replace("    pauses: [等天气]\n", "    pauses: [等天气]\n    distinct: [[p1, p2, p3]]\n")
).versions[0]
BOX = read_register(register_text("feedback-box")).versions[-1]
MONDAY = datetime(2026, 11, 16, 9, tzinfo=ZONE)
OURS = (
    "    certificates:\n"
    "      - {key: residence, title: 居住情况说明, words: [居住情况], basis: 某市居住证条例第八条}\n"
)


def pairs(facts, codes=("p1", "p2", "p3")):
    """The codes of each two fields that hold the same and must not."""
    return [(one.code, other.code) for one, other in alike(THREE, facts, codes)]


# fields that must differ


@pytest.mark.parametrize(
    ("facts", "found"),
    [
        ({}, []),
        ({"p1": "王小梅"}, []),
        ({"p1": "王小梅", "p2": "李大海", "p3": "王小海"}, []),
        ({"p1": "王小梅", "p2": "李大海", "p3": "王小梅"}, [("p1", "p3")]),
        ({"p1": "王小梅", "p2": "王　小 梅"}, [("p1", "p2")]),
        ({"p1": "ＡＮ", "p2": "an", "p3": "an"}, [("p1", "p2"), ("p1", "p3"), ("p2", "p3")]),
        ({"p1": " ", "p2": ""}, []),
    ],
)
def test_which_fields_hold_the_same(facts, found):
    assert pairs(facts) == found


def test_only_what_is_written_now_is_held_against_the_rest():
    same = {"p1": "王小梅", "p2": "王小梅"}
    assert pairs(same, ("p3",)) == []
    assert pairs(same, ("p2",)) == [("p1", "p2")]


def test_a_box_is_not_opened_by_one_who_is_two():
    walk = opened(BOX, Step(MONDAY, By.ASKER, "人"), DAYS)
    both = {"opener-one": "王小梅", "opener-two": "王小梅"}
    with pytest.raises(WalkRefused, match="“开箱人之二”不能和“开箱人之一”一样"):
        moved(walk, "open", Step(MONDAY, By.DESK, "办", frozenset({Need.SIGNATURE}), both))


# looking again


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2027, 8, 31), 6, date(2028, 2, 29)),
        (date(2026, 12, 1), 1, date(2027, 1, 1)),
        (date(2026, 1, 15), 0, date(2026, 1, 15)),
        (date(2026, 1, 15), 24, date(2028, 1, 15)),
    ],
)
def test_so_many_months_later(day, months, later):
    assert months_later(day, months) == later


@pytest.mark.parametrize(
    ("day", "due"),
    [
        (date(2026, 8, 31), None),
        (date(2026, 11, 29), None),
        (date(2026, 11, 30), date(2026, 11, 30)),
        (date(2026, 12, 1), date(2026, 11, 30)),
        (date(2027, 2, 27), date(2026, 11, 30)),
        (date(2027, 2, 28), date(2027, 2, 28)),
        (date(2027, 5, 30), date(2027, 2, 28)),
        (date(2027, 5, 31), date(2027, 5, 31)),
    ],
)
def test_the_last_day_of_looking_again(day, due):
    assert LookAgain(3, "试").last_due(date(2026, 8, 31), day) == due


@pytest.mark.parametrize("code", ["town-look", "building-site"])
def test_what_lasts_in_the_town_is_looked_at_again(code):
    look = read_register(register_text(code)).versions[-1].state("lasting").look_again
    assert look is not None
    assert look.months > 0
    assert look.article


# certificates


def test_the_nation_list_stands_in_a_walk():
    version = read_register(register_text("service-request")).versions[-1]
    asked = {"kind": "certificate", "certificate": "婚姻状况证明"}
    with pytest.raises(WalkRefused, match="“婚姻状况证明”不该由村里开"):
        opened(version, Step(MONDAY, By.ASKER, "人", facts=asked), DAYS)


def test_a_county_list_is_read():
    text = register_text("service-request").replace("    states:\n", OURS + "    states:\n", 1)
    [line] = read_register(text).versions[-1].certificates
    assert (line.key, line.title, line.words, line.basis) == (
        "residence",
        "居住情况说明",
        ("居住情况",),
        "某市居住证条例第八条",
    )
