"""The act of entering scores: many at once, all or none; what stood before is kept as an earlier version."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from wugong.accounts.models import User
from wugong.audit.actions import record
from wugong.base.amounts import plain
from wugong.base.faults import Faults
from wugong.base.periods import Level, Period
from wugong.counties.actors import System
from wugong.places.models import Place
from wugong.review import acts, notices, refusals
from wugong.review.models import AdoptedSheet, Round, Score
from wugong.review.permissions import can_enter, not_own
from wugong.review.queries import (
    adopted_for,
    approved_periods,
    holding,
    missing_in,
    round_title,
    scheme_of,
    villages_between,
)
from wugong.review.rounds import reopen_rounds
from wugong.review.standing import hold, set_aside_since
from wugong.rules.scheme import Input, Scheme

DECIMALS = 2
Key = tuple[UUID, str, str]  # village, month, input


@dataclass(frozen=True, slots=True)
class Sheet:
    """评分表里的一格: a village's score of one inspection in a month, in hundredths.

    `seen` is the version that the person had before her eyes (0 for none); None does not ask.
    """

    village_code: str
    month: Period
    input: str
    hundredths: int
    day: date | None = None
    note: str = ""
    sheet: AdoptedSheet | None = None
    counts: Mapping[str, int] = field(default_factory=dict)
    vetoes: Sequence[str] = ()
    seen: int | None = None


@dataclass(frozen=True, slots=True)
class Entered:
    """What an entry has changed."""

    created: int
    changed: int
    unchanged: int

    @property
    def count(self) -> int:
        """How many scores there are now that were not so before."""
        return self.created + self.changed


@transaction.atomic
def enter_scores(
    town: Place, sheets: Iterable[Sheet], *, actor: User | System, overwrite: bool = True
) -> Entered:
    """The town has these scores; earlier ones of the same inspection stay as versions, equal ones untouched.

    FileRefused names each line that does not fit (without `overwrite` also each that would change a score);
    rounds that were checked are open again, and what was computed from other scores is set aside.
    """
    rows = list(sheets)
    can_enter(actor, town, {(row.village_code, str(row.month), row.input) for row in rows}).or_refuse()
    hold(town)
    months = sorted({row.month for row in rows})
    _refuse_months(town, months)
    villages = check_sheets(town, rows, months)
    standing = _standing(villages.values(), months)
    new = _new_versions(rows, villages, standing, actor)
    not_own(actor, {score.village.code for score in new}).or_refuse()
    faults = Faults("评分")
    for number, row in enumerate(rows, 1):
        _check_meanwhile(row, standing.get(_key(row, villages)), number, overwrite, faults)
    faults.refuse()
    write_versions(new)
    if new:
        _follow_up(town, new, actor)
    changed = sum(1 for score in new if score.revision > 1)
    return Entered(len(new) - changed, changed, len(rows) - len(new))


def write_versions(new: Sequence[Score]) -> None:
    """These scores are the current ones of their cells, in place of those that were."""
    cells = {(score.village.pk, score.month, score.input) for score in new}
    villages, months = {village for village, _, _ in cells}, {month for _, month, _ in cells}
    before = Score.objects.current().filter(village__in=villages, month__in=months)
    keys = before.values_list("pk", "village", "month", "input")
    out = [pk for pk, village, month, name in keys if (village, month, name) in cells]
    Score.objects.filter(pk__in=out).update(current=False)
    Score.objects.bulk_create(new, batch_size=1000)


def _follow_up(town: Place, new: Sequence[Score], actor: User | System) -> None:
    cells = {(score.month, score.input) for score in new}
    months = sorted({Period.parse(month) for month, _ in cells})
    returned = reopen_rounds(town, cells, actor=actor)
    set_aside_since(town, months[0].first_day, actor=actor)
    said = "、".join(month.label for month in months)
    record(acts.SCORES_ENTERED, actor=actor, at=town.code, town=town.name, months=said, count=len(new))
    if len(cells) == 1 and (returned or any(score.revision == 1 for score in new)):
        _tell_when_whole(town, *cells.pop(), actor)


def _tell_when_whole(town: Place, month: str, name: str, actor: User | System) -> None:
    """Whoever may check knows when the last missing score of a round has come in."""
    span = Period.parse(month)
    if not missing_in(town, span, name):
        one = Round.objects.select_related("town").get(town=town, month=month, input=name)
        notices.round_entered(one, round_title(town, span, name), actor=actor)


def _key(row: Sheet, villages: Mapping[str, Place]) -> Key:
    return villages[row.village_code].pk, str(row.month), row.input


@dataclass
class Standing:
    """What a cell of the town holds: the current score, if any, and the newest version's number."""

    current: dict[str, Any] | None = None
    revision: int = 0


def _standing(villages: Iterable[Place], months: Sequence[Period]) -> dict[Key, Standing]:
    found: dict[Key, Standing] = {}
    scores = Score.objects.filter(village__in=villages, month__in=[str(month) for month in months])
    for one in scores.select_related("entered_by"):
        cell = found.setdefault((one.village_id, one.month, one.input), Standing())
        cell.revision = max(cell.revision, one.revision)
        if one.current:
            cell.current = {"score": one, "same": _content(one)}
    return found


def _content(one: Score | Sheet) -> tuple[object, ...]:
    return one.hundredths, one.day, dict(one.counts), sorted(one.vetoes), one.note


def _new_versions(
    rows: Sequence[Sheet],
    villages: Mapping[str, Place],
    standing: Mapping[Key, Standing],
    actor: User | System,
) -> list[Score]:
    """Return a new version for each row that says something else than what stands."""
    new = []
    for row in rows:
        cell = standing.get(_key(row, villages), Standing())
        if cell.current is None or cell.current["same"] != _content(row):
            new.append(version_of(row, villages[row.village_code], cell.revision + 1, actor))
    return new


def version_of(row: Sheet, village: Place, revision: int, actor: User | System) -> Score:
    """Return the row of a new version of a score."""
    return Score(
        village=village,
        month=str(row.month),
        input=row.input,
        revision=revision,
        hundredths=row.hundredths,
        day=row.day,
        sheet=row.sheet,
        counts=dict(row.counts),
        vetoes=sorted(row.vetoes),
        note=row.note,
        entered_by=actor if isinstance(actor, User) else None,
    )


def _check_meanwhile(row: Sheet, cell: Standing | None, number: int, overwrite: bool, faults: Faults) -> None:
    """Refuse to write over what the person has not seen; name what she has not said she wants changed."""
    now: Score | None = cell.current["score"] if cell and cell.current else None
    if now is None or _content(now) == _content(row):
        return
    if row.seen is not None and row.seen != now.revision:
        raise refusals.ChangedMeanwhile(
            village=now.village.name,
            name=now.entered_by.display_name if now.entered_by else "—",
            score=plain(now.hundredths, DECIMALS),
            when=f"{timezone.localtime(now.entered_at):%m-%d %H:%M}",
        )
    if not overwrite and now.hundredths != row.hundredths:
        said = f"已经录入 {plain(now.hundredths, DECIMALS)}，这里是 {plain(row.hundredths, DECIMALS)}"
        faults.add(f"{said}；确实要改，请勾选“覆盖已有的分”再交", row=number)


def _refuse_months(town: Place, months: Sequence[Period]) -> None:
    """Refuse what is no month, and a month on which a public appraisal rests."""
    public = approved_periods(town)
    for month in months:
        if month.level is not Level.MONTH:
            raise refusals.NotInScheme(scheme="评分", period=month.label)
        for period in public.intersection(holding(month)):
            raise refusals.AlreadyApproved(town=town.name, period=period.label)


def check_sheets(town: Place, rows: Sequence[Sheet], months: Sequence[Period]) -> dict[str, Place]:
    """Return the villages by code; refuse with one sentence for each row that does not fit."""
    faults = Faults("评分")
    schemes = {day: _scheme(town, day) for day in {_day_of(row) for row in rows}}
    villages = {
        month: {one.code: one for one in villages_between(town, month.first_day, month.last_day)}
        for month in months
    }
    seen: set[tuple[str, Period, str]] = set()
    for number, row in enumerate(rows, 1):
        if not _there(villages[row.month].get(row.village_code), row):
            faults.add(f"{row.village_code} 不是“{town.name}”{row.month.label}的村", row=number)
        if (key := (row.village_code, row.month, row.input)) in seen:
            faults.add(f"{row.village_code} {row.month.label}的这一项重复了", row=number)
        seen.add(key)
        _check_day(row, number, faults)
        _check_score(schemes[_day_of(row)], row, number, faults)
    faults.refuse()
    return {code: place for by_code in villages.values() for code, place in by_code.items()}


def _there(village: Place | None, row: Sheet) -> bool:
    """Say whether there was such a village on the day of the row, or on any day of its month."""
    if village is None or row.day is None:
        return village is not None
    return (village.since or date.min) <= row.day <= (village.until or date.max)


def _day_of(row: Sheet) -> date:
    """Return the day whose scheme holds for the inspection: the day it took place."""
    return row.day or row.month.last_day


def _scheme(town: Place, day: date) -> Scheme:
    adopted = adopted_for(town, day)
    if adopted is None:
        raise refusals.NoScheme(place=town.name, period=Period.of(day, Level.MONTH).label)
    return scheme_of(adopted)


def _check_day(row: Sheet, number: int, faults: Faults) -> None:
    if row.day is None:
        return
    if not row.month.first_day <= row.day <= row.month.last_day:
        faults.add(f"检查日期 {row.day} 不在{row.month.label}", row=number)
    elif row.day > timezone.localdate():
        faults.add(f"检查日期 {row.day} 还没有到", row=number)


def _check_score(scheme: Scheme, row: Sheet, number: int, faults: Faults) -> None:
    fact = scheme.inputs.get(row.input)
    if why := unfit(scheme, row.input, row.hundredths):
        faults.add(why, row=number, column=fact.title if fact else "")


def unfit(scheme: Scheme, name: str, hundredths: int) -> str:
    """Return why the scheme has no room for a score; nothing where it has."""
    fact = scheme.inputs.get(name)
    if fact is None:
        return f"办法里没有 {name} 这一项，有的是 {'、'.join(scheme.inputs)}"
    pieces, said = pieces_of(fact, hundredths), plain(hundredths, DECIMALS)
    if pieces is None:
        return f"{said} 的小数多于 {fact.decimals} 位"
    ends = f"{plain(fact.least, fact.decimals)} 到 {plain(fact.most, fact.decimals)}"
    return "" if fact.least <= pieces <= fact.most else f"{said} 不在 {ends} 之间"


def pieces_of(fact: Input, hundredths: int) -> int | None:
    """Return a score in the pieces the scheme counts in; None where it has more decimals than that."""
    step: int = 10 ** (DECIMALS - fact.decimals)
    return None if hundredths % step else hundredths // step
