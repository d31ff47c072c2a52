"""A bulletin (通报) as plain data, ready for reading: one source for page, poster, .docx and .xlsx."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from typing import Any, Literal

from wugong.publish.days import said

OFFICE_PHONE = "监督电话"  # the one place where an office's mobile number may stand


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column of the table; `weight` is its share of the width."""

    key: str
    title: str
    align: Literal["left", "right"] = "left"
    weight: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """表: columns, rows of ready texts, the numbers (from 0) of the rows in bold, a line below."""

    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    strong: frozenset[int] = frozenset()
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of the prizes: who, for what, how much."""

    left: str
    middle: str = ""
    right: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """公示: until when it hangs (`post` writes the title), what one can do against it, and where."""

    title: str = ""
    text: str = ""
    phone: str = ""
    where: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sign:
    """落款: the organ and the day (`post` writes the day where it is empty)."""

    organ: str
    day: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bulletin:
    """通报: everything that hangs, in the words in which it hangs; `digest` is the check code (核对码)."""

    heading: str
    place_line: str
    period_line: str
    number_line: str = ""
    table: Table
    prizes_title: str = ""
    prizes: tuple[Line, ...] = ()
    notes: tuple[str, ...] = ()
    how_title: str = ""
    how: tuple[str, ...] = ()
    notice: Notice = field(default_factory=Notice)
    qr_url: str = ""
    qr_caption: str = ""
    sign: Sign
    version_line: str = ""
    digest: str = ""

    def to_json(self) -> dict[str, Any]:
        """Return what JSON can hold; `from_json` makes the same bulletin of it."""
        data = asdict(self)
        data["table"]["strong"] = sorted(self.table.strong)
        plain: dict[str, Any] = json.loads(json.dumps(data))  # tuples become lists, as they come back
        return plain

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "Bulletin":
        """Return the bulletin that `to_json` wrote down."""
        table = data["table"]
        whole = dict(data) | {
            "table": Table(
                title=table["title"],
                columns=tuple(Column(**column) for column in table["columns"]),
                rows=tuple(tuple(row) for row in table["rows"]),
                strong=frozenset(table["strong"]),
                note=table["note"],
            ),
            "prizes": tuple(Line(**line) for line in data["prizes"]),
            "notes": tuple(data["notes"]),
            "how": tuple(data["how"]),
            "notice": Notice(**data["notice"]),
            "sign": Sign(**data["sign"]),
        }
        return cls(**whole)

    def sealed(self, first_day: date, last_day: date) -> "Bulletin":
        """Return it as it hangs from the first day to the last one, with its check code."""
        dated = replace(
            self,
            notice=replace(self.notice, title=f"公示期 {said(first_day)}至{said(last_day, after=first_day)}"),
            sign=self.sign if self.sign.day else replace(self.sign, day=said(first_day, year=True)),
            digest="",
        )
        return replace(dated, digest=check_code(dated))

    def texts(self) -> Iterator[tuple[str, str]]:
        """Yield every text that anybody reads, with the name of its place."""
        yield "标题", self.heading
        yield "标题下一行", " / ".join((self.place_line, self.period_line, self.number_line))
        yield from self._table_texts()
        yield "奖励标题", self.prizes_title
        for number, line in enumerate(self.prizes, 1):
            yield f"奖励第 {number} 行", " / ".join((line.left, line.middle, line.right))
        for number, text in enumerate(self.notes, 1):
            yield f"说明第 {number} 行", text
        yield "“怎么来的”标题", self.how_title
        for number, text in enumerate(self.how, 1):
            yield f"“怎么来的”第 {number} 行", text
        yield "公示栏", " / ".join((self.notice.title, self.notice.text))
        yield OFFICE_PHONE, self.notice.phone
        yield "受理处", self.notice.where
        yield "二维码网址", self.qr_url
        yield "二维码说明", self.qr_caption
        yield "落款", " / ".join((self.sign.organ, self.sign.day))
        yield "版次", self.version_line

    @property
    def own_words(self) -> tuple[str, ...]:
        """Return what an office wrote itself, apart from what a run came to."""
        told = self.notice
        return (self.heading, self.sign.organ, told.text, told.phone, told.where, self.version_line)

    def _table_texts(self) -> Iterator[tuple[str, str]]:
        yield "表名", self.table.title
        yield "表头", " / ".join(column.title for column in self.table.columns)
        for number, row in enumerate(self.table.rows, 1):
            yield f"表第 {number} 行", " / ".join(row)
        yield "表下说明", self.table.note


def check_code(bulletin: Bulletin) -> str:
    """Return the check code of all but the code itself: eight hex digits of a SHA-256, XXXX-XXXX."""
    bare = replace(bulletin, digest="").to_json()
    canonical = json.dumps(bare, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    code = hashlib.sha256(canonical.encode()).hexdigest()[:8].upper()
    return f"{code[:4]}-{code[4:]}"
