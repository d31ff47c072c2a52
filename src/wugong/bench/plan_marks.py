"""Marks what was read of plan documents against a truth: hits, finds and truths of each kind."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

Facts = dict[str, Any]
TASKS = ("task", "keytask")
SCALES = {"万": 10_000, "亿": 100_000_000}
SAME_KINDS = {"month_end": "date", "quarter_end": "quarter_milestone"}  # finer names some truths use


@dataclass(slots=True)
class Mark:
    """How many were found, how many there are, how many of them are the same."""

    hits: int = 0
    found: int = 0
    true: int = 0

    def add(self, found: Iterable[Any], true: Iterable[Any], same: Callable[[Any, Any], bool]) -> None:
        """Match each find with at most one truth."""
        left = list(true)
        self.true += len(left)
        for one in found:
            self.found += 1
            place = next((place for place, other in enumerate(left) if same(one, other)), None)
            if place is not None:
                self.hits += 1
                del left[place]

    def figures(self) -> Facts:
        """Return precision, recall and F1; what there is none of and none was found of counts as right."""
        precision = self.hits / self.found if self.found else 1.0
        recall = self.hits / self.true if self.true else 1.0
        f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
        rounded = {"precision": precision, "recall": recall, "f1": f1}
        counts = {"hits": self.hits, "found": self.found, "true": self.true}
        return {name: round(value, 4) for name, value in rounded.items()} | counts


def marks_of(pairs: Iterable[tuple[list[Facts], Facts]]) -> dict[str, Mark]:
    """Return a mark of each kind over pairs of what was read of a file and its truth."""
    marks: dict[str, Mark] = {}
    for documents, truth in pairs:
        for kind, found, true, same in _compared(documents, truth):
            marks.setdefault(kind, Mark()).add(found, true, same)
    return marks


Compared = tuple[str, list[Any], list[Any], Callable[[Any, Any], bool]]


def _compared(documents: list[Facts], truth: Facts) -> Iterator[Compared]:
    records = [one for one in truth["tasks"] if one["kind"] in TASKS]
    tasks = [task for document in documents for task in document["tasks"]]
    yield "is_plan", [any(one["is_plan"] for one in documents)], [bool(records)], _equal
    yield "tasks", [_first(one) for one in tasks], [_first(one) for one in records], _equal
    yield "titles", _titles(tasks), _titles(records), _equal
    parents = {one["id"]: one for one in records if "id" in one}
    for kind, own, true_of, same in FIELDS:
        true = [
            (_first(parents.get(record.get("parent", ""), record)), value)
            for record in truth["tasks"]
            if record["kind"] in TASKS or (record.get("parent") in parents and kind != "inherited")
            for value in true_of(record)
        ]
        found = [(_first(task), value) for task in tasks for value in own(task)]
        yield kind, found, true, _at_one_task(same)


def _first(one: Facts) -> int:
    return int(one["lines"][0])


def _titles(tasks: list[Facts]) -> list[tuple[int, str]]:
    return [(_first(one), one["title"]) for one in tasks]


def _equal(one: Any, other: Any) -> bool:
    return bool(one == other)


def _at_one_task(same: Callable[[Any, Any], bool]) -> Callable[[Any, Any], bool]:
    return lambda one, other: one[0] == other[0] and same(one[1], other[1])


def _overlap(one: str, other: str) -> bool:
    return one in other or other in one


def _same_deadline(one: Facts, other: Facts) -> bool:
    parts = ("month", "day") if other.get("month") else ()
    kinds = {SAME_KINDS.get(each["type"], each["type"]) for each in (one, other)}
    return (
        len(kinds) == 1
        and _overlap(one["raw"], other["raw"])
        and all(one[part] == other.get(part) for part in parts)
    )


def _same_target(one: Facts, other: Facts) -> bool:
    near = _overlap(one["raw"], other["raw"]) or one["unit"] in other["raw"] or one["unit"] == other["unit"]
    return bool(near and one["op"] == other["op"] and _size(one) == _size(other))


def _size(target: Facts) -> Any:
    """The value without the scale of its unit: 10 万条 are 100000 条."""
    scale = SCALES.get(str(target["unit"])[:1], 1)
    return target["value"] * scale if isinstance(target["value"], int | float) else target["value"]


def _own(task: Facts) -> list[Facts]:
    return [one for one in task["deadlines"] if not one.get("inherited")]


def _blank(task: Facts) -> list[bool]:
    return [True] if task["placeholder"] else []


def _blank_labels(record: Facts) -> list[bool]:
    return [True] if any(label["placeholder"] for label in record.get("labels", ())) else []


FIELDS: tuple[
    tuple[str, Callable[[Facts], list[Any]], Callable[[Facts], list[Any]], Callable[..., bool]], ...
] = (
    ("lead_units", lambda one: one["lead_units"], lambda one: one.get("lead_units", []), _equal),
    ("support_units", lambda one: one["support_units"], lambda one: one.get("co_units", []), _equal),
    ("group_units", lambda one: one["group_units"], lambda one: one.get("group_units", []), _equal),
    ("deadlines", _own, lambda one: one.get("deadlines", []), _same_deadline),
    (
        "inherited",
        lambda one: [each for each in one["deadlines"] if each.get("inherited")],
        lambda one: one.get("inherited_deadlines", []),
        _same_deadline,
    ),
    ("targets", lambda one: one["kpis"], lambda one: one.get("kpis", []), _same_target),
    (
        "recurrences",
        lambda one: [each["raw"] for each in one["recurrences"]],
        lambda one: [each["raw"] for each in one.get("recurrences", [])],
        _overlap,
    ),
    ("placeholders", _blank, _blank_labels, _equal),
)
