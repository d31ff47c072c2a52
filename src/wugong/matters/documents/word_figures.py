"""How Word writes a list's number: the kinds of figures that its lists know, named as in `numFmt`."""

from collections.abc import Callable
from functools import partial
from typing import Final

DIGITS: Final = "零一二三四五六七八九"
POWERS: Final = ("", "十", "百", "千")
STEMS: Final = "甲乙丙丁戊己庚辛壬癸"
FULL_WIDTH: Final = str.maketrans("0123456789", "０１２３４５６７８９")
ROMAN: Final = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
LAST_SIGN: Final = 20
LETTERS: Final = 26
CHINESE_KINDS: Final = ("hinese", "japaneseCounting", "japaneseLegal", "ideograph", "taiwanese")


def figure(value: int, kind: str) -> str:
    """Return the number as this kind of list writes it; in Arabic digits where the kind is not known."""
    if kind in WRITERS:
        return WRITERS[kind](value)
    return chinese_of(value) if any(word in kind for word in CHINESE_KINDS) else str(value)


def _sign(first: str, value: int) -> str:
    return chr(ord(first) + value - 1) if 1 <= value <= LAST_SIGN else f"({value})"


def _stem(value: int) -> str:
    return STEMS[value - 1] if 1 <= value <= len(STEMS) else str(value)


def _letters(value: int) -> str:
    """After z come aa, bb, cc."""
    rounds, place = divmod(value - 1, LETTERS)
    return chr(ord("a") + place) * (rounds + 1)


def _roman(value: int) -> str:
    said = ""
    for worth, sign in ROMAN:
        count, value = divmod(value, worth)
        said += sign * count
    return said


def chinese_of(value: int) -> str:
    """Return a number below ten thousand as 一, 十二, 一百零五; a larger one in Arabic digits."""
    if not 0 < value < 10 ** len(POWERS):
        return DIGITS[0] if value == 0 else str(value)
    said = ""
    for place in reversed(range(len(POWERS))):
        digit = value // 10**place % 10
        if digit:
            said += DIGITS[digit] + POWERS[place]
        elif said and value % 10**place and not said.endswith(DIGITS[0]):
            said += DIGITS[0]
    return said.removeprefix("一") if said.startswith("一十") else said


WRITERS: Final[dict[str, Callable[[int], str]]] = {
    "decimalEnclosedCircle": partial(_sign, "①"),
    "decimalEnclosedCircleChinese": partial(_sign, "①"),
    "decimalEnclosedParen": partial(_sign, "⑴"),
    "decimalEnclosedFullstop": partial(_sign, "⒈"),
    "decimalFullWidth": lambda value: str(value).translate(FULL_WIDTH),
    "decimalZero": "{:02}".format,
    "ideographTraditional": _stem,
    "lowerLetter": _letters,
    "lowerRoman": _roman,
    "upperLetter": lambda value: _letters(value).upper(),
    "upperRoman": lambda value: _roman(value).upper(),
}  # `numFmt` → what writes it
