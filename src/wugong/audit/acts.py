"""The catalogue of acts: each one's code, its sentence, and the facts that a privacy request blanks."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _

from wugong.base.texts import mark

BLANKED: Final = mark("（已删去）")
CATALOGUE: Final[dict[str, "Act"]] = {}


@dataclass(frozen=True)
class Act:
    """What can happen in a room; making one enters it in the catalogue, where its code stays for good."""

    code: str
    sentence: str
    scrub: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        if self.code in CATALOGUE:
            raise ValueError(f"act {self.code} is in the catalogue already")
        CATALOGUE[self.code] = self

    def say(self, facts: Mapping[str, object]) -> str:
        """Return the sentence in the reader's language; facts that were blanked are said to be."""
        blanked = dict.fromkeys(self.scrub, _(BLANKED))
        return _(self.sentence) % {**blanked, **facts}


COUNTY_FOUNDED = Act("counties.county_founded", mark("%(actor)s 建立县区“%(name)s”（%(at)s）"))
COUNTY_NAMED = Act("counties.county_named", mark("%(actor)s 把县区名称“%(before)s”改为“%(name)s”（%(at)s）"))
TEXTS_BLANKED = Act("audit.texts_blanked", mark("%(actor)s 按本人要求删去了 %(count)s 条记录里的姓名和文字"))
