"""Looks through the parts of a workbook before it is opened: too large, unusual, numbers that lost digits."""

import re
import zipfile
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from wugong.base.archives import BROKEN, chunks_of
from wugong.base.workbooks import PARTS, RATIO, RATIO_FROM

SHEETS: Final = "xl/worksheets/"
SHARED: Final = "xl/sharedStrings.xml"
SHARING: Final = b't="s"'
CHARACTERS: Final = 400_000_000  # each cell gets a text of its own, however many share it
TAIL: Final = 300  # bytes kept from one chunk to the next: longer than any tag that is looked for

# An address right of column Z or below row 299,999; then one written as no spreadsheet writes it.
FAR_COLUMN: Final = re.compile(rb'r="[A-Z]{2}')
FAR_ROW: Final = re.compile(rb'r="[A-Z]?(?:[3-9][0-9]{5}|[0-9]{7})')
ODD: Final = (b't="e"', b"r =")
FORMULA: Final = re.compile(rb"<f[ >/]")
TELLING: Final = b"!&':\n\t\r"  # without these no part is written oddly
ODD_BESIDE: Final = (b"<!", b"&#", b"='", b":c ", b":row ", b"r\n", b"r\t", b"r\r", b"=\n", b"=\t", b"=\r")
ALL_ELSE: Final = bytes(set(range(256)) - set(TELLING))
NUMBER: Final = re.compile(
    rb'<c r="([A-Z]+)([0-9]+)"[^>]*><v>([0-9]{16,}(?:\.0)?|[0-9](?:\.[0-9]+)?[eE]\+?[0-9]+)</v>'
)
LONG_NUMBER: Final = re.compile(rb"<v>(?:[0-9]{16}|[0-9][0-9.]*[eE])")


@dataclass
class Screening:
    """What was seen: nothing unusual, or that the careful reader has to look; long numbers by column, row."""

    is_plain: bool = True
    numbers: dict[int, dict[int, str]] = field(default_factory=lambda: defaultdict(dict))
    first: int = 25  # the leftmost column that holds anything
    longest: int = 0
    sharing: int = 0
    sheets: int = 0


def screened(path: Path, most: int) -> Screening:
    """Return what a look through all parts shows; what cannot be read counts as unusual."""
    seen = weighed(path, most)
    return looked_through(path, seen) if seen.is_plain else seen


def weighed(path: Path, most: int) -> Screening:
    """Return whether the parts, unpacked, are small enough to be opened at all; nothing else is seen yet."""
    seen = Screening()
    try:
        with zipfile.ZipFile(path) as parts:
            _weigh(parts, seen, min(most, max(RATIO_FROM, RATIO * path.stat().st_size)))
    except BROKEN:
        seen.is_plain = False
    seen.is_plain = seen.is_plain and seen.longest * seen.sharing <= CHARACTERS
    return seen


def looked_through(path: Path, seen: Screening) -> Screening:
    """Return what stands in the sheets of a workbook that was weighed before."""
    try:
        with zipfile.ZipFile(path) as parts:
            for part in parts.infolist():
                if part.filename.startswith(SHEETS) and seen.is_plain:
                    _look(parts, part, seen)
    except BROKEN:
        seen.is_plain = False
    if seen.sheets > 1 and seen.numbers:  # whose numbers they are is not told
        seen.is_plain = False
    return seen


def _weigh(parts: zipfile.ZipFile, seen: Screening, most: int) -> None:
    names = parts.namelist()
    if len(names) > PARTS or "xl/workbook.xml" not in names or "word/document.xml" in names:
        seen.is_plain = False
        return
    total = 0
    for part in parts.infolist():
        size, end, is_sheet = 0, b"", part.filename.startswith(SHEETS)
        seen.sheets += is_sheet
        for chunk in chunks_of(parts, part):
            size += len(chunk)
            if total + size > most or size > max(RATIO_FROM, RATIO * part.compress_size):
                seen.is_plain = False
                return
            if is_sheet:
                seen.sharing += (end + chunk).count(SHARING)
                end = chunk[1 - len(SHARING) :]
            elif part.filename == SHARED:
                seen.longest = max(seen.longest, *map(len, chunk.split(b"<")), 0)
        total += size


def _look(parts: zipfile.ZipFile, part: zipfile.ZipInfo, seen: Screening) -> None:
    tail = b""
    for chunk in chunks_of(parts, part):
        _sheet_chunk(tail + chunk, seen, first=not tail)
        tail = chunk[-TAIL:]
        if not seen.is_plain:
            return


def _sheet_chunk(text: bytes, seen: Screening, *, first: bool) -> None:
    if first and (not text.lstrip(b"\xef\xbb\xbf").startswith(b"<") or b"<sheetData" not in text[:100_000]):
        seen.is_plain = False
    if _is_odd(text):
        seen.is_plain = False
        return
    seen.first = min(seen.first, _first_column(text, seen.first))
    if LONG_NUMBER.search(text):
        for letters, row, number in NUMBER.findall(text):
            seen.numbers[_column(letters)][int(row)] = number.decode()


def _is_odd(text: bytes) -> bool:
    """Say whether something stands there that the quick reader would pass over, or that reaches too far."""
    if any(odd in text for odd in ODD) or FAR_COLUMN.search(text) or FAR_ROW.search(text):
        return True
    if b"<f" in text and FORMULA.search(text):
        return True
    return bool(text.translate(None, ALL_ELSE)) and any(odd in text for odd in ODD_BESIDE)


def _first_column(text: bytes, known: int) -> int:
    """Return the leftmost column with content, so far as it lies left of the known one."""
    for column in range(known):
        if re.search(rb'<c r="%c[0-9]+"[^>]*><' % (65 + column), text):
            return column
    return known


def _column(letters: bytes) -> int:
    column = 0
    for letter in letters:
        column = column * 26 + letter - 64
    return column - 1
