"""Counts the automatic numbers of a .docx, which stand in no paragraph's text."""

from collections import defaultdict
from typing import Final

DIGITS: Final = "零一二三四五六七八九"
LEVELS: Final = 9


class Numbering:
    """Which list shows which numbers, and how far each has come."""

    def __init__(self) -> None:
        self.formats: dict[
            tuple[str, int], tuple[str, str, int]
        ] = {}  # abstract list, level → kind, text, start
        self.lists: dict[str, str] = {}  # list → abstract list
        self.looks: dict[str, tuple[str, int]] = {}  # style → list, level
        self.counts: dict[str, dict[int, int]] = defaultdict(dict)
        self._abstract = self._list = self._look = ""
        self._level = 0

    def definition(self, name: str, attributes: dict[str, str]) -> None:
        """Take in an element of `numbering.xml`."""
        value = attributes.get("val", "")
        if name == "abstractNum":
            self._abstract = attributes.get("abstractNumId", "")
        elif name == "num":
            self._list = attributes.get("numId", "")
        elif name == "abstractNumId":
            self.lists[self._list] = value
        elif name == "lvl":
            level = attributes.get("ilvl", "0")
            self._level = int(level) if level.isdigit() else 0
            self.formats.setdefault((self._abstract, self._level), ("decimal", "", 1))
        elif name in ("numFmt", "lvlText", "start"):
            kind, text, start = self.formats.get((self._abstract, self._level), ("decimal", "", 1))
            if name == "start":
                start = int(value) if value.isdigit() else 1
            else:
                kind, text = (value, text) if name == "numFmt" else (kind, value)
            self.formats[self._abstract, self._level] = (kind, text, start)

    def style(self, name: str, attributes: dict[str, str]) -> None:
        """Take in an element of `styles.xml`."""
        value = attributes.get("val", "")
        if name == "style":
            self._look = attributes.get("styleId", "")
        elif name == "numId":
            self.looks[self._look] = (value, self.looks.get(self._look, ("", 0))[1])
        elif name == "ilvl":
            level = int(value) if value.isdigit() else 0
            self.looks[self._look] = (self.looks.get(self._look, ("", 0))[0], level)

    def next(self, number_list: str, level: int, look: str) -> str:
        """Return the number of the next paragraph of this list or style; "" where it has none."""
        if not number_list and look in self.looks:
            number_list, level = self.looks[look]
        abstract = self.lists.get(number_list)
        if not number_list or number_list == "0" or abstract is None or level >= LEVELS:
            return ""
        counts = self.counts[abstract]
        start = self.formats.get((abstract, level), ("decimal", "", 1))[2]
        counts[level] = counts.get(level, start - 1) + 1
        for deeper in [one for one in counts if one > level]:
            del counts[deeper]
        return self._shown(abstract, level, counts)

    def _shown(self, abstract: str, level: int, counts: dict[int, int]) -> str:
        kind, text, _ = self.formats.get((abstract, level), ("decimal", "", 1))
        if kind in ("none", ""):
            return ""
        if kind == "bullet":
            return "•"
        for place in range(level + 1):
            own, _, start = self.formats.get((abstract, place), ("decimal", "", 1))
            text = text.replace(f"%{place + 1}", _number(counts.get(place, start), own))
        return text


def _number(value: int, kind: str) -> str:
    if "hinese" in kind or "japaneseCounting" in kind or "ideograph" in kind or "taiwanese" in kind:
        return chinese_of(value)
    if kind.startswith("decimalEnclosedCircle"):
        return chr(0x245F + value) if value <= 20 else f"({value})"
    return str(value)


def chinese_of(value: int) -> str:
    """Return the number below a hundred as 一, 十, 十二, 二十三."""
    tens, ones = divmod(value, 10)
    if tens == 0:
        return DIGITS[ones]
    return ("" if tens == 1 else DIGITS[tens % 10]) + "十" + (DIGITS[ones] if ones else "")
