"""Targets of a plan: what was reached is reported with evidence, and counts once another verified it."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from wugong.access.refusals import NotAllowed
from wugong.access.roles import RoleKind
from wugong.audit.models import Record
from wugong.counties.standing import standing_in
from wugong.matters.assigning import give_hand
from wugong.matters.models import Indicator, IndicatorReport
from wugong.matters.plans import board_refusals as refusals
from wugong.matters.plans.indicators import report_indicator, verify_indicator
from wugong.matters.refusals import WordsMissing

pytestmark = pytest.mark.django_db


@pytest.fixture
def rivers(here, followed):
    """Not less than 12 kilometres of rivers cleared."""
    return Indicator.objects.get(task__plan=followed, raw__contains="12公里")


@pytest.fixture
def sorting(here, followed):
    """Sorting in 85 of 100 households."""
    return Indicator.objects.get(task__plan=followed, counted_in="%")


def told(indicator, actor, value="9.5", **facts):
    plain = {"day": timezone.localdate(), "evidence": "河长制台账第3页"}
    return report_indicator(indicator, Decimal(value), actor=actor, **(plain | facts))


def test_who_has_nothing_to_do_with_the_task_reports_nothing(rivers, resident):
    with pytest.raises(NotAllowed, match="不由您的单位牵头"):
        told(rivers, resident)


def test_nothing_is_reported_of_a_task_that_is_no_matter(here, kept_plan, town_officer):
    indicator = Indicator.objects.get(task__plan=kept_plan, raw__contains="12公里")
    with pytest.raises(refusals.NotFollowed):
        told(indicator, town_officer)


def test_nothing_is_reported_while_the_goal_is_masked(here, followed, town_officer):
    masked = Indicator.objects.get(task__plan=followed, goal__isnull=True)
    with pytest.raises(refusals.GoalMasked):
        told(masked, town_officer)


def test_a_figure_below_nothing_is_refused(rivers, town_officer):
    with pytest.raises(refusals.BelowNothing):
        told(rivers, town_officer, "-0.0001")
    assert told(rivers, town_officer, "0").value == 0


def test_a_figure_of_tomorrow_is_refused(rivers, town_officer):
    with pytest.raises(refusals.DayAhead):
        told(rivers, town_officer, day=timezone.localdate() + timedelta(days=1))


@pytest.mark.parametrize("whole", [None, Decimal(0), Decimal(-1)])
def test_a_share_needs_of_how_many(sorting, town_officer, whole):
    with pytest.raises(refusals.NoShareOf):
        told(sorting, town_officer, "240", whole=whole)
    assert told(sorting, town_officer, "1", whole=Decimal(1)).whole == 1


def test_a_figure_needs_evidence(rivers, town_officer):
    with pytest.raises(WordsMissing):
        told(rivers, town_officer, evidence="  ")


def test_a_count_is_of_nothing(rivers, town_officer):
    assert told(rivers, town_officer, whole=Decimal(20)).whole is None


def test_a_hand_of_the_lead_unit_reports(rivers, town_officer, resident):
    give_hand(rivers.task.matter.lead_unit, resident, actor=town_officer)
    report = told(rivers, resident)
    assert (report.value, report.accepted, report.reported_by_id) == (Decimal("9.5"), None, resident.pk)
    assert Record.objects.filter(act="matters.indicator_reported").count() == 1


def test_who_reported_does_not_verify(rivers, town_officer):
    with pytest.raises(NotAllowed, match="另一个人核实"):
        verify_indicator(told(rivers, town_officer), accepted=True, actor=town_officer)


def test_who_does_not_work_at_the_desk_does_not_verify(rivers, town_officer, resident):
    with pytest.raises(NotAllowed):
        verify_indicator(told(rivers, town_officer), accepted=True, actor=resident)


@pytest.mark.parametrize("accepted", [True, False])
def test_another_one_verifies_once(rivers, town_officer, make_user, town, accepted):
    other = make_user("second", "何以宁", RoleKind.TOWN_OFFICER, town)
    report = verify_indicator(told(rivers, town_officer), accepted=accepted, actor=other)
    kept = IndicatorReport.objects.get(pk=report.pk)
    assert (kept.accepted, kept.verified_by_id) == (accepted, other.pk)
    with pytest.raises(refusals.VerifiedAlready):
        verify_indicator(report, accepted=True, actor=other)


def test_figures_of_another_county_are_not_found(rivers, town_officer, other_county):
    with standing_in(other_county), pytest.raises(Indicator.DoesNotExist):
        told(rivers, town_officer)
