"""The bundled `town-environment` computed a second time, slowly and plainly, from its contract alone."""

from collections import Counter
from collections.abc import Iterable, Mapping
from fractions import Fraction
from functools import cache
from math import floor
from typing import NamedTuple

DEFAULTS = {"quarter": "mean", "progress_quota": "2", "progress_stackable": "yes", "fines": "off"}
LAST_DAY = {1: "03-31", 2: "06-30", 3: "09-30", 4: "12-31"}
REWARDS = {1: 10_000, 2: 8_000, 3: 6_000}
CADRES = {1: 300, 2: 200, 3: 100}
BOTTOM = {0: 2_000, 1: 1_000}
FINES = {"post-leader": {0: 300, 1: 200}, "post-cadre": {0: 200, 1: 100}}

Row = Mapping[str, str]
Award = tuple[str, str, str, str, str]
Pool = tuple[str, ...]  # the villages of a town


class Outcome(NamedTuple):
    """What the contract promises: the rows of scores.csv in order, and the awards in any order."""

    scores: list[tuple[str, str, str, str, str, str]]
    awards: Counter[Award]


def half_up(value: Fraction) -> Fraction:
    """The value to two decimals, half away from zero (no score is negative)."""
    return Fraction(floor(value * 100 + Fraction(1, 2)), 100)


def written(value: Fraction | None) -> str:
    """The value with two decimals, empty for none."""
    if value is None:
        return ""
    hundredths = abs(value * 100)
    assert hundredths.denominator == 1
    sign = "-" if value < 0 else ""
    return f"{sign}{hundredths.numerator // 100}.{hundredths.numerator % 100:02d}"


class Town:
    """The sheets of all towns and every figure made from them."""

    def __init__(
        self, rows: Iterable[Row], holders: Iterable[Row], posts: Iterable[Row], switches: Row
    ) -> None:
        self.rows = list(rows)
        self.holders = list(holders)
        self.posts = list(posts)
        self.switches = DEFAULTS | dict(switches)
        self.cell = {(row["village_code"], row["month"]): row for row in self.rows}
        self.town = {row["village_code"]: row["town_code"] for row in self.rows}
        self.villages = sorted(self.town, key=lambda code: (self.town[code], code))
        self.pools: dict[str, Pool] = {
            town: tuple(code for code in self.villages if self.town[code] == town)
            for town in sorted(set(self.town.values()))
        }
        self.months = self._months()
        self.quarters = list(dict.fromkeys((year, (month + 2) // 3) for year, month in self.months))
        self.halves = list(dict.fromkeys(year for year, month in self.months if month <= 6))
        self.years = list(dict.fromkeys(year for year, _ in self.months))
        self.month, self.quarter, self.half = cache(self.month), cache(self.quarter), cache(self.half)
        self.quarter_keys = cache(self.quarter_keys)

    def _months(self) -> list[tuple[int, int]]:
        named = [(int(row["month"][:4]), int(row["month"][5:])) for row in self.rows]
        at, last = min(named), max(named)
        found = [at]
        while at != last:
            at = (at[0], at[1] + 1) if at[1] < 12 else (at[0] + 1, 1)
            found.append(at)
        return found

    # -- scores

    def read(self, code: str, year: int, month: int, name: str) -> Fraction | None:
        text = self.cell.get((code, f"{year:04d}-{month:02d}"), {}).get(name, "")
        return Fraction(text) if text else None

    def month(self, code: str, year: int, month: int) -> Fraction | None:
        covert, cross = self.read(code, year, month, "covert"), self.read(code, year, month, "cross")
        if covert is None or cross is None:
            return None
        return half_up(Fraction("0.30") * covert + Fraction("0.70") * cross)

    def quarter(self, code: str, year: int, quarter: int) -> Fraction | None:
        three = [self.month(code, year, month) for month in months_of(quarter)]
        if None in three:
            return None
        total = sum(three, Fraction(0))
        match self.switches["quarter"]:
            case "mean":
                return half_up(total / 3)
            case "literal":
                return half_up(Fraction("0.30") * total)
        routine = [self.read(code, year, month, "routine") for month in months_of(quarter)]
        if None in routine:
            return None
        return half_up(Fraction("0.30") * total + Fraction("0.10") * sum(routine, Fraction(0)) / 3)

    def half(self, code: str, year: int) -> Fraction | None:
        two = [self.quarter(code, year, quarter) for quarter in (1, 2)]
        return None if None in two else half_up(sum(two, Fraction(0)) / 2)

    def year(self, code: str, year: int) -> Fraction | None:
        four = [self.quarter(code, year, quarter) for quarter in (1, 2, 3, 4)]
        return None if None in four else half_up(Fraction("0.25") * sum(four, Fraction(0)))

    # -- ranks

    def quarter_keys(self, pool: Pool, year: int, quarter: int) -> dict[str, tuple[Fraction, ...]]:
        """What each ranked village of the pool is compared by: score, mean cross score, last month."""
        keys = {}
        for code in pool:
            score = self.quarter(code, year, quarter)
            if score is not None:
                cross = [self.read(code, year, month, "cross") for month in months_of(quarter)]
                keys[code] = (
                    score,
                    sum(cross, Fraction(0)) / 3,
                    self.month(code, year, months_of(quarter)[2]),
                )
        return keys

    def holds(self, code: str, year: int, quarter: int) -> bool:
        day = f"{year:04d}-{LAST_DAY[quarter]}"
        return any(row["village_code"] == code and row["since"] <= day for row in self.holders)

    def quarter_ranks(self, pool: Pool, year: int, quarter: int) -> dict[str, int]:
        return ranks(self.quarter_keys(pool, year, quarter))

    def eligible_ranks(self, pool: Pool, year: int, quarter: int) -> dict[str, int]:
        keys = self.quarter_keys(pool, year, quarter)
        return ranks({code: key for code, key in keys.items() if not self.holds(code, year, quarter)})

    # -- what is written

    def scores(self) -> list[tuple[str, str, str, str, str, str]]:
        found = []
        for year, month in self.months:
            keys = {code: self.month(code, year, month) for code in self.villages}
            found += self._rows(f"{year:04d}-{month:02d}", keys)
        for year, quarter in self.quarters:
            full, eligible = {}, {}
            for pool in self.pools.values():
                full |= self.quarter_ranks(pool, year, quarter)
                eligible |= self.eligible_ranks(pool, year, quarter)
            for code in self.villages:
                score = self.quarter(code, year, quarter)
                cells = (written(score), str(full.get(code, "")), str(eligible.get(code, "")))
                found.append((code, f"{year:04d}-Q{quarter}", *cells, "no" if score is None else "yes"))
        for year in self.halves:
            found += self._rows(f"{year:04d}-H1", {code: self.half(code, year) for code in self.villages})
        for year in self.years:
            found += self._rows(f"{year:04d}", {code: self.year(code, year) for code in self.villages})
        return found

    def _rows(
        self, period: str, values: Mapping[str, Fraction | None]
    ) -> list[tuple[str, str, str, str, str, str]]:
        rank = {}
        for pool in self.pools.values():
            rank |= ranks({code: (values[code],) for code in pool if values[code] is not None})
        return [
            (code, period, written(value), str(rank.get(code, "")), "", "no" if value is None else "yes")
            for code, value in values.items()
        ]

    # -- awards

    def awards(self) -> Counter[Award]:
        found: Counter[Award] = Counter()
        for pool in self.pools.values():
            for year, quarter in self.quarters:
                found.update(self._of_quarter(pool, year, quarter))
            for year in self.halves:
                found.update(self._of_half(pool, year))
        return found

    def _of_quarter(self, pool: Pool, year: int, quarter: int) -> Iterable[Award]:
        period = f"{year:04d}-Q{quarter}"
        eligible = self.eligible_ranks(pool, year, quarter)
        paid = {}
        for code, rank in eligible.items():
            sharers = sum(1 for other in eligible.values() if other == rank)
            money = Fraction(sum(REWARDS.get(place, 0) for place in range(rank, rank + sharers)))
            if money:
                paid[code] = Fraction(floor(money / sharers * 100), 100)
                yield (code, period, "rank-reward", code, written(paid[code]))
            if sharers == 1 and rank in CADRES:
                for name in self.posted(code, "post-cadre"):
                    yield (code, period, "post-reward", name, written(Fraction(CADRES[rank])))
        for code in self.progress(pool, year, quarter, paid):
            yield (code, period, "progress", code, "4000.00")
            for name in self.posted(code, "post-cadre"):
                yield (code, period, "post-reward", name, "200.00")
        yield from self._at_the_bottom(pool, year, quarter)

    def _at_the_bottom(self, pool: Pool, year: int, quarter: int) -> Iterable[Award]:
        period = f"{year:04d}-Q{quarter}"
        now = self.quarter_ranks(pool, year, quarter)
        whole = self.whole(pool, year, months_of(quarter), now)
        if whole and len(now) >= 5:
            for place, money in BOTTOM.items():
                for code in alone_from_bottom(now, place):
                    amount = written(Fraction(-money)) if self.switches["fines"] == "on" else ""
                    yield (code, period, "bottom", code, amount)
        before = (year, quarter - 1) if quarter > 1 else (year - 1, 4)
        if before in self.quarters and whole:
            then = self.quarter_ranks(pool, *before)
            if self.whole(pool, before[0], months_of(before[1]), then) and min(len(now), len(then)) >= 2:
                for code in set(alone_from_bottom(now, 0)) & set(alone_from_bottom(then, 0)):
                    yield (code, period, "referral", code, "")

    def progress(self, pool: Pool, year: int, quarter: int, paid: Mapping[str, Fraction]) -> list[str]:
        """The villages whose progress is paid: largest gain, then higher score, none of those tied at the edge."""
        before = (year, quarter - 1) if quarter > 1 else (year - 1, 4)
        then, now = self.quarter_ranks(pool, *before), self.quarter_ranks(pool, year, quarter)
        keys = {}
        for code, rank in now.items():
            leaves = self.switches["progress_stackable"] == "no" and code in paid
            if code in then and then[code] - rank >= 3 and not self.holds(code, year, quarter) and not leaves:
                keys[code] = (Fraction(then[code] - rank), self.quarter(code, year, quarter))
        places = ranks(keys)
        quota = int(self.switches["progress_quota"])
        return [
            code
            for code, place in places.items()
            if place + sum(1 for other in places.values() if other == place) - 1 <= quota
        ]

    def _of_half(self, pool: Pool, year: int) -> Iterable[Award]:
        scores = {code: self.half(code, year) for code in pool}
        rank = ranks({code: (score,) for code, score in scores.items() if score is not None})
        if self.switches["fines"] == "off" or len(rank) < 5:
            return
        if not self.whole(pool, year, (1, 2, 3, 4, 5, 6), rank):
            return
        for role, amounts in FINES.items():
            for place, money in amounts.items():
                for code in alone_from_bottom(rank, place):
                    for name in self.posted(code, role):
                        yield (code, f"{year:04d}-H1", "post-fine", name, written(Fraction(-money)))

    def posted(self, code: str, role: str) -> list[str]:
        return [r["name_code"] for r in self.posts if r["village_code"] == code and r["role"] == role]

    def whole(self, pool: Pool, year: int, months: Iterable[int], ranked: Mapping[str, int]) -> bool:
        """Is every village of the pool that has a row in these months ranked?"""
        named = [f"{year:04d}-{month:02d}" for month in months]
        return all(code in ranked for code in pool if any((code, month) in self.cell for month in named))


def months_of(quarter: int) -> tuple[int, int, int]:
    """The three months of a quarter."""
    return (3 * quarter - 2, 3 * quarter - 1, 3 * quarter)


def ranks(keys: Mapping[str, tuple[Fraction, ...]]) -> dict[str, int]:
    """Rank 1 2 2 4, highest key first."""
    return {code: 1 + sum(1 for other in keys.values() if other > key) for code, key in keys.items()}


def alone_from_bottom(rank: Mapping[str, int], place: int) -> list[str]:
    """The village that stands alone at this place from the bottom (0 is last), if any does."""
    here = len(rank) - place
    found = [code for code, own in rank.items() if own == here]
    return found if len(found) == 1 and here >= 1 else []


def appraised(
    rows: Iterable[Row], holders: Iterable[Row] = (), posts: Iterable[Row] = (), switches: Row | None = None
) -> Outcome:
    """Return what `wugong appraise town-environment` must write for these sheets."""
    town = Town(rows, holders, posts, switches or {})
    return Outcome(town.scores(), town.awards())
