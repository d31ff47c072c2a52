"""The text of a paper, drafted from its figures: plain sentences, the same for the same figures."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, Final

from wugong.matters.numbers import spoken
from wugong.matters.states import PaperKind
from wugong.rules.plan_papers import Term
from wugong.rules.register_parts import StateKind

SAID: Final = 20  # rows of a list that a text names; the rest is in the table beside
BOARD: Final = "方案的进展页"  # where all targets stand
NUMERALS: Final = "一二三四五六七八九十"
ENDS: Final = {
    str(StateKind.SOLVED): "已销号",
    str(StateKind.LASTING): "已销号",
    str(StateKind.DONE): "报完成，待核实",
    str(StateKind.ENDED): "已取消",
}
Row = Mapping[str, Any]
Part = tuple[str, list[str]]


def drafted(kind: str, place: str, term: Term, figures: Row) -> str:
    """Return the paper's text as its figures say it."""
    title, parts = {
        PaperKind.HALF_MONTH: ("工作报告", _half_month),
        PaperKind.YEAR_PLAN: ("工作计划", _year_plan),
        PaperKind.YEAR_SUMMARY: ("工作总结", _year_summary),
    }[PaperKind(kind)]
    told = [f"{place}{term.label}{title}"]
    for number, (heading, lines) in enumerate(parts(term, figures)):
        told += ["", f"{NUMERALS[number]}、{heading}", *lines]
    return "\n".join(told)


def _half_month(term: Term, figures: Row) -> Iterator[Part]:
    until = date.fromisoformat(figures["until"])
    n = {key: one["n"] for key, one in figures["counts"].items()}
    yield (
        "总体情况",
        [
            f"{_day(term.first)}至{_day(until)}，{_flow(n)}。",
            f"到{_day(until)}，超期 {n['late']} 件；这段时间发出督办 {n['ordered']} 件。",
            *_targets(figures["targets"]),
        ],
    )
    yield "各单位任务进展", list(_units(figures)) or ["这段时间没有在办的任务。"]
    yield "超期和督办", _listed([_late(one) for one in figures["late"]]) or ["没有超期的。"]
    yield "下一步安排", _listed([_next(one) for one in figures["next"]]) or ["下半个月没有到期的。"]
    if figures["blanks"]:
        yield "还要补的内容", _listed([_blank(one) for one in figures["blanks"]])


def _flow(n: Mapping[str, int]) -> str:
    done = f"新立 {n['opened']} 件，办结 {n['done']} 件，销号 {n['solved']} 件"
    ended = f"，其他了结 {n['ended']} 件" if n["ended"] else ""
    return f"{done}，退回重办 {n['reopened']} 件{ended}"


def _units(figures: Row) -> Iterator[str]:
    for unit in figures["units"]:
        name = unit["name"] or "还没有单位牵头的"
        told = (
            f"{name}：任务 {unit['tasks']} 项，销号 {unit['solved']} 项，报完成待核实 {unit['reported']} 项"
        )
        yield f"{told}，超期 {unit['late']} 项。"
        tasks = [one for one in figures["tasks"] if one["unit"] == unit["name"]]
        yield from _listed([_task(one) for one in tasks])


def _task(one: Row) -> str:
    last = one.get("last")
    told = f"最近一步：{_on(last['day'])}{last['what']}" if last else "还没有动"
    return f"{_named(one)}：{one['state']}，{told}。"


def _late(one: Row) -> str:
    order = "，督办中" if one["ordered"] else ""
    days = f"超期 {one['days']} 天" if one["days"] else "当天超期"
    return f"{_named(one)}：{_on(one['due'])}到期，{days}{order}。"


def _next(one: Row) -> str:
    unit = f"，{one['unit']}" if one["unit"] else ""
    return f"{_named(one)}：{_on(one['due'])}到期{unit}。"


def _blank(one: Row) -> str:
    return f"{_named(one)}：待填{'、'.join(one['lacks'])}，填齐才能开始。"


def _targets(targets: Sequence[Row]) -> list[str]:
    """Return how many targets were reached by verified figures; what was only reported is said apart."""
    if not targets:
        return []
    reached = sum(one["state"] == "reached" for one in targets)
    waiting = sum(bool(one["waiting"]) for one in targets)
    told = f"量化指标 {len(targets)} 项，核实达到 {reached} 项"
    return [f"{told}；{waiting} 项填报了还没有核实，不算数。" if waiting else f"{told}。"]


def _year_plan(term: Term, figures: Row) -> Iterator[Part]:
    tasks, plans = figures["tasks"], figures["plans"]
    count = figures["counts"]["tasks"]["n"]
    if count:
        titles = "、".join(f"《{one}》" for one in plans[:5])
        yield (
            "总体安排",
            [f"全年任务 {count} 项，来自{titles}{'等' if len(plans) > 5 else ''} {len(plans)} 份方案。"],
        )
    else:
        yield "总体安排", ["已立项的方案里，没有今年到期的任务。"]
    for quarter in range(1, 5):
        due = [one for one in tasks if one["due"] and (int(one["due"][5:7]) + 2) // 3 == quarter]
        if due:
            yield f"{NUMERALS[quarter - 1]}季度到期的", _listed([_next(one) for one in due])
    if undated := [one for one in tasks if not one["due"]]:
        yield "时限还没有定的", _listed([f"{_named(one)}。" for one in undated])
    if figures["recurring"]:
        yield "全年按周期做的", [f"{one['title']}：{one['rule']}。" for one in figures["recurring"]]
    if figures["targets"]:
        yield (
            "要达到的指标",
            _listed([f"{one['title']}：{one['raw']}。" for one in figures["targets"]], BOARD),
        )
    if figures["blanks"]:
        yield "还要补的内容", _listed([_blank(one) for one in figures["blanks"]])


def _year_summary(term: Term, figures: Row) -> Iterator[Part]:
    n = {key: one["n"] for key, one in figures["counts"].items()}
    until = _day(date.fromisoformat(figures["until"]))
    yield (
        "全年情况",
        [
            f"到{until}，全年{_flow(n)}，督办 {n['ordered']} 件，现在超期 {n['late']} 件。",
        ],
    )
    told = (
        f"方案里今年到期的任务 {n['tasks']} 项：销号 {n['closed']} 项，报完成待核实 {n['waiting']} 项，"
        f"还在办 {n['running']} 项，取消 {n['dropped']} 项。"
    )
    yield "方案任务的完成", [told, *_listed([_became(one) for one in figures["tasks"]])]
    if figures["targets"]:
        yield (
            "指标的完成",
            [*_targets(figures["targets"]), *_listed(list(map(_target, figures["targets"])), BOARD)],
        )
    left = [one for one in figures["tasks"] if one["kind"] == StateKind.OPEN]
    yield "明年接着办的", _listed([f"{_named(one)}。" for one in left]) or ["没有。"]


def _became(one: Row) -> str:
    end = ENDS.get(one["kind"], "超期，还在办" if one["late"] else "还在办")
    day = f"（{_on(one['over'])}）" if one["over"] and one["kind"] in ENDS else ""
    return f"{_named(one)}：{end}{day}。"


def _target(one: Row) -> str:
    state = {"reached": "达到", "behind": f"还差 {one['behind']}", "masked": "目标值没有补上"}
    verified = f"核实 {one['verified']}，" if one["verified"] else ""
    return f"{one['title']}（{one['raw']}）：{verified}{state.get(one['state'], '没有核实过的数')}。"


def _listed(lines: Sequence[str], rest: str = "附表") -> list[str]:
    """Return the lines numbered; of many the first, and how many more there are."""
    told = [f"{number}. {one}" for number, one in enumerate(lines[:SAID], start=1)]
    return [*told, f"其余 {len(lines) - SAID} 项见{rest}。"] if len(lines) > SAID else told


def _named(one: Row) -> str:
    return f"{one.get('place', '')}“{one['title']}”（{spoken(one['number'])}）"


def _day(day: date) -> str:
    return f"{day.month}月{day.day}日"


def _on(day: str) -> str:
    return _day(date.fromisoformat(day))


def numbers_of(figures: Row) -> Iterable[tuple[str, int, Sequence[str]]]:
    """Return for each figure its key, how many, and the numbers of the matters behind it."""
    return [(key, one["n"], one["numbers"]) for key, one in figures.get("counts", {}).items()]
