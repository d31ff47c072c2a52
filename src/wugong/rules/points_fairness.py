"""Whether points are given fairly: who leans, what comes too fast, what a seed draws; hints, nothing more."""

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from fractions import Fraction
from functools import cache
from importlib.resources import files
from itertools import pairwise
from math import comb
from typing import Any, Final, TypeVar

from wugong.base.faults import Faults
from wugong.rules.documents import read_document

NOT_SAID: Final = re.compile(r"[\W_]+")
K = TypeVar("K")


@dataclass(frozen=True, slots=True)
class Fairness:
    """The thresholds of a day, by the group they stand in, and what they rest on."""

    since: date
    source: str
    numbers: Mapping[str, Mapping[str, int]]

    def __getitem__(self, name: str) -> Mapping[str, int]:
        return self.numbers[name]


@dataclass(frozen=True, slots=True)
class Mark:
    """What one seat gave a claim, at which place in the order of time, and what the other seats gave it."""

    seat: str
    order: int
    points: int
    others: tuple[int, ...]

    @property
    def off(self) -> Fraction:
        """Return by how much it lies above the median of all: who gave the usual points is not off."""
        return self.points - median((self.points, *self.others))

    @property
    def alone(self) -> Fraction:
        """Return by how much it lies above the median of the others."""
        return self.points - median(self.others)


@dataclass(frozen=True, slots=True)
class Leaning:
    """A seat whose marks lie above or below those of the others: by how much, and in how many of how many."""

    seat: str
    off: Fraction
    same: int
    count: int


@dataclass(frozen=True, slots=True)
class Drift:
    """A seat that marks otherwise than it did: by how much before, by how much now."""

    seat: str
    before: Fraction
    now: Fraction
    count: int


def fairness_on(day: date) -> Fairness:
    """Return the thresholds in force on that day."""
    return next(one for one in reversed(_versions()) if one.since <= day)


def median(numbers: Iterable[int | Fraction]) -> Fraction:
    """Return the middle one, or the mean of the two in the middle; nothing has no median."""
    ordered = sorted(numbers)
    half = len(ordered) // 2
    return Fraction(ordered[half] + ordered[-half - 1], 2)


def leanings(marks: Iterable[Mark], fairness: Fairness) -> list[Leaning]:
    """Return who lies above or below the others too far and too often to be chance, the farthest first.

    The median tells how far, so that a single slip moves nothing; the sign test tells how often: of so many
    marks beside the median, how seldom would so many lie on one side if both sides were as likely.
    """
    wanted, found = fairness["leaning"], []
    for seat, own in _by_seat(marks).items():
        offs = [one.off for one in own]
        off = median(offs)
        beside = sum(one != 0 for one in offs)
        same = sum(one * off > 0 for one in offs)
        far = len(own) >= wanted["scores"] and abs(off) >= wanted["points"]
        if far and _chance(same, beside) * 1000 <= wanted["chance_of_1000"]:
            found.append(Leaning(seat, off, same, len(own)))
    return sorted(found, key=lambda one: (-abs(one.off), one.seat))


def drifts(marks: Iterable[Mark], fairness: Fairness) -> list[Drift]:
    """Return whose later half of marks lies elsewhere than the earlier half, by the rank-sum test."""
    wanted, found = fairness["drift"], []
    for seat, own in _by_seat(marks).items():
        offs = [one.off for one in own]
        if len(offs) < wanted["scores"]:
            continue
        early, late = offs[: len(offs) // 2], offs[len(offs) // 2 :]
        before, now = median(early), median(late)
        if abs(now - before) >= wanted["points"] and _apart(early, late) > wanted["deviations"] ** 2:
            found.append(Drift(seat, before, now, len(own)))
    return sorted(found, key=lambda one: (-abs(one.now - one.before), one.seat))


def strays(marks: Iterable[Mark], fairness: Fairness) -> list[Mark]:
    """Return the single marks that lie far from what the others gave."""
    wanted = fairness["stray"]
    return [
        one
        for one in marks
        if abs(one.alone) >= wanted["points"]
        and abs(one.alone) * 100 >= wanted["of_100"] * abs(median(one.others))
    ]


def busiest(days: Sequence[date], fairness: Fairness) -> int:
    """Return how many fell into the fullest span of days, where that is too many; else 0."""
    wanted = fairness["velocity"]
    most = _fullest(sorted(days), timedelta(days=wanted["days"]))
    return most if most >= wanted["claims"] else 0


def hasty(sent: Sequence[tuple[datetime, K]], fairness: Fairness) -> int:
    """Return for how many different ones something was sent within the minutes, where too many; else 0."""
    wanted = fairness["velocity"]
    span, ordered = timedelta(minutes=wanted["minutes"]), sorted(sent, key=lambda one: one[0])
    most = max(
        (len({key for at, key in ordered if start <= at < start + span}) for start, _ in ordered), default=0
    )
    return most if most >= wanted["households"] else 0


def said(text: str, fairness: Fairness) -> str:
    """Return the letters of a text without what lies between them; empty where they are too few to tell."""
    plain = NOT_SAID.sub("", unicodedata.normalize("NFKC", text)).lower()
    return plain if len(plain) >= fairness["words"]["letters"] else ""


def how_many(count: int, fairness: Fairness) -> int:
    """Return how many of these are looked at again: the share rounded up, never below the least."""
    wanted = fairness["recheck"]
    return min(count, max(wanted["least"], -(-count * wanted["of_100"] // 100)))


def drawn(numbers: Iterable[str], seed: str, count: int) -> list[str]:
    """Return which of these the seed draws: those whose SHA-256 of "seed number" comes first.

    Whoever has the seed and the numbers draws the same, with nothing but a program for SHA-256.
    """
    return sorted(set(numbers), key=lambda number: hashlib.sha256(f"{seed} {number}".encode()).digest())[
        :count
    ]


def _by_seat(marks: Iterable[Mark]) -> dict[str, list[Mark]]:
    found: dict[str, list[Mark]] = {}
    for one in sorted(marks, key=lambda mark: mark.order):
        if one.others:
            found.setdefault(one.seat, []).append(one)
    return found


def _chance(same: int, beside: int) -> Fraction:
    """Return how likely at least so many of these lie on one side, where each side is as likely."""
    ways = sum(comb(beside, one) for one in range(same, beside + 1))
    return Fraction(2 * ways, 2**beside)


def _apart(early: Sequence[Fraction], late: Sequence[Fraction]) -> Fraction:
    """Return the square of how many standard deviations lie between the ranks of the two halves."""
    above = sum(Fraction((a < b) * 2 + (a == b), 2) for a in early for b in late)
    pairs = len(early) * len(late)
    every = sorted([*early, *late])
    ties = sum(size**3 - size for size in _runs(every))
    count = len(every)
    spread = Fraction(pairs, 12) * (count + 1 - Fraction(ties, count * (count - 1)))
    return (above - Fraction(pairs, 2)) ** 2 / spread if spread else Fraction(0)


def _runs(ordered: Sequence[Fraction]) -> list[int]:
    """Return how many stand beside each other that are the same."""
    sizes = [1]
    for one, other in pairwise(ordered):
        if one == other:
            sizes[-1] += 1
        else:
            sizes.append(1)
    return sizes


def _fullest(ordered: Sequence[date], span: timedelta) -> int:
    return max((sum(start <= day < start + span for day in ordered) for start in ordered), default=0)


@cache
def _versions() -> Sequence[Fairness]:
    faults = Faults("points_fairness.yaml")
    text = files("wugong.rules").joinpath("points_fairness.yaml").read_text("utf-8")
    document = read_document(text, faults)
    faults.refuse()
    rows: Any = document.root["versions"] if document else []
    return [_version(dict(row)) for row in rows]


def _version(row: dict[str, Any]) -> Fairness:
    since, source = date.fromisoformat(row.pop("from")), row.pop("source")
    return Fairness(
        since, source, {name: {key: int(number) for key, number in one.items()} for name, one in row.items()}
    )
