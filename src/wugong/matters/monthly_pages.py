"""What the pages of monthly tables show: those of a month, and one of them beside what was signed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from wugong.base.periods import Level as Length
from wugong.base.periods import Period
from wugong.matters.models import MonthlyTable
from wugong.matters.monthly import Made, due_on, make_table, signable_from, signed, table_of
from wugong.matters.registers import Held, register_on, registers_on
from wugong.places.models import Place
from wugong.rules.register_parts import Table


@dataclass(frozen=True, slots=True)
class Waiting:
    """A table of a month in the list: whether it was signed, and until when it is wanted."""

    held: Held
    table: Table
    due: date
    version: int

    @property
    def late(self) -> bool:
        """Say whether it should have been signed by now."""
        return not self.version and self.due < timezone.localdate()


@dataclass(frozen=True, slots=True)
class TablePage:
    """One table as the register says it now, and as it was signed."""

    place: Place
    held: Held
    made: Made
    due: date
    open_from: date
    versions: Sequence[MonthlyTable]

    @property
    def changed(self) -> bool:
        """Say whether the register says something else than what was signed last."""
        return bool(self.versions) and self.versions[0].digest != self.made.digest

    @property
    def signable(self) -> bool:
        """Say whether there is something to sign today."""
        begun = timezone.localdate() >= self.open_from
        return begun and (not self.versions or self.changed)


def month_of(text: str) -> Period:
    """Return the month that an address names, or the one before this."""
    try:
        period = Period.parse(text)
    except ValueError:
        period = last_month()
    return period if period.level is Length.MONTH else last_month()


def last_month() -> Period:
    """Return the month before this."""
    return Period.of(timezone.localdate(), Length.MONTH).plus(-1)


def tables_of(place: Place, period: Period, *, works: bool) -> list[Waiting]:
    """Return the tables of the month, the earliest due first: two queries.

    Lists of restricted matters are only for who works at this desk (`works`).
    """
    rows = MonthlyTable.objects.filter(place=place, period=str(period)).order_by("version")
    versions = {(row.register, row.table): row.version for row in rows.only("register", "table", "version")}
    found = [
        Waiting(held, table, due_on(table, period), versions.get((code, table.code), 0))
        for code, held in registers_on().items()
        for table in held.version.tables
        if works or not is_closed(held, table)
    ]
    return sorted(found, key=lambda one: (one.due, one.held.code, one.table.code))


def is_closed(held: Held, table: Table) -> bool:
    """Say whether the table lists restricted matters one by one, and not only how many there are."""
    return held.version.publicity.restricted and not table.by_place


def table_page(place: Place, register: str, code: str, period: Period) -> TablePage:
    """Return one table of the month, or refuse where the register has none of this code."""
    held = register_on(register, min(period.last_day, timezone.localdate()))
    table = table_of(held, code)
    return TablePage(
        place=place,
        held=held,
        made=make_table(place, held, table, period, timezone.now()),
        due=due_on(table, period),
        open_from=signable_from(table, period),
        versions=signed(place, register, code, period),
    )
