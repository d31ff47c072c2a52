"""Reads one item of a plan with its sub-items: units, deadlines, targets and recurrences."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from wugong.matters.documents.headings import SUB_STYLES
from wugong.matters.documents.hierarchy import Node
from wugong.matters.documents.labels import Label, labels_in, without
from wugong.matters.documents.lines import Line
from wugong.matters.documents.moments import Moment, moments_in
from wugong.matters.documents.numbers import is_blank
from wugong.matters.documents.recurrences import Recurrence, recurrences_in
from wugong.matters.documents.targets import Amount, Target, amounts_in, coverage_in, targets_in
from wugong.matters.documents.terms import terms_in
from wugong.matters.documents.units import units_of


@dataclass(slots=True)
class Item:
    """A task or safeguard as the plan states it."""

    number: str
    path: list[str]
    title: str
    first: int
    last: int
    lead_units: list[str] = field(default_factory=list)
    support_units: list[str] = field(default_factory=list)
    group_units: list[str] = field(default_factory=list)
    people: list[str] = field(default_factory=list)
    etc: bool = False
    blanks: list[str] = field(default_factory=list)  # labels whose value is still to be filled
    deadlines: list[Moment] = field(default_factory=list)
    targets: list[Target] = field(default_factory=list)
    recurrences: list[Recurrence] = field(default_factory=list)
    amounts: list[Amount] = field(default_factory=list)
    coverage: list[str] = field(default_factory=list)
    parts: list["Part"] = field(default_factory=list)
    body: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """A sub-item: its number, heading and lines."""

    number: str
    title: str
    first: int
    last: int


def item_of(node: Node, path: list[str], window: Moment | None) -> Item:
    """Return the item with everything said in its own paragraphs and in those of its sub-items."""
    below = [child for child in node.walk() if child is not node]
    found = Item(node.number, path, node.heading, node.first, node.last)
    found.parts = [Part(child.number, child.heading, child.first, child.last) for child in below]
    if below and below[-1].mark.style not in SUB_STYLES and any(_labels(below[-1].lines)):
        found.last = max(found.last, below[-1].last)
    fill(found, [line for one in (node, *below) for line in (*one.lines, *one.after)])
    found.body = "\n".join(line.shown for line in node.lines)
    inherit(found, window)
    return found


def _labels(lines: Iterable[Line]) -> list[Label]:
    return [label for line in lines for label in labels_in(line.text, line.shown)]


def has_labels(node: Node) -> bool:
    """Whether the item's own paragraphs say who is responsible."""
    return any(label.role in ("lead", "support", "person") for label in _labels((*node.lines, *node.after)))


def fill(found: Item, lines: Iterable[Line]) -> None:
    """Read units, deadlines, targets and recurrences of the lines into the item."""
    labels: list[Label] = []
    for line in lines:
        own = labels_in(line.text, line.shown)
        labels += own
        plain = without(line.text, own)
        found.deadlines += moments_in(plain, line.shown) + terms_in(plain, line.shown)
        found.targets += targets_in(plain, line.shown)
        found.recurrences += recurrences_in(plain, line.shown)
        found.amounts += amounts_in(plain, line.shown)
        found.coverage += coverage_in(plain, line.shown)
    take(found, labels)


def take(found: Item, labels: list[Label]) -> None:
    """Enter what the labels say; a 责任 beside a 牵头 only supports."""
    led = any(label.word.startswith(("牵头", "主责", "主办")) for label in labels if label.role == "lead")
    for label in labels:
        if label.role == "time":
            _take_time(found, label)
        elif label.role == "aim":
            found.targets += targets_in(label.text, label.shown)
        elif label.role in ("lead", "support", "person"):
            _take_units(
                found, label, helping=label.role == "support" or (led and label.word.startswith("责任"))
            )


def _take_time(found: Item, label: Label) -> None:
    moments = moments_in(label.text, label.shown, labelled=True)
    moments += terms_in(label.text, label.shown, labelled=True)
    if is_blank(label.text):
        found.blanks.append(label.word)
    elif moments and not label.text.startswith(("每", "按", "定期")):
        found.deadlines += moments
    elif again := recurrences_in(label.text, label.shown):
        found.recurrences += again
    elif said := label.shown.strip(" ;；,，"):
        found.deadlines.append(Moment(said, "ongoing", None, None, None))


def _take_units(found: Item, label: Label, helping: bool) -> None:
    units = units_of(label.text, label.shown)
    if units.blank or not label.text.strip():
        found.blanks.append(label.word)
    if label.role == "person":
        found.people += units.named
        return
    found.etc = found.etc or units.etc
    target = found.support_units if helping else found.lead_units
    target += [name for name in units.named if name not in (*found.lead_units, *found.support_units)]
    found.group_units += [name for name in units.groups if name not in found.group_units]


def inherit(found: Item, window: Moment | None) -> None:
    """Give an item without a deadline of its own that of its phase."""
    if window and all(one.type in ("relative", "immediate") for one in found.deadlines):
        found.deadlines.append(
            Moment(window.raw, window.type, window.year, window.month, window.day, True, window.start)
        )
