"""Monthly tables (月表): made from the register, closed by a signature, corrected only by a next version."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from wugong.accounts.models import User
from wugong.audit.actions import record
from wugong.base.periods import Period
from wugong.counties.actors import System
from wugong.matters import monthly_acts as acts
from wugong.matters import monthly_refusals as refusals
from wugong.matters.models import MonthlyTable
from wugong.matters.monthly_facts import courses
from wugong.matters.monthly_rows import Line, matter_lines, sums, village_lines
from wugong.matters.permissions import can_sign
from wugong.matters.registers import Held
from wugong.places.codes import Level
from wugong.places.models import Place
from wugong.rules.register_parts import Table


@dataclass(frozen=True, slots=True)
class Made:
    """A table as the register says it: headings, lines, sums, and up to when it was read."""

    table: Table
    period: Period
    columns: list[str]
    lines: Sequence[Line]
    sums: Line
    until: datetime

    @property
    def body(self) -> dict[str, Any]:
        """Return what a signature is put under."""
        return {"title": self.table.title, "columns": self.columns, "lines": self.lines, "sums": self.sums}

    @property
    def digest(self) -> str:
        """Return the SHA-256 of the body, the same for the same table."""
        text = json.dumps(self.body, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()


def table_of(held: Held, code: str) -> Table:
    """Return the register's table of this code, or refuse."""
    for table in held.version.tables:
        if table.code == code:
            return table
    raise refusals.NoSuchTable(register=held.register.title)


def make_table(place: Place, held: Held, table: Table, period: Period, now: datetime) -> Made:
    """Return the table of the month as the register says it now, up to the month's end at most."""
    start, end = _moment(period.first_day), _moment(period.last_day + timedelta(days=1))
    until = min(end, now)
    found = courses(place, held.code, held.version, start, until)
    if table.by_place:
        within = Place.objects.under(place.code).at_level(Level.VILLAGE)
        villages = list(within.in_force(period.last_day).order_by("code"))
        lines = village_lines(table, held.version, found, villages)
    else:
        lines = matter_lines(table, held.version, found)
    columns = [column.title for column in table.columns]
    return Made(table, period, columns, lines, sums(table, lines), until)


def signable_from(table: Table, period: Period) -> date:
    """Return the first day on which the table of this month may be signed."""
    return period.first_day if table.same_month else period.last_day + timedelta(days=1)


def due_on(table: Table, period: Period) -> date:
    """Return the last day for handing in the table: its day of the month, or of the month after (R36)."""
    month = period if table.same_month else period.plus(1)
    day = table.due_day or month.last_day.day
    return month.first_day.replace(day=min(day, month.last_day.day))


def signed(place: Place, register: str, table: str, period: Period) -> list[MonthlyTable]:
    """Return the versions that were signed, the newest first."""
    found = MonthlyTable.objects.filter(
        place=place, register=register, table=table, period=str(period)
    ).select_related("signed_by")
    return list(found.order_by("-version"))


@transaction.atomic
def sign_table(
    place: Place, held: Held, table: Table, period: Period, *, actor: User | System, reason: str = ""
) -> MonthlyTable:
    """The month's table says for good what the register says now; an earlier version stays beside it."""
    can_sign(actor, place).or_refuse()
    Place.objects.select_for_update(no_key=True).get(pk=place.pk)
    first = signable_from(table, period)
    if timezone.localdate() < first:
        raise refusals.MonthNotOver(period=period.label, day=first)
    earlier = signed(place, held.code, table.code, period)
    made, words = make_table(place, held, table, period, timezone.now()), reason.strip()[:200]
    said: dict[str, Any] = {"period": period.label, "title": table.title}
    if earlier and earlier[0].digest == made.digest:
        raise refusals.SignedAlready(**said)
    if earlier and not words:
        raise refusals.NoReason(**said)
    version = earlier[0].version + 1 if earlier else 1
    row = MonthlyTable.objects.create(
        register=held.code,
        table=table.code,
        place=place,
        period=str(period),
        version=version,
        body=made.body,
        digest=made.digest,
        reason=words,
        signed_by=actor if isinstance(actor, User) else None,
    )
    record(acts.TABLE_SIGNED, actor=actor, at=place.code, place=place.name, version=version, **said)
    return row


def _moment(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
