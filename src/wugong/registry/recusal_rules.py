"""Who recuses herself before whom, as dated data: near relations, offices kept apart or away."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from wugong.access.roles import RoleKind
from wugong.base.faults import Faults
from wugong.rules.documents import read_document


def near_relations(day: date) -> Sequence[str]:
    """Return the first digits of the relations to the head that make near relatives."""
    return _held("near", day)


def lodging_relations(day: date) -> Sequence[str]:
    """Return the relations of those for whom nobody of the household is a guardian."""
    return _held("lodging", day)


def kept_apart(kind: RoleKind, day: date) -> set[RoleKind]:
    """Return the offices that a near relative of someone in this one may not hold in the same village."""
    return {other for pair in _pairs(day) for other in _others(kind, *pair)}


def kept_away(kind: RoleKind, day: date) -> bool:
    """Say whether nobody holds this office where her household or a near relative lives."""
    return any(kind in row["kinds"] for row in _rows()["away"] if date.fromisoformat(row["from"]) <= day)


def _held(name: str, day: date) -> Sequence[str]:
    held = [row for row in _rows()[name] if date.fromisoformat(row["from"]) <= day]
    return held[-1]["relations"] if held else []


def _pairs(day: date) -> Iterator[tuple[RoleKind, frozenset[RoleKind]]]:
    for row in _rows()["apart"]:
        if date.fromisoformat(row["from"]) <= day:
            yield RoleKind(row["one"]), frozenset(RoleKind(other) for other in row["others"])


def _others(kind: RoleKind, one: RoleKind, others: frozenset[RoleKind]) -> frozenset[RoleKind]:
    if kind is one:
        return others
    return frozenset({one}) if kind in others else frozenset()


@cache
def _rows() -> Mapping[str, Sequence[Mapping[str, Any]]]:
    faults = Faults("recusal.yaml")
    document = read_document(files("wugong.registry").joinpath("recusal.yaml").read_text("utf-8"), faults)
    faults.refuse()
    root: Any = document.root if document else {}
    return {name: root[name] for name in ("near", "lodging", "apart", "away")}
