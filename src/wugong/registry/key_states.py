"""Which keys there are, what each has sealed, and what cannot be opened."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from wugong.base.refusals import Refusal
from wugong.registry.keys import ring
from wugong.registry.sealed_columns import sealed_by_key


@dataclass(frozen=True)
class Standing:
    """How the keys stand: those of the ring, those it lacks, how many texts each has sealed."""

    names: Sequence[bytes]
    missing: Sequence[bytes]
    sealed: Counter[bytes]
    complaints: Sequence[str]


def standing() -> Standing:
    """Return how the keys stand in the whole house."""
    sealed = sealed_by_key()
    try:
        names = [key.name for key in ring.held.keys]
        complaints: list[str] = []
    except Refusal as refusal:
        names, complaints = [], refusal.lines
    missing = sorted(set(sealed) - set(names))
    lost = sum(sealed[name] for name in missing)
    if lost:
        complaints.append(f"有 {lost:,} 项打不开：封它们的密钥不在。")
    return Standing(names, missing, sealed, complaints)
