"""What the pages of runs show: the town's list, and one period with its steps, preview and bulletin."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _

from wugong.access.abilities import Ability
from wugong.access.verdicts import roles_of
from wugong.accounts.models import User
from wugong.base.periods import Level, Period, span, touching
from wugong.places.codes import Level as PlaceLevel
from wugong.places.models import Place
from wugong.publish.models import Posting
from wugong.publish.notice_periods import APPRAISAL_BULLETIN, last_day_of
from wugong.review.bulletins import address_of
from wugong.review.meeting_pages import agenda_of, meeting_of
from wugong.review.models import Correction, Objection, Run, Score
from wugong.review.permissions import can_approve, can_send_back
from wugong.review.queries import posting_of, scheme_of
from wugong.review.run_previews import Preview, preview_of
from wugong.review.run_progress import Book, Progress
from wugong.review.run_steps import steps_of
from wugong.review.run_warnings import warnings_of
from wugong.review.states import CorrectionState, ObjectionState, RunState
from wugong.web.periods import period_label, score_label

A_PAGE = 12
OFFICE = frozenset({Ability.PREPARE, Ability.APPROVE})


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


@dataclass(frozen=True)
class Public:
    """A public run and what hangs about it."""

    run: Run
    posting: Posting | None

    @property
    def until(self) -> date:
        """Return the last day on which one may object."""
        if self.posting:
            return self.posting.last_day
        return last_day_of(APPRAISAL_BULLETIN, timezone.localdate(self.run.approved_at))


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
    todo = [
        one
        for one in _computable(desk.town, {run.span for run in runs if not run.correction})
        if not _overtaken(one.period, runs)
    ]
    hanging = _hanging(public.object_list)
    return {
        "desk": desk,
        "waiting": waiting,
        "todo": todo,
        "page": public,
        "public": [Public(run, hanging.get(run.pk)) for run in public.object_list],
        "next": _next(desk, waiting, todo),
    }


def _hanging(runs: Iterable[Run]) -> dict[UUID, Posting]:
    """Return what hangs about these runs: one query."""
    hanging = Posting.objects.filter(kind=APPRAISAL_BULLETIN, subject__in=[run.pk for run in runs]).up()
    return {posting.subject: posting for posting in hanging}


def _overtaken(period: Period, runs: Iterable[Run]) -> bool:
    """Say whether a later one as long is public: then this one will not be."""
    later = (run for run in runs if run.level == period.level and run.last_day > period.last_day)
    return any(run.state == RunState.APPROVED for run in later)


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


def run_page(desk: Desk, user: User, period: Period) -> dict[str, Any]:
    """Return the context of one period of a town, by how far it has come."""
    book = Book(desk.town, period.parts(Level.MONTH)[0], period.parts(Level.MONTH)[-1])
    progress = book.of(period)
    run = standing_run(desk.town, period)
    public = run is not None and run.state == RunState.APPROVED
    facts: dict[str, Any] = {
        "desk": desk,
        "period": period,
        "progress": progress,
        "run": run,
        "scheme": book.scheme_on(period.last_day),
        "public": public,
        "over": timezone.localdate() > period.last_day,
        "in_scheme": in_scheme(book, period),
        "score_head": score_label(period.level),
    }
    if run is None:
        return {**facts, "steps": list(steps_of(progress, None, None, approves=desk.approves))}
    posting = posting_of(run) if public else None
    preview = preview_of(run)
    shown = _published(run, posting) if public else _waiting(user, run, preview, progress, book)
    steps = list(steps_of(progress, run, posting, approves=desk.approves))
    return {**facts, "preview": preview, "posting": posting, "steps": steps, **shown}


def standing_run(town: Place, period: Period) -> Run | None:
    """Return the run in force of the period, else the one that waits for approval."""
    found = Run.objects.of(town).standing().filter(period=str(period))
    runs = list(found.select_related("town", "scheme", "prepared_by", "approved_by", "correction"))
    return next((run for run in runs if run.state == RunState.APPROVED), next(iter(runs), None))


def _waiting(user: User, run: Run, preview: Preview, progress: Progress, book: Book) -> Mapping[str, Any]:
    """Return what is shown of a run that waits: what to look at, and who may do what."""
    return {
        "warnings": warnings_of(preview, progress, book),
        "approval": can_approve(user, run),
        "own": run.prepared_by_id == user.pk,
        "may_send_back": bool(can_send_back(user, run)),
    }


def _published(run: Run, posting: Posting | None) -> Mapping[str, Any]:
    """Return what is shown of a public run: its versions, objections, corrections and meeting."""
    earlier = Run.objects.of(run.town).published().filter(period=run.period).exclude(pk=run.pk)
    objections = Objection.objects.filter(run__town=run.town, run__period=run.period)
    states = list(objections.values_list("state", flat=True))
    return {
        "versions": list(earlier.select_related("approved_by").order_by("-version")),
        "objections": len(states),
        "open_objections": states.count(ObjectionState.RAISED),
        "correction": Correction.objects.filter(town=run.town, state=CorrectionState.PREPARED).first(),
        "meeting": meeting_of(run),
        "downloads": list(_downloads(run)) if posting else [],
        "until": Public(run, posting).until,
        "posting_over": bool(posting and posting.is_over(timezone.localdate())),
    }


def _downloads(run: Run) -> Iterator[tuple[str, str, str]]:
    """Yield what anybody may take away of a posted bulletin: address, words, icon."""
    at = address_of(run)
    yield f"{at}bulletin.docx", _("通报 Word"), "download"
    yield f"{at}bulletin.xlsx", _("通报 Excel"), "download"
    yield f"{at}poster-a4.pdf", _("张贴 A4"), "printer"
    yield f"{at}poster-a3.pdf", _("张贴 A3"), "printer"


# --- The meeting --------------------------------------------------------------------------------


def meeting_page(desk: Desk, period: Period, run: Run | None) -> dict[str, Any]:
    """Return the context of the review meeting on a period; without a public run there is no agenda."""
    return {
        "desk": desk,
        "period": period,
        "run": run,
        "meeting": meeting_of(run) if run else None,
        "agenda": agenda_of(run) if run else [],
    }


def set_for(run: Run | None) -> dict[str, object]:
    """Return when and where the meeting is, for a form that moves it."""
    meeting = meeting_of(run) if run else None
    return {"day": meeting.day.isoformat(), "where": meeting.where} if meeting else {}
