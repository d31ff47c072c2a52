"""The fonts that print: ours, and the machine's Noto or Source Han where it has them; what none can print."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

import typst
from fontTools.ttLib import TTFont  # type: ignore[import-untyped] # it ships no types

from wugong import web
from wugong.publish.refusals import NotPrintable

BUNDLED: Final = Path(web.__file__).parent / "fonts"
SANS: Final = ("Noto Sans SC", "Noto Sans CJK SC", "Source Han Sans SC")
SONG: Final = ("Noto Serif CJK SC", "Source Han Serif SC", "Noto Serif SC")
WEIGHTS: Final = (400, 700)


@dataclass(frozen=True)
class Fonts:
    """What typst prints with: the fonts themselves, and the families in the order in which they are asked."""

    set: typst.Fonts
    sans: tuple[str, ...]
    song: tuple[str, ...]
    files: tuple[tuple[int, str, int], ...]  # weight, path and number in the file of each sans font, in order


@cache
def fonts(machine: bool = True) -> Fonts:
    """Return our fonts, and those of this machine unless told otherwise; looked for once in a process."""
    ours = [str(BUNDLED)]
    found = typst.Fonts(include_system_fonts=machine, include_embedded_fonts=False, font_paths=ours)
    there = {(font.family, font.weight): font for font in found.fonts()}
    sans = tuple(family for family in SANS if (family, 400) in there and (family, 700) in there)
    song = tuple(family for family in SONG if (family, 700) in there)
    files = [(weight, there[family, weight]) for family in sans for weight in WEIGHTS]
    return Fonts(
        found, sans, song + sans, tuple((weight, font.path or "", font.index) for weight, font in files)
    )


@cache
def characters(path: str, number: int) -> frozenset[int]:
    """Return the code points that the font has a picture for."""
    with TTFont(path, fontNumber=number, lazy=True) as font:
        return frozenset(font.getBestCmap())


def missing_glyphs(texts: Iterable[str]) -> list[str]:
    """Return the characters, each once and in order, that no font can print in every weight."""
    wanted = dict.fromkeys(one for text in texts for one in text if not _silent(one))
    lacking: set[str] = set()
    for weight in WEIGHTS:
        left = set(wanted)
        for path, number in [(path, number) for held, path, number in fonts().files if held == weight]:
            if left:
                left = {one for one in left if ord(one) not in characters(path, number)}
        lacking |= left
    return [one for one in wanted if one in lacking]


def _silent(one: str) -> bool:
    """Say whether the character leaves no mark of its own: spaces, joiners, choosers of a form."""
    return one.isspace() or unicodedata.category(one) == "Cf" or _chooses_form(one)


def _chooses_form(one: str) -> bool:
    return "\ufe00" <= one <= "\ufe0f" or "\U000e0100" <= one <= "\U000e01ef"


def refuse_missing(texts: Iterable[str]) -> None:
    """Pass where every character can be printed; else name those that cannot, so that none becomes a box."""
    if lacking := missing_glyphs(texts):
        named = "、".join(f"“{one}”（U+{ord(one):04X}）" for one in lacking)
        raise NotPrintable(characters=named)
