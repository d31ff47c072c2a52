"""一户十联 (R29): how many cluster heads a village needs, and whether its links are complete."""

from collections import Counter
from collections.abc import Collection, Hashable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any, Generic, TypeVar

from wugong.base.faults import Faults
from wugong.rules.documents import read_document

H = TypeVar("H", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Figures:
    """How many households a head links, from a day on, and what that rests on."""

    since: date
    others: int
    head_inside: bool
    source: str

    @property
    def size(self) -> int:
        """Return how many households stand together with their head, itself among them."""
        return self.others if self.head_inside else self.others + 1

    @property
    def links(self) -> int:
        """Return how many other households a head may link."""
        return self.size - 1


@dataclass(frozen=True, slots=True)
class Review(Generic[H]):
    """What is wrong with links: heads with too many, households left out, linked twice, or wrongly."""

    overfull: Mapping[H, int]
    uncovered: tuple[H, ...]
    twice: tuple[H, ...]
    astray: tuple[H, ...]  # linked to one that is no head, or unknown here

    def __bool__(self) -> bool:
        return not (self.overfull or self.uncovered or self.twice or self.astray)


@cache
def figures() -> tuple[Figures, ...]:
    """Return the figures as they changed over time."""
    faults = Faults("ten_links.yaml")
    document = read_document(files("wugong.rules").joinpath("ten_links.yaml").read_text("utf-8"), faults)
    faults.refuse()
    assert document is not None
    rows: Any = document.root["links"]
    return tuple(
        Figures(
            date.fromisoformat(row["from"]), int(row["others"]), row["head_inside"] == "true", row["source"]
        )
        for row in rows
    )


def figures_on(day: date) -> Figures:
    """Return the figures in force on the day."""
    return next(one for one in reversed(figures()) if one.since <= day)


def heads_needed(households: int, figures: Figures) -> int:
    """Return the fewest heads that can link them all."""
    return -(-households // figures.size)


def left_over(households: int, heads: int, figures: Figures) -> int:
    """Return how many households so many heads leave uncovered."""
    return max(0, households - heads * figures.size)


def review(
    homes: Iterable[H], heads: Collection[H], links: Iterable[tuple[H, H]], figures: Figures
) -> Review[H]:
    """Return what is wrong with the links (head, household); every home is a head or linked once."""
    known, given = list(homes), list(links)
    standing, chosen = set(known), set(heads)
    taken = Counter(home for _, home in given)
    load = Counter(head for head, _ in given)
    return Review(
        overfull={head: count for head, count in load.items() if count > figures.links},
        uncovered=tuple(home for home in known if home not in chosen and not taken[home]),
        twice=tuple(home for home in known if taken[home] + (home in chosen) > 1),
        astray=tuple(
            home for head, home in given if head not in chosen or not {head, home} <= standing or head == home
        ),
    )
