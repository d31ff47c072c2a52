"""How long a posting stays up, when an objection is answered, why one may come down: dated data."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from typing import Any, Final

from jsonschema import Draft202012Validator

from wugong.base.faults import Faults
from wugong.publish import refusals
from wugong.rules.documents import read_document

APPRAISAL_BULLETIN: Final = "appraisal-bulletin"
POINTS_LIST: Final = "points-list"
OVER: Final = "over"


@dataclass(frozen=True, slots=True)
class Days:
    """A number of days that holds from a day on, and the text it rests on."""

    since: date
    days: int
    source: str


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of posting (公示的种类)."""

    title: str
    notice: Sequence[Days]
    answer: Sequence[Days]


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a posting comes down; `early`: before its last day is over; `hides`: nobody reads it again."""

    title: str
    early: bool
    hides: bool


@dataclass(frozen=True, slots=True)
class Book:
    """All kinds and reasons."""

    kinds: Mapping[str, Kind]
    reasons: Mapping[str, Reason]


def read_book(text: str, source: str = "notice_periods.yaml") -> Book:
    """Return the book in the text; FileRefused names each fault."""
    faults = Faults(source)
    document = read_document(text, faults)
    root: Any = document.root if document else {}
    for error in Draft202012Validator(_schema()).iter_errors(root) if document else ():
        path = tuple(error.absolute_path)
        line = document.line(path) if document else None
        faults.add(f"{'.'.join(str(part) for part in path) or '文件'}：{error.message}", row=line)
    faults.refuse()
    return Book(
        {
            key: Kind(one["title"], _dated(one["notice"]), _dated(one["answer"]))
            for key, one in root["kinds"].items()
        },
        {key: _reason(one) for key, one in root["take_down"].items()},
    )


def _schema() -> Any:
    return json.loads(files("wugong.publish").joinpath("notice_periods.schema.json").read_text("utf-8"))


def _dated(rows: Sequence[Mapping[str, str]]) -> list[Days]:
    found = [Days(date.fromisoformat(row["from"]), int(row["days"]), row["source"]) for row in rows]
    return sorted(found, key=lambda one: one.since)


def _reason(one: Mapping[str, str]) -> Reason:
    return Reason(one["title"], one["early"] == "yes", one["hides"] == "yes")


@cache
def book() -> Book:
    """Return the book that comes with the house."""
    return read_book(files("wugong.publish").joinpath("notice_periods.yaml").read_text("utf-8"))


def kind_of(kind: str) -> Kind:
    """Return the kind of this key, or refuse."""
    if kind not in book().kinds:
        raise refusals.UnknownKind(kind=kind, known="、".join(book().kinds))
    return book().kinds[kind]


def notice_days(kind: str, day: date) -> int:
    """Return how many days a posting of this kind that goes up on that day hangs at least."""
    return _holding(kind, kind_of(kind).notice, day).days


def answer_days(kind: str, day: date) -> int:
    """Return within how many days an objection of that day is answered."""
    return _holding(kind, kind_of(kind).answer, day).days


def _holding(kind: str, rows: Sequence[Days], day: date) -> Days:
    held = [row for row in rows if row.since <= day]
    if not held:
        raise refusals.NoRuleYet(kind=kind_of(kind).title, day=day)
    return held[-1]


def last_day_of(kind: str, first_day: date, days: int | None = None) -> date:
    """Return until when (inclusive) a posting hangs; the first day is not counted.

    Refused where `days` are fewer than the rule's.
    """
    least = _holding(kind, kind_of(kind).notice, first_day)
    if days is not None and days < least.days:
        raise refusals.TooShort(least=least.days, source=least.source, days=days)
    return first_day + timedelta(days=days or least.days)


def reason_of(key: str) -> Reason:
    """Return the reason of this key for taking something down, or refuse."""
    if key not in book().reasons:
        known = "、".join(reason.title for reason in book().reasons.values())
        raise refusals.UnknownReason(known=known)
    return book().reasons[key]
