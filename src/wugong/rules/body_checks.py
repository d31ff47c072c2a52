"""Holds what there is against what a profile asks for, and who holds what against what excludes what."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from wugong.rules.body_parts import Exclusion, Pool, Side, Slot, TemplateVersion, Together, Wanted

VILLAGE = 12  # digits of a village's code


@dataclass(frozen=True, slots=True)
class PartFound:
    """One part of a profile: how many lines are filled of how many; of an open one how many there are."""

    part: str
    wanted: Wanted
    found: int
    lacking: tuple[str, ...] = ()
    beyond: tuple[str, ...] = ()

    @property
    def complete(self) -> bool:
        """Whether nothing is lacking and nothing too many."""
        return not self.lacking and not self.beyond

    @property
    def ratio(self) -> str:
        """The part in a word: 6/6 of a limited one, N ≥ 0 of an open one."""
        if self.wanted.most is None:
            return f"N {self.wanted}"
        return f"{self.found}/{self.wanted.least}"


def completeness(
    version: TemplateVersion, bodies: Mapping[str, int], papers: Collection[str] = ()
) -> list[PartFound]:
    """Each part of the profile beside what stands: `bodies` by the key of their line, `papers` by key."""
    parts = dict.fromkeys([slot.part for slot in version.slots] + [paper.part for paper in version.papers])
    return [_part(version, part, bodies, papers) for part in parts]


def _part(
    version: TemplateVersion, part: str, bodies: Mapping[str, int], papers: Collection[str]
) -> PartFound:
    slots = [slot for slot in version.slots if slot.part == part]
    asked = [paper for paper in version.papers if paper.part == part]
    is_open = any(slot.wanted.most is None for slot in slots)
    least = sum(slot.wanted.least for slot in slots) + len(asked)
    found = sum(_counted(slot, bodies.get(slot.key, 0)) for slot in slots)
    lacking = [_named(slot, slot.wanted.lacking(bodies.get(slot.key, 0))) for slot in slots]
    beyond = [_named(slot, slot.wanted.beyond(bodies.get(slot.key, 0))) for slot in slots]
    return PartFound(
        part=part,
        wanted=Wanted(least, None if is_open else least),
        found=found + sum(paper.key in papers for paper in asked),
        lacking=(*filter(None, lacking), *(paper.title for paper in asked if paper.key not in papers)),
        beyond=tuple(filter(None, beyond)),
    )


def _counted(slot: Slot, count: int) -> int:
    """How many count for the part: of a limited line none beyond what is asked for."""
    return count if slot.wanted.most is None else min(count, slot.wanted.least)


def _named(slot: Slot, count: int) -> str:
    return (slot.title if count == 1 else f"{slot.title} {count} 个") if count else ""


@dataclass(frozen=True, slots=True)
class Seats:
    """What one body lacks: offices without a holder, members, sources without a member, its charter."""

    vacant: tuple[tuple[str, int], ...] = ()
    members_lacking: int = 0
    members_beyond: int = 0
    sources_lacking: tuple[str, ...] = ()
    charter_lacking: bool = False

    @property
    def complete(self) -> bool:
        """Whether nothing is lacking and nobody too many."""
        return self == Seats()


def seats(slot: Slot, held: Mapping[str, int], sources: Sequence[str], *, charter: bool) -> Seats:
    """What the body of this line lacks: `held` counts the holders of each office, `sources` one a member."""
    empty = ((office.title, office.wanted.lacking(held.get(office.key, 0))) for office in slot.offices)
    return Seats(
        vacant=tuple((title, count) for title, count in empty if count),
        members_lacking=slot.members.lacking(len(sources)),
        members_beyond=slot.members.beyond(len(sources)),
        sources_lacking=tuple(one for one in slot.sources if slot.each_source and one not in sources),
        charter_lacking=slot.charter and not charter,
    )


@dataclass(frozen=True, slots=True)
class Held:
    """Somebody in an office of a body (`member` for one without) at a place."""

    person: str
    kind: str
    office: str
    place: str
    body: str = ""


@dataclass(frozen=True, slots=True)
class Clash:
    """A rule that a wanted office would break, and the office it clashes with."""

    rule: Exclusion
    held: Held
    by_kin: bool


def clashes(
    rules: Iterable[Exclusion], wanted: Held, held: Sequence[Held], kin: Collection[str] = ()
) -> list[Clash]:
    """What stands against `wanted`: offices of the same person, of near relatives where a rule says so."""
    return list(_clashes(rules, wanted, held, kin))


def _clashes(
    rules: Iterable[Exclusion], wanted: Held, held: Sequence[Held], kin: Collection[str]
) -> Iterator[Clash]:
    for rule in rules:
        against = [
            beside
            for side, beside in ((rule.one, rule.other), (rule.other, rule.one))
            if side.holds(wanted.kind, wanted.office)
        ]
        for one in held:
            same, near = one.person == wanted.person, rule.kin and one.person in kin
            if not (same or near) or not (rule.anywhere or _beside(one.place, wanted.place)):
                continue
            if any(_stands(side, one, wanted, same=same) for side in against):
                yield Clash(rule, one, by_kin=not same)


def _stands(side: Side, one: Held, wanted: Held, *, same: bool) -> bool:
    """Whether `one` stands on the side; her own seat in the same body counts only where offices are named."""
    own_seat = same and one.body == wanted.body != "" and not side.offices
    return side.holds(one.kind, one.office) and not own_seat


def _beside(one: str, other: str) -> bool:
    """Whether both lie in one village, or one of them holds the other."""
    one, other = one[:VILLAGE], other[:VILLAGE]
    return one.startswith(other) or other.startswith(one)


def apart(rules: Iterable[Together], held: Sequence[Held]) -> list[Together]:
    """The rules of offices meant for one person whose both sides are held, by different persons."""
    found = []
    for rule in rules:
        ones = {one.person for one in held if rule.one.holds(one.kind, one.office)}
        others = {one.person for one in held if rule.other.holds(one.kind, one.office)}
        if ones and others and not ones & others:
            found.append(rule)
    return found


@dataclass(frozen=True, slots=True)
class PoolFound:
    """A pool of one village: how many there are, how many are lacking or too many."""

    pool: Pool
    count: int
    by_class: Mapping[str, int]

    @property
    def lacking(self) -> int:
        return self.pool.wanted.lacking(self.count)

    @property
    def beyond(self) -> int:
        return self.pool.wanted.beyond(self.count)

    @property
    def complete(self) -> bool:
        """Whether there are as many as asked for."""
        return not self.lacking and not self.beyond


def pools_found(pools: Iterable[Pool], entries: Iterable[tuple[str, str]]) -> list[PoolFound]:
    """Each pool beside its entries, given as pool and class."""
    counted = Counter(entries)
    found = []
    for pool in pools:
        classes = {name: count for (key, name), count in counted.items() if key == pool.key}
        found.append(PoolFound(pool, sum(classes.values()), classes))
    return found


@dataclass(frozen=True, slots=True)
class Rate:
    """组织覆盖: how many of the persons registered belong to a body."""

    joined: int
    persons: int

    @property
    def share(self) -> Fraction | None:
        """The share, or None where nobody is registered."""
        return Fraction(self.joined, self.persons) if self.persons else None

    @property
    def tenths(self) -> int | None:
        """The share in tenths of a percent, rounded half up; None where nobody is registered."""
        return None if self.share is None else int(self.share * 1000 + Fraction(1, 2))

    def __str__(self) -> str:
        if self.tenths is None:
            return "—"
        return f"{self.tenths // 10}.{self.tenths % 10}%"
