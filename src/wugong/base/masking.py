"""Masking of names, and the finding of numbers that belong to one person: IDs, mobile phones, bank cards."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from enum import Enum
from typing import Final

from wugong.base.citizen_ids import MASK, is_citizen_id

COMPOUND_SURNAMES: Final = frozenset(
    re.findall(
        "..",
        "欧阳上官司马诸葛皇甫尉迟公孙慕容令狐长孙宇文司徒司空夏侯轩辕东方东郭西门南宫南门独孤端木申屠太史钟离"
        "闻人澹台公冶淳于单于濮阳赫连万俟呼延百里第五鲜于闾丘亓官拓跋宰父谷梁乐正子车巫马公西漆雕壤驷公良仲孙"
        "叔孙完颜纳兰羊舌微生梁丘左丘",
    )
)
DOTS: Final = "·•‧・"


def masked_name(name: str) -> str:
    """Return the name as a notice board may show it: 张×芳, 张×, 欧阳×华, 阿××·×××."""
    letters = _letters(name.strip())
    if any(letter in DOTS for letter in letters):
        return letters[0] + "".join(one if one in DOTS else MASK for one in letters[1:])
    shown = 2 if len(letters) > 2 and "".join(letters[:2]) in COMPOUND_SURNAMES else 1
    surname, given = "".join(letters[:shown]), letters[shown:]
    if not given:
        return MASK if letters else ""
    return surname + MASK * max(len(given) - 1, 1) + ("" if len(given) == 1 else given[-1])


def masked_phone(number: str) -> str:
    """Return a phone number with its middle hidden: 138××××5678; of a short one nothing is shown."""
    return number[:3] + MASK * (len(number) - 7) + number[-4:] if len(number) >= 11 else MASK * len(number)


def _letters(name: str) -> list[str]:
    """Return the characters, each with the marks that choose its form."""
    found: list[str] = []
    for one in name:
        if found and (
            unicodedata.combining(one) or "\ufe00" <= one <= "\ufe0f" or "\U000e0100" <= one <= "\U000e01ef"
        ):
            found[-1] += one
        else:
            found.append(one)
    return found


class Kind(Enum):
    """What kind of personal number a text holds."""

    CITIZEN_ID = "citizen_id"
    MOBILE = "mobile"
    BANK_CARD = "bank_card"

    @property
    def label(self) -> str:
        return {"citizen_id": "身份证号", "mobile": "手机号", "bank_card": "银行卡号"}[self.value]


Found = tuple[Kind, tuple[int, int]]

# What people put between the digits of one number: spaces, invisible marks, hyphens; a few at most.
BETWEEN: Final = re.compile(r"[ \t\u00a0\u2000-\u200d\u2060\u3000\ufeff\-\u2010-\u2015\u2212\uff0d]{0,3}")
GROUP: Final = re.compile(r"[0-9]+(?:X(?![0-9A-Za-z]))?")
LONGEST: Final = 19
# The key of a row, as it stands in an address: its digits are nobody's number.
KEY: Final = re.compile(r"(?<![0-9a-f])[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}(?![0-9a-f])")


def personal_in(text: str) -> list[Found]:
    """Return each personal number in the text: its kind, and where it stands (from, up to but not with).

    Digits may be full-width or stand in groups with spaces or hyphens between. A number is judged whole: the
    digits of a longer one are none, and those of a row's key neither.
    """
    plain = KEY.sub(lambda key: "/" * len(key[0]), "".join(_plain(one) for one in text))
    found: list[Found] = []
    for run in _runs(plain):
        start = 0
        while start < len(run):
            kind, taken = _first(plain, run[start:])
            if kind:
                found.append((kind, (run[start].start(), run[start + taken - 1].end())))
            start += taken
    return found


def _plain(one: str) -> str:
    """Return a digit of any script as 0–9, an X of any width as X, all else as it is."""
    digit = unicodedata.decimal(one, None)
    if digit is not None:
        return str(digit)
    return "X" if one in "xXｘＸ" else one


def _runs(plain: str) -> Iterator[list[re.Match[str]]]:
    """Yield the groups of digits that stand together, with nothing but spaces and hyphens between them."""
    run: list[re.Match[str]] = []
    for group in GROUP.finditer(plain):
        if run and not BETWEEN.fullmatch(plain, run[-1].end(), group.start()):
            yield run
            run = []
        run.append(group)
    if run:
        yield run


def _first(plain: str, groups: Sequence[re.Match[str]]) -> tuple[Kind | None, int]:
    """Return the kind of the number that begins with the first group, and how many groups it takes."""
    parts: list[str] = []
    for group in groups:
        parts.append(group[0])
        if len("".join(parts)) > LONGEST:
            break
        if kind := _kind(parts):
            return kind, len(parts)
    return None, 1


def _kind(parts: Sequence[str]) -> Kind | None:
    number = "".join(parts)
    if is_citizen_id(number):
        return Kind.CITIZEN_ID
    if not number.isdigit():
        return None
    if _is_mobile(parts):
        return Kind.MOBILE
    return Kind.BANK_CARD if _is_bank_card(parts) else None


MOBILE: Final = re.compile(r"(?:0086|86|0)?1[3-9][0-9]{9}")


def _is_mobile(parts: Sequence[str]) -> bool:
    """Groups of less than three digits are dates and counts; only a prefix (86, 0) may stand apart."""
    prefixed = parts[0] in {"86", "0086", "0"}
    body = parts[1:] if prefixed else parts
    fits = len(body) <= 3 and all(len(part) >= 3 for part in body)
    return fits and MOBILE.fullmatch("".join(parts)) is not None


def _is_bank_card(parts: Sequence[str]) -> bool:
    """A card begins with 3 to 6, stands in one piece or in fours, and its sum is right (Luhn)."""
    number = "".join(parts)
    shaped = len(parts) == 1 or (len(parts) >= 4 and all(len(part) == 4 for part in parts[:-1]))
    if not (16 <= len(number) <= 19 and number[0] in "3456" and shaped):
        return False
    return _luhn(number) and not _is_credit_code(number)


def _luhn(number: str) -> bool:
    doubled = [int(digit) * (1 + place % 2) for place, digit in enumerate(reversed(number))]
    return sum(one - 9 if one > 9 else one for one in doubled) % 10 == 0


CREDIT_DIGITS: Final = "0123456789ABCDEFGHJKLMNPQRTUWXY"


def _is_credit_code(number: str) -> bool:
    """Say whether this is an organisation's code (统一社会信用代码, GB 32100): it is public."""
    if len(number) != 18:
        return False
    total = sum(int(digit) * pow(3, place, 31) for place, digit in enumerate(number[:17]))
    return CREDIT_DIGITS[-total % 31] == number[17]
