"""Acts on runs: one person computes a period, another approves it, and then it is public and final."""

from collections.abc import Mapping
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from wugong.accounts.models import User
from wugong.audit.actions import record
from wugong.base.periods import Period
from wugong.places.models import Place
from wugong.review import acts, refusals
from wugong.review.computing import Computation, Result, award_rows, compute, figure_rows
from wugong.review.history import History
from wugong.review.models import Award, Figure, Run
from wugong.review.permissions import can_approve, can_prepare
from wugong.review.queries import adopted_until
from wugong.review.standing import hold, set_aside
from wugong.review.states import RunState


@transaction.atomic
def prepare_run(town: Place, period: Period, *, actor: User) -> Run:
    """The town has a run of the period that waits for approval; an earlier one not approved is set aside."""
    can_prepare(actor, town).or_refuse()
    if timezone.localdate() <= period.last_day:
        raise refusals.PeriodNotOver(period=period.label, last_day=period.last_day)
    hold(town)
    if Run.objects.of(town).approved().filter(period=str(period)).exists():
        raise refusals.AlreadyApproved(town=town.name, period=period.label)
    adopted = adopted_until(town, period.last_day)
    if not adopted:
        raise refusals.NoScheme(place=town.name, period=period.label)
    computation = compute(town, period, History(adopted))
    _refuse_other_results(town, computation)
    _set_earlier_aside(town, period, actor)
    run = Run.objects.create(
        town=town,
        period=str(period),
        level=period.level,
        last_day=period.last_day,
        scheme=adopted[-1],
        prepared_by=actor,
    )
    figures = Figure.objects.bulk_create(figure_rows(run, computation))
    awards = Award.objects.bulk_create(award_rows(run, computation))
    record(
        acts.RUN_PREPARED,
        actor=actor,
        at=town.code,
        town=town.name,
        period=period.label,
        villages=len(figures),
        awards=len(awards),
    )
    return run


@transaction.atomic
def approve_run(run: Run, *, actor: User) -> Run:
    """The run is public and never changes again."""
    hold(run.town)
    locked = Run.objects.select_for_update().get(pk=run.pk)
    can_approve(actor, locked).or_refuse()
    locked.state, locked.approved_by, locked.approved_at = RunState.APPROVED, actor, timezone.now()
    locked.save(update_fields=["state", "approved_by", "approved_at"])
    town = locked.town
    record(acts.RUN_APPROVED, actor=actor, at=town.code, town=town.name, period=locked.span.label)
    return locked


def _set_earlier_aside(town: Place, period: Period, actor: User) -> None:
    earlier = Run.objects.of(town).prepared().filter(period=str(period))
    set_aside(earlier, town, actor=actor)


def _refuse_other_results(town: Place, computation: Computation) -> None:
    """Refuse to build on scores or ranks other than the published ones, in all that the period rests on."""
    period, first = computation.slot.period, computation.appraisal.calendar.months[0]
    basis = (
        Run.objects.of(town)
        .approved()
        .filter(level__lte=period.level, last_day__gte=first.last_day, last_day__lte=period.last_day)
    )
    villages = {village.pk: village for village in computation.villages}
    for run in basis.prefetch_related("figures__village"):
        if (again := computation.results(run.span)) is not None:
            _refuse_other(run, again, villages)


def _refuse_other(run: Run, again: Mapping[UUID, Result], villages: Mapping[UUID, Place]) -> None:
    figures = [figure for figure in run.figures.all() if figure.complete]
    public = {figure.village.pk: (figure.hundredths, figure.rank) for figure in figures}
    known = {**villages, **{figure.village.pk: figure.village for figure in figures}}
    for village in sorted(public.keys() | again.keys(), key=lambda pk: known[pk].code):
        if public.get(village) != again.get(village):
            raise refusals.DiffersFromPublished(village=known[village].name, period=run.span.label)
