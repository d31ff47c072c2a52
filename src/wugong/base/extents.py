"""Measures how far the sheets of a workbook reach and how much they hold, before memory is spent on them."""

import re
from xml.parsers import expat

CELLS = 10_000_000  # a sheet is held as one rectangle
CHARACTERS = 400_000_000  # each cell holds a text of its own, however many share it in the file
ADDRESS = re.compile("([A-Za-z]*)([0-9]+)")
SHEET = b"sheetData"
BOOK, RELATIONS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"


class Unfit(Exception):
    """A reason in words why a workbook is not to be opened."""


class Extent:
    """Reads every part as XML: the furthest row and column, the cells, the longest shared text."""

    def __init__(self) -> None:
        self.name = ""
        self.reader: expat.XMLParserType | None = None
        self.tail = b""
        self.row = self.column = self.rows = self.columns = 0
        self.cells = self.text = self.longest = 0
        self.first = ""
        self.targets: dict[str, str] = {}
        self.errors: dict[str, list[tuple[int, int]]] = {}

    def take(self, name: str, chunk: bytes) -> None:
        """Count the next chunk of the part of this name; Unfit where it holds too much or is broken."""
        if name != self.name:
            self.name, self.reader, self.tail = name, self._reader(), b""
            self.row = self.column = self.text = 0
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
        if self.cells * self.longest > CHARACTERS:
            raise Unfit(f"有一格长达 {self.longest} 字，请删去再另存")

    def errors_of_first_sheet(self) -> list[tuple[int, int]]:
        """The (row, column) of each cell of the first sheet that holds an error such as #DIV/0!."""
        target = self.targets.get(self.first, "")
        return self.errors.get(target[1:] if target.startswith("/") else f"xl/{target}", [])

    def _refuse_if(self, broken: bool) -> None:
        if broken:
            raise Unfit(f"工作簿里的 {self.name} 不完好，请在表格软件里重新另存为 .xlsx")

    def _reader(self) -> expat.XMLParserType:
        reader = expat.ParserCreate()
        reader.buffer_text = True
        reader.StartDoctypeDeclHandler = self._refuse_definitions

        def start(name: str, attributes: dict[str, str]) -> None:
            local = name.rpartition(":")[2]
            if local == "c":
                self._cell(attributes)
            elif local == "row":
                self._row(attributes)
            elif local == "sheet" and self.name == BOOK:
                self.first = self.first or next((v for k, v in attributes.items() if k.endswith(":id")), "")
            elif local == "Relationship" and self.name == RELATIONS:
                self.targets[attributes.get("Id", "")] = attributes.get("Target", "")
            elif local == "si":
                self.text = 0
                reader.CharacterDataHandler = self._characters

        reader.StartElementHandler = start
        return reader

    def _row(self, attributes: dict[str, str]) -> None:
        found = ADDRESS.fullmatch(attributes.get("r", ""))
        self.row = int(found[2]) if found else self.row + 1
        self.column = 0

    def _cell(self, attributes: dict[str, str]) -> None:
        self.cells += 1
        self.column += 1
        if found := ADDRESS.fullmatch(attributes.get("r", "")):
            self.row, self.column = int(found[2]), _column(found[1])
        if attributes.get("t") == "e":
            self.errors.setdefault(self.name, []).append((self.row, self.column))
        self.rows, self.columns = max(self.rows, self.row), max(self.columns, self.column)
        if self.rows * self.columns > CELLS:
            raise Unfit(f"表格铺到了第 {self.rows} 行、第 {self.columns} 列，太大了，请删去空白行列再另存")

    def _characters(self, text: str) -> None:
        self.text += len(text)
        self.longest = max(self.longest, self.text)

    @staticmethod
    def _refuse_definitions(*_: object) -> None:
        raise Unfit("工作簿里夹带了不该有的定义，请在表格软件里重新另存为 .xlsx")


def _column(letters: str) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number
