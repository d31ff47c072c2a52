"""Runs a plan in plain Python with whole numbers of any size: right for a town, never compiled."""

from collections import Counter
from collections.abc import Callable, Sequence
from itertools import groupby
from operator import itemgetter

from wugong.base.amounts import half_up
from wugong.rules import plan as p

Row = list[int | None]


class Run:
    """The rows of a plan over one set of facts, step by step."""

    def __init__(
        self,
        starts: Sequence[int],
        rows: list[Row],
        masks: Sequence[Sequence[bool]],
        presents: Sequence[Sequence[bool]],
    ) -> None:
        self.pools = [range(starts[place], starts[place + 1]) for place in range(len(starts) - 1)]
        self.rows = list(rows)
        self.masks = masks
        self.presents = presents
        self.size = starts[-1]

    def run(self, plan: p.Plan) -> list[Row]:
        """All rows, inputs first, after every step of the plan."""
        for step in plan.steps:
            self.rows.append(self._step(step))
        return self.rows

    def _step(self, step: p.Step) -> Row:
        if isinstance(step, p.Weigh):
            return self._weigh(step)
        if isinstance(step, p.Greater | p.Times | p.Given):
            return self._pair(step)
        if isinstance(step, p.Within):
            ends = step.least, step.most
            return [None if x is None else int(ends[0] <= x <= ends[1]) for x in self.rows[step.source]]
        if isinstance(step, p.Both):
            return [int(all(values)) for values in zip(*(self.rows[row] for row in step.rows), strict=True)]
        row: Row = [None if isinstance(step, p.Rank) else 0] * self.size
        for pool in self.pools:
            if isinstance(step, p.Rank):
                self._rank(step, pool, row)
            elif isinstance(step, p.Pay):
                self._pay(step, pool, row)
            else:
                self._gain(step, pool, row)
        return row

    def _weigh(self, step: p.Weigh) -> Row:
        sources = [self.rows[source] for source, _ in step.terms]
        weights = [weight for _, weight in step.terms]
        row: Row = []
        for values in zip(*sources, strict=True):
            if None in values:
                row.append(None)
            else:
                total = sum(map(int.__mul__, values, weights)) + step.constant
                row.append(total if step.divisor == 1 else half_up(total, step.divisor))
        return row if sources else [half_up(step.constant, step.divisor)] * self.size

    def _pair(self, step: p.Greater | p.Times | p.Given) -> Row:
        pairs = zip(self.rows[step.left], self.rows[step.right], strict=True)
        if isinstance(step, p.Given):
            return [b if a is None else a for a, b in pairs]
        join: Callable[[int, int], int] = int.__mul__
        if isinstance(step, p.Greater):
            join = max if step.greatest else min
        return [None if a is None or b is None else join(a, b) for a, b in pairs]

    def _rank(self, step: p.Rank, pool: range, row: Row) -> None:
        keys = [self.rows[key] for key in step.keys]
        mask = self.masks[step.without] if step.without is not None else None
        stand: list[tuple[tuple[tuple[bool, int], ...], int]] = []
        for unit in pool:
            if keys[0][unit] is not None and not (mask and mask[unit]):
                values = tuple((key[unit] is not None, key[unit] or 0) for key in keys)
                stand.append((values, unit))
        stand.sort(key=lambda found: found[0], reverse=True)
        rank = 0
        for place, (values, unit) in enumerate(stand):
            if not place or step.by_code or values != stand[place - 1][0]:
                rank = place + 1
            row[unit] = rank

    def _pay(self, step: p.Pay, pool: range, row: Row) -> None:
        ranks = self.rows[step.rank]
        counts = Counter(ranks[unit] for unit in pool if ranks[unit] is not None)
        count = counts.total()
        full = [unit for unit in pool if self.rows[step.full][unit] is not None]
        if len(full) < step.pool_at_least:
            return
        if step.present is not None and len(full) < sum(self.presents[step.present][unit] for unit in pool):
            return
        for unit in pool:
            rank = ranks[unit]
            if rank is not None:
                row[unit] = self._amount(step, count - rank + 1 if step.bottom else rank, counts[rank])

    @staticmethod
    def _amount(step: p.Pay, place: int, tied: int) -> int:
        if step.tied == "none" and tied > 1:
            return 0
        if step.tied == "split":
            shared = sum(step.amounts[place - 1 : place - 1 + tied])
            return shared // tied if shared >= 0 else -(-shared // tied)
        return step.amounts[place - 1] if place <= len(step.amounts) else 0

    def _gain(self, step: p.Gain, pool: range, row: Row) -> None:
        left = step.quota
        found = sorted(self._gainers(step, pool), reverse=True)
        for _, group in groupby(found, key=itemgetter(0)):
            units = [unit for _, unit in group]
            left -= len(units)
            if left < 0:
                return
            for unit in units:
                row[unit] = step.amount

    def _gainers(self, step: p.Gain, pool: range) -> list[tuple[tuple[int, int], int]]:
        found = []
        for unit in pool:
            now, before, score = (self.rows[row][unit] for row in (step.rank, step.before, step.score))
            out = step.only is not None and self.rows[step.only][unit] is None
            paid = step.unless is not None and self.rows[step.unless][unit] != 0
            if now is None or before is None or score is None or out or paid:
                continue
            if before - now >= step.at_least:
                found.append(((before - now, score), unit))
        return found
