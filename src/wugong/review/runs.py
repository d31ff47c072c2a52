"""Acts on runs: one person computes a period, another approves it, and then it is public and final."""

from collections.abc import Mapping
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from wugong.accounts.models import User
from wugong.audit.actions import record
from wugong.base.periods import Period
from wugong.places.models import Place
from wugong.review import acts, notices, refusals
from wugong.review.computing import Computation, Result, award_rows, compute, figure_rows
from wugong.review.history import History
from wugong.review.models import AdoptedScheme, Award, Correction, Figure, Run
from wugong.review.order import refuse_overtaken, refuse_unpublished_before
from wugong.review.permissions import can_approve, can_prepare, can_send_back
from wugong.review.queries import adopted_until, unchecked_rounds
from wugong.review.standing import hold, set_aside
from wugong.review.states import CorrectionState, RunState


@transaction.atomic
def prepare_run(town: Place, period: Period, *, actor: User) -> Run:
    """The town has a run of the period that waits for approval; an earlier one not approved is set aside."""
    can_prepare(actor, town).or_refuse()
    if timezone.localdate() <= period.last_day:
        raise refusals.PeriodNotOver(period=period.label, last_day=period.last_day)
    hold(town)
    refuse_open_correction(town)
    if Run.objects.of(town).approved().filter(period=str(period)).exists():
        raise refusals.AlreadyApproved(town=town.name, period=period.label)
    refuse_overtaken(town, period)
    adopted = adopted_until(town, period.last_day)
    if not adopted:
        raise refusals.NoScheme(place=town.name, period=period.label)
    if unchecked := unchecked_rounds(town, period):
        raise refusals.NotChecked(rounds="、".join(unchecked))
    refuse_unpublished_before(town, period, History(adopted))
    computation = compute(town, period, History(adopted))
    _refuse_other_results(town, computation)
    _set_earlier_aside(town, period, actor)
    run = new_run(town, period, adopted[-1], actor)
    figures, awards = write_run(run, computation)
    record(
        acts.RUN_PREPARED,
        actor=actor,
        at=town.code,
        town=town.name,
        period=period.label,
        villages=figures,
        awards=awards,
    )
    notices.run_prepared(run, actor=actor)
    return run


def new_run(town: Place, period: Period, scheme: AdoptedScheme, actor: User) -> Run:
    """Return a run that is not written yet."""
    return Run(
        town=town,
        period=str(period),
        level=period.level,
        last_day=period.last_day,
        scheme=scheme,
        prepared_by=actor,
    )


def write_run(run: Run, computation: Computation) -> tuple[int, int]:
    """The run stands with its figures and awards; returns how many of each."""
    run.save()
    figures = Figure.objects.bulk_create(figure_rows(run, computation))
    awards = Award.objects.bulk_create(award_rows(run, computation))
    return len(figures), len(awards)


def refuse_open_correction(town: Place) -> None:
    """Refuse while published figures of the town are about to change."""
    if Correction.objects.filter(town=town, state=CorrectionState.PREPARED).exists():
        raise refusals.CorrectionOpen(town=town.name)


@transaction.atomic
def send_back(run: Run, *, actor: User) -> None:
    """The prepared run stands no more: the scores behind it are to be looked at again."""
    hold(run.town)
    locked = Run.objects.select_for_update().get(pk=run.pk)
    can_send_back(actor, locked).or_refuse()
    set_aside(Run.objects.of(locked.town).prepared().filter(pk=locked.pk), locked.town, actor=actor)
    notices.run_sent_back(locked, actor=actor)


@transaction.atomic
def approve_run(run: Run, *, actor: User) -> Run:
    """The run is public and never changes again."""
    hold(run.town)
    locked = Run.objects.select_for_update().get(pk=run.pk)
    can_approve(actor, locked).or_refuse()
    refuse_open_correction(locked.town)
    refuse_overtaken(locked.town, locked.span)
    locked.state, locked.approved_by, locked.approved_at = RunState.APPROVED, actor, timezone.now()
    locked.save(update_fields=["state", "approved_by", "approved_at"])
    town = locked.town
    after = Run.objects.of(town).prepared().filter(level=locked.level, last_day__gt=locked.last_day)
    set_aside(after, town, actor=actor)  # computed as if nothing before them were public
    record(acts.RUN_APPROVED, actor=actor, at=town.code, town=town.name, period=locked.span.label)
    notices.run_decided(locked, actor=actor)
    notices.run_published(locked, actor=actor)
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
