"""The five steps of a run, each with what is to be said of it: counts, names, days."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from wugong.publish.models import Posting
from wugong.publish.notice_periods import APPRAISAL_BULLETIN, last_day_of
from wugong.review.models import Run
from wugong.review.run_progress import Progress
from wugong.review.states import RunState


@dataclass(frozen=True)
class Step:
    """One of the five steps: done, now or to come; what of it is to be said."""

    title: str
    state: str
    said: str


def steps_of(
    progress: Progress, run: Run | None, posting: Posting | None, *, approves: bool
) -> Iterator[Step]:
    """Yield the five steps; the first that is not done is now."""
    approved = run is not None and run.state == RunState.APPROVED
    entered = run is not None or (bool(progress.entered) and (not progress.incomplete or progress.ready))
    done = [
        entered,
        run is not None or progress.ready,
        approved or (run is not None and approves),
        approved,
        approved and posting is not None,
    ]
    titles = [_("录入"), _("复核"), _("预览"), _("批准"), _("公示")]
    said = [
        _entered(progress),
        _checked(progress),
        _previewed(run, progress),
        _approved(run),
        _posted(run, posting),
    ]
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


def _previewed(run: Run | None, progress: Progress) -> str:
    if run is None:
        return _("可以计算了") if progress.ready else _("复核完才能计算")
    return _("%(name)s %(day)s算出") % {"name": run.prepared_by.display_name, "day": day_of(run.prepared_at)}


def _approved(run: Run | None) -> str:
    if run is None or run.approved_by is None:
        return _("须由第二人批准")
    return f"{run.approved_by.display_name} {day_of(run.approved_at)}"


def _posted(run: Run | None, posting: Posting | None) -> str:
    if posting:
        return _("%(first)s至%(last)s") % _days(posting.first_day, posting.last_day)
    if run is None:
        return _("批准就张贴")
    if run.approved_at:
        return _("还没有张贴")
    today = timezone.localdate()
    return _("拟%(first)s至%(last)s") % _days(today, last_day_of(APPRAISAL_BULLETIN, today))


def _days(first: date, last: date) -> dict[str, str]:
    return {"first": day_of(first), "last": day_of(last)}


def day_of(moment: date | None) -> str:
    """Return the day as a step says it: 4月2日."""
    if moment is None:
        return ""
    day = timezone.localdate(moment) if isinstance(moment, datetime) else moment
    return date_format(day, _("n月j日"))
