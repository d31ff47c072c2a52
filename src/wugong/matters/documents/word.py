"""Reads the paragraphs and table rows of a .docx, with the numbers that Word only shows."""

import io
import zipfile
from collections.abc import Callable
from typing import Final
from xml.parsers import expat

from wugong.base.archives import chunks_of
from wugong.matters.documents.word_numbers import Numbering

MOST: Final = 64 << 20  # bytes of a part, unfolded; a long plan has less than one of them
DEEPEST: Final = 200  # elements within each other
BODY, NUMBERS, LOOKS = "word/document.xml", "word/numbering.xml", "word/styles.xml"
HIDDEN: Final = ("del", "moveFrom", "Fallback")  # struck out, moved away, or there twice
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


class _Reader:
    """Gathers lines while the document passes by."""

    def __init__(self, numbering: Numbering) -> None:
        self.numbering = numbering
        self.lines: list[str] = []
        self.words: list[str] = []
        self.cells: list[list[str]] = []  # of each table row that is open
        self.row: list[list[str]] = []
        self.text = self.hidden = False
        self.look, self.level, self.list = "", 0, ""
        self.span = 1

    def open(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        if name == "t":
            self.text = True
        elif name in HIDDEN:
            self.hidden = True
        elif name == "p":
            self.words, self.look, self.level, self.list = [], "", 0, ""
        elif name == "tr":
            self.row.append([])
        elif name == "tc":
            self.cells.append([])
            self.span = 1
        elif name in SPACES and not self._in_properties(attributes):
            self.words.append(SPACES[name])
        else:
            self._property(name, attributes.get("val", ""))

    def _property(self, name: str, value: str) -> None:
        """Something is said about the paragraph or the cell."""
        if name == "pStyle":
            self.look = value
        elif name == "numId":
            self.list = value
        elif name == "ilvl" and value.isdigit():
            self.level = int(value)
        elif name == "gridSpan" and value.isdigit():
            self.span = min(int(value), WIDEST)

    @staticmethod
    def _in_properties(attributes: dict[str, str]) -> bool:
        """Whether the element only sets a tab stop."""
        return "pos" in attributes or "type" in attributes

    def close(self, name: str) -> None:
        """An element ends."""
        if name == "t":
            self.text = False
        elif name in HIDDEN:
            self.hidden = False
        elif name == "p":
            self._end_paragraph()
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
            self.words.append(text)

    def _end_paragraph(self) -> None:
        said = "".join(self.words)
        self.words = []
        number = self.numbering.next(self.list, self.level, self.look) if said.strip() else ""
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
