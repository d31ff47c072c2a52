"""Holding matters while something about them changes."""

from collections.abc import Iterable

from wugong.matters import refusals
from wugong.matters.models import Matter
from wugong.rules.register_parts import StateKind

RELATED = ("place__county", "lies_with__county", "lead_unit", "document", "handler")


def hold_matters(matters: Iterable[Matter]) -> list[Matter]:
    """These matters are this transaction's alone till its end, by key; returns them as they are now."""
    keys = {matter.pk for matter in matters}
    rows = Matter.objects.select_related(*RELATED).filter(pk__in=keys).order_by("pk")
    return list(rows.select_for_update(of=("self",), no_key=True))


def hold_matter(matter: Matter) -> Matter:
    """The matter is this transaction's alone till its end; returns it as it is now."""
    [held] = hold_matters([matter])
    return held


def hold_open(matter: Matter) -> Matter:
    """The matter is this transaction's alone, and not over; refused where it is."""
    held = hold_matter(matter)
    if held.merged_into_id is not None:
        raise refusals.WasMerged(number=held.number)
    if held.kind not in (StateKind.OPEN, StateKind.LASTING):
        raise refusals.IsOver(number=held.number)
    return held
