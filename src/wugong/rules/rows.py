"""Lays exact arithmetic down as steps over rows of whole numbers, with bounds proven for every row."""

from collections.abc import Callable, Sequence
from fractions import Fraction
from math import gcd, lcm

from wugong.rules import plan as p
from wugong.rules.affine import Affine, scale_of

Ratio = tuple[Affine, Affine]  # above ÷ below, the latter always more than nothing
ONE = Affine({}, Fraction(1))


class Rows:
    """Adds rows to a plan."""

    def __init__(self, plan: p.Plan) -> None:
        self.plan = plan

    def add(self, make: Callable[[int], p.Step], least: int = 0, most: int = p.INT32) -> int:
        """The row of a step that gives whole numbers between `least` and `most`."""
        return self._add(make, scale_of(0), least, most)

    def _add(self, make: Callable[[int], p.Step], scale: Fraction, least: int, most: int) -> int:
        row = self.plan.new_row(scale, least, most)
        self.plan.steps.append(make(row))
        return row

    def row(self, affine: Affine, decimals: int | None) -> int:
        """The row that holds the affine, exactly or rounded half-up to the decimals."""
        terms, below, constant = self._written(affine)
        if decimals is None:
            made = len(terms) == 1 and terms[0][0] >= self.plan.inputs
            if made and not constant and affine.terms.get(terms[0][0]) == 1:
                return terms[0][0]
            common = gcd(constant, *(weight for _, weight in terms)) or 1
            terms = [(row, weight // common) for row, weight in terms]
            return self._weigh(terms, constant // common, 1, scale_of(0) * common / below)
        common = gcd(10**decimals, below)
        up, divisor = 10**decimals // common, below // common
        terms = [(row, weight * up) for row, weight in terms]
        return self._weigh(terms, constant * up, divisor, scale_of(decimals))

    def product(self, left: Affine, right: Affine) -> Affine:
        """left × right."""
        if not right.terms:
            return left.times(right.constant)
        if not left.terms:
            return right.times(left.constant)
        one, two = self.row(left, None), self.row(right, None)
        ends = [x * y for x in self._ends(one) for y in self._ends(two)]
        scale = self.plan.lines[one].scale * self.plan.lines[two].scale
        return Affine.of(self._add(lambda new: p.Times(new, one, two), scale, min(ends), max(ends)))

    def quotient(self, above: Ratio, below: Ratio) -> Ratio:
        """above ÷ below."""
        return self.product(above[0], below[1]), self.product(above[1], below[0])

    def total(self, left: Ratio, right: Ratio, sign: int) -> Ratio:
        """left + sign × right."""
        one, two = self.product(left[0], right[1]), self.product(right[0], left[1])
        return one.plus(two, sign), self.product(left[1], right[1])

    def extreme(self, parts: Sequence[Affine], greatest: bool) -> Affine:
        """The greatest or the least of the parts."""
        pick = max if greatest else min

        def join(left: int, right: int, scale: Fraction) -> int:
            least, most = map(pick, self._ends(left), self._ends(right))
            return self._add(lambda new: p.Greater(new, left, right, greatest), scale, least, most)

        return self._folded(parts, join)

    def first_there(self, parts: Sequence[Affine]) -> Affine:
        """The first of the parts that is not missing."""

        def join(left: int, right: int, scale: Fraction) -> int:
            ends = [*self._ends(left), *self._ends(right)]
            return self._add(lambda new: p.Given(new, left, right), scale, min(ends), max(ends))

        return self._folded(parts, join)

    def _folded(self, parts: Sequence[Affine], join: Callable[[int, int, Fraction], int]) -> Affine:
        scale = scale_of(0) / lcm(*(self._written(part)[1] for part in parts))
        row = self._row_at(parts[0], scale)
        for part in parts[1:]:
            row = join(row, self._row_at(part, scale), scale)
        return Affine.of(row)

    def compared(self, left: Ratio, right: Ratio, sign: str) -> int:
        """The row of 1 where left compares with right as the sign says, 0 where it does not."""
        difference = self.product(left[0], right[1]).plus(self.product(right[0], left[1]), -1)
        row = self.row(difference, None)
        least, most = self._ends(row)
        ends = {">=": (0, most), ">": (1, most), "<=": (least, 0), "<": (least, -1), "==": (0, 0)}[sign]
        return self.add(lambda new: p.Within(new, row, *ends), 0, 1)

    def _ends(self, row: int) -> tuple[int, int]:
        return self.plan.lines[row].least, self.plan.lines[row].most

    def _written(self, affine: Affine) -> tuple[list[tuple[int, int]], int, int]:
        """The affine as (row, whole weight) terms over one denominator, and the whole constant."""
        parts = {row: weight * self.plan.lines[row].scale for row, weight in affine.terms.items()}
        below = lcm(affine.constant.denominator, *(part.denominator for part in parts.values()))
        terms = [(row, int(part * below)) for row, part in parts.items() if part]
        return terms, below, int(affine.constant * below)

    def _row_at(self, affine: Affine, scale: Fraction) -> int:
        terms, below, constant = self._written(affine)
        up = scale.denominator // below
        return self._weigh([(row, weight * up) for row, weight in terms], constant * up, 1, scale)

    def _weigh(self, terms: list[tuple[int, int]], constant: int, divisor: int, scale: Fraction) -> int:
        ends = [sorted(weight * end for end in self._ends(row)) for row, weight in terms]
        least = constant + sum(end[0] for end in ends)
        most = constant + sum(end[1] for end in ends)
        widest = abs(constant) + sum(max(abs(end[0]), abs(end[1])) for end in ends)
        self.plan.reach = max(self.plan.reach, widest + divisor)
        return self._add(
            lambda new: p.Weigh(new, tuple(terms), constant, divisor),
            scale,
            least // divisor - 1,
            most // divisor + 1,
        )
