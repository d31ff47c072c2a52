"""Brings the cells of an import into one form: plain digits, no stray spaces, dates, codes of ours."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from functools import cache
from typing import Final

import polars as pl
from django.utils import timezone

from wugong.registry.import_columns import Layout, plain, vocabulary
from wugong.rules.relations import code_of

STRAY: Final = " \t\r\n\u00a0\u3000\u2000\u2002\u2003\u2009\u200b\u200c\u200d\u2060\ufeff'`’‘"
WIDE: Final = {chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
WIDE_PATTERN: Final = "[\uff01-\uff5e]"
DOTS: Final = {"•": "·", "‧": "·", "・": "·", "．": "·", "。": "·", "･": "·", "●": "·"}
CLOSE: Final = r"[\s\-\u2010-\u2015\u2212]+"  # what people put between the digits of one number
NUMBERS: Final = ("number", "id_number", "head_id", "phone", "bank", "longitude", "latitude", "group")
JOINED: Final = ("id_number", "head_id", "phone", "bank")
LARGE: Final = ("id_number", "head_id")
NAMES: Final = ("name", "head_name")
UNKNOWN: Final = "?"  # a word that the vocabulary does not know

DAY: Final = re.compile(
    r"(\d{4})(?:\s*[年./\-、]\s*|\s+)(\d{1,2})(?:(?:\s*[月./\-、]\s*|\s+)(?:(\d{1,2})\s*[日号]?)?)?\s*"
    r"(?:出?生)?[.。]?(?:[ T]?00:00(?::00(?:\.0+)?)?)?"
)
SHORT: Final = re.compile(r"(\d{2})[./\-](\d{1,2})[./\-](\d{1,2})[.。]?")  # 75.03.02
VAGUE: Final = r"^\d{4}\.1$"  # what a number 1972.10 is read as: January or October
RUN: Final = re.compile(r"(\d{4})(\d{2})(\d{2})?")
SERIAL: Final = re.compile(r"[1-6]?\d{4}")  # days since the end of 1899, as spreadsheets count
SERIAL_ZERO: Final = date(1899, 12, 30)


def picked(cells: pl.DataFrame, layout: Layout) -> pl.DataFrame:
    """Return our columns of the rows below the header, tidy, with the sheet's row; no blank ones."""
    body = cells.with_row_index("row", offset=1).slice(layout.row + 1)
    taken = body.select("row", *(pl.col(f"c{place}").alias(key) for key, place in layout.places.items()))
    tidy = taken.with_columns(_tidy(taken[key]) for key in layout.places)
    tidy = tidy.with_columns(_by_kind(key) for key in layout.places if key in (*NUMBERS, *NAMES))
    known = vocabulary().columns
    absent = [pl.lit(None, pl.String).alias(key) for key in known if key not in layout.places]
    filled = tidy.with_columns(absent).filter(pl.any_horizontal(pl.col(list(known)).is_not_null()))
    repeated = pl.col("name") == layout.header("name")  # the header again, on each printed page
    closing = body.filter(_closes(body))["row"]
    below = filled.filter(pl.col("row").is_in(closing.implode()))
    nobody = pl.col("row").is_in(below.filter(_is_remark())["row"].implode())
    return filled.filter(~(repeated | nobody).fill_null(False))


def _is_remark() -> pl.Expr:
    """Say of a row with a total or a remark whether it tells of nobody: no ID, no relation to a head."""
    relation, name = pl.col("relation"), pl.col("name")
    unnumbered = pl.col("id_number").is_null() | ~pl.col("id_number").str.contains(r"\d")
    nameless = name.is_null() | name.str.contains(_closing()) | name.str.contains(r"^[\d共]")
    told = relation.is_not_null() & ~relation.str.contains(_closing())
    return unnumbered & (~told | nameless)


def _tidy(cells: pl.Series) -> pl.Series:
    """Return cells without stray marks at their ends, with plain digits, and null where nothing is said."""
    bare = cells.str.strip_chars(STRAY)
    if bare.str.contains(WIDE_PATTERN).any():
        bare = bare.str.replace_many(WIDE).str.strip_chars(STRAY)
    blank = bare.str.to_lowercase().is_in(vocabulary().blank)
    return bare.set(blank.fill_null(False), None)


def _by_kind(key: str) -> pl.Expr:
    cell = pl.col(key)
    if key in NAMES:
        return cell.str.replace_many(DOTS).str.replace_all(r"\s+", "")
    whole = cell.str.replace(r"^(\d+)\.0+$", "$1")
    if key in JOINED:
        whole = whole.str.replace_all(CLOSE, "")
    return whole.str.to_uppercase() if key in LARGE else whole


def _closes(body: pl.DataFrame) -> pl.Series:
    """Say of each row whether a cell of it begins a total or a remark, as stand below a table."""
    pattern = _closing()
    cells = body.select(
        pl.any_horizontal(pl.exclude("row").str.contains(pattern).fill_null(False)).alias("closes")
    )
    return cells["closes"]


@cache
def _closing() -> str:
    words = sorted(vocabulary().closing, key=len, reverse=True)
    spaced = "|".join(r"\s*".join(word) for word in words)
    return rf"^\s*({spaced})\s*([:：,，、/(（].*|\d.*|共.*)?$"


def worded(texts: pl.Series, column: str) -> pl.Series:
    """Return what we keep for the words of a column; `UNKNOWN` for those that nobody knows."""
    words = vocabulary().words[column]
    return mapped(texts, lambda text: words.get(plain(text), UNKNOWN))


def relation_codes(texts: pl.Series) -> pl.Series:
    """Return the codes of GB/T 4761 for what stands there; `UNKNOWN` where it is no relation."""
    return mapped(texts, lambda text: code_of(text) or UNKNOWN)


def mapped(texts: pl.Series, meaning: Callable[[str], str | None]) -> pl.Series:
    """Return the meaning of each text, each different one worked out once."""
    unique = texts.drop_nulls().unique()
    meanings = pl.Series([meaning(text) for text in unique], dtype=pl.String)
    return texts.replace_strict(unique, meanings, default=None, return_dtype=pl.String)


def days(texts: pl.Series) -> tuple[pl.Series, pl.Series]:
    """Return the days that texts tell (null where none), and whether only the month was written."""
    unique = texts.drop_nulls().unique()
    read = [day_of(text) for text in unique]
    told = pl.Series([day for day, _ in read], dtype=pl.Date)
    whole = pl.Series([not exact for _, exact in read], dtype=pl.Boolean)
    return (
        texts.replace_strict(unique, told, default=None, return_dtype=pl.Date),
        texts.replace_strict(unique, whole, default=False, return_dtype=pl.Boolean),
    )


def day_of(text: str) -> tuple[date | None, bool]:
    """Return the day that a text tells, the first of a month where it tells no more, and if it was exact."""
    found = DAY.fullmatch(text) or RUN.fullmatch(text) or SHORT.fullmatch(text)
    if found is None or re.match(VAGUE, text):
        if SERIAL.fullmatch(text) and int(text) > 2100:
            return SERIAL_ZERO + timedelta(days=int(text)), True
        return None, True
    year, month, day = found.groups()
    try:
        return date(_year(year), int(month), int(day or 1)), day is not None
    except ValueError:
        return None, True


def _year(digits: str) -> int:
    """Return the year; of two digits, the latest that has come."""
    if len(digits) > 2:
        return int(digits)
    this = timezone.localdate().year
    return this - (this - int(digits)) % 100


ORDINALS: Final = {letter: number for number, letter in enumerate("零一二三四五六七八九")} | {
    "〇": 0,
    "两": 2,
}
GROUP_WORDS: Final = re.compile(r"(村民小组|居民小组|生产小组|生产队|村民组|小组|组|社|队|湾|塆)$")


def group_key(text: str, village: str = "") -> str:
    """Return what a group is compared by: its number where it has one (第三村民小组, 3组), else its name."""
    name = plain(text)
    for above in (plain(village), plain(village).removesuffix("村")):
        if above and name.startswith(above) and name != above:
            name = name.removeprefix(above).removeprefix("村")
            break
    bare = GROUP_WORDS.sub("", name).removeprefix("第")
    number = ordinal(bare)
    return str(number) if number is not None else bare or name


@cache
def ordinal(text: str) -> int | None:
    """Return a small number written in Arabic or Chinese digits, or None."""
    if text.isdecimal() and text.isascii():
        return int(text)
    tens, ten, ones = text.partition("十")
    if not ten:
        return ORDINALS.get(text)
    if (tens and tens not in ORDINALS) or (ones and ones not in ORDINALS):
        return None
    return (ORDINALS[tens] if tens else 1) * 10 + (ORDINALS[ones] if ones else 0)
