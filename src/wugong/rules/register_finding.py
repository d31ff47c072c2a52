"""Finds a part of a register by its code."""

from collections.abc import Sequence
from typing import Protocol, TypeVar


class Coded(Protocol):
    """What is found by its code."""

    @property
    def code(self) -> str: ...


P = TypeVar("P", bound=Coded)


def found(parts: Sequence[P], code: str) -> P:
    """The part of this code; KeyError for another."""
    for part in parts:
        if part.code == code:
            return part
    raise KeyError(code)
