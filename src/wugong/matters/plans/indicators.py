"""The acts on what a plan wants to reach: a figure is reported with its evidence, another one verifies it."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from wugong.accounts.models import User
from wugong.audit.actions import record
from wugong.counties.actors import System
from wugong.matters.models import Indicator, IndicatorReport
from wugong.matters.plans import acts
from wugong.matters.plans import board_refusals as refusals
from wugong.matters.plans.comparing import base_of
from wugong.matters.plans.permissions import can_report, can_verify
from wugong.matters.texts import needed

Actor = User | System
EVIDENCE_MOST = 200
SHOWN = ("task__plan__place", "task__matter__lead_unit")


@transaction.atomic
def report_indicator(
    indicator: Indicator,
    value: Decimal,
    *,
    day: date,
    evidence: str,
    actor: Actor,
    whole: Decimal | None = None,
) -> IndicatorReport:
    """So much, of so many where it is a share, is said to be reached on the day; it counts once verified."""
    held = _held(indicator)
    matter = held.task.matter
    can_report(actor, held.task, matter.lead_unit if matter else None).or_refuse()
    if matter is None:
        raise refusals.NotFollowed
    _refuse_figures(held, value, whole, day)
    report = IndicatorReport.objects.create(
        indicator=held,
        day=day,
        value=value,
        whole=whole if base_of(held.counted_in) else None,
        evidence=needed(_("依据"), evidence, EVIDENCE_MOST),
        reported_by_id=actor.pk,
    )
    at, said = held.task.plan.place.code, _said(report)
    record(acts.INDICATOR_REPORTED, actor=actor, at=at, raw=held.raw, value=said)
    return report


@transaction.atomic
def verify_indicator(report: IndicatorReport, *, accepted: bool, actor: Actor) -> IndicatorReport:
    """The figure counts from now on, or was looked at and does not count."""
    _held(report.indicator)
    held = IndicatorReport.objects.select_related(*(f"indicator__{one}" for one in SHOWN)).get(pk=report.pk)
    can_verify(actor, held).or_refuse()
    if held.accepted is not None:
        raise refusals.VerifiedAlready
    held.accepted, held.verified_by_id, held.verified_at = accepted, actor.pk, timezone.now()
    held.save(update_fields=["accepted", "verified_by", "verified_at"])
    facts: dict[str, Any] = {"raw": held.indicator.raw, "verdict": "属实" if accepted else "不属实"}
    at = held.indicator.task.plan.place.code
    concerning = [held.reported_by_id] if held.reported_by_id else []
    record(acts.INDICATOR_VERIFIED, actor=actor, at=at, concerning=concerning, **facts)
    return held


def _held(indicator: Indicator) -> Indicator:
    """The target is this transaction's alone till its end; returns it as it is now."""
    rows = Indicator.objects.select_related(*SHOWN).select_for_update(of=("self",), no_key=True)
    return rows.get(pk=indicator.pk)


def _refuse_figures(held: Indicator, value: Decimal, whole: Decimal | None, day: date) -> None:
    if held.goal is None:
        raise refusals.GoalMasked(raw=held.raw)
    if value < 0:
        raise refusals.BelowNothing
    if base_of(held.counted_in) and (whole is None or whole <= 0):
        raise refusals.NoShareOf(raw=held.raw)
    if day > timezone.localdate():
        raise refusals.DayAhead(day=day)


def _said(report: IndicatorReport) -> str:
    value = f"{report.value.normalize():f}"
    return value if report.whole is None else f"{value}/{report.whole.normalize():f}"
