"""The poster of a village that leads phones to its report page: a code, an address, four lines."""

from dataclasses import dataclass
from typing import Final

import segno

from wugong.matters.registers import Held
from wugong.matters.reporting import reportable

QUIET: Final = 4  # modules of white around a code, as its standard asks
BOX: Final = "feedback-box"
USUAL: Final = "resident-report"


@dataclass(frozen=True, slots=True)
class Code:
    """二维码: the length of its side in modules, and a path that draws its dark ones."""

    side: int
    path: str


def poster_of(register: str) -> Held | None:
    """Return the register that a poster is for: the one named, else the feedback box, if residents may."""
    known = {one.code: one for one in reportable(None, everyone=True)}
    return next((known[one] for one in (register, BOX, USUAL) if one in known), None)


def code_of(address: str) -> Code:
    """Return the code that leads to an address."""
    matrix = segno.make(address, error="m", micro=False).matrix
    dark = [
        f"M{column + QUIET} {row + QUIET}h1v1h-1z"
        for row, modules in enumerate(matrix)
        for column, module in enumerate(modules)
        if module
    ]
    return Code(len(matrix) + 2 * QUIET, "".join(dark))
