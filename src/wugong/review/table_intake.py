"""A round that comes back as a table: every bad cell is named, and nothing is taken while one is left."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Final

from django.utils import timezone

from wugong.accounts.models import User
from wugong.base.amounts import plain
from wugong.base.extents import ERROR, UNCOMPUTED
from wugong.base.faults import Faults
from wugong.base.tables import Cell as TableCell
from wugong.base.tables import Row, read_table
from wugong.base.texts import printable
from wugong.places.codes import Level
from wugong.places.models import Place
from wugong.review import tables
from wugong.review.models import Score
from wugong.review.round_pages import DECIMALS, Card, Cell
from wugong.review.round_sheets import InForce, sheets_in
from wugong.review.scores import Sheet
from wugong.review.table_rows import Counted, Found
from wugong.review.tables import CODE, DAY, NAME, NOTE, OPTIONAL, REQUIRED, ROUND, SCORE, VERSION
from wugong.rules.score_sheets import MOST

ROWS: Final = 5000  # more is no table of a town
UNFOLDED: Final = 20 * 1024 * 1024  # bytes of the parts of an .xlsx; a person waits for the answer
NOTE_MOST: Final = 300
YES, NO = {"是", "有", "√", "1", "TRUE"}, {"", "否", "无", "0", "FALSE"}
BROKEN: Final = {ERROR: "单元格是错误值，请改成数字", UNCOMPUTED: "公式还没有算出来，请把它改成数字"}


@dataclass(frozen=True)
class Taken:
    """What a table says: rows to enter, how many say what stands already, how many are empty."""

    sheets: Sequence[Sheet]
    unchanged: int
    empty: int


def take_table(path: Path, source: str, town: Place, card: Card, *, overwrite: bool, sender: User) -> Taken:
    """Return what the table says; FileRefused names every cell that does not fit."""
    intake = Intake(town, card, overwrite, sender, Faults(source))
    rows = intake.rows(path)
    intake.find([str(row[CODE]) for _, row in rows])
    for number, row in rows:
        intake.take(number, row)
    if not rows and not intake.faults.count:
        intake.faults.add("列名下面一行也没有，请用这一轮的模板填")
    intake.faults.refuse()
    return Taken(intake.sheets, intake.unchanged, intake.empty)


@dataclass
class Intake:
    """Takes a table row by row, noting what is wrong."""

    town: Place
    card: Card
    overwrite: bool
    sender: User
    faults: Faults
    sheets: list[Sheet] = field(default_factory=list)
    unchanged: int = 0
    empty: int = 0
    first_rows: dict[str, int] = field(default_factory=dict)
    elsewhere: Mapping[str, Place] = field(default_factory=dict)

    @cached_property
    def in_force(self) -> Mapping[date, InForce]:
        """The score sheet of each day of the month."""
        return sheets_in(self.town, self.card.month)

    @cached_property
    def marks(self) -> list[str]:
        """The columns of findings and vetoes of all versions of the month."""
        versions = [one.version for one in self.in_force.values()]
        named = [{**tables.spot_columns(one), **tables.veto_columns(one)} for one in versions]
        return list(dict.fromkeys(name for columns in named for name in columns))

    @cached_property
    def cells(self) -> Mapping[str, Cell]:
        return {cell.village.code: cell for cell in self.card.cells}

    def rows(self, path: Path) -> list[tuple[int, Mapping[str, TableCell]]]:
        """Return the rows by column; a table with columns of a score sheet is read as such."""
        noted, columns, rows = self._read(path, [])
        if noted.count and self.marks:
            wide = self._read(path, self.marks)
            noted, columns, rows = wide if wide[0].count < noted.count else (noted, columns, rows)
        if len(rows) > ROWS:
            noted.add(f"有 {len(rows)} 行，太多了，请只留这一轮的村")
        self.faults.lines += noted.lines
        self.faults.count += noted.count
        found: list[tuple[int, Mapping[str, TableCell]]] = [
            (number, dict(zip(columns, cells, strict=True))) for number, cells in rows[:ROWS]
        ]
        return [] if self._of_another_round(found) else found

    def _read(self, path: Path, marks: Sequence[str]) -> tuple[Faults, list[str], list[Row]]:
        noted, optional = Faults(self.faults.source), [*OPTIONAL, *marks]
        rows = list(read_table(path, REQUIRED, optional, noted, unfolded=UNFOLDED))
        return noted, [*REQUIRED, *optional], rows

    def _of_another_round(self, rows: Sequence[tuple[int, Mapping[str, TableCell]]]) -> bool:
        here = tables.round_said(self.card)
        for number, row in rows:
            if row[ROUND] and row[ROUND] != here:
                said = f"这份表是“{row[ROUND]}”的，这里是“{here}”，请到那一轮去交，或下载这一轮的模板"
                self.faults.add(said, row=number, column=ROUND)
                return True
        return False

    def find(self, codes: Sequence[str]) -> None:
        """Find out what the codes are that are no villages of the town in this month: one query."""
        unknown = set(codes) - self.cells.keys()
        self.elsewhere = {one.code: one for one in Place.objects.filter(code__in=unknown)} if unknown else {}

    def take(self, number: int, row: Mapping[str, TableCell]) -> None:
        """Take one row, or note what is wrong with it."""
        before = self.faults.count
        cell = self._village(number, row)
        day = self._day(number, row)
        given = self._points(number, row, day)
        counted = self._counted(number, row, day)
        note = self._note(number, row)
        version = self._version(number, row)
        if self.faults.count > before or cell is None:
            return
        if given is None and counted is None:
            self.empty += 1
        elif day is None:
            self.faults.add("有分就要有检查日期，请补上", row=number, column=DAY)
        else:
            self._keep(Found(number, cell, day, note, given, counted, version))

    def _village(self, number: int, row: Mapping[str, TableCell]) -> Cell | None:
        code, name = str(row[CODE]), str(row[NAME])
        cell = self.cells.get(code)
        if cell is None:
            self.faults.add(self._stranger(code), row=number, column=CODE)
        elif code in self.first_rows:
            said = f"{cell.village.name}在第 {self.first_rows[code]} 行已经有了，只留一行"
            self.faults.add(said, row=number, column=CODE)
        elif name and name != cell.village.name:
            said = f"写的是“{name}”，而 {code} 是“{cell.village.name}”，请改村名或改代码"
            self.faults.add(said, row=number, column=NAME)
        self.first_rows.setdefault(code, number)
        return cell

    def _stranger(self, code: str) -> str:
        if not code:
            return "没有填村代码，请对照模板补上"
        place = self.elsewhere.get(code)
        if place is None:
            return f"没有“{code}”这个村代码，请对照模板改正"
        if code[: Level.TOWN] != self.town.code:
            return f"{code} {place.name}不是“{self.town.name}”的村，请删去这一行"
        return f"{code} {place.name}在{self.card.month.label}不是“{self.town.name}”的村，请删去这一行"

    def _points(self, number: int, row: Mapping[str, TableCell], day: date | None) -> int | None:
        text, fact = str(row[SCORE]), self.card.input_on(day) if day else self.card.input
        if not text:
            return None
        try:
            return tables.read_points(text, fact)
        except ValueError:
            wanted = f"写的是“{text}”，要写 {tables.points_wanted(fact)}"
            self.faults.add(BROKEN.get(text, wanted), row=number, column=SCORE)
            return None

    def _day(self, number: int, row: Mapping[str, TableCell]) -> date | None:
        written, month = row[DAY], self.card.month
        if not written:
            return None
        day = tables.read_day(written)
        if day is None:
            said = f"“{written}”不是日期，要写成 {month.first_day} 这样"
            self.faults.add(BROKEN.get(str(written), said), row=number, column=DAY)
        elif not month.first_day <= day <= month.last_day:
            self.faults.add(f"{day} 不在{month.label}，请改成当月的日期", row=number, column=DAY)
        elif day > timezone.localdate():
            self.faults.add(f"{day} 还没有到，请改成实际检查的日期", row=number, column=DAY)
        else:
            return day
        return None

    def _counted(self, number: int, row: Mapping[str, TableCell], day: date | None) -> Counted | None:
        """Return what was counted and by which sheet; None where every cell of the sheet is empty."""
        filled = {name: str(row[name]) for name in self.marks if row.get(name)}
        if not filled or day is None:
            if filled and not row[DAY]:
                self.faults.add("有分就要有检查日期，请补上", row=number, column=DAY)
            return None
        sheet = self.in_force.get(day)
        if sheet is None:
            self.faults.add(f"{day} 还没有评分细则，请改填得分一列", row=number, column=DAY)
            return None
        spots, vetoes = tables.spot_columns(sheet.version), tables.veto_columns(sheet.version)
        counts: dict[str, int] = {}
        hit: list[str] = []
        for name, text in filled.items():
            if name in spots:
                counts[spots[name]] = self._count(number, name, text)
            elif name in vetoes:
                hit += [vetoes[name]] if self._ticked(number, name, text) else []
            elif text not in NO:
                self.faults.add(f"{day} 用的评分细则没有这一项，请清空", row=number, column=name)
        return sheet, {key: count for key, count in counts.items() if count}, sorted(hit)

    def _count(self, number: int, name: str, text: str) -> int:
        if text.isascii() and text.isdigit() and int(text) <= MOST:
            return int(text)
        said = f"写的是“{text}”，要写 0 到 {MOST} 的整数"
        self.faults.add(BROKEN.get(text, said), row=number, column=name)
        return 0

    def _ticked(self, number: int, name: str, text: str) -> bool:
        if text.upper() not in YES | NO:
            self.faults.add(f"写的是“{text}”，有就写“是”，没有就空着", row=number, column=name)
        return text.upper() in YES

    def _note(self, number: int, row: Mapping[str, TableCell]) -> str:
        note = printable(str(row[NOTE]))
        if len(note) > NOTE_MOST:
            said = f"有 {len(note)} 个字，最多 {NOTE_MOST} 个，请写短些"
            self.faults.add(said, row=number, column=NOTE)
        return note

    def _version(self, number: int, row: Mapping[str, TableCell]) -> int | None:
        """Return the version that the table was made from; None where it does not say."""
        text = str(row[VERSION])
        if not text:
            return None
        if text.isascii() and text.isdigit() and len(text) <= len(str(MOST)):
            return int(text)
        said = f"写的是“{text}”，这一列由模板填，请照模板改回，或者清空"
        self.faults.add(BROKEN.get(text, said), row=number, column=VERSION)
        return None

    def _keep(self, line: Found) -> None:
        """Keep a row that fits, unless it says what stands already."""
        now, cell = line.cell.score, line.cell
        if now is None and self.card.overdue and not line.note:
            self.faults.add("检查期已过，这是补录，请写明原因", row=line.number, column=NOTE)
        elif line.given not in {None, line.total}:
            given, total = plain(line.given or 0, DECIMALS), plain(line.total, DECIMALS)
            said = f"写的是 {given}，按扣分处算是 {total}，请改成一样或清空"
            self.faults.add(said, row=line.number, column=SCORE)
        elif line.says(now) or line.says(line.before):
            self.unchanged += 1
        elif now and line.unseen(self.sender):
            self.faults.add(_meanwhile(cell, now), row=line.number, column=VERSION)
        elif now and not self.overwrite:
            said = f"{cell.village.name}原来 {cell.points} 分，按这份表是 {plain(line.total, DECIMALS)} 分"
            more = "确实要改，请勾选“覆盖已有的分”再交"
            self.faults.add(f"{said}；{more}", row=line.number, column=SCORE)
        else:
            self.sheets.append(line.sheet(self.card, self.in_force))


def _meanwhile(cell: Cell, now: Score) -> str:
    """Say what stands that the table was not made from, and what to do."""
    name = now.entered_by.display_name if now.entered_by else "—"
    when = f"{timezone.localtime(now.entered_at):%m-%d %H:%M}"
    said = f"模板下载以后，{name}在 {when} 把{cell.village.name}录成了 {cell.points} 分"
    return f"{said}；请看过再定：不改就删去这一行，要改就把版次写成 {now.revision} 再交"
