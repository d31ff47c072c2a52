"""The purposes that residents are asked about, as dated data: what each means, how long a consent lasts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from typing import Any, Final

from wugong.base.faults import Faults
from wugong.registry import right_refusals as refusals
from wugong.rules.documents import read_document

CHILD_DATA: Final = "child_data"


@dataclass(frozen=True, slots=True)
class Term:
    """For how many days a consent holds that is given from that day on, and what the purpose rests on."""

    since: date
    days: int
    source: str


@dataclass(frozen=True, slots=True)
class Purpose:
    """用途: what a consent is for."""

    key: str
    title: str
    about: str
    for_children: bool  # asked about children alone
    terms: Sequence[Term]

    def term(self, day: date) -> Term:
        """Return how long a consent of that day holds; refuse a day before the purpose was there."""
        held = [term for term in self.terms if term.since <= day]
        if not held:
            raise refusals.NoPurposeYet(purpose=self.title, day=day)
        return held[-1]

    def last_day(self, day: date) -> date:
        """Return the last day on which a consent of that day holds; the day itself counts."""
        return day + timedelta(days=self.term(day).days - 1)


def purpose_of(key: str) -> Purpose:
    """Return the purpose of this key, or refuse."""
    if key not in purposes():
        known = "、".join(purpose.title for purpose in purposes().values())
        raise refusals.UnknownPurpose(purpose=key, known=known)
    return purposes()[key]


def asked_of(day: date, *, child: bool) -> list[Purpose]:
    """Return the purposes that a grown-up, or a child's guardian, is asked about on that day."""
    begun = [one for one in purposes().values() if one.terms[0].since <= day]
    return [one for one in begun if child or not one.for_children]


@cache
def purposes() -> Mapping[str, Purpose]:
    """Return the purposes that come with the house, in their order."""
    return read_purposes(files("wugong.registry").joinpath("consent_purposes.yaml").read_text("utf-8"))


def read_purposes(text: str) -> Mapping[str, Purpose]:
    """Return the purposes in a document, their terms from the earliest to the latest."""
    faults = Faults("consent_purposes.yaml")
    document = read_document(text, faults)
    faults.refuse()
    root: Any = document.root if document else {}
    return {key: _purpose(key, one) for key, one in root["purposes"].items()}


def _purpose(key: str, one: Mapping[str, Any]) -> Purpose:
    terms = [
        Term(date.fromisoformat(row["from"]), int(row["days"]), row["source"]) for row in one["versions"]
    ]
    terms.sort(key=lambda term: term.since)
    return Purpose(key, one["title"], one["about"], one["child"] == "yes", terms)
