"""Claims as a workbook: the template with households and items, and the table that comes back."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Final
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from wugong.accounts.models import User
from wugong.base.faults import Faults
from wugong.base.masking import personal_in
from wugong.base.tables import Cell, read_table
from wugong.base.texts import printable
from wugong.counties.actors import System
from wugong.places.models import Place
from wugong.points.catalogues import in_force
from wugong.points.chain_claims import Ask, key_of
from wugong.points.claims import LONGEST, Batch, Wanted, claim_many
from wugong.points.refusals import NoCatalogue, NothingLeft
from wugong.points.states import Channel
from wugong.publish.workbooks import xlsx_of
from wugong.registry.models import Household, Membership, Person
from wugong.registry.queries import heads_of, households_in
from wugong.rules.points_catalogue import Item

NUMBER, HEAD, ITEM, DAY = "户号", "户主", "项目", "日期"
QUANTITY, WHO, TEXT = "数量", "谁做的", "说明"
REQUIRED: Final = (NUMBER, ITEM, DAY)
OPTIONAL: Final = (HEAD, QUANTITY, WHO, TEXT)
COLUMNS: Final = (NUMBER, HEAD, ITEM, DAY, QUANTITY, WHO, TEXT)
WRITTEN_DAY: Final = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?")
ROWS: Final = 3000
MOST: Final = 9999
UNFOLDED: Final = 20 * 1024 * 1024  # bytes of the parts of an .xlsx; a person waits for the answer


def template_of(village: Place) -> bytes:
    """Return the workbook to fill in: each household with its number, and on a second sheet the items."""
    _, catalogue = in_force(village, timezone.localdate())
    homes = list(households_in(village))
    heads = heads_of(homes)
    rows = [[one.number, _head(heads, one), "", None, 1, "", ""] for one in homes]
    items = [
        [
            item.title,
            item.code,
            item.category.title,
            item.says,
            "、".join(kind.label for kind in item.evidence),
        ]
        for item in catalogue.items_on(timezone.localdate())
    ]
    return xlsx_of(
        [("申报", COLUMNS, rows), ("项目", ["项目", "代码", "类别", "分值", "凭证（有一样就行）"], items)]
    )


def _head(heads: Mapping[UUID, Membership], one: Household) -> str:
    found = heads.get(one.pk)
    return found.person.name if found else ""


@transaction.atomic
def claim_table(path: Path, source: str, village: Place, *, actor: User | System) -> Batch:
    """Every row is claimed, once however often the table comes; FileRefused names each bad cell.

    What is left out for a cap or a cooling time is no fault; it is returned with its reason.
    """
    intake = Intake(village, Faults(source))
    intake.read(path)
    intake.faults.refuse()
    batch = claim_many([one for _, one in intake.wanted], actor=actor, channel=Channel.TABLE)
    rows = {one.key: number for number, one in intake.wanted}
    for one in batch.left:
        if not isinstance(one.refusal, NothingLeft):
            intake.faults.add(str(one.refusal), row=rows[one.wanted.key], column=ITEM)
    intake.faults.refuse()
    return batch


@dataclass
class Intake:
    """Takes a table row by row, noting what is wrong."""

    village: Place
    faults: Faults
    wanted: list[tuple[int, Wanted]] = field(default_factory=list)
    first_rows: dict[str, int] = field(default_factory=dict)
    homes: Mapping[str, Household] = field(default_factory=dict)
    members: Mapping[str, Sequence[Membership]] = field(default_factory=dict)
    known: dict[date, Mapping[str, Item] | None] = field(default_factory=dict)

    def read(self, path: Path) -> None:
        """Take all rows that say something; rows that name neither item nor day are passed over."""
        rows = []
        for number, cells in read_table(path, REQUIRED, OPTIONAL, self.faults, unfolded=UNFOLDED):
            row = dict(zip((*REQUIRED, *OPTIONAL), cells, strict=True))
            if row[ITEM] or row[DAY]:
                rows.append((number, row))
        if len(rows) > ROWS:
            self.faults.add(f"填了 {len(rows)} 行，一次最多 {ROWS} 行，请分成几份")
            return
        if not rows and not self.faults.count:
            self.faults.add("没有一行填了项目和日期，请照模板填")
        self._find([str(row[NUMBER]) for _, row in rows])
        for number, row in rows:
            self._take(number, row)

    def _find(self, numbers: Sequence[str]) -> None:
        """Know the households of these numbers, with who belongs to them: two queries."""
        found = Household.objects.filter(village=self.village, number__in=set(numbers))
        self.homes = {one.number: one for one in found.select_related("place", "village")}
        rows = Membership.objects.today().filter(household__in=[one.pk for one in self.homes.values()])
        members: dict[str, list[Membership]] = {number: [] for number in self.homes}
        numbers_by_key = {one.pk: number for number, one in self.homes.items()}
        for row in rows.select_related("person"):
            members[numbers_by_key[row.household_id]].append(row)
        self.members = members

    def _take(self, number: int, row: Mapping[str, Cell]) -> None:
        before = self.faults.count
        home = self._home(number, row)
        day = self._day(number, row)
        item = self._item(number, row, day) if day else None
        quantity = self._quantity(number, row)
        person = self._person(number, row, home) if home else None
        text = self._text(number, row)
        if self.faults.count > before or not (home and day and item):
            return
        about = f"{home.pk}.{person.pk if person else ''}"
        key = key_of("table", Ask(item.code, day), about)
        if key in self.first_rows:
            said = f"和第 {self.first_rows[key]} 行是同一户同一天的同一项，只留一行；做得多的写在数量里"
            self.faults.add(said, row=number, column=ITEM)
            return
        self.first_rows[key] = number
        self.wanted.append((number, Wanted(home, item.code, day, key, quantity, text, person)))

    def _home(self, number: int, row: Mapping[str, Cell]) -> Household | None:
        written, name = str(row[NUMBER]), str(row[HEAD])
        home = self.homes.get(written)
        if home is None:
            said = f"“{self.village.name}”没有“{written}”这个户号" if written else "没有填户号"
            self.faults.add(f"{said}，请对照模板改正", row=number, column=NUMBER)
        elif home.until is not None:
            self.faults.add(f"{written} 户已经销户，请删去这一行", row=number, column=NUMBER)
        elif name and name not in {one.person.name for one in self.members[written]}:
            self.faults.add(f"{written} 户没有“{name}”，请改户号或改姓名", row=number, column=HEAD)
        return home

    def _day(self, number: int, row: Mapping[str, Cell]) -> date | None:
        written = row[DAY]
        day = written if isinstance(written, date) else _day_of(written)
        if day is None:
            said = f"“{written}”不是日期" if written else "没有填日期"
            self.faults.add(f"{said}，要写成 {timezone.localdate()} 这样", row=number, column=DAY)
        elif day > timezone.localdate():
            self.faults.add(f"{day} 还没有到，请改成实际做的那一天", row=number, column=DAY)
            return None
        return day

    def _item(self, number: int, row: Mapping[str, Cell], day: date) -> Item | None:
        written = str(row[ITEM])
        known = self._items(day)
        if known is None:
            self.faults.add(f"{day} 还没有积分细则，请改日期", row=number, column=DAY)
        elif written not in known:
            said = f"细则里没有“{written}”" if written else "没有填项目"
            self.faults.add(f"{said}，请从模板的“项目”表里选一个", row=number, column=ITEM)
        else:
            return known[written]
        return None

    def _items(self, day: date) -> Mapping[str, Item] | None:
        """Return the items of the day by title and by code; None where no catalogue holds."""
        if day not in self.known:
            self.known[day] = _items_on(self.village, day)
        return self.known[day]

    def _quantity(self, number: int, row: Mapping[str, Cell]) -> int:
        written = str(row[QUANTITY])
        if not written:
            return 1
        if written.isascii() and written.isdigit() and 0 < int(written) <= MOST:
            return int(written)
        self.faults.add(f"写的是“{written}”，要写 1 到 {MOST} 的整数", row=number, column=QUANTITY)
        return 1

    def _person(self, number: int, row: Mapping[str, Cell], home: Household) -> Person | None:
        written = str(row[WHO])
        found = [one.person for one in self.members[home.number] if one.person.name == written]
        if written and len(found) != 1:
            said = "不止一个" if found else "没有"
            self.faults.add(f"{home.number} 户{said}“{written}”，请改正或清空", row=number, column=WHO)
        return found[0] if len(found) == 1 else None

    def _text(self, number: int, row: Mapping[str, Cell]) -> str:
        text = printable(str(row[TEXT])).strip()
        if len(text) > LONGEST:
            self.faults.add(f"有 {len(text)} 个字，最多 {LONGEST} 个", row=number, column=TEXT)
        for kind, _ in personal_in(text):
            self.faults.add(f"里面有{kind.label}，请去掉", row=number, column=TEXT)
        return text


def _items_on(village: Place, day: date) -> Mapping[str, Item] | None:
    try:
        _, catalogue = in_force(village, day)
    except NoCatalogue:
        return None
    return {name: item for item in catalogue.items_on(day) for name in (item.title, item.code)}


def _day_of(written: str) -> date | None:
    found = WRITTEN_DAY.fullmatch(written.strip())
    try:
        return date(int(found[1]), int(found[2]), int(found[3])) if found else None
    except ValueError:
        return None
