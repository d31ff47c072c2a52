"""What may be written into the fields of a register, by their type; sentences name the field."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Final

from django.utils import timezone

from wugong.base.amounts import scaled
from wugong.base.masking import personal_in
from wugong.base.texts import mark, printable
from wugong.matters import refusals
from wugong.matters.texts import is_placeholder
from wugong.places.models import Place
from wugong.registry.queries import household_numbered
from wugong.rules.matter_figures import day_rule
from wugong.rules.register_parts import Field, FieldType, Version

LONG: Final = 2_000
SHORT: Final = 120
MOST_DIGITS: Final = 12
YES: Final = {"yes": "yes", "on": "yes", "true": "yes", "1": "yes", "是": "yes"}
NO: Final = {"no": "no", "off": "no", "false": "no", "0": "no", "否": "no"}


class Amiss(Exception):
    """What was written does not fit; carries what to do."""


def checked_facts(
    version: Version,
    given: Mapping[str, str],
    *,
    place: Place | None = None,
    only: Iterable[str] | None = None,
) -> dict[str, str]:
    """Return what was written as it is kept, blanks included; refuse all that does not fit at once.

    Money comes in yuan and is kept in fen; several choices are parted by commas. `only` names the fields
    that may be written now. Households are looked up in the village of `place`.
    """
    known = {field.code: field for field in version.fields}
    allowed = known.keys() if only is None else set(only)
    kept: dict[str, str] = {}
    amiss: dict[str, str] = {}
    for code, text in given.items():
        if code not in known or code not in allowed:
            amiss[code] = mark("这里没有“%(code)s”这个字段") % {"code": code}
            continue
        try:
            kept[code] = checked(known[code], str(text), place)
        except Amiss as why:
            amiss[code] = f"“{known[code].title}”{why}"
    if amiss:
        raise refusals.FactsAmiss(amiss)
    return kept


def refuse_missing(version: Version, facts: Mapping[str, str]) -> None:
    """Refuse where a field that must be filled from the beginning is blank."""
    missing = {
        field.code: mark("“%(title)s”还没有填") % {"title": field.title}
        for field in version.fields
        if field.required and not facts.get(field.code)
    }
    if missing:
        raise refusals.FactsAmiss(missing)


def refuse_blanks(version: Version, codes: Iterable[str], facts: Mapping[str, str], move: str) -> None:
    """Refuse where a step asks for fields that are blank, or hold what a plan left to be filled in."""
    fields = [version.field(code) for code in codes]
    if missing := [field.title for field in fields if not facts.get(field.code)]:
        raise refusals.NeedsFacts(move=move, fields="、".join(missing))
    for field in fields:
        if is_placeholder(facts[field.code]):
            raise refusals.StillBlank(what=field.title)


def checked(field: Field, text: str, place: Place | None = None) -> str:
    """Return the text as the field keeps it; Amiss for what its type does not take."""
    words = printable(text).strip()
    if not words:
        return ""
    if field.type is FieldType.HOUSEHOLD:
        return _household(words, place)
    return CHECKS[field.type](field, words)


def _text(field: Field, words: str) -> str:
    most = LONG if field.type is FieldType.LONG else SHORT
    if len(words) > most:
        raise Amiss(mark("最多 %(most)s 字，现在有 %(count)s 字") % {"most": most, "count": len(words)})
    if field.public and (kinds := dict.fromkeys(kind.label for kind, _ in personal_in(words))):
        raise Amiss(mark("里有%(kinds)s，别人会看到，请删掉") % {"kinds": "、".join(kinds)})
    return words


def _number(field: Field, words: str) -> str:
    digits = words.removeprefix("-")
    if not (digits.isascii() and digits.isdecimal()) or len(digits) > MOST_DIGITS:
        raise Amiss(mark("要填整数"))
    return str(_within(field, Decimal(words)))


def _decimal(field: Field, words: str) -> str:
    try:
        number = Decimal(words)
    except InvalidOperation as fault:
        raise Amiss(mark("要填数字，如 12.5")) from fault
    if not number.is_finite() or len(words) > 2 * MOST_DIGITS:
        raise Amiss(mark("要填数字，如 12.5"))
    return f"{_within(field, number):f}"


def _money(field: Field, words: str) -> str:
    try:
        fen = scaled(words.removesuffix("元").strip(), 2)
    except ValueError as fault:
        raise Amiss(mark("要填金额，以元为单位，最多两位小数，如 1200.50")) from fault
    if len(str(fen)) > MOST_DIGITS:
        raise Amiss(mark("金额太大，请核对"))
    _within(field, Decimal(fen) / 100)
    return str(fen)


def _within(field: Field, number: Decimal) -> Decimal:
    if field.least is not None and number < field.least:
        raise Amiss(mark("不能小于 %(least)s%(unit)s") % {"least": field.least, "unit": field.unit})
    if field.most is not None and number > field.most:
        raise Amiss(mark("不能大于 %(most)s%(unit)s") % {"most": field.most, "unit": field.unit})
    return number


def _date(field: Field, words: str) -> str:
    try:
        day = date.fromisoformat(words)
    except ValueError as fault:
        raise Amiss(mark("要填日期，如 2026-07-30")) from fault
    rule = day_rule(timezone.localdate())
    if not rule.first_year <= day.year <= rule.last_year:
        years = {"first": rule.first_year, "last": rule.last_year}
        raise Amiss(mark("要在 %(first)s 年到 %(last)s 年之间，请核对年份") % years)
    return day.isoformat()


def _choice(field: Field, words: str) -> str:
    for choice in field.choices:
        if words in (choice.code, choice.title):
            return choice.code
    raise Amiss(mark("要从这些里选：%(titles)s") % {"titles": "、".join(one.title for one in field.choices)})


def _choices(field: Field, words: str) -> str:
    chosen = {_choice(field, one.strip()) for one in words.split(",") if one.strip()}
    return ",".join(choice.code for choice in field.choices if choice.code in chosen)


def _yes(field: Field, words: str) -> str:
    found = (YES | NO).get(words.lower())
    if found is None:
        raise Amiss(mark("要选“是”或“否”"))
    return found


def _household(words: str, place: Place | None) -> str:
    if place is not None and household_numbered(place, words) is None:
        raise Amiss(mark("这个村没有 %(number)s 户，请核对户号") % {"number": words})
    return words


CHECKS: Final[Mapping[FieldType, Callable[[Field, str], str]]] = {
    FieldType.TEXT: _text,
    FieldType.LONG: _text,
    FieldType.PERSON: _text,
    FieldType.NUMBER: _number,
    FieldType.DECIMAL: _decimal,
    FieldType.MONEY: _money,
    FieldType.DATE: _date,
    FieldType.CHOICE: _choice,
    FieldType.CHOICES: _choices,
    FieldType.YES: _yes,
}
