"""What the pages of objections show: the figure, what it rests on, what was said against it and answered."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.contrib.auth.models import AnonymousUser
from django.http import Http404
from django.utils import timezone

from wugong.access.verdicts import Verdict
from wugong.accounts.models import User
from wugong.base.amounts import written
from wugong.base.periods import Level as Span
from wugong.base.periods import Period
from wugong.places.codes import parent_code
from wugong.places.models import Place
from wugong.publish.models import Posting
from wugong.publish.notice_periods import APPRAISAL_BULLETIN
from wugong.review.models import AdoptedScheme, Correction, Figure, Objection, Run, Score
from wugong.review.permissions import can_answer, can_object
from wugong.review.queries import adopted_until, objections_until, scheme_of, sheet_of
from wugong.review.states import CorrectionState, ObjectionState
from wugong.rules.scheme import Input
from wugong.rules.score_sheets import evaluate

NOTHING = "—"
DECIMALS = 2


@dataclass(frozen=True)
class Told:
    """成绩: a village's figure in a run, as a page says it."""

    run: Run
    village: Place
    figure: Figure
    ranked: int

    @property
    def score(self) -> str:
        return points(self.figure.hundredths)

    @property
    def parts(self) -> list[tuple[str, str]]:
        """Return what went into the figure, each with its title."""
        return [(title, value or NOTHING) for title, value, _ in self.figure.explanation["inputs"]]

    @property
    def lacking(self) -> str:
        """Say what is missing where there is no score."""
        steps = self.figure.explanation["steps"]
        return str(steps[0]) if steps and not self.figure.complete else ""


@dataclass(frozen=True)
class Objecting:
    """提异议: the public figure, until when one may object, who may, and what was said before."""

    told: Told
    until: date
    own_voice: Verdict
    as_help: Verdict
    own: Sequence[Objection]
    answers: Sequence[Objection]
    taken_back: bool

    @property
    def is_open(self) -> bool:
        return timezone.localdate() <= self.until

    @property
    def waits(self) -> bool:
        """Say whether an objection of her own, against this version, is not answered yet."""
        run = self.told.run.pk
        return any(
            one.state == ObjectionState.RAISED and one.run.pk == run and not one.assisted for one in self.own
        )

    @property
    def may_write(self) -> bool:
        return bool((self.own_voice and not self.waits) or self.as_help)


def points(hundredths: int | None) -> str:
    """Return a score with two decimals, or a dash."""
    return NOTHING if hundredths is None else written(hundredths, DECIMALS)


def told(run: Run, village: Place) -> Told:
    """Return the village's figure in the run, or 404: two queries."""
    figure = Figure.objects.filter(run=run, village=village).first()
    if figure is None:
        raise Http404
    return Told(run, village, figure, Figure.objects.filter(run=run, rank__isnull=False).count())


def was_taken_back(run: Run) -> bool:
    """Say whether what hung last about the run gave personal data away: one query."""
    last = Posting.objects.filter(kind=APPRAISAL_BULLETIN).about(run.pk).only("hidden").first()
    return last is not None and last.hidden


def _run_of(village: Place, period: Period) -> Run:
    """Return the public run that appraised the village, or 404; of two towns' that of its town today."""
    runs = Run.objects.approved().filter(figures__village=village, period=str(period))
    found = sorted(runs.select_related("town"), key=lambda one: one.town.code != parent_code(village.code))
    if not found:
        raise Http404
    return found[0]


def objecting(village: Place, period: Period, visitor: User | AnonymousUser) -> Objecting:
    """Return what the visitor sees of the village's public figure and of the objections to it, or 404."""
    run = _run_of(village, period)
    said = Objection.objects.filter(village=village, run__town=run.town, run__period=run.period)
    mine = visitor.pk if isinstance(visitor, User) else None
    every = list(said.select_related("run").order_by("-raised_at"))
    return Objecting(
        told(run, village),
        objections_until(run),
        can_object(visitor, run, village),
        can_object(visitor, run, village, assisted=True),
        [one for one in every if one.raised_by_id == mine],
        [one for one in every if one.raised_by_id != mine and one.state != ObjectionState.RAISED],
        was_taken_back(run),
    )


@dataclass(frozen=True)
class Due:
    """A row of the desk's list: the objection and how long is left to answer it."""

    objection: Objection
    left: int

    @property
    def late(self) -> int:
        return max(-self.left, 0)

    @property
    def is_open(self) -> bool:
        return self.objection.state == ObjectionState.RAISED


def objections_of(town: Place) -> list[Due]:
    """Return the town's objections: those that wait first, by their day, then the answered: one query."""
    found = Objection.objects.filter(run__town=town).select_related("run", "village")
    today = timezone.localdate()
    rows = [Due(one, (one.due - today).days) for one in found]
    waiting = sorted((row for row in rows if row.is_open), key=lambda row: row.objection.due)
    done = sorted(
        (row for row in rows if not row.is_open), key=lambda row: row.objection.raised_at, reverse=True
    )
    return waiting + done


def corrections_of(town: Place) -> list[Correction]:
    """Return the corrections of the town, the newest first: one query."""
    found = Correction.objects.filter(town=town).select_related("prepared_by")
    return list(found.order_by("-prepared_at"))


@dataclass(frozen=True)
class Version:
    """评分的一版: a score with who entered it when, and what was deducted."""

    score: Score
    title: str
    deductions: Sequence[str]

    @property
    def month(self) -> Period:
        return Period.parse(self.score.month)

    @property
    def points(self) -> str:
        return points(self.score.hundredths)

    @property
    def proposed(self) -> bool:
        """Say whether it is part of a correction that waits for approval."""
        correction = self.score.correction
        return correction is not None and correction.state == CorrectionState.PREPARED


@dataclass(frozen=True)
class Case:
    """一条异议: all that whoever answers it needs to see."""

    objection: Objection
    told: Told
    scores: Sequence[Version]
    due: Due
    answering: Verdict
    correction: Correction | None


def case_of(objection: Objection, user: User) -> Case:
    """Return the objection with the figure, the scores behind it and whether this user may answer."""
    run = objection.run
    left = (objection.due - timezone.localdate()).days
    correction = objection.corrections.exclude(state=CorrectionState.WITHDRAWN).first()
    return Case(
        objection,
        told(run, objection.village),
        scores_behind(run, objection.village),
        Due(objection, left),
        can_answer(user, objection),
        correction,
    )


def scores_behind(run: Run, village: Place) -> list[Version]:
    """Return the scores of the village in the months of the run, earlier versions included."""
    months = run.span.parts(Span.MONTH)
    found = Score.objects.filter(village=village, month__in=[str(month) for month in months])
    rows = found.select_related("entered_by", "sheet", "correction").order_by("month", "input", "revision")
    known = inspections_of(run.town, months)
    return [
        Version(one, title_in(known, one), deductions(one))
        for one in rows
        if one.correction is None or one.correction.state != CorrectionState.WITHDRAWN
    ]


def inspections_of(town: Place, months: Sequence[Period]) -> dict[tuple[str, str], Input]:
    """Return the inspections of these months by month and name, as the scheme of each says: one query."""
    adopted = adopted_until(town, max(month.last_day for month in months))
    found: dict[tuple[str, str], Input] = {}
    for month in months:
        if scheme := _of_day(adopted, month.last_day):
            found |= {(str(month), name): fact for name, fact in scheme_of(scheme).inputs.items()}
    return found


def title_in(known: Mapping[tuple[str, str], Input], score: Score) -> str:
    """Return what the inspection of a score is called."""
    fact = known.get((score.month, score.input))
    return fact.title if fact else score.input


def _of_day(adopted: Sequence[AdoptedScheme], day: date) -> AdoptedScheme | None:
    return next((one for one in reversed(adopted) if one.since <= day), None)


def deductions(score: Score) -> list[str]:
    """Return what the score sheet took off, line by line; nothing where the score was entered as it is."""
    version = sheet_of(score.sheet).version_on(score.day) if score.sheet and score.day else None
    if version is None:
        return []
    marked = evaluate(version, score.counts, score.vetoes)
    return [f"{line.title}：{line.said}" for line in marked.lines if line.deducted] + list(marked.vetoes)
