"""Cases of a points catalogue: facts and what should come out, read from YAML and held against the rules."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from importlib.resources import files
from typing import Any

from wugong.base.refusals import Refusal
from wugong.rules.building import Builder
from wugong.rules.dated import open_document
from wugong.rules.documents import Path
from wugong.rules.points_catalogue import (
    Catalogue,
    History,
    Limit,
    Past,
    catalogue_text,
    worth,
)


@dataclass(frozen=True, slots=True)
class Case:
    """One claim with its past, and the points and limits that should come out."""

    name: str
    line: int
    item: str
    quantity: Decimal
    score: int | None
    day: date
    history: History
    points: int
    limited_by: tuple[Limit, ...]


def cases_text(name: str) -> str:
    """The YAML of the cases of a bundled catalogue."""
    catalogue_text(name)
    return files("wugong.rules").joinpath(f"points/{name}.cases.yaml").read_text("utf-8")


def read_cases(text: str, source: str = "算例") -> list[Case]:
    """The cases in `text`; FileRefused names each line and key that does not fit."""
    builder = open_document(text, "points-cases", source)
    cases = [_case(builder, node, ("cases", place)) for place, node in enumerate(builder.root["cases"])]
    builder.faults.refuse()
    return cases


def _case(builder: Builder, node: dict[str, Any], path: Path) -> Case:
    past = [
        Past(one["item"], builder.day(one["day"], (*path, "past", place, "day")), int(one["points"]))
        for place, one in enumerate(node.get("past", ()))
    ]
    history = History(
        past=tuple(past),
        balance=_number(node, "balance"),
        pool=_number(node, "pool"),
        given={key: int(points) for key, points in node.get("given", {}).items()},
    )
    return Case(
        name=node["name"],
        line=builder.document.line(path),
        item=node["item"],
        quantity=Decimal(node.get("quantity", "1")),
        score=_number(node, "score"),
        day=builder.day(node["day"], (*path, "day")),
        history=history,
        points=int(node["points"]),
        limited_by=tuple(Limit(word) for word in node.get("limited_by", ())),
    )


def _number(node: dict[str, str], key: str) -> int | None:
    return int(node[key]) if key in node else None


def failures(catalogue: Catalogue, cases: Iterable[Case]) -> list[str]:
    """One sentence for each case that does not come out as it says."""
    return [said for case in cases if (said := _failure(catalogue, case))]


def _failure(catalogue: Catalogue, case: Case) -> str:
    try:
        found = worth(
            catalogue.item(case.item), case.quantity, day=case.day, history=case.history, score=case.score
        )
    except Refusal as refusal:
        return f"第 {case.line} 行：{case.name}：{refusal}"
    if (found.points, found.limited_by) == (case.points, case.limited_by):
        return ""
    wanted, got = _words(case.points, case.limited_by), _words(found.points, found.limited_by)
    return f"第 {case.line} 行：{case.name}：应为 {wanted}，算出 {got}（{found.reason}）"


def _words(points: int, limits: Sequence[Limit]) -> str:
    return f"{points} 分" + (f"［{'、'.join(limit.label for limit in limits)}］" if limits else "")


def without_case(catalogue: Catalogue, cases: Iterable[Case]) -> list[str]:
    """The codes of the items that no case speaks of, in the order of the catalogue."""
    known = {case.item for case in cases}
    return [item.code for item in catalogue.items if item.code not in known]
