"""Reads the paragraphs and table rows of a .docx, with the numbers that Word only shows."""

import io
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final
from xml.parsers import expat

from wugong.base.archives import chunks_of
from wugong.matters.documents.word_numbers import Numbering

MOST: Final = 64 << 20  # bytes of a part, unfolded; a long plan has less than one of them
DEEPEST: Final = 200  # elements within each other
BODY, NUMBERS, LOOKS = "word/document.xml", "word/numbering.xml", "word/styles.xml"
HIDDEN: Final = frozenset(
    ("del", "moveFrom", "Fallback", "rt", "pPrChange", "rPrChange", "tcPrChange", "numberingChange")
)  # struck out, moved away, there twice, a reading aid, or how it was before
WIDEST: Final = 60  # columns a cell may span
SPACES: Final = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}


class NotWord(Exception):
    """A packed file that is no Word document, with the reason in words."""


class TooLarge(Exception):
    """A part that unfolds to more than any plan has."""


def text_of_word(data: bytes) -> str:
    """Return a line for each paragraph and for each table row (cells parted by tabs)."""
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        names = set(parts.namelist())
        if BODY not in names:
            raise NotWord("不是 Word 文档（可能改过后缀），请交 .docx、.doc 或 .txt")
        numbering = Numbering()
        for name, take in ((NUMBERS, numbering.definition), (LOOKS, numbering.style)):
            if name in names:
                _parse(parts, name, take, lambda _name: None, lambda _text: None)
        reader = _Reader(numbering)
        _parse(parts, BODY, reader.open, reader.close, reader.said)
    return "\n".join(reader.lines)


def _parse(
    parts: zipfile.ZipFile,
    name: str,
    opened: Callable[[str, dict[str, str]], None],
    closed: Callable[[str], None],
    said: Callable[[str], None],
) -> None:
    """Hand every element and text of a part to the takers; names come without their prefix."""
    parser = expat.ParserCreate()
    depth = 0

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > DEEPEST:
            raise TooLarge
        opened(tag.rpartition(":")[2], {key.rpartition(":")[2]: value for key, value in attributes.items()})

    def end(tag: str) -> None:
        nonlocal depth
        depth -= 1
        closed(tag.rpartition(":")[2])

    def refuse(*_: object) -> None:
        raise NotWord("这个 .docx 里有不该有的定义，请在文字处理软件里另存后再交")

    parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = start, end, said
    parser.EntityDeclHandler = refuse
    size = 0
    try:
        for chunk in chunks_of(parts, parts.getinfo(name)):
            size += len(chunk)
            if size > MOST:
                raise TooLarge
            parser.Parse(chunk, False)
        parser.Parse(b"", True)
    except expat.ExpatError:
        raise NotWord("这个 .docx 的内容损坏，请在文字处理软件里另存后再交") from None


@dataclass(slots=True)
class _Paragraph:
    """What has been said in a paragraph that is open, and what is said about it."""

    words: list[str] = field(default_factory=list)
    look: str = ""
    list: str = ""
    level: int | None = None


class _Reader:
    """Gathers lines while the document passes by."""

    def __init__(self, numbering: Numbering) -> None:
        self.numbering = numbering
        self.lines: list[str] = []
        self.within: list[_Paragraph] = []  # paragraphs that are open: a text box lies within one
        self.cells: list[list[str]] = []  # of each table row that is open
        self.row: list[list[str]] = []
        self.text = False
        self.hidden = 0
        self.span = 1

    def open(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        if name in HIDDEN:
            self.hidden += 1
        elif self.hidden:
            return
        elif name == "t":
            self.text = True
        elif name == "p":
            self.within.append(_Paragraph())
        elif name == "tr":
            self.row.append([])
        elif name == "tc":
            self.cells.append([])
            self.span = 1
        elif name in SPACES and not self._in_properties(attributes):
            self._say(SPACES[name])
        else:
            self._property(name, attributes.get("val", ""))

    def _property(self, name: str, value: str) -> None:
        """Something is said about the paragraph or the cell."""
        if name == "gridSpan" and value.isdigit():
            self.span = min(int(value), WIDEST)
        elif not self.within:
            return
        elif name == "pStyle":
            self.within[-1].look = value
        elif name == "numId":
            self.within[-1].list = value
        elif name == "ilvl" and value.isdigit():
            self.within[-1].level = int(value)

    @staticmethod
    def _in_properties(attributes: dict[str, str]) -> bool:
        """Whether the element only sets a tab stop."""
        return "pos" in attributes or "type" in attributes

    def close(self, name: str) -> None:
        """An element ends."""
        if name in HIDDEN:
            self.hidden -= 1
        elif self.hidden:
            return
        elif name == "t":
            self.text = False
        elif name == "p":
            self._end_paragraph(self.within.pop())
        elif name == "tc" and self.cells:
            said = " ".join(self.cells.pop())
            if self.row:
                self.row[-1] += [said, *[""] * (self.span - 1)]
            self.span = 1
        elif name == "tr" and self.row:
            self._end_row(self.row.pop())

    def said(self, text: str) -> None:
        """Text passes by."""
        if self.text and not self.hidden:
            self._say(text)

    def _say(self, text: str) -> None:
        if self.within:
            self.within[-1].words.append(text)

    def _end_paragraph(self, one: _Paragraph) -> None:
        said = "".join(one.words)
        number = self.numbering.next(one.list, one.level, one.look) if said.strip() else ""
        if self.cells:
            if said.strip():
                self.cells[-1].append((number + said).replace("\t", " ").replace("\n", " ").strip())
            return
        self.lines += (number + said).split("\n")

    def _end_row(self, cells: list[str]) -> None:
        if len(cells) == 1:
            self.lines += [cells[0]]
        elif any(cells):
            self.lines.append("\t".join(cells))
