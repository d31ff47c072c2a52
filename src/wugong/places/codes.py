"""Place codes (统计用区划代码), trimmed: county 6 digits, town 9, village 12, group 14; never padded."""

import re
from enum import IntEnum
from typing import Final

from django.utils.translation import gettext_lazy as _

from wugong.places import refusals

DIGITS: Final = re.compile(r"\d+", re.ASCII)
LABELS: Final = {6: _("县区"), 9: _("乡镇街道"), 12: _("村、社区"), 14: _("村民小组")}


class Level(IntEnum):
    """级别: the level of a place is the length of its code."""

    COUNTY = 6
    TOWN = 9
    VILLAGE = 12
    GROUP = 14

    @property
    def label(self) -> str:
        """Return the name of the level, in the reader's language."""
        return str(LABELS[self])


def level_of(code: str) -> Level:
    """Return the level of a checked code."""
    return Level(len(code))


def checked(code: str) -> str:
    """Return the code if each of its parts says something, else refuse with what is wrong."""
    if not DIGITS.fullmatch(code):
        raise refusals.BadPlaceCode(place=code)
    if len(code) not in LABELS:
        raise refusals.BadLength(place=code, count=len(code))
    if code[0] == "0" or code[2:4] == "00":
        raise refusals.NoProvince(place=code)
    for part, refusal in (
        (code[6:9], refusals.NoTown),
        (code[9:12], refusals.NoVillage),
        (code[12:], refusals.NoGroup),
    ):
        if part and not part.strip("0"):
            raise refusal(place=code)
    return code


def trimmed(code: str) -> str:
    """Return a 12-digit code of the national list as ours: without the zeros that fill it up."""
    if len(code) == Level.VILLAGE and code.endswith("000"):
        code = code[:9]
    return code[:6] if len(code) == Level.TOWN and code.endswith("000") else code


def parent_code(code: str) -> str | None:
    """Return the code of the place that holds this one, or None above a county."""
    shorter = [int(level) for level in Level if level < len(code)]
    return code[: max(shorter)] if shorter else None


def lineage(code: str) -> list[str]:
    """Return the codes from the county down to this place."""
    return [code[:level] for level in Level if level <= len(code)]
