"""Runs a plan in compiled kernels: for a whole country, where plain Python would be slow."""

from collections.abc import Sequence

from wugong.rules.plain import Row
from wugong.rules.plan import Plan

WORTH = 20_000_000  # steps × units from which compiling pays


def worth_compiling(plan: Plan, units: int) -> bool:
    """Whether the work is large enough, and proven to fit, for the compiled executor."""
    return plan.fits_int32 and len(plan.steps) * units >= WORTH


def run_compiled(
    plan: Plan,
    starts: Sequence[int],
    rows: list[Row],
    masks: Sequence[Sequence[bool]],
    presents: Sequence[Sequence[bool]],
) -> list[Row]:
    """All rows, inputs first, exactly as the plain executor makes them."""
    raise NotImplementedError
