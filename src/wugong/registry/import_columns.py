"""Which of our columns stands where in a file: known headers, words in cells, what was settled before."""

import hashlib
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any, Final

from wugong.base.faults import Faults
from wugong.rules.documents import read_document

ASIDE: Final = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
PUNCTUATION: Final = re.compile(r"[\s*＊:：、,，.。/\\|\-_“”\"'？?#★☆\u200b-\u200d\u2060\ufeff]+")
AROUND: Final = re.compile(r"^(?:本人|成员|户内|家庭|居民|的)+|(?:的|\d)+$")  # what leaves a header's core
PASSED_OVER: Final = "-"  # what a column is mapped to that is not taken
SEEN: Final = 30  # rows at the top in which the header is looked for


@dataclass(frozen=True, slots=True)
class Column:
    """A column of ours: its label, whether it tells of the household, the headers it is known by."""

    key: str
    label: str
    of_household: bool
    names: tuple[str, ...]


@dataclass(frozen=True)
class Vocabulary:
    """What files call our columns, and what they write into them."""

    columns: Mapping[str, Column]
    required: tuple[str, ...]
    ranks: Mapping[str, tuple[int, str]]  # a plain header → how usual it is, and its column
    passed_over: frozenset[str]
    blank: tuple[str, ...]
    closing: tuple[str, ...]
    words: Mapping[str, Mapping[str, str]]  # column → what is written → what we keep


@dataclass(frozen=True)
class Layout:
    """Where our columns stand in a sheet: the header's row, its texts, and the column of each."""

    row: int  # index of the header in the sheet, from 0
    headers: tuple[str, ...]
    places: Mapping[str, int]  # our column → index in the sheet
    remembered: bool = False
    unknown: tuple[str, ...] = field(default=())

    @property
    def shape(self) -> str:
        """Return the fingerprint of the headers, by which a mapping is remembered."""
        return shape_of(self.headers)

    def header(self, key: str) -> str:
        """Return what the file calls one of our columns; our own label where it has none."""
        place = self.places.get(key)
        return self.headers[place] if place is not None else vocabulary().columns[key].label


@cache
def vocabulary() -> Vocabulary:
    """Return the known headers and words, as the file beside this module tells them."""
    faults = Faults("import_columns.yaml")
    text = files("wugong.registry").joinpath("import_columns.yaml").read_text("utf-8")
    document = read_document(text, faults)
    faults.refuse()
    root: Any = document.root if document else {}
    columns = {
        key: Column(key, row["label"], row.get("level") == "household", tuple(row["names"]))
        for key, row in root["columns"].items()
    }
    ranks: dict[str, tuple[int, str]] = {}
    for column in columns.values():
        for rank, name in enumerate((column.label, *column.names)):
            ranks.setdefault(plain(name), (rank, column.key))
    words = {
        column: {plain(word): kept for kept, written in kinds.items() for word in written}
        for column, kinds in root["words"].items()
    }
    return Vocabulary(
        columns,
        tuple(root["required"]),
        ranks,
        frozenset(map(plain, root["passed_over"])),
        tuple(root["blank"]),
        tuple(root["closing"]),
        words,
    )


def plain(text: str) -> str:
    """Return a header or a word as it is compared: without spaces, asides and punctuation, in small."""
    words = unicodedata.normalize("NFKC", text).strip().lower()
    bare = PUNCTUATION.sub("", ASIDE.sub("", words))
    return bare or PUNCTUATION.sub("", words)


def shape_of(headers: Sequence[str]) -> str:
    """Return the fingerprint of a header row."""
    return hashlib.sha256("\n".join(map(plain, headers)).encode()).hexdigest()


def find_layout(rows: Sequence[Sequence[str]]) -> Layout | None:
    """Return the layout that the rows at the top show by themselves, or None where none is a header."""
    best: Layout | None = None
    for index, cells in enumerate(rows[:SEEN]):
        above = rows[index - 1] if index else []
        for headers in (cells, _merged(cells, above)):
            layout = _layout(index, headers)
            if "name" in layout.places and len(layout.places) > (len(best.places) if best else 1):
                best = layout
    return best


def with_mapping(layout: Layout, mapping: Mapping[str, str]) -> Layout:
    """Return the layout with each header standing for what the mapping (header → our column) says."""
    places: dict[str, int] = {}
    for index, header in enumerate(layout.headers):
        key = mapping.get(header, "")
        if key in vocabulary().columns:
            places.setdefault(key, index)
    return Layout(layout.row, layout.headers, places, True, _unknown(layout.headers, places))


def mapping_of(layout: Layout) -> dict[str, str]:
    """Return the mapping (header → our column) that the layout stands for."""
    keys = {index: key for key, index in layout.places.items()}
    return {
        header: keys.get(index, PASSED_OVER) for index, header in enumerate(layout.headers) if plain(header)
    }


def missing_columns(layout: Layout) -> list[str]:
    """Return the labels of the columns without which no row can be taken."""
    known = vocabulary()
    return [known.columns[key].label for key in known.required if key not in layout.places]


def _merged(cells: Sequence[str], above: Sequence[str]) -> list[str]:
    """Return the header with what stands merged downwards from the row above."""
    return [cell or (above[index] if index < len(above) else "") for index, cell in enumerate(cells)]


def _layout(index: int, headers: Sequence[str]) -> Layout:
    found = dict[str, tuple[int, int]]()
    for place, header in enumerate(headers):
        rank, key = _meant(plain(header))
        if key and (key not in found or rank < found[key][0]):
            found[key] = (rank, place)
    places = {key: place for key, (_, place) in found.items()}
    return Layout(index, tuple(headers), places, False, _unknown(headers, places))


def _meant(header: str) -> tuple[int, str]:
    """Return the column of a header and how usual the header is for it: as it stands, else by its core."""
    known = vocabulary()
    if header in known.ranks or header in known.passed_over:
        return known.ranks.get(header, (0, ""))
    return known.ranks.get(AROUND.sub("", header), (0, ""))


def _unknown(headers: Sequence[str], places: Mapping[str, int]) -> tuple[str, ...]:
    taken, passed = set(places.values()), vocabulary().passed_over
    return tuple(
        header
        for index, header in enumerate(headers)
        if plain(header) and index not in taken and plain(header) not in passed
    )
