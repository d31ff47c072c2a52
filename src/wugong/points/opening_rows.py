"""The rows of a paper book (纸质积分册): pasted or from a file, each held against the register."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from wugong.base.faults import Faults
from wugong.base.tables import read_table
from wugong.places.models import Place
from wugong.registry.models import Household
from wugong.registry.queries import members_of_all

NUMBER, NAME, POINTS = "户号", "姓名", "分数"
SOURCE: Final = "积分册"
MOST_ROWS: Final = 5000
MOST_POINTS: Final = 1_000_000  # of one household: more is a slip of the pen
CELLS: Final = re.compile(r"[\t,，;；|]|\s{2,}| (?=\S)")
WHOLE: Final = re.compile(r"\d{1,9}(?:\.0+)?")


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the book as it was written."""

    line: int
    number: str
    name: str
    points: str


@dataclass(frozen=True, slots=True)
class Taken:
    """A line that fits: whose it is, and how many points."""

    row: Row
    household: Household
    points: int


def rows_pasted(text: str, faults: Faults) -> list[Row]:
    """Return the lines of a text, cells apart by tab, comma or space; column names are passed over."""
    rows = []
    for line, said in enumerate(text.splitlines(), start=1):
        cells = [cell.strip() for cell in CELLS.split(said.strip())] if said.strip() else []
        if not cells or (NUMBER in cells and POINTS in cells):
            continue
        if len(cells) == 3:
            rows.append(Row(line, *cells))
        else:
            faults.add("这一行要有户号、姓名、分数三格，中间用逗号或空格隔开", row=line)
    return rows


def rows_of_file(path: Path, faults: Faults) -> list[Row]:
    """Return the lines of a .csv or .xlsx with the columns 户号, 姓名 and 分数."""
    found = read_table(path, (NUMBER, NAME, POINTS), (), faults, unfolded=64 << 20)
    return [Row(line, *(str(cell) for cell in cells)) for line, cells in found]


def fitted(village: Place, rows: Sequence[Row], faults: Faults) -> list[Taken]:
    """Return the lines that fit the register; each that does not is a fault with its line and column."""
    if len(rows) > MOST_ROWS:
        faults.add(f"超过 {MOST_ROWS} 行，请核对是不是这个村的积分册")
        return []
    homes = list(Household.objects.filter(village=village).select_related("place", "village"))
    book = _Register(homes)
    twice = Counter(row.number.lstrip("0") for row in rows)
    taken = []
    for row in rows:
        home = book.find(row.number)
        wrong = list(book.wrong(row, home))
        if twice[row.number.lstrip("0")] > 1:
            wrong.append((NUMBER, f"户号“{row.number}”出现了 {twice[row.number.lstrip('0')]} 次，只留一行"))
        for column, reason in wrong:
            faults.add(reason, row=row.line, column=column)
        if home and not wrong:
            taken.append(Taken(row, home, int(row.points.partition(".")[0])))
    return taken


class _Register:
    """Finds households by their number, also where a spreadsheet took the noughts in front away."""

    def __init__(self, homes: Sequence[Household]) -> None:
        self.exact: Mapping[str, Household] = {home.number: home for home in homes}
        short = Counter(home.number.lstrip("0") for home in homes)
        self.short = {key: home for home in homes if short[key := home.number.lstrip("0")] == 1}
        self.names = {
            key: {stay.person.name for stay in stays} for key, stays in members_of_all(homes).items()
        }

    def find(self, number: str) -> Household | None:
        return self.exact.get(number) or self.short.get(number.lstrip("0"))

    def wrong(self, row: Row, home: Household | None) -> Iterator[tuple[str, str]]:
        """Yield the column and the reason of each thing that does not fit."""
        if not row.number:
            yield NUMBER, "没有户号"
        elif home is None:
            yield NUMBER, f"本村没有户号“{row.number}”，请看登记簿或改正"
        elif home.until is not None:
            yield NUMBER, f"“{row.number}”户已经销户，请把分数记到接续的户上"
        elif row.name not in self.names[home.pk]:
            said = (
                f"“{row.name}”不是“{home.number}”户的人，请核对户号和姓名"
                if row.name
                else "没有姓名，无法核对"
            )
            yield NAME, said
        if not WHOLE.fullmatch(row.points):
            yield POINTS, f"“{row.points}”不是整数，分数要写成 0 或更大的整数"
        elif int(row.points.partition(".")[0]) > MOST_POINTS:
            yield POINTS, f"一户超过 {MOST_POINTS} 分，请核对"
