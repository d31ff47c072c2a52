"""A weighted sum of rows with exact weights: what most expressions come down to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Affine:
    """Σ weight × (true value of row) + constant."""

    terms: Mapping[int, Fraction]
    constant: Fraction

    @classmethod
    def of(cls, row: int) -> "Affine":
        """The row itself."""
        return cls({row: Fraction(1)}, Fraction(0))

    @classmethod
    def over(cls, rows: Sequence[int]) -> "Affine":
        """The sum of the rows."""
        return cls(dict.fromkeys(rows, Fraction(1)), Fraction(0))

    def plus(self, other: "Affine", sign: int) -> "Affine":
        """self + sign × other."""
        terms = dict(self.terms)
        for row, weight in other.terms.items():
            terms[row] = terms.get(row, Fraction(0)) + sign * weight
        return Affine(terms, self.constant + sign * other.constant)

    def times(self, factor: Fraction) -> "Affine":
        """factor × self."""
        return Affine({row: weight * factor for row, weight in self.terms.items()}, self.constant * factor)


def scale_of(decimals: int) -> Fraction:
    """The true value of one piece with that many decimals."""
    return Fraction(1, 10**decimals)
