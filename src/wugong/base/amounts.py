"""Exact numbers as scaled whole numbers: read from text, divided half-up, written back."""

import re

NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")


def scaled(text: str, decimals: int) -> int:
    """The number in `text` times 10**decimals; ValueError for other texts and for more decimals."""
    if not NUMBER.fullmatch(text):
        raise ValueError(text)
    whole, _, tail = text.partition(".")
    if len(tail) > decimals:
        raise ValueError(text)
    return int(whole + tail.ljust(decimals, "0"))


def written(pieces: int, decimals: int) -> str:
    """The number `pieces` / 10**decimals with exactly that many decimals."""
    if not decimals:
        return str(pieces)
    sign = "-" if pieces < 0 else ""
    whole, tail = divmod(abs(pieces), 10**decimals)
    return f"{sign}{whole}.{tail:0{decimals}}"


def plain(pieces: int, decimals: int) -> str:
    """The same number without the zeros that say nothing: 90 for 90.00."""
    text = written(pieces, decimals)
    return text.rstrip("0").rstrip(".") if "." in text else text


def half_up(numerator: int, divisor: int) -> int:
    """`numerator` / `divisor` to the nearest whole number, halves away from zero (四舍五入)."""
    half = (2 * abs(numerator) + divisor) // (2 * divisor)
    return -half if numerator < 0 else half
