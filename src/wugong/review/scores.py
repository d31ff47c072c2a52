"""The act of entering scores: many at once, all or none."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import transaction

from wugong.accounts.models import User
from wugong.audit.actions import record
from wugong.base.amounts import plain
from wugong.base.faults import Faults
from wugong.base.periods import Level, Period
from wugong.counties.actors import System
from wugong.places.models import Place
from wugong.review import acts, refusals
from wugong.review.models import Score
from wugong.review.permissions import can_prepare
from wugong.review.queries import adopted_for, approved_periods, holding, scheme_of, villages_of
from wugong.review.standing import hold, set_aside_since
from wugong.rules.scheme import Input, Scheme

DECIMALS = 2


@dataclass(frozen=True, slots=True)
class Sheet:
    """评分表里的一格: a village's score of one inspection in a month, in hundredths."""

    village_code: str
    month: Period
    input: str
    hundredths: int


@transaction.atomic
def enter_scores(town: Place, sheets: Iterable[Sheet], *, actor: User | System) -> int:
    """The town has these scores, in place of earlier ones of the same inspection; returns how many.

    FileRefused names each line that does not fit; what was computed from other scores is set aside.
    """
    can_prepare(actor, town).or_refuse()
    hold(town)
    rows = list(sheets)
    months = sorted({row.month for row in rows})
    _refuse_months(town, months)
    villages = _check(town, rows, months)
    Score.objects.bulk_create(
        [
            Score(
                village=villages[row.village_code],
                month=str(row.month),
                input=row.input,
                hundredths=row.hundredths,
            )
            for row in rows
        ],
        update_conflicts=True,
        unique_fields=["county", "village", "month", "input"],
        update_fields=["hundredths"],
    )
    if rows:
        set_aside_since(town, months[0].first_day, actor=actor)
        said = "、".join(month.label for month in months)
        record(acts.SCORES_ENTERED, actor=actor, at=town.code, town=town.name, months=said, count=len(rows))
    return len(rows)


def _refuse_months(town: Place, months: Sequence[Period]) -> None:
    """Refuse what is no month, and a month on which a public appraisal rests."""
    public = approved_periods(town)
    for month in months:
        if month.level is not Level.MONTH:
            raise refusals.NotInScheme(scheme="评分", period=month.label)
        for period in public.intersection(holding(month)):
            raise refusals.AlreadyApproved(town=town.name, period=period.label)


def _check(town: Place, rows: Sequence[Sheet], months: Sequence[Period]) -> dict[str, Place]:
    """Return the villages by code; refuse with one sentence for each row that does not fit."""
    faults = Faults("评分")
    schemes = {month: _scheme(town, month) for month in months}
    villages = {month: {one.code: one for one in villages_of(town, month.last_day)} for month in months}
    seen: set[tuple[str, Period, str]] = set()
    for number, row in enumerate(rows, 1):
        if row.village_code not in villages[row.month]:
            faults.add(f"{row.village_code} 不是“{town.name}”{row.month.label}的村", row=number)
        if (key := (row.village_code, row.month, row.input)) in seen:
            faults.add(f"{row.village_code} {row.month.label}的这一项重复了", row=number)
        seen.add(key)
        _check_score(schemes[row.month], row, number, faults)
    faults.refuse()
    return {code: place for by_code in villages.values() for code, place in by_code.items()}


def _scheme(town: Place, month: Period) -> Scheme:
    adopted = adopted_for(town, month.last_day)
    if adopted is None:
        raise refusals.NoScheme(place=town.name, period=month.label)
    return scheme_of(adopted)


def _check_score(scheme: Scheme, row: Sheet, number: int, faults: Faults) -> None:
    fact = scheme.inputs.get(row.input)
    if fact is None:
        known = "、".join(scheme.inputs)
        faults.add(f"办法里没有 {row.input} 这一项，有的是 {known}", row=number)
    elif pieces_of(fact, row.hundredths) is None:
        faults.add(
            f"{plain(row.hundredths, DECIMALS)} 的小数多于 {fact.decimals} 位", row=number, column=fact.title
        )
    elif not fact.least <= (pieces_of(fact, row.hundredths) or 0) <= fact.most:
        ends = f"{plain(fact.least, fact.decimals)} 到 {plain(fact.most, fact.decimals)}"
        faults.add(f"{plain(row.hundredths, DECIMALS)} 不在 {ends} 之间", row=number, column=fact.title)


def pieces_of(fact: Input, hundredths: int) -> int | None:
    """Return a score in the pieces the scheme counts in; None where it has more decimals than that."""
    step: int = 10 ** (DECIMALS - fact.decimals)
    return None if hundredths % step else hundredths // step
