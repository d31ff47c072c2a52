"""The number of a matter, which a person can say on the phone: year, running number, check digit."""

import re
import unicodedata
from typing import Final

from django.db import transaction

from wugong.accounts.models import User
from wugong.counties.actors import SYSTEM, System
from wugong.matters import refusals
from wugong.matters.models import NumberRun

DIGITS: Final = 9
MOST: Final = 999_999  # a year
APART: Final = re.compile(r"[\s\-\u2010-\u2015\u2212.·,，、号第]+")
# Damm's quasigroup: finds every single wrong digit and every two neighbours that changed places.
DAMM: Final = (
    *("0317598642", "7092154863", "4206871359", "1750983426", "6123045978"),
    *("3674209581", "5869720134", "8945362017", "9438617205", "2581436790"),
)


def check_digit(digits: str) -> str:
    """Return the digit that closes these digits."""
    row = 0
    for digit in digits:
        row = int(DAMM[row][int(digit)])
    return str(row)


def number_of(year: int, running: int) -> str:
    """Return the number of the matter that was the n-th of its year."""
    digits = f"{year % 100:02d}{running:06d}"
    return digits + check_digit(digits)


def next_numbers(year: int, count: int, *, actor: User | System = SYSTEM) -> list[str]:
    """So many numbers are given and will be nobody else's; others wait till this transaction ends."""
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("numbers are given outside the transaction that uses them")
    NumberRun.objects.get_or_create(year=year)
    run = NumberRun.objects.select_for_update(no_key=True).get(year=year)
    first, last = run.last + 1, run.last + count
    if last > MOST:
        raise refusals.NumbersOut(year=year, most=MOST)
    NumberRun.objects.filter(pk=run.pk).update(last=last)
    return [number_of(year, running) for running in range(first, last + 1)]


def spoken(number: str) -> str:
    """Return the number in the groups in which it is said: 26-0041-783."""
    return f"{number[:2]}-{number[2:6]}-{number[6:]}"


def parse_number(text: str) -> str:
    """Return the number that somebody typed or said, in groups or not; refuse a slip of one digit."""
    digits = APART.sub("", unicodedata.normalize("NFKC", text))
    if len(digits) != DIGITS or not (digits.isascii() and digits.isdecimal()):
        raise refusals.NoNumber(digits=DIGITS)
    if check_digit(digits[:-1]) != digits[-1]:
        raise refusals.WrongNumber(number=spoken(digits))
    return digits
