"""Common ground (最大公约数): whether so many households support a wish that it is shared (M030)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cache
from importlib.resources import files
from typing import Any

from wugong.base.faults import Faults
from wugong.rules.dated import in_force
from wugong.rules.documents import read_document


@dataclass(frozen=True, slots=True)
class SupportRule:
    """The least percent of all households, and of those of each group that was asked."""

    name: str
    since: date
    overall: int
    each_group: int
    source: str


@dataclass(frozen=True, slots=True)
class Support:
    """How many households support a wish of those asked, and in which groups too few do."""

    rule: SupportRule
    supporting: int
    consulted: int
    short: tuple[str, ...]  # groups below the least share

    @property
    def share(self) -> Fraction:
        """The share of the households asked; 0 where nobody was."""
        return Fraction(self.supporting, self.consulted) if self.consulted else Fraction(0)

    @property
    def shared(self) -> bool:
        """Whether it is common ground: enough of all, and enough in each group."""
        enough = 100 * self.supporting >= self.rule.overall * self.consulted
        return self.consulted > 0 and enough and not self.short


def support(groups: Mapping[str, tuple[int, int]], day: date) -> Support:
    """The support by groups, each given as (households supporting, households asked).

    A group nobody of which was asked says nothing; households are counted once, by whoever counts them.
    """
    rule = support_rule(day)
    asked = {name: pair for name, pair in groups.items() if pair[1]}
    return Support(
        rule=rule,
        supporting=sum(supporting for supporting, _ in asked.values()),
        consulted=sum(consulted for _, consulted in asked.values()),
        short=tuple(name for name, (yes, of) in asked.items() if 100 * yes < rule.each_group * of),
    )


def support_rule(day: date) -> SupportRule:
    """The rule in force on the day; before the first, that first one."""
    return in_force(_rules(), day) or _rules()[0]


@cache
def _rules() -> Sequence[SupportRule]:
    faults = Faults("support.yaml")
    document = read_document(files("wugong.rules").joinpath("support.yaml").read_text("utf-8"), faults)
    faults.refuse()
    root: Any = document.root if document else {}
    return [
        SupportRule(
            str(place),
            date.fromisoformat(row["from"]),
            int(row["overall"]),
            int(row["each_group"]),
            row["source"],
        )
        for place, row in enumerate(root["shared"])
    ]
