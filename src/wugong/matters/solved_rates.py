"""The solved rate (解决率): how much of what was reported this year who may say so said to be solved."""

from dataclasses import dataclass

from django.db.models import Count, Q
from django.utils import timezone

from wugong.matters.publicity import public_matters, public_registers
from wugong.rules.register_parts import StateKind


@dataclass(frozen=True, slots=True)
class SolvedRate:
    """What is done and not confirmed counts as asked and as nothing else."""

    year: int
    asked: int
    done: int  # answered, and not said to be solved yet
    solved: int

    @property
    def percent(self) -> int:
        """Return the share in whole per cent, half up; 0 where nothing was asked."""
        return (200 * self.solved + self.asked) // (2 * self.asked) if self.asked else 0


def solved_rate(code: str) -> SolvedRate:
    """Return the rate of this place and of all within it, where somebody confirms: two queries."""
    confirmed = [one for one, held in public_registers().items() if held.version.confirmation]
    year = timezone.localdate().year
    rows = public_matters(code, confirmed).filter(opened_at__year=year).order_by()
    counted = rows.aggregate(
        asked=Count("pk"),
        done=Count("pk", filter=Q(kind=StateKind.DONE)),
        solved=Count("pk", filter=Q(kind=StateKind.SOLVED)),
    )
    return SolvedRate(year, **counted)
