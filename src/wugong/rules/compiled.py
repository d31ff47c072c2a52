"""Lays a plan and its facts out as arrays and runs it in compiled kernels: for a whole country."""

from collections.abc import Sequence
from typing import Any, overload

import numpy as np
import numpy.typing as npt

from wugong.rules import plan as p
from wugong.rules.plain import Row

WORTH = 20_000_000  # steps × units from which loading the kernels pays
BLOCK = 1024  # units that run through all steps together
MISSING = -(2**31)
PAIRS = {p.Greater: 1, p.Times: 2, p.Given: 8}
TIED = {"split": 0, "each": 1, "none": 2}
SHORT = 2**15 - 1
WIDEST_KEY = 2**62

Ints = npt.NDArray[np.int32]
Flags = npt.NDArray[np.uint8]
Value = int | None


class Tables:
    """A plan as arrays: one line a step, and the terms, keys and amounts that the lines point into."""

    def __init__(self, plan: p.Plan) -> None:
        self.plan = plan
        self.terms: list[tuple[int, int]] = []
        self.keys: list[tuple[int, int, int]] = []
        self.amounts: list[int] = []
        steps = [self._step(step) for step in plan.steps]
        self.steps = np.array([[*step, *[0] * (10 - len(step))] for step in steps], np.int32).reshape(-1, 10)
        self.arrays = (
            np.array(self.terms or [(0, 0)], np.int32),
            np.array(self.keys or [(0, 0, 0)], np.int64),
            np.array(self.amounts or [0], np.int32),
        )

    def _step(self, step: p.Step) -> list[int]:
        row = self._row(step.row)
        if isinstance(step, p.Weigh):
            return [0, row, *self._add(self.terms, step.terms), step.constant, step.divisor]
        if isinstance(step, p.Greater | p.Times | p.Given):
            greatest = isinstance(step, p.Greater) and step.greatest
            ends = self._add(self.terms, [(step.left, 1), (step.right, 1)])
            return [PAIRS[type(step)], row, *ends, int(greatest)]
        if isinstance(step, p.Rank):
            without = -1 if step.without is None else step.without
            return [3, row, *self._add(self.keys, map(self._key, step.keys)), int(step.by_code), without]
        if isinstance(step, p.Pay):
            ends = self._add(self.amounts, step.amounts)
            ranks = [self._row(step.rank), self._row(step.full), -1 if step.present is None else step.present]
            return [4, row, *ends, *ranks, int(step.bottom), TIED[step.tied], step.pool_at_least]
        if isinstance(step, p.Gain):
            rows = [self._row(step.rank), self._row(step.before), self._row(step.score)]
            only = -1 if step.only is None else self._row(step.only)
            unless = -1 if step.unless is None else self._row(step.unless)
            return [5, row, step.quota, step.amount, *rows, only, unless, step.at_least]
        sources = [step.source] if isinstance(step, p.Within) else step.rows
        ends = self._add(self.terms, [(source, 1) for source in sources])
        return [7, row, *ends, step.least, step.most] if isinstance(step, p.Within) else [6, row, *ends]

    def _row(self, row: int) -> int:
        return row - self.plan.inputs

    def _key(self, row: int) -> tuple[int, int, int]:
        line = self.plan.lines[row]
        return self._row(row), line.least, line.most - line.least + 2

    @staticmethod
    def _add(found: list[Any], new: Any) -> tuple[int, int]:
        start = len(found)
        found.extend(new)
        return start, len(found)


def fits(plan: p.Plan) -> bool:
    """Whether every number of the plan is proven to fit the kernels."""
    for step in plan.steps:
        if isinstance(step, p.Rank):
            widest = 1
            for key in step.keys:
                widest *= plan.lines[key].most - plan.lines[key].least + 2
            if widest > WIDEST_KEY or any(key < plan.inputs for key in step.keys):
                return False
        if isinstance(step, p.Greater | p.Times | p.Given) and min(step.left, step.right) < plan.inputs:
            return False
        if isinstance(step, p.Within) and step.source < plan.inputs:
            return False
    return plan.fits_int32


def worth_compiling(plan: p.Plan, units: int) -> bool:
    """Whether the work is large enough, and proven to fit, for the kernels."""
    return len(plan.steps) * units >= WORTH and fits(plan)


class Country:
    """A plan over facts held as arrays; `run` fills `rows`, whole or for some pools only."""

    def __init__(
        self, plan: p.Plan, starts: npt.NDArray[Any], inputs: npt.NDArray[Any], masks: Flags, presents: Flags
    ) -> None:
        self.tables = Tables(plan)
        self.starts = starts.astype(np.int64)
        self.inputs = inputs
        self.empty = int(np.iinfo(inputs.dtype).min)
        self.dense = bool(inputs.size) and int(inputs.min()) != self.empty
        self.masks, self.presents = masks, presents
        self.rows: Ints = np.empty((len(plan.steps), int(self.starts[-1])), np.int32)
        self.blocks = self._blocks()

    def _blocks(self) -> npt.NDArray[np.int64]:
        edges = [0]
        for pool in range(1, len(self.starts) - 1):
            if self.starts[pool] - self.starts[edges[-1]] >= BLOCK:
                edges.append(pool)
        return np.array([*edges, len(self.starts) - 1], np.int64)

    def run(self, pool: int | None = None) -> Ints:
        """Run all steps for every pool, or for one pool alone; afterwards `rows` holds the results."""
        from wugong.rules.kernels import run_blocks  # noqa: PLC0415 # why: slow import

        blocks = self.blocks if pool is None else np.array([pool, pool + 1], np.int64)
        run_blocks(
            self.tables.steps,
            *self.tables.arrays,
            self.inputs,
            self.rows,
            self.masks,
            self.presents,
            self.starts,
            blocks,
            self.dense,
            self.empty,
        )
        return self.rows


class ArrayRow(Sequence[Value]):
    """A row of the kernels read as the plain executor's: None where nothing is."""

    def __init__(self, values: npt.NDArray[Any], missing: int) -> None:
        self.values = values
        self.missing = missing

    def __len__(self) -> int:
        return len(self.values)

    @overload
    def __getitem__(self, place: int) -> Value: ...
    @overload
    def __getitem__(self, place: slice) -> list[Value]: ...
    def __getitem__(self, place: int | slice) -> Value | list[Value]:
        if isinstance(place, slice):
            return [None if value == self.missing else value for value in self.values[place].tolist()]
        value = int(self.values[place])
        return None if value == self.missing else value


def as_array(plan: p.Plan, rows: Sequence[Row], units: int) -> npt.NDArray[Any]:
    """The facts as the narrowest array that holds them, the least number standing for nothing."""
    lines = plan.lines[: plan.inputs]
    short = all(max(-line.least, line.most) <= SHORT for line in lines)
    kind = np.int16 if short else np.int32
    empty = int(np.iinfo(kind).min)
    found = np.empty((plan.inputs, units), kind)
    for place, row in enumerate(rows):
        found[place] = [empty if value is None else value for value in row]
    return found


def run_compiled(
    plan: p.Plan,
    starts: Sequence[int],
    rows: Sequence[Row],
    masks: Sequence[Sequence[bool]],
    presents: Sequence[Sequence[bool]],
) -> list[Sequence[Value]]:
    """All rows, inputs first, exactly as the plain executor makes them."""
    units = starts[-1]
    flags = [np.array(found or np.zeros((1, units)), np.uint8) for found in (masks, presents)]
    country = Country(plan, np.array(starts), as_array(plan, rows, units), flags[0], flags[1])
    country.run()
    return [*rows, *(ArrayRow(row, MISSING) for row in country.rows)]
