"""Counts the automatic numbers of a .docx, which stand in no paragraph's text (ECMA-376, part 1, 17.9)."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Final

from wugong.matters.documents.word_figures import figure

LEVELS: Final = 9
DEEPEST_LOOK: Final = 20  # styles that rest on each other
NO_LIST: Final = "0"

Owner = tuple[str, str]  # an abstract list, or a list that has levels of its own


@dataclass(slots=True)
class Level:
    """One level of a list: what its numbers look like, and where they begin."""

    kind: str = "decimal"
    text: str = ""
    start: int = 1
    arabic: bool = False  # the numbers above it are shown in Arabic digits


@dataclass(slots=True)
class Look:
    """A style, as far as it numbers its paragraphs."""

    parent: str = ""
    list: str = ""
    level: int | None = None


class Numbering:
    """Which list shows which numbers, and how far each has come."""

    def __init__(self) -> None:
        self.levels: dict[tuple[Owner, int], Level] = {}
        self.lists: dict[str, str] = {}  # list → abstract list
        self.begins: dict[tuple[str, int], int] = {}  # list, level → where this list begins again
        self.borrowed: dict[str, str] = {}  # abstract list → the style whose list it is
        self.linked: dict[str, int] = {}  # style → the level that was made for it
        self.looks: dict[str, Look] = defaultdict(Look)
        self.counts: dict[str, dict[int, int]] = defaultdict(dict)  # abstract list → level → how far
        self.begun: set[tuple[str, int]] = set()
        self._owner: Owner = ("", "")
        self._level = 0
        self._look = ""

    def definition(self, name: str, attributes: dict[str, str]) -> None:
        """Take in an element of `numbering.xml`."""
        value = attributes.get("val", "")
        if name in ("abstractNum", "num"):
            self._owner = (name, attributes.get(f"{name}Id", ""))
        elif name in ("lvl", "lvlOverride"):
            self._level = _whole(attributes.get("ilvl", "")) or 0
            if name == "lvl":
                self.levels[self._owner, self._level] = Level()
        elif name == "abstractNumId":
            self.lists[self._owner[1]] = value
        elif name == "startOverride":
            self.begins[self._owner[1], self._level] = _begin(value)
        elif name == "numStyleLink":
            self.borrowed[self._owner[1]] = value
        elif name == "pStyle":
            self.linked[value] = self._level
        elif level := self.levels.get((self._owner, self._level)):
            _take(level, name, value)

    def style(self, name: str, attributes: dict[str, str]) -> None:
        """Take in an element of `styles.xml`."""
        value = attributes.get("val", "")
        if name == "style":
            self._look = attributes.get("styleId", "")
        elif name == "basedOn":
            self.looks[self._look].parent = value
        elif name == "numId":
            self.looks[self._look].list = value
        elif name == "ilvl":
            self.looks[self._look].level = _whole(value)

    def next(self, number_list: str, level: int | None, look: str) -> str:
        """Return the number of the next paragraph of this list or style; "" where it has none."""
        styled, styled_level = self._of_look(look)
        number_list = number_list or styled
        at = next((one for one in (level, styled_level) if one is not None), 0)
        abstract = self._abstract(number_list)
        if number_list == NO_LIST or abstract is None or at >= LEVELS:
            return ""
        counts = self.counts[abstract]
        self._begin_again(number_list, at, counts)
        counts[at] = counts.get(at, self._start(number_list, abstract, at) - 1) + 1
        for deeper in [one for one in counts if one > at]:
            del counts[deeper]
        return self._shown(number_list, abstract, at, counts)

    def _of_look(self, look: str) -> tuple[str, int | None]:
        """Return the list and the level of a style, its own or those of a style it rests on."""
        level: int | None = None
        for _ in range(DEEPEST_LOOK):
            if look not in self.looks:
                break
            one = self.looks[look]
            level = one.level if level is None else level
            if one.list:
                return one.list, self.linked.get(look) if level is None else level
            look = one.parent
        return "", level

    def _abstract(self, number_list: str) -> str | None:
        """Return the list's abstract list; where that one borrows a style's list, the style's."""
        abstract = self.lists.get(number_list)
        if abstract in self.borrowed:
            return self.lists.get(self._of_look(self.borrowed[abstract])[0], abstract)
        return abstract

    def _begin_again(self, number_list: str, at: int, counts: dict[int, int]) -> None:
        """A list that begins anew does so at its first paragraph, wherever its kin have come to."""
        one = (number_list, at)
        if one in self.begins and one not in self.begun:
            self.begun.add(one)
            counts[at] = self.begins[one] - 1

    def _start(self, number_list: str, abstract: str, at: int) -> int:
        own = self.begins.get((number_list, at))
        return self._of(number_list, abstract, at).start if own is None else own

    def _of(self, number_list: str, abstract: str, at: int) -> Level:
        own = self.levels.get((("num", number_list), at))
        return own or self.levels.get((("abstractNum", abstract), at)) or Level()

    def _shown(self, number_list: str, abstract: str, at: int, counts: dict[int, int]) -> str:
        level = self._of(number_list, abstract, at)
        if level.kind in ("none", ""):
            return ""
        if level.kind == "bullet":
            return "•"
        text = level.text
        for place in range(at + 1):
            kind = "decimal" if level.arabic else self._of(number_list, abstract, place).kind
            value = counts.get(place, self._start(number_list, abstract, place))
            text = text.replace(f"%{place + 1}", figure(value, kind))
        return text


def _take(level: Level, name: str, value: str) -> None:
    """What an element within a level says of it."""
    if name == "numFmt":
        level.kind = value
    elif name == "lvlText":
        level.text = value
    elif name == "start":
        level.start = _begin(value)
    elif name == "isLgl":
        level.arabic = value not in ("0", "false", "off")


def _begin(value: str) -> int:
    whole = _whole(value)
    return 1 if whole is None else whole


def _whole(value: str) -> int | None:
    return int(value) if value.isascii() and value.isdigit() and len(value) < LEVELS else None
