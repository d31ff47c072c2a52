"""The act of saying when the shop is open, and what that means for a day."""

from collections.abc import Iterable
from datetime import date, time, timedelta

from django.db import transaction
from django.utils import timezone

from wugong.accounts.models import User
from wugong.audit.actions import record
from wugong.counties.actors import System
from wugong.places.models import Place
from wugong.share import acts, refusals
from wugong.share.models import ShopRule
from wugong.share.permissions import can_price, can_set_rule
from wugong.share.queries import cap_on

YEAR = 366


@transaction.atomic
def set_rule(
    village: Place,
    *,
    weekdays: Iterable[int] = (),
    month_days: Iterable[int] = (),
    opens: time,
    closes: time,
    hold_days: int,
    weigh_cap: int,
    decision: str = "",
    since: date | None = None,
    actor: User | System,
) -> ShopRule:
    """From that day (today) on the shop is open on these days and hours, and holds orders for so long.

    A keeper, who weighs herself, leaves the limit of weighing as it is on that day or lowers it.
    """
    can_set_rule(actor, village).or_refuse()
    day = since or timezone.localdate()
    if day < timezone.localdate():
        raise refusals.DayOver(day=day)
    _refuse_raised(village, day, weigh_cap, actor)
    week = sorted({int(one) for one in weekdays if 1 <= int(one) <= 7})
    month = sorted({int(one) for one in month_days if 1 <= int(one) <= 31})
    if not week and not month:
        raise refusals.NoOpeningDay
    if opens >= closes or hold_days <= 0:
        raise refusals.BadHours
    rule = ShopRule.objects.create(
        village=village,
        since=day,
        weekdays=week,
        month_days=month,
        opens=opens,
        closes=closes,
        hold_days=hold_days,
        weigh_cap=weigh_cap,
        decision=decision,
        set_by_id=actor.pk,
    )
    record(acts.RULE_SET, actor=actor, at=village.code, village=village.name, since=day)
    return rule


def _refuse_raised(village: Place, day: date, weigh_cap: int, actor: User | System) -> None:
    cap = cap_on(village, day)
    if weigh_cap > cap and not can_price(actor, village):
        raise refusals.CapRaised(cap=cap)


def is_open(rule: ShopRule | None, day: date) -> bool:
    """Say whether the shop is open on that day; a shop that has said nothing is open by day."""
    return rule is None or day.isoweekday() in rule.weekdays or day.day in rule.month_days


def next_opening(rule: ShopRule | None, day: date) -> date:
    """Return the first day from this one on that the shop is open."""
    days = (day + timedelta(days=n) for n in range(YEAR))
    return next((one for one in days if is_open(rule, one)), day)
