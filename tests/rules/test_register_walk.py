"""Walks: every move of every bundled register, its cases, and what a walk refuses."""

from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from tests.rules.register_tours import DAYS, tour

from wugong.base.faults import FileRefused
from wugong.rules.register_cases import cases_text, failures, read_cases, without_case
from wugong.rules.register_parts import By, Need, StateKind
from wugong.rules.register_reading import BUNDLED, read_register, register_text
from wugong.rules.register_walk import (
    Light,
    Step,
    WalkRefused,
    extended,
    light_at,
    moved,
    opened,
    paused,
    resumed,
)
from wugong.rules.working_days import ZONE

REGISTERS = {code: read_register(register_text(code), code) for code in BUNDLED}
SMALL = (Path(__file__).parents[1] / "data" / "registers" / "small.yaml").read_text("utf-8")
VERSION = read_register(SMALL).versions[0]
MOVES = [
    (code, source, move.code)
    for code, register in REGISTERS.items()
    for move in register.versions[-1].moves
    for source in move.sources
]


def at(text: str) -> datetime:
    """The moment in China."""
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


def step(text: str, by: By = By.DESK, *, who: str = "", gives: tuple[Need, ...] = (), **facts: str) -> Step:
    """A step at that moment, by a person of her own part where none is named."""
    return Step(at(text), by, who or by, frozenset(gives), facts)


def fresh(**facts: str):
    """A small matter opened by its asker on a Monday."""
    return opened(VERSION, step("2026-11-16 09:00", By.ASKER, **{"kind": "small", **facts}), DAYS)


def working(**facts: str):
    """A small matter being worked on since a Tuesday."""
    return moved(fresh(**facts), "start", step("2026-11-17 09:00", checked="no"))


def done():
    """A small matter said to be done by the one who leads."""
    return moved(working(), "finish", step("2026-11-18 09:00", By.LEAD, gives=(Need.ANSWER,)))


# every register


@pytest.mark.parametrize(("code", "source", "move"), MOVES)
def test_every_move_of_every_register_is_walked(code, source, move):
    version = REGISTERS[code].versions[-1]
    walk = tour(version, source, version.move(move))
    assert walk is not None
    assert walk.state == version.move(move).target
    over = version.state(walk.state).kind in (StateKind.SOLVED, StateKind.ENDED)
    assert not (over and walk.runs)


@pytest.mark.parametrize("code", BUNDLED)
def test_the_cases_of_a_register_come_out(code):
    register, cases = REGISTERS[code], read_cases(cases_text(code), code)
    assert cases
    assert failures(register, cases, DAYS) == []


@pytest.mark.parametrize("code", BUNDLED)
def test_the_cases_of_a_register_make_each_of_its_moves(code):
    assert without_case(REGISTERS[code].versions[-1], read_cases(cases_text(code))) == []


@pytest.mark.parametrize("code", BUNDLED)
def test_a_register_says_what_it_rests_on_and_how_long_it_is_kept(code):
    version = REGISTERS[code].versions[-1]
    assert all((version.basis.document, version.kept_by.document, version.paper.basis.document))
    assert version.years_kept >= 3
    assert version.paper.sunset > version.since


@pytest.mark.parametrize("code", BUNDLED)
def test_no_register_closes_by_one_hand(code):
    version = REGISTERS[code].versions[-1]
    solved = {state.code for state in version.states if state.kind is StateKind.SOLVED}
    closing = [move for move in version.moves if move.target in solved]
    assert all(move.second or {By.ASKER, By.NEIGHBOUR}.issuperset(move.by) for move in closing)


# what is refused


@pytest.mark.parametrize(
    ("tried", "said"),
    [
        (lambda: opened(VERSION, step("2026-11-16 09:00", By.LEAD, kind="big"), DAYS), "lead 不能登记"),
        (lambda: opened(VERSION, step("2026-11-16 09:00"), DAYS), "要先填 类型"),
        (lambda: fresh(kind="huge"), "“类型”没有“huge”这个取值，有的是 big、small"),
        (lambda: fresh(nothing="1"), "没有“nothing”这个字段"),
        (lambda: fresh(until="2026-02-30"), "“约定日”没有“2026-02-30”这一天"),
        (lambda: moved(fresh(), "fly", step("2026-11-17 09:00")), "没有“fly”这个动作，有的是 start、drop"),
        (lambda: moved(fresh(), "finish", step("2026-11-17 09:00", By.LEAD)), "“办结”不能从“新登记”走"),
        (
            lambda: moved(fresh(), "start", step("2026-11-17 09:00", By.LEAD)),
            "“开始办”由 desk 来做，不是 lead",
        ),
        (lambda: moved(fresh(), "start", step("2026-11-17 09:00")), "要先填 是否看过"),
        (lambda: moved(fresh(), "drop", step("2026-11-17 09:00")), "“不办”还缺 reason"),
        (
            lambda: moved(done(), "close", step("2026-11-19 09:00", who=By.LEAD)),
            "要由另一个人来做，不能还是 lead",
        ),
        (lambda: paused(fresh(), "等人", at("2026-11-17 09:00")), "不能因“等人”暂停，可用的理由是 等天气"),
        (lambda: paused(done(), "等天气", at("2026-11-19 09:00")), "没有在走的时限，不用暂停"),
        (
            lambda: paused(
                paused(fresh(), "等天气", at("2026-11-16 10:00")), "等天气", at("2026-11-16 11:00")
            ),
            "已经停着了",
        ),
        (lambda: resumed(fresh(), at("2026-11-17 09:00")), "没有暂停，不用恢复"),
        (lambda: extended(fresh(), "handle", By.ABOVE), "时限“handle”现在没有在走"),
        (lambda: extended(fresh(), "begin", By.ABOVE), "“开始”最多延期 0 次"),
        (lambda: extended(working(), "handle", By.DESK), "“办理”由 above 批准延期，不是 desk"),
        (lambda: extended(extended(working(), "handle", By.ABOVE), "handle", By.ABOVE), "最多延期 1 次"),
    ],
)
def test_a_step_is_refused(tried, said):
    with pytest.raises(WalkRefused, match=said):
        tried()


def test_a_move_under_a_condition_is_refused_without_it():
    only_big = replace(VERSION.move("start"), when={"kind": ("big",)})
    version = replace(VERSION, moves=(only_big, *VERSION.moves[1:]))
    walk = replace(fresh(), version=version)
    with pytest.raises(WalkRefused, match="“开始办”不合条件：kind"):
        moved(walk, "start", step("2026-11-17 09:00", checked="no"))


def test_without_pauses_none_is_named():
    with pytest.raises(WalkRefused, match="可用的理由是 （一个也没有）"):
        paused(replace(fresh(), version=replace(VERSION, pauses=())), "等天气", at("2026-11-17 09:00"))


# clocks and lights


def test_a_clock_runs_from_its_state_to_its_end():
    assert fresh().dues() == {"begin": at("2026-11-18 09:00")}
    assert working().dues() == {"handle": at("2026-12-17 23:59:59")}
    assert done().dues() == {}
    assert done().light(at("2027-01-01 00:00")) is Light.NONE


def test_a_clock_waits_for_the_day_that_nobody_wrote():
    walk = moved(fresh(), "start", step("2026-11-17 09:00", checked="yes"))
    assert walk.dues() == {}
    assert walk.light(at("2030-01-01 09:00")) is Light.NONE
    written = replace(walk, facts={**walk.facts, "until": "2026-11-20"})
    assert written.dues() == {"handle": at("2026-11-20 23:59:59")}


def test_a_matter_no_limit_fits_has_no_due():
    walk = replace(fresh(), facts={"kind": ""})
    assert walk.dues() == {}
    assert walk.light(at("2030-01-01 09:00")) is Light.NONE


@pytest.mark.parametrize(
    ("moment", "light"),
    [
        ("2026-12-16 23:59:59", Light.GREEN),
        ("2026-12-17 00:00:00", Light.AMBER),
        ("2026-12-17 23:59:59", Light.AMBER),
        ("2026-12-18 00:00:00", Light.RED),
    ],
)
def test_the_light_turns_on_the_second(moment, light):
    assert working().light(at(moment)) is light


def test_the_worst_light_is_shown():
    walk = working()
    both = replace(walk, runs=(*fresh().runs, *walk.runs))
    assert both.light(at("2026-11-19 09:00")) is Light.RED


def test_a_light_is_red_only_past_the_due():
    due, amber = at("2026-11-20 23:59:59"), at("2026-11-20 00:00:00")
    assert light_at(due, due, amber) is Light.AMBER
    assert light_at(due, due, due) is Light.GREEN
    assert light_at(at("2026-11-19 23:59:59"), due, amber) is Light.GREEN


def test_a_pause_is_shown_and_given_back():
    walk = paused(working(), "等天气", at("2026-11-20 09:00"))
    assert walk.light(at("2027-03-01 09:00")) is Light.PAUSED
    assert resumed(walk, at("2026-11-23 09:00")).dues() == {"handle": at("2026-12-20 23:59:59")}


def test_two_pauses_are_both_given_back():
    walk = resumed(paused(fresh(), "等天气", at("2026-11-16 10:00")), at("2026-11-16 11:00"))
    walk = resumed(paused(walk, "等天气", at("2026-11-17 10:00")), at("2026-11-17 10:30"))
    assert walk.dues() == {"begin": at("2026-11-18 10:30")}


def test_a_move_ends_a_pause():
    walk = moved(
        paused(fresh(), "等天气", at("2026-11-16 10:00")), "start", step("2026-11-17 09:00", checked="no")
    )
    assert walk.paused is None
    assert walk.dues() == {"handle": at("2026-12-17 23:59:59")}


def test_an_extension_adds_working_days():
    assert extended(working(), "handle", By.ABOVE).dues() == {"handle": at("2026-12-24 23:59:59")}


def test_a_matter_reopened_has_its_whole_time_again():
    walk = moved(done(), "reopen", step("2026-11-20 09:00", By.ASKER))
    assert walk.state == "working"
    assert walk.dues() == {"handle": at("2026-12-20 23:59:59")}


# cases that do not come out

CASES = """register: small
cases:
  - name: 一例
    opened: 2026-11-16 09:00
    by: asker
    facts: {kind: small}
    due: {begin: 2026-11-18 09:00, handle: none}
    steps:
      - {at: 2026-11-16 10:00, light: green}
      - {at: 2026-11-17 09:00, move: start, by: desk, facts: {checked: no}, state: working, due: {handle: 2026-12-17}}
      - {at: 2026-11-18 09:00, extend: handle, by: above}
      - {at: 2026-11-18 10:00, pause: 等天气, light: paused}
      - {at: 2026-11-18 11:00, resume: yes}
      - {at: 2026-11-18 12:00, move: drop, by: desk, refused: 还缺 reason}
"""


def said_of(old: str = "", new: str = "") -> list[str]:
    """What does not come out of the cases once the first text stands as the second."""
    assert not old or CASES.count(old) == 1, old
    return failures(read_register(SMALL), read_cases(CASES.replace(old, new) if old else CASES), DAYS)


def test_cases_come_out():
    assert said_of() == []


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("state: working", "state: done", "第 10 行：一例：应到 done，实到 working"),
        ("handle: 2026-12-17", "handle: 2026-12-18", "handle 应于 2026-12-18 23:59:59 到期，算出 2026-12-17"),
        (
            "handle: none",
            "handle: 2026-12-18",
            "第 3 行：一例：handle 应于 2026-12-18 23:59:59 到期，算出 （没有）",
        ),
        ("begin: 2026-11-18 09:00", "begin: none", "begin 应于 （没有） 到期，算出 2026-11-18 09:00:00"),
        ("light: green", "light: red", "第 9 行：一例：灯应为 red，算出 green"),
        ("refused: 还缺 reason", "refused: 别的", "应为不准（别的），实为“不办”还缺 reason"),
        ("light: paused", "refused: 别的", "应为不准（别的），实为准了"),
        (", facts: {checked: no}", "", "不准：要先填 是否看过"),
        ("by: asker", "by: lead", "不准：lead 不能登记"),
        ("opened: 2026-11-16 09:00", "opened: 2025-11-16 09:00", "不准：2025-11-16 还没有生效的版本"),
    ],
)
def test_a_case_that_does_not_come_out_says_how(old, new, said):
    found = said_of(old, new)
    assert len(found) == 1
    assert said in found[0]


def test_after_a_refused_opening_nothing_can_follow():
    found = said_of("by: asker\n", "by: lead\n    refused: 不能登记\n")
    assert found == ["第 10 行：一例：不准：事项没有登记成"]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("opened: 2026-11-16 09:00", "opened: 2026-02-30 09:00", "没有“2026-02-30 09:00”这个时刻"),
        ("pause: 等天气", "pause: 等天气, resume: yes", "一步只写 move、pause、resume、extend 里的一种"),
        ("move: drop, by: desk", "move: drop", "要写 by：谁来做"),
        ("light: green", "light: blue", "写的是“blue”，只能是 none、green、amber、red、paused"),
    ],
)
def test_cases_are_refused_for(old, new, said):
    assert CASES.count(old) == 1
    with pytest.raises(FileRefused) as refused:
        read_cases(CASES.replace(old, new))
    assert any(said in fault for fault in refused.value.faults)


def test_moves_without_a_case_are_named():
    assert without_case(VERSION, read_cases(CASES)) == ["drop", "finish", "close", "confirm", "reopen"]
