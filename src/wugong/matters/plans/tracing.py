"""Where in a plan's text each cell of the matrix was read: the line and the words found in it."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from wugong.matters.plans.cells import TITLES, cell_of

Span = tuple[int, int, bool]  # from, till, whether it is a blank to be filled
Part = tuple[str, str]  # words, and how they are marked: "", "found" or "blank"
MASK: Final = r"[^，。；;\n]{0,12}?[:：]?\s*[xX×＊*ｘＸ_＿…—]{2,}"
LABELLED: Final = re.compile(
    r"(?:单位|部门|牵头|责任|配合|协[办同]|主办|参[加与])[^。；]{0,14}?[:：]|[(（][^)）]*$"
)


@dataclass(frozen=True, slots=True)
class Trace:
    """The line in which some words of a cell stand; `blank` where the plan masked them."""

    cell: str
    line: int
    start: int
    end: int
    blank: bool = False


class Text:
    """正文: the lines of a plan by number, in which words are looked up."""

    def __init__(self, text: str, first: int, last: int) -> None:
        self.first = first
        self.lines = text.split("\n")[first - 1 : last]

    def __getitem__(self, number: int) -> str:
        """Return the line of this number; nothing outside the plan."""
        at = number - self.first
        return self.lines[at] if 0 <= at < len(self.lines) else ""

    def find(self, words: str, numbers: Iterable[int], *, labelled: bool = False) -> tuple[int, int] | None:
        """Return the line and the place where the words first stand; after a label if it can be."""
        found = [(number, at) for number in numbers if (at := self[number].find(words)) >= 0]
        if labelled:
            better = ((n, at) for n, at in found if LABELLED.search(self[n][: at + 1]))
            return next(better, found[-1] if found else None)
        return found[0] if found else None


def traces_of(text: Text, found: Mapping[str, Any], phases: Sequence[Mapping[str, Any]]) -> Iterator[Trace]:
    """Yield where each cell of an item was read; what is nowhere found word for word is left out."""
    first, last = found["lines"]
    own = range(first, last + 1)
    yield from _words(text, "title", [found["title"][:30]], own)
    for cell in ("lead_units", "support_units", "group_units"):
        yield from _words(text, cell, found.get(cell, ()), own, labelled=True)
    for cell, key in (("leader", "leaders"), ("officer", "officers")):
        yield from _words(text, cell, found.get(key, ()), own, labelled=True)
    around = [*own, *_around(first, phases)]
    raws = [one["raw"] for one in found.get("deadlines", ())]
    yield from _words(text, "until", raws, around or own)
    for cell, key in (("goals", "kpis"), ("recurrences", "recurrences")):
        for one in found.get(key, ()):
            yield from _words(text, cell, [one["raw"]], own, blank=bool(one.get("masked")))
    for label in found.get("to_fill", ()):
        yield from _masked(text, label, own)


def _words(
    text: Text,
    cell: str,
    words: Iterable[str],
    own: Iterable[int],
    *,
    labelled: bool = False,
    blank: bool = False,
) -> Iterator[Trace]:
    numbers = list(own)
    for one in words:
        if one and (at := text.find(one, numbers, labelled=labelled)):
            yield Trace(cell, at[0], at[1], at[1] + len(one), blank)


def _around(line: int, phases: Sequence[Mapping[str, Any]]) -> Iterator[int]:
    """Yield the lines that an item inherits from: the head of its phase, else all that stands before it."""
    for one in phases:
        if one["first"] <= line <= one["last"]:
            yield from range(one["first"], min(one["first"] + 3, line))
    yield from range(max(line - 200, 1), line)


def _masked(text: Text, label: str, own: Iterable[int]) -> Iterator[Trace]:
    pattern = re.compile(re.escape(label) + MASK)
    for number in own:
        if match := pattern.search(text[number]):
            yield Trace(cell_of(label), number, match.start(), match.end(), blank=True)
            return


def parts_of(line: str, traces: Iterable[Trace]) -> list[Part]:
    """Return the line cut at the ends of what was found in it; where two overlap, a blank wins."""
    marks = [""] * len(line)
    for one in sorted(traces, key=lambda trace: trace.blank):
        for at in range(one.start, min(one.end, len(line))):
            marks[at] = "blank" if one.blank else "found"
    parts: list[Part] = []
    start = 0
    for at in range(1, len(line) + 1):
        if at == len(line) or marks[at] != marks[start]:
            parts.append((line[start:at], marks[start]))
            start = at
    return parts


def name_of(cell: str) -> str:
    """Return what a cell is called over its column."""
    return {"goals": "指标", "group_units": "各村各单位"}.get(cell, TITLES.get(cell, cell))
