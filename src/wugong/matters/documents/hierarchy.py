"""Builds the tree of a plan from its numbered lines, also where systems mix, restart or break."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

from wugong.matters.documents.headings import SUB_STYLES, Mark, has_decimal, heading_end, mark_of
from wugong.matters.documents.labels import is_label_line, label_start
from wugong.matters.documents.lines import Line
from wugong.matters.documents.roles import OPEN, PLAIN, role_of
from wugong.matters.documents.units import looks_like_unit

PLAIN_MARK: Final = Mark("plain", 1, 0, 0)
BOXED: Final = re.compile(r"\[([一-鿿“][^\[\]]{1,28})\]\s*(?!\d+号)")
BOXED_SECTION: Final = Mark("boxed", 1, 0, 1)
BOXED_ITEM: Final = Mark("boxed", 3, 0, 1)
UNITS: Final = re.compile("[、,;/ ]+")
HEADS: Final = 2  # headings of sections that show how the document is built
SHORT: Final = 20  # characters of a heading that carries no number
WHEN: Final = re.compile(r"[（(\[〔【][^()（）]*[0-9xX×]\s*[年月日%][^()（）]*[)）\]〕】]$")
LONGEST: Final = 20_000  # characters a joined paragraph may grow to
CUT: Final = 60  # characters; no heading is as long


@dataclass(slots=True, eq=False)
class Node:
    """A numbered item with its own paragraphs, those of its sub-items apart in `children`."""

    mark: Mark
    lines: list[Line]
    parent: "Node | None" = None
    children: list["Node"] = field(default_factory=list)
    after: list[Line] = field(default_factory=list)  # labels that follow the sub-items
    said: tuple[Line, str] | None = None  # the heading, and the line it was taken from

    @property
    def rest(self) -> str:
        """The first paragraph without its number, folded."""
        return self.lines[0].text[self.mark.length :] if self.lines else ""

    @property
    def heading(self) -> str:
        """The heading as written: without number, label brackets and what follows its first full stop."""
        if not self.lines:
            return ""
        if self.said is None or self.said[0] is not self.lines[0]:
            end = self.mark.length + self._heading_length()
            heading = WHEN.sub("", self.lines[0].shown[self.mark.length : end]).strip(" \t*,、，")
            self.said = (self.lines[0], heading)
        return self.said[1]

    @property
    def number(self) -> str:
        """The number as written."""
        return self.lines[0].shown[: self.mark.length].strip("【[ \t") if self.lines else ""

    @property
    def first(self) -> int:
        """The first line of the item."""
        return self.lines[0].first

    @property
    def last(self) -> int:
        """The last line of the item's own paragraphs and labels."""
        return max(line.last for line in (*self.lines, *self.after))

    @property
    def has_body(self) -> bool:
        """Whether more is said than the heading."""
        own = [line for line in self.lines[1:] if not is_label_line(line.text)]
        return bool(own) or len(self.rest) > self._heading_length() + 4

    def _heading_length(self) -> int:
        return self.rest.index("]") if self.mark.style == "boxed" else heading_length(self.rest)

    def walk(self) -> Iterator["Node"]:
        """Yield the item and everything under it, in the order of the text."""
        open_nodes = [self]
        while open_nodes:
            node = open_nodes.pop()
            yield node
            open_nodes += reversed(node.children)


def heading_length(rest: str) -> int:
    """Return how many characters of the paragraph are its heading."""
    return min(heading_end(rest), label_start(rest))


def tree_of(lines: Iterable[Line]) -> Node:
    """Return the root whose paragraphs are what stands before the first number."""
    held = list(lines)
    decimals = any(has_decimal(line.text) for line in held)
    marks = [_mark(line, decimals) for line in held]
    ranks = {"number": 1.0} if _are_sections(held, marks) else _ranks(marks)
    root = Node(Mark("root", -1, 0, 0), [])
    stack = [root]
    for line, mark in zip(held, marks, strict=True):
        if mark is None:
            _continue(stack, line)
        else:
            _open(stack, line, mark, ranks)
    return root


def _mark(line: Line, decimals: bool) -> Mark | None:
    if "\t" in line.text or is_label_line(line.text):
        return None
    if mark := mark_of(line.text, decimals):
        return mark
    if line.text[0] == "[" and (boxed := BOXED.match(line.text)):
        alone = boxed.end() == len(line.text) and role_of(boxed[1]) != OPEN
        return BOXED_SECTION if alone or PLAIN.fullmatch(boxed[1]) else BOXED_ITEM
    text = line.text.strip("[] ")
    return PLAIN_MARK if len(text) <= SHORT and PLAIN.fullmatch(text) else None


def _are_sections(lines: list[Line], marks: list[Mark | None]) -> bool:
    """Whether plain numbers head the sections, as nothing ranks above them and they say nothing else."""
    used = {mark.style for mark in marks if mark}
    if used & {"cn", "part", "plain", "cn_bracket", "phase"}:
        return False
    pairs = zip(lines, marks, strict=True)
    heads = [line.text[mark.length :] for line, mark in pairs if mark and mark.style == "number"]
    return sum(1 for head in heads if len(head) <= SHORT and PLAIN.fullmatch(head)) >= HEADS


def _ranks(marks: list[Mark | None]) -> dict[str, float]:
    """Where "1" stands above "1.1" or "(一)" throughout the document, its rank; usually it stands below."""
    used = {mark.style for mark in marks if mark}
    if "decimal" in used and not used & {"cn", "part"}:
        return {"number": 1}
    if _heads_restart(marks):
        return {"cn": 1.7}
    last, pairs, single = 0, 0, True
    under = ""
    for mark in marks:
        if mark is None:
            continue
        if mark.style == "cn":
            single = False
        if mark.style == "number":
            single = single and mark.value == last + 1
            last, under = mark.value, "number"
        elif mark.style == "cn_bracket":
            pairs += mark.value == 1 and under == "number"
            if under == "":
                single = False
            under = under or "cn_bracket"
    return {"number": 1.2} if single and pairs >= 2 else {}


def _heads_restart(marks: list[Mark | None]) -> bool:
    """Whether 一、 begins again under headings without numbers, at two of them at least."""
    pairs = pairwise(mark for mark in marks if mark)
    return (
        sum(one.rank == 1 and one.value == 0 and two.style == "cn" and two.value == 1 for one, two in pairs)
        > 1
    )


def _open(stack: list[Node], line: Line, mark: Mark, ranks: dict[str, float]) -> None:
    """Put a new item under the nearest open one that ranks above it."""
    rank = ranks.get(mark.style, mark.rank)
    mark = Mark(mark.style, rank, mark.value, mark.length, mark.deep)
    while len(stack) > 1 and not _above(stack[-1].mark, mark):
        stack.pop()
    node = Node(mark, [line], stack[-1])
    stack[-1].children.append(node)
    stack.append(node)


def _above(upper: Mark, lower: Mark) -> bool:
    if upper.style == "article":
        return lower.rank > upper.rank
    if upper.style == "decimal" and lower.style == "decimal":
        return len(upper.deep) < len(lower.deep) and lower.deep[: len(upper.deep)] == upper.deep
    if upper.style == "number" and lower.style == "decimal":
        return lower.deep[0] == upper.value
    return upper.rank < lower.rank


def _continue(stack: list[Node], line: Line) -> None:
    """Add a paragraph without number to the item it belongs to, joined where the sentence was cut."""
    node = stack[-1]
    if is_label_line(line.text) and node.mark.style in SUB_STYLES:
        owner = _owner(stack)
        owner.after.append(line)
        return
    before = node.lines[-1] if node.lines else None
    if before and node.mark.style == "ordinal" and before.whole and node.has_body:
        _after_ordinals(stack).append(line)
        return
    if before and _goes_on(before, line):
        gap = "" if before.text[-1] in "、:,/" else "、"
        node.lines[-1] = Line(
            before.first, line.last, before.text + gap + line.text, before.shown + gap + line.shown
        )
        return
    if before and len(before.text) < LONGEST and _is_cut(before) and not is_label_line(line.text):
        node.lines[-1] = _joined(before, line)
        return
    node.lines.append(line)


def _joined(before: Line, line: Line, gap: str = "") -> Line:
    return Line(before.first, line.last, before.text + gap + line.text, before.shown + gap + line.shown)


def _goes_on(before: Line, line: Line) -> bool:
    """Whether the line goes on with the units of the label before it."""
    text = line.text.strip("。; ")
    if (
        len(text) > CUT
        or len(before.text) > LONGEST
        or before.text[-1] in "。;)"
        or not is_label_line(before.text)
    ):
        return False
    if is_label_line(line.text) or "。" in text:
        return False
    return before.text[-1] in "、:," or all(looks_like_unit(one) for one in UNITS.split(text) if one)


def _after_ordinals(stack: list[Node]) -> list[Line]:
    """Where a paragraph goes that follows 一是…: to the task they are parts of, else to the preamble."""
    owner = next((node for node in reversed(stack) if node.mark.style not in SUB_STYLES), stack[0])
    return owner.after if owner.mark.rank >= 0 else owner.lines


def _is_cut(line: Line) -> bool:
    """Whether the paragraph stops amid a sentence, as at the end of a page; headings do not count."""
    return not line.whole and ("。" in line.text or len(line.text) > CUT) and not is_label_line(line.text)


def _owner(stack: list[Node]) -> Node:
    """The open item that a label after sub-items speaks of."""
    for node in reversed(stack):
        if node.mark.style not in SUB_STYLES and node.mark.rank > 0:
            return node if node.mark.rank >= 1.5 else stack[-1]
    return stack[-1]
