"""Measures how far the sheets of a workbook reach and how much they hold, before memory is spent on them."""

import re
from array import array
from dataclasses import dataclass, field
from xml.parsers import expat

CELLS = 10_000_000  # a sheet is held as one rectangle
CHARACTERS = 400_000_000  # each cell holds a text of its own, however many share it in the file
ADDRESS = re.compile("([A-Za-z]{0,7})([0-9]{1,9})")
PLACE = re.compile("[0-9]{1,9}")
SHEET = b"sheetData"
BOOK, RELATIONS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"


ERROR, UNCOMPUTED = "#错误", "#公式未计算"  # what stands in the cell's place


class Unfit(Exception):
    """A reason in words why a workbook is not to be opened."""


@dataclass(slots=True)
class Part:
    """What was read of one part so far: where its cells stand, which texts they share, which are errors."""

    name: str
    row: int = 0
    column: int = 0
    rows: int = 0
    columns: int = 0
    shared: "array[int]" = field(default_factory=lambda: array("q"))
    errors: list[tuple[int, int, str]] = field(default_factory=list)
    sharing: bool = False  # the cell points to a shared text
    formula: tuple[int, int] | None = None  # a formula whose result has not been seen yet

    def open(self, local: str, attributes: dict[str, str]) -> bool | None:
        """An element begins; returns whether its text is wanted, None where it changes nothing."""
        if local == "c":
            self.open_cell(attributes)
            return self.sharing
        if local == "row":
            self.open_row(attributes)
        elif local == "f" and not self.sharing:
            self.formula = (self.row, self.column)
        return True if local == "si" or (local == "v" and self.formula) else None

    def open_row(self, attributes: dict[str, str]) -> None:
        """A row begins, where it says or below the one before."""
        self.close_cell()
        self.row = _address(attributes["r"])[0] if "r" in attributes else self.row + 1
        self.column = 0

    def open_cell(self, attributes: dict[str, str]) -> None:
        """A cell begins, where it says or right of the one before; Unfit where that is too far away."""
        self.close_cell()
        if "r" in attributes:
            self.row, self.column = _address(attributes["r"])
        else:
            self.column += 1
        self.rows, self.columns = max(self.rows, self.row), max(self.columns, self.column)
        if self.rows * self.columns > CELLS:
            raise Unfit(f"表格铺到了第 {self.rows} 行、第 {self.columns} 列，太大了，请删去空白行列再另存")
        self.sharing = attributes.get("t") == "s"
        if attributes.get("t") == "e":
            self.errors.append((self.row, self.column, ERROR))

    def close_cell(self) -> None:
        """The cell is over; a formula that no program has computed yet is an error."""
        if self.formula:
            self.errors.append((*self.formula, UNCOMPUTED))
            self.formula = None


class Extent:
    """Reads the parts of a workbook, one after the other, as XML."""

    def __init__(self) -> None:
        self.part = Part("")
        self.parts: list[Part] = []
        self.reader: expat.XMLParserType | None = None
        self.tail = b""
        self.text: list[str] = []
        self.lengths = array("q")
        self.first = ""
        self.targets: dict[str, str] = {}

    def take(self, name: str, chunk: bytes) -> None:
        """Count the next chunk of the part of this name; Unfit where it reaches too far or is broken."""
        if name != self.part.name:
            self.part = Part(name)
            self.parts.append(self.part)
            self.reader, self.tail = self._reader(), b""
        if self.reader is not None:
            try:
                self.reader.Parse(chunk)
            except expat.ExpatError:
                self.reader = None  # a picture, or a sheet that the library might still read
                self._refuse_if(name.endswith((".xml", ".rels")))
        if self.reader is None:
            self._refuse_if(SHEET in self.tail + chunk)
            self.tail = chunk[-len(SHEET) :]

    def check(self) -> None:
        """Unfit where shared texts would fill the memory once every cell has its own."""
        longest = max(self.lengths, default=0)
        for part in self.parts:
            if len(part.shared) * longest > CHARACTERS:
                known = range(len(self.lengths))
                total = sum(self.lengths[text] if text in known else longest for text in part.shared)
                if total > CHARACTERS:
                    raise Unfit(f"有一格长达 {longest} 字，又用在很多格里，请删去再另存")

    def errors_of_first_sheet(self) -> list[tuple[int, int, str]]:
        """(row, column, what) of each cell of the first sheet with an error or a formula never computed."""
        target = self.targets.get(self.first, "")
        name = target[1:] if target.startswith("/") else f"xl/{target}"
        for part in self.parts:
            part.close_cell()
        return next((part.errors for part in self.parts if part.name == name), [])

    def _refuse_if(self, broken: bool) -> None:
        if broken:
            raise Unfit(f"工作簿里的 {self.part.name} 不完好，请在表格软件里重新另存为 .xlsx")

    def _reader(self) -> expat.XMLParserType:
        reader = expat.ParserCreate()
        reader.buffer_text = True
        reader.StartDoctypeDeclHandler = self._refuse_definitions
        part = self.part

        def listen(on: bool) -> None:
            self.text.clear()
            reader.CharacterDataHandler = self.text.append if on else None
            reader.EndElementHandler = end if on else None

        def start(name: str, attributes: dict[str, str]) -> None:
            local = name.rpartition(":")[2]
            wanted = part.open(local, attributes)
            if wanted is not None:
                listen(wanted)
            elif part.name in {BOOK, RELATIONS}:
                self._note(local, attributes)

        def end(name: str) -> None:
            local, text = name.rpartition(":")[2], "".join(self.text)
            if local == "si":
                self.lengths.append(len(text))
            elif local == "c":
                part.shared.append(int(text) if PLACE.fullmatch(text) else -1)
            elif local == "v" and part.formula:
                part.formula = None if text.strip() else part.formula
                listen(False)

        reader.StartElementHandler = start
        return reader

    def _note(self, local: str, attributes: dict[str, str]) -> None:
        """Remember which part the first sheet is."""
        if local == "sheet":
            self.first = self.first or next((v for k, v in attributes.items() if k.endswith(":id")), "")
        elif local == "Relationship":
            self.targets[attributes.get("Id", "")] = attributes.get("Target", "")

    @staticmethod
    def _refuse_definitions(*_: object) -> None:
        raise Unfit("工作簿里夹带了不该有的定义，请在表格软件里重新另存为 .xlsx")


def _address(text: str) -> tuple[int, int]:
    """The row and column of `C7`, or the row of `7`."""
    found = ADDRESS.fullmatch(text)
    if found is None:
        raise Unfit(f"工作簿里有看不懂的单元格位置“{text[:20]}”，请在表格软件里重新另存为 .xlsx")
    column = 0
    for letter in found[1].upper():
        column = column * 26 + ord(letter) - 64
    return int(found[2]), column
