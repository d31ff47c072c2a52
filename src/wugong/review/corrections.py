"""Acts on corrections: other scores for published months make new versions; the old ones stay, linked."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from wugong.accounts.models import User
from wugong.audit.actions import record
from wugong.base.periods import Level, Period
from wugong.places.models import Place
from wugong.publish.gate import refuse_personal
from wugong.review import acts, notices, refusals
from wugong.review.computing import BEFORE, Computation, award_rows, compute, figure_rows
from wugong.review.history import History
from wugong.review.models import Award, Correction, Figure, Objection, Run, Score
from wugong.review.objections import uphold_objections
from wugong.review.permissions import can_decide, can_prepare, can_withdraw, not_own
from wugong.review.queries import adopted_until, approved_periods, holding
from wugong.review.runs import new_run, refuse_open_correction, write_run
from wugong.review.scores import Sheet, check_sheets, version_of
from wugong.review.standing import hold, set_aside, set_aside_since
from wugong.review.states import CorrectionState, ObjectionState, RunState

LONGEST = 500
FEW = 3


@transaction.atomic
def prepare_correction(
    town: Place,
    sheets: Iterable[Sheet],
    *,
    actor: User,
    reason: str,
    objection: Objection | None = None,
) -> Correction:
    """New versions of the public runs that these scores change wait for approval; nothing public changes."""
    can_prepare(actor, town).or_refuse()
    why = reason.strip()
    if not 0 < len(why) <= LONGEST:
        raise refusals.NoWords(what="更正原因", most=LONGEST)
    refuse_personal([("更正原因", why)])
    hold(town)
    refuse_open_correction(town)
    if objection:
        _refuse_answered(objection, town)
    correction = Correction.objects.create(town=town, reason=why, objection=objection, prepared_by=actor)
    scores = _other_scores(town, list(sheets), correction, actor)
    if objection:
        _refuse_beside(objection, scores)
    not_own(actor, {score.village.code for score in scores}).or_refuse()
    first = min(Period.parse(score.month) for score in scores)
    set_aside_since(town, first.first_day, actor=actor)
    runs = list(_new_versions(town, first, correction, actor))
    if not runs:
        raise refusals.NothingToCorrect(why="改了这些分，已公布的考核没有一项随之变动")
    record(
        acts.CORRECTION_PREPARED,
        actor=actor,
        at=town.code,
        town=town.name,
        count=len(scores),
        runs=_named(runs),
    )
    notices.correction_prepared(correction, actor=actor)
    return correction


@transaction.atomic
def approve_correction(correction: Correction, *, actor: User) -> list[Run]:
    """The corrected scores count and the new versions are public; the old ones stay readable as such."""
    hold(correction.town)
    one = Correction.objects.select_for_update().get(pk=correction.pk)
    can_decide(actor, one).or_refuse()
    runs = list(one.runs.order_by("level", "last_day"))
    if any(run.state != RunState.PREPARED for run in runs):
        raise refusals.CorrectionStale
    now = timezone.now()
    Run.objects.filter(pk__in=[run.replaces_id for run in runs]).update(state=RunState.CORRECTED)
    one.runs.update(state=RunState.APPROVED, approved_by=actor, approved_at=now)
    _make_current(one)
    one.state, one.decided_by, one.decided_at = CorrectionState.APPROVED, actor, now
    one.save(update_fields=["state", "decided_by", "decided_at"])
    uphold_objections(one, actor=actor)
    notices.correction_decided(one, actor=actor)
    record(acts.CORRECTION_APPROVED, actor=actor, at=one.town.code, town=one.town.name, runs=_named(runs))
    return list(one.runs.order_by("level", "last_day"))


@transaction.atomic
def withdraw_correction(correction: Correction, *, actor: User) -> None:
    """Nothing of the correction will count; its scores stay as what was once proposed."""
    hold(correction.town)
    one = Correction.objects.select_for_update().get(pk=correction.pk)
    can_withdraw(actor, one).or_refuse()
    set_aside(Run.objects.of(one.town).prepared().filter(correction=one), one.town, actor=actor)
    one.state, one.decided_by, one.decided_at = CorrectionState.WITHDRAWN, actor, timezone.now()
    one.save(update_fields=["state", "decided_by", "decided_at"])
    record(acts.CORRECTION_WITHDRAWN, actor=actor, at=one.town.code, town=one.town.name)
    notices.correction_decided(one, actor=actor)


def _refuse_answered(objection: Objection, town: Place) -> None:
    """Refuse to correct for an objection of another town, or for one that has its answer."""
    one = Objection.objects.select_related("run__town", "village").get(pk=objection.pk)
    if one.run.town.pk != town.pk:
        raise refusals.NotAVillageOf(place=one.village.name)
    if one.state != ObjectionState.RAISED:
        raise refusals.AlreadyAnswered


def _refuse_beside(objection: Objection, scores: Iterable[Score]) -> None:
    """Refuse to uphold an objection by scores of other villages or other months."""
    village, period = objection.village, objection.run.span
    months = {str(month) for month in period.parts(Level.MONTH)}
    if not any(score.village == village and score.month in months for score in scores):
        raise refusals.BesideObjection(village=village.name, period=period.label)


def _other_scores(town: Place, sheets: Sequence[Sheet], correction: Correction, actor: User) -> list[Score]:
    """Write the scores as versions that do not count yet; refuse what is not public or says nothing new."""
    months = sorted({row.month for row in sheets})
    public = approved_periods(town)
    for month in months:
        if month.level is not Level.MONTH or public.isdisjoint(holding(month)):
            raise refusals.NothingToCorrect(why=f"{month.label}的分还没有公布，直接改评分就可以")
    villages = check_sheets(town, sheets, months)
    found = Score.objects.filter(village__in=villages.values(), month__in=[str(month) for month in months])
    newest = {
        (village, month, name): number
        for village, month, name, number in found.values_list("village", "month", "input").annotate(
            Max("revision")
        )
    }
    now = {
        (village, month, name): hundredths
        for village, month, name, hundredths in found.current().values_list(
            "village", "month", "input", "hundredths"
        )
    }
    scores = []
    for row in sheets:
        village = villages[row.village_code]
        key = village.pk, str(row.month), row.input
        if now.get(key) != row.hundredths:
            score = version_of(row, village, newest.get(key, 0) + 1, actor)
            score.current, score.correction = False, correction
            scores.append(score)
    if not scores:
        raise refusals.NothingToCorrect(why="这些分与现在的一样")
    return Score.objects.bulk_create(scores)


def _new_versions(town: Place, first: Period, correction: Correction, actor: User) -> Iterable[Run]:
    """Yield the new version of each public run that the scores change; shorter and earlier ones first."""
    public = Run.objects.of(town).approved().filter(last_day__gte=first.last_day)
    for run in public.order_by("level", "last_day").select_related("town"):
        adopted = adopted_until(town, run.last_day)
        history = History(adopted)
        computation = compute(town, run.span, history, correction)
        without = compute(town, run.span, history)
        if _said(run, computation) != _said(run, without):
            _refuse_changed_besides(run, without)
            after = new_run(town, run.span, adopted[-1], actor)
            after.version, after.replaces, after.correction = run.version + 1, run, correction
            write_run(after, computation)
            yield after


def _said(run: Run, computation: Computation) -> list[tuple[object, ...]]:
    """Return all that a run would say, so that only what the scores change counts as a change.

    A public figure keeps the score of the period before as it was, so another one makes no new version.
    """
    figures = [
        (one.village_id, one.hundredths, one.rank, one.eligible_rank, one.previous_rank, _steps(one))
        for one in figure_rows(run, computation)
    ]
    awards = [
        (one.village_id, one.award, one.recipient, one.fen, one.reason)
        for one in award_rows(run, computation)
    ]
    return [*figures, *awards]


def _refuse_changed_besides(run: Run, without: Computation) -> None:
    """Refuse where the run would be another even without the correction, whose reason does not tell of it."""
    public = _counted(run.figures.all(), run.awards.all())
    other = public ^ _counted(figure_rows(run, without), award_rows(run, without))
    if other:
        villages = Place.objects.filter(pk__in=[village for village, *_ in other]).order_by("code")
        named = "、".join(villages.values_list("name", flat=True)[:FEW])
        raise refusals.ChangedBesides(village=named, period=run.span.label)


def _counted(figures: Iterable[Figure], awards: Iterable[Award]) -> set[tuple[UUID, *tuple[object, ...]]]:
    """Return what of a run counts, however it is worded; a village is itself also under another code."""
    return {
        *(
            (one.village_id, one.hundredths, one.rank, one.eligible_rank, one.previous_rank)
            for one in figures
        ),
        *((one.village_id, one.award, one.person and one.recipient, one.fen) for one in awards),
    }


def _steps(figure: Figure) -> dict[str, object]:
    return {name: told for name, told in figure.explanation.items() if name != BEFORE}


def _make_current(correction: Correction) -> None:
    """The corrected scores are the current ones of their cells, in place of those that were."""
    cells = [(one.village_id, one.month, one.input) for one in correction.scores.all()]
    before = Score.objects.current().filter(
        village__in=[village for village, _, _ in cells], month__in=[month for _, month, _ in cells]
    )
    out = [one.pk for one in before if (one.village_id, one.month, one.input) in cells]
    Score.objects.filter(pk__in=out).update(current=False)
    correction.scores.update(current=True)


def _named(runs: Iterable[Run]) -> str:
    return "、".join(run.span.label for run in runs)
