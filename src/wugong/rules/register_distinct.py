"""Fields of a register that must not hold the same: two who open a box are two."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations
from typing import Final

from wugong.rules.register_parts import Field, Version

BLANKS: Final = re.compile(r"\s+")


def alike(version: Version, facts: Mapping[str, str], codes: Iterable[str]) -> Iterator[tuple[Field, Field]]:
    """Yield each two fields that hold the same and must not, where one of `codes` is among them."""
    written = set(codes)
    for group in version.distinct:
        for one, other in combinations(group, 2):
            said = _plain(facts.get(one, ""))
            if written & {one, other} and said and said == _plain(facts.get(other, "")):
                yield version.field(one), version.field(other)


def _plain(text: str) -> str:
    return BLANKS.sub("", unicodedata.normalize("NFKC", text)).casefold()
