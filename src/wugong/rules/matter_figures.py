"""Figures that matters go by, as dated data: often reopened, tries of a code, likeness, years of a day."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any, TypeVar

from wugong.base.faults import Faults
from wugong.rules.dated import Dated, in_force
from wugong.rules.documents import read_document


@dataclass(frozen=True, slots=True)
class Row:
    """A row of figures, the day from which it holds and where it is from."""

    name: str
    since: date
    source: str


@dataclass(frozen=True, slots=True)
class SupervisionRule(Row):
    """How often what was said to be done must have come back, to be a ground for an order."""

    often_reopened: int


@dataclass(frozen=True, slots=True)
class ReceiptRule(Row):
    """After so many wrong codes for one number nobody tries it for so many minutes."""

    tries: int
    minutes: int


@dataclass(frozen=True, slots=True)
class LikenessRule(Row):
    """What speaks for two matters being one: metres between points, percent of words, how many signs."""

    looked_through: int
    near_metres: int
    same_words: int
    enough: int


@dataclass(frozen=True, slots=True)
class DayRule(Row):
    """The years within which a day that is written into a field lies."""

    first_year: int
    last_year: int


R = TypeVar("R", bound=Dated)


def supervision_rule(day: date) -> SupervisionRule:
    """The row in force on the day; before the first, that first one."""
    return _in_force([SupervisionRule(*head, **figures) for head, figures in _rows("supervision")], day)


def receipt_rule(day: date) -> ReceiptRule:
    """The row in force on the day; before the first, that first one."""
    return _in_force([ReceiptRule(*head, **figures) for head, figures in _rows("receipts")], day)


def likeness_rule(day: date) -> LikenessRule:
    """The row in force on the day; before the first, that first one."""
    return _in_force([LikenessRule(*head, **figures) for head, figures in _rows("likeness")], day)


def day_rule(day: date) -> DayRule:
    """The row in force on the day; before the first, that first one."""
    return _in_force([DayRule(*head, **figures) for head, figures in _rows("days")], day)


def _in_force(rows: Sequence[R], day: date) -> R:
    return in_force(rows, day) or rows[0]


@cache
def _rows(part: str) -> Sequence[tuple[tuple[str, date, str], Mapping[str, Any]]]:
    """The rows of a part, each as its head (place, day, source) and its figures."""
    faults = Faults("matter_figures.yaml")
    document = read_document(files("wugong.rules").joinpath("matter_figures.yaml").read_text("utf-8"), faults)
    faults.refuse()
    root: Any = document.root if document else {}
    return [
        (
            (str(place), date.fromisoformat(row["from"]), row["source"]),
            {key: int(text) for key, text in row.items() if key not in ("from", "source")},
        )
        for place, row in enumerate(root[part])
    ]
