"""The citizen's ID number (公民身份号码, GB 11643): whether it can be one, what birth and sex it tells."""

import re
import unicodedata
from datetime import date
from enum import Enum
from typing import Final

from wugong.base.texts import mark

# Provinces of GB/T 2260, Taiwan, Hong Kong, Macao, and the residence permits of their people (81–83).
PROVINCE: Final = re.compile("1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3]")
WRITTEN: Final = re.compile("[0-9]{17}[0-9X]|[0-9]{15}")
BETWEEN: Final = re.compile(r"[\s\u200b-\u200d\u2060\ufeff\-\u2010-\u2015\u2212']+")
MASK: Final = "×"


class Fault(Enum):
    """Why a text is no ID number; the first of them that holds."""

    LENGTH = mark("不是 18 位数字（最后一位可以是 X）")
    PROVINCE = mark("前两位不是任何一个省")
    BIRTH = mark("第 7 到 14 位不是一个日期")
    CHECK = mark("校验位不对，有数字抄错")
    OLD = mark("是 15 位的旧号，请填现在的 18 位号")


def plain_id(text: str) -> str:
    """Return the number as it is kept: digits of any width made plain, X large, nothing between them."""
    return BETWEEN.sub("", unicodedata.normalize("NFKC", text)).upper()


def fault_of(number: str) -> Fault | None:
    """Return what is wrong with a plain number, or None where it can be an ID of today."""
    if not WRITTEN.fullmatch(number):
        return Fault.LENGTH
    if not PROVINCE.match(number):
        return Fault.PROVINCE
    if not _day(_digits_of_birth(number)):
        return Fault.BIRTH
    if len(number) == 15:
        return Fault.OLD
    return None if check_digit(number[:17]) == number[17] else Fault.CHECK


def is_citizen_id(number: str) -> bool:
    """Say whether a plain number is an ID, of today or of the 15 digits given out before 1999."""
    return fault_of(number) in {None, Fault.OLD}


def comparable(number: str) -> str:
    """Return the number under which an ID is looked for: an old one with its century and check digit."""
    if fault_of(number) is not Fault.OLD:
        return number
    longer = f"{number[:6]}19{number[6:]}"
    return longer + check_digit(longer)


def born_of(number: str) -> date:
    """Return the birth date that an ID tells."""
    born = _day(_digits_of_birth(number))
    assert born is not None, "asked of what is no ID"
    return born


def sex_of(number: str) -> str:
    """Return the sex that an ID tells: m where its order number is odd, else f."""
    return "m" if int(number[14 if len(number) == 15 else 16]) % 2 else "f"


def masked_id(number: str) -> str:
    """Return the number with its last two places shown: beside a birth date, more would tell it whole."""
    return MASK * (len(number) - 2) + number[-2:] if len(number) >= 8 else MASK * len(number)


def check_digit(digits: str) -> str:
    """Return the last character of an ID after its 17 digits (ISO 7064 MOD 11-2)."""
    total = sum(int(digit) * pow(2, 17 - place, 11) for place, digit in enumerate(digits))
    return "10X98765432"[total % 11]


def _digits_of_birth(number: str) -> str:
    return "19" + number[6:12] if len(number) == 15 else number[6:14]


def _day(digits: str) -> date | None:
    try:
        day = date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return None
    return day if 1880 <= day.year <= 2099 else None
