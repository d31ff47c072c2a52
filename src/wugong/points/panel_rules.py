"""What a claim's catalogue says to a panel: its item, between which points a score may lie, the median."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from wugong.points.catalogues import catalogue_of
from wugong.points.models import Claim
from wugong.rules.points_catalogue import Item
from wugong.rules.points_fairness import Fairness, Mark, strays

Step = dict[str, Any]


def item_of(claim: Claim) -> Item:
    """Return the item under which the claim was made, as its catalogue has it."""
    return catalogue_of(claim.adoption).item(claim.item)


@dataclass(frozen=True, slots=True)
class Range:
    """What a seat may give: nothing, or from `least` to `most` points; a deduction takes so many away."""

    least: int
    most: int
    minus: bool

    def holds(self, points: int) -> bool:
        """Say whether so many points (without a sign) may be given."""
        return points == 0 or self.least <= points <= self.most

    @property
    def said(self) -> str:
        """Return it in words: 0 到 5 分; 10 到 30 分，或 0 分."""
        sign = "扣 " if self.minus else ""
        if self.least <= 1:
            return f"{sign}0 到 {self.most} 分"
        return f"{sign}{self.least} 到 {self.most} 分，或 0 分"

    def signed(self, points: int) -> int:
        """Return the points with the sign that they have in the book."""
        return -points if self.minus else points


def range_of(claim: Claim) -> Range:
    """Return what may be given: under an item with a range that one, else up to what the rule gives."""
    item = item_of(claim)
    if item.ranged:
        ends = sorted((abs(item.least), abs(item.most)))
        return Range(ends[0], ends[1], item.negative)
    return Range(min(1, abs(claim.asked)), abs(claim.asked), item.negative)


def lower_median(scores: Sequence[int]) -> int:
    """Return the score in the middle; of an even number the lower one, so that somebody gave it."""
    ordered = sorted(scores, key=abs)
    return ordered[(len(ordered) - 1) // 2]


def far_off(scores: Sequence[int], fairness: Fairness) -> list[int]:
    """Return the scores that lie far from the others: a hint to people, nothing follows of itself."""
    if len(scores) < 2:
        return []
    marks = [
        Mark(str(place), place, one, (*scores[:place], *scores[place + 1 :]))
        for place, one in enumerate(scores)
    ]
    return sorted(mark.points for mark in strays(marks, fairness))


def steps_of(claim: Claim, scores: Iterable[int], fairness: Fairness) -> list[Step]:
    """Return why the claim is worth that much: the rule, what was asked, the scores without names."""
    item, given = item_of(claim), sorted(scores)
    adoption = claim.adoption
    return [
        {
            "step": "rule",
            "catalogue": adoption.title,
            "since": adoption.since.isoformat(),
            "decision": adoption.decision,
            "item": item.title,
            "says": item.says,
        },
        {"step": "asked", "points": claim.asked},
        {
            "step": "panel",
            "size": len(given),
            "scores": given,
            "median": lower_median(given),
            "far": far_off(given, fairness),
        },
    ]
