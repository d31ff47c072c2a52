"""Replays a year of claims under a draft catalogue: what each household and each item would have got."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from wugong.base.periods import Period
from wugong.rules.points_parts import Catalogue, Item
from wugong.rules.points_worth import History, Limit, Past, QuantityRefused, Worth, worth


@dataclass(frozen=True, slots=True)
class OldClaim:
    """A claim as it was decided: under which item, whose, how much of it, and the points it got then."""

    item: str
    title: str
    household: str
    day: date
    points: int
    quantity: Decimal = Decimal(1)


@dataclass(frozen=True, slots=True)
class Line:
    """One claim, old and new; `said` is the reason of the new points, or why there are none."""

    claim: OldClaim
    item: str
    new: int
    limited_by: tuple[Limit, ...]
    gone: bool
    said: str


@dataclass(frozen=True, slots=True)
class Row:
    """A household or an item, old and new side by side; times, how often limited, how often without item."""

    key: str
    title: str
    times: int
    old: int
    new: int
    limited: int
    gone: int

    @property
    def difference(self) -> int:
        """How many points more the draft gives."""
        return self.new - self.old


@dataclass(frozen=True, slots=True)
class Replay:
    """What a draft would have given, claim by claim, by household and by item."""

    lines: tuple[Line, ...]
    households: tuple[Row, ...]
    items: tuple[Row, ...]

    @property
    def old(self) -> int:
        """What all claims cost in points, deductions taken off."""
        return sum(line.claim.points for line in self.lines)

    @property
    def new(self) -> int:
        """What they would cost under the draft."""
        return sum(line.new for line in self.lines)

    @property
    def limited(self) -> tuple[Line, ...]:
        """The claims that a cap, a share or a cooling time would cut."""
        return tuple(line for line in self.lines if line.limited_by)

    @property
    def gone(self) -> tuple[Line, ...]:
        """The claims for which the draft has no item, or none that takes their quantity."""
        return tuple(line for line in self.lines if line.gone)


def replay(
    catalogue: Catalogue,
    claims: Iterable[OldClaim],
    *,
    pool: int | None = None,
    renamed: Mapping[str, str] | None = None,
) -> Replay:
    """The claims under the draft, as if it had held on their days, in the order of their days.

    `pool` is what each period's pool would hold; without it no category is limited by its share. `renamed`
    maps the code of an item of old to its code in the draft. Where the draft leaves the value to the panel,
    the panel is taken to stay as close to the old points as it may. Deductions are not stopped at the
    floor: what a household had exchanged by then is not part of the claims.
    """
    run = _Run(catalogue, pool, renamed or {})
    lines = tuple(run.line(claim) for claim in sorted(claims, key=lambda claim: claim.day))
    titles = {item.code: item.title for item in catalogue.items}
    return Replay(
        lines=lines,
        households=_rows(
            lines, {line.claim.household: line.claim.household for line in lines}, of_item=False
        ),
        items=_rows(
            lines, {line.item: titles.get(line.item, line.claim.title) for line in lines}, of_item=True
        ),
    )


class _Run:
    def __init__(self, catalogue: Catalogue, pool: int | None, renamed: Mapping[str, str]) -> None:
        self.items = {
            item.code: replace(item, since=date.min, until=None) for item in catalogue.items
        }  # as if it had held
        self.level = catalogue.period
        self.pool = pool
        self.renamed = renamed
        self.past: dict[str, list[Past]] = defaultdict(list)
        self.given: dict[Period, dict[str, int]] = defaultdict(lambda: defaultdict(int))

    def line(self, claim: OldClaim) -> Line:
        code = self.renamed.get(claim.item, claim.item)
        item = self.items.get(code)
        if item is None:
            return Line(claim, code, 0, (), gone=True, said="新细则里没有这一项")
        given = self.given[Period.of(claim.day, self.level)]
        history = History(past=tuple(self.past[claim.household]), pool=self.pool, given=given)
        try:
            found = _worth(item, claim, history)
        except QuantityRefused as refusal:
            return Line(claim, code, 0, (), gone=True, said=str(refusal))
        self.past[claim.household].append(Past(code, claim.day, found.points))
        given[item.category.key] += max(found.points, 0)
        return Line(claim, code, found.points, found.limited_by, gone=False, said=found.reason)


def _worth(item: Item, claim: OldClaim, history: History) -> Worth:
    score = min(max(claim.points, item.least), item.most) if item.ranged else None
    return worth(item, claim.quantity, day=claim.day, history=history, score=score)


def _rows(lines: Sequence[Line], titles: Mapping[str, str], *, of_item: bool) -> tuple[Row, ...]:
    found: dict[str, list[Line]] = defaultdict(list)
    for line in lines:
        found[line.item if of_item else line.claim.household].append(line)
    return tuple(
        Row(
            key=key,
            title=titles[key],
            times=len(own),
            old=sum(line.claim.points for line in own),
            new=sum(line.new for line in own),
            limited=sum(bool(line.limited_by) for line in own),
            gone=sum(line.gone for line in own),
        )
        for key, own in sorted(found.items())
    )
