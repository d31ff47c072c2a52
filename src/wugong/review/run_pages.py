"""What the pages of runs show: the town's list, and one period with its steps, preview and bulletin."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from wugong.access.abilities import Ability
from wugong.access.verdicts import Verdict, roles_of
from wugong.accounts.models import User
from wugong.base.periods import Level, Period, span, touching
from wugong.places.codes import Level as PlaceLevel
from wugong.places.models import Place
from wugong.publish.models import Posting
from wugong.publish.notice_periods import APPRAISAL_BULLETIN, last_day_of
from wugong.review.models import Correction, Objection, ReviewMeeting, Run, Score
from wugong.review.permissions import can_approve, can_send_back
from wugong.review.queries import posting_of, scheme_of
from wugong.review.run_previews import Preview, preview_of
from wugong.review.run_progress import Book, Progress
from wugong.review.run_warnings import Warn, warnings_of
from wugong.review.states import CorrectionState, ObjectionState, RunState
from wugong.web.periods import period_label, score_label

A_PAGE = 12
OFFICE = frozenset({Ability.PREPARE, Ability.APPROVE, Ability.OVERSEE})


@dataclass(frozen=True)
class Desk:
    """A town as someone of an office sees it, and what she may do there."""

    town: Place
    county: Place
    abilities: frozenset[Ability]

    @property
    def prepares(self) -> bool:
        return Ability.PREPARE in self.abilities

    @property
    def approves(self) -> bool:
        return Ability.APPROVE in self.abilities

    @property
    def sees_all(self) -> bool:
        """Say whether rows about persons and consequences are shown: never for reading alone."""
        return not OFFICE.isdisjoint(self.abilities)


def desk_of(user: User, code: str) -> Desk:
    """Return the desk of the town of this code, or 404: two queries."""
    places = {place.code: place for place in Place.objects.filter(code__in=[code, code[: PlaceLevel.COUNTY]])}
    if len(code) != PlaceLevel.TOWN or code not in places:
        raise Http404
    roles = [role for role in roles_of(user) if role.covers(code)]
    held = frozenset(ability for ability in Ability if any(role.enables(ability) for role in roles))
    return Desk(places[code], places[code[: PlaceLevel.COUNTY]], held)


# --- The list -----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Next:
    """What comes next, as the one green button: its words and the period it leads to."""

    period: Period
    word: str


def runs_page(desk: Desk, page: str | None) -> dict[str, Any]:
    """Return the context of a town's runs."""
    runs = list(
        Run.objects.of(desk.town)
        .standing()
        .select_related("prepared_by", "correction")
        .order_by("-last_day", "level")
    )
    waiting = [run for run in runs if run.state == RunState.PREPARED]
    public = Paginator([run for run in runs if run.state == RunState.APPROVED], A_PAGE).get_page(page)
    todo = list(_computable(desk.town, {run.span for run in runs if not run.correction}))
    until = _until(public.object_list)
    return {
        "desk": desk,
        "waiting": waiting,
        "todo": todo,
        "page": public,
        "public": [(run, until.get(run.pk)) for run in public.object_list],
        "next": _next(desk, waiting, todo),
    }


def _until(runs: Iterable[Run]) -> dict[UUID, Posting]:
    """Return what hangs about these runs: one query."""
    hanging = Posting.objects.filter(kind=APPRAISAL_BULLETIN, subject__in=[run.pk for run in runs]).up()
    return {posting.subject: posting for posting in hanging}


def _computable(town: Place, done: set[Period]) -> Iterator[Progress]:
    """Yield the periods that are over and neither public nor waiting, the earliest first."""
    months = Score.objects.current().filter(village__in=Place.objects.under(town.code)).order_by("month")
    first = months.values_list("month", flat=True).first()
    last = Period.of(timezone.localdate(), Level.MONTH).plus(-1)
    if first is None or Period.parse(first) > last:
        return
    within = list(span(Period.parse(first), last))
    open_ones = [
        one
        for level in Level
        for one in touching(within, level)
        if one not in done and one.last_day <= last.last_day
    ]
    if not open_ones:
        return
    begin = min(one.first_day for one in open_ones)
    book = Book(town, Period.of(begin, Level.MONTH), last)
    for period in sorted(open_ones, key=lambda one: (one.last_day, one.level)):
        progress = book.of(period)
        if progress.entered and in_scheme(book, period):
            yield progress


def in_scheme(book: Book, period: Period) -> bool:
    """Say whether the scheme of the period makes a score of it."""
    adopted = book.scheme_on(period.last_day)
    version = scheme_of(adopted).version_for(period) if adopted else None
    score = version.scores.get(period.level) if version else None
    return score is not None and (not score.only or str(period)[5:] in score.only)


def _next(desk: Desk, waiting: Sequence[Run], todo: Sequence[Progress]) -> Next | None:
    mine = [run for run in waiting if run.correction is None]
    if desk.approves and mine:
        run = min(mine, key=lambda one: (one.last_day, one.level))
        return Next(run.span, _("看%(period)s预览，批准") % {"period": period_label(run.span)})
    ready = next((one for one in todo if one.ready), None) or next(iter(todo), None)
    if desk.prepares and ready:
        word = _("去计算%(period)s") if ready.ready else _("看%(period)s还缺什么")
        return Next(ready.period, word % {"period": period_label(ready.period)})
    return None


# --- One period ---------------------------------------------------------------------------------


@dataclass(frozen=True)
class Step:
    """One of the five steps: done, now or to come; what of it is to be said."""

    title: str
    state: str
    said: str


def run_page(desk: Desk, user: User, period: Period) -> dict[str, Any]:
    """Return the context of one period of a town, by how far it has come."""
    book = Book(desk.town, period.parts(Level.MONTH)[0], period.parts(Level.MONTH)[-1])
    progress = book.of(period)
    found = Run.objects.of(desk.town).standing().filter(period=str(period))
    runs = list(found.select_related("town", "scheme", "prepared_by", "approved_by", "correction"))
    public = next((run for run in runs if run.state == RunState.APPROVED), None)
    run = public or next(iter(runs), None)
    facts: dict[str, Any] = {
        "desk": desk,
        "period": period,
        "progress": progress,
        "run": run,
        "scheme": book.scheme_on(period.last_day),
        "public": public is not None,
        "over": timezone.localdate() > period.last_day,
        "in_scheme": in_scheme(book, period),
        "score_head": score_label(period.level),
    }
    if run is None:
        return {**facts, "steps": list(_steps(progress, None, None, desk))}
    posting = posting_of(run) if public else None
    preview = preview_of(run)
    shown = _published(run, runs, posting) if public else _waiting(user, run, preview, progress, book)
    steps = list(_steps(progress, run, posting, desk))
    return {**facts, "preview": preview, "posting": posting, "steps": steps, **shown}


def _waiting(user: User, run: Run, preview: Preview, progress: Progress, book: Book) -> Mapping[str, Any]:
    """Return what is shown of a run that waits: what to look at, and who may do what."""
    warnings: list[Warn] = warnings_of(preview, progress, book)
    verdict: Verdict = can_approve(user, run)
    return {
        "warnings": warnings,
        "approval": verdict,
        "same_person": verdict.code == "review.same_person",
        "may_send_back": bool(can_send_back(user, run)),
    }


def _published(run: Run, runs: Sequence[Run], posting: Posting | None) -> Mapping[str, Any]:
    """Return what is shown of a public run: its versions, objections, corrections and meeting."""
    earlier = Run.objects.of(run.town).published().filter(period=run.period).exclude(pk=run.pk)
    objections = Objection.objects.filter(run__town=run.town, run__period=run.period)
    states = list(objections.values_list("state", flat=True))
    return {
        "versions": list(earlier.select_related("approved_by").order_by("-version")),
        "objections": len(states),
        "open_objections": states.count(ObjectionState.RAISED),
        "correction": Correction.objects.filter(town=run.town, state=CorrectionState.PREPARED).first(),
        "meeting": ReviewMeeting.objects.filter(town=run.town, period=run.period).first(),
        "posting_over": bool(posting and posting.is_over(timezone.localdate())),
    }


def _steps(progress: Progress, run: Run | None, posting: Posting | None, desk: Desk) -> Iterator[Step]:
    """Yield the five steps; the first that is not done is now."""
    approved = run is not None and run.state == RunState.APPROVED
    entered = run is not None or (bool(progress.entered) and (not progress.incomplete or progress.ready))
    done = [
        entered,
        run is not None or progress.ready,
        approved or (run is not None and desk.approves),
        approved,
        approved and posting is not None,
    ]
    titles = [_("录入"), _("复核"), _("预览"), _("批准"), _("公示")]
    said = [_entered(progress), _checked(progress), _previewed(run), _approved(run), _posted(run, posting)]
    now = done.index(False) if False in done else len(done)
    for place, (title, words) in enumerate(zip(titles, said, strict=True)):
        state = "done" if done[place] else "now" if place == now else ""
        yield Step(title, state, words)


def _entered(progress: Progress) -> str:
    said = _("%(entered)s / %(sheets)s 张") % {"entered": progress.entered, "sheets": progress.sheets}
    return f"{said}，{day_of(progress.entered_at)}" if progress.entered_at else said


def _checked(progress: Progress) -> str:
    if progress.unchecked or not progress.checked_at:
        return _("%(checked)s / %(rounds)s 轮") % {
            "checked": progress.checked,
            "rounds": len(progress.rounds),
        }
    day = day_of(progress.checked_at)
    return _("改过 %(n)s 处，%(day)s") % {"n": progress.changed, "day": day} if progress.changed else day


def _previewed(run: Run | None) -> str:
    if run is None:
        return _("复核完就能计算")
    return _("%(name)s %(day)s算出") % {"name": run.prepared_by.display_name, "day": day_of(run.prepared_at)}


def _approved(run: Run | None) -> str:
    if run is None or run.approved_by is None:
        return _("须由第二人批准")
    return f"{run.approved_by.display_name} {day_of(run.approved_at)}"


def _posted(run: Run | None, posting: Posting | None) -> str:
    if posting:
        return _("%(first)s至%(last)s") % {
            "first": day_of(posting.first_day),
            "last": day_of(posting.last_day),
        }
    if run is not None and run.approved_at:
        return _("没有张贴")
    today = timezone.localdate()
    until = last_day_of(APPRAISAL_BULLETIN, today)
    return _("今天批准，公示至%(last)s") % {"last": day_of(until)} if run else _("批准就张贴")


def day_of(moment: Any) -> str:
    """Return the day as a step says it: 4月2日."""
    if moment is None:
        return ""
    day: date = timezone.localdate(moment) if hasattr(moment, "hour") else moment
    return date_format(day, _("n月j日"))
