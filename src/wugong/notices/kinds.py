"""The catalogue of notices: what can be told, and the step that it asks for.

A room enters its kinds in its own `notices.py`, which every process reads at the start.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _

CATALOGUE: Final[dict[str, "Kind"]] = {}


@dataclass(frozen=True)
class Kind:
    """A sentence with named placeholders, and in a few words what to do next (empty: only to know).

    Making one enters it in the catalogue, where its code stays for good.
    """

    code: str
    sentence: str
    next_step: str = ""

    def __post_init__(self) -> None:
        if self.code in CATALOGUE:
            raise ValueError(f"notice {self.code} is in the catalogue already")
        CATALOGUE[self.code] = self

    def say(self, facts: Mapping[str, object]) -> str:
        """Return the sentence in the reader's language."""
        return _(self.sentence) % facts
