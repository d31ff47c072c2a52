"""What an approver is told before she approves: gaps, ties, switches, late scores, objections, changes."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from wugong.base.periods import Level, Period
from wugong.base.texts import mark
from wugong.places.history import changes_in
from wugong.review.limits import last_timely_day
from wugong.review.models import Objection, Run, Score
from wugong.review.queries import scheme_of
from wugong.review.run_previews import Preview, Row, version_of
from wugong.review.run_progress import Book, Progress
from wugong.review.states import ObjectionState
from wugong.rules.scheme import Award, Input, Version
from wugong.web.periods import period_label, short_label

FEW = 4
OFF = {
    "day": mark("不在规定的日子查。"),
    "entered": mark("过了期限才录入。"),
}


@dataclass(frozen=True)
class Warn:
    """One thing to look at: plain, wait or alarm; `href` leads to where it is dealt with."""

    kind: str
    head: str
    text: str
    href: str = ""


def warnings_of(preview: Preview, progress: Progress, book: Book) -> list[Warn]:
    """Return what is to be looked at, the gravest first: four queries."""
    run = preview.run
    version = version_of(run)
    found = [
        *_objections(run),
        *_incomplete(preview.rows),
        *_switched_off(run, version),
        *_not_eligible(preview, version),
        *_ties(preview.rows, run.span, version),
        *_off_days(run, book),
        *_without(progress),
        *_changed_places(run),
        *_changed_scheme(run, book),
    ]
    return sorted(found, key=lambda one: ("alarm", "wait", "plain").index(one.kind))


def _objections(run: Run) -> Iterator[Warn]:
    """Yield the objections to the months and parts that the period rests on."""
    first, last = run.span.first_day, run.last_day
    within = Objection.objects.filter(
        run__town=run.town, run__level__lte=run.level, run__last_day__gte=first, run__last_day__lte=last
    )
    for one in within.select_related("run", "village"):
        names = {"village": one.village.name, "period": period_label(one.run.span)}
        href = reverse("objection", args=[run.town.code, one.pk])
        if one.state == ObjectionState.RAISED:
            text = _("%(due)s以前（含当日）答复；答复以前可以批准，改了分要出新版") % {"due": _day(one.due)}
            yield Warn("alarm", _("%(village)s对%(period)s有异议，还没有答复。") % names, text, href)
        else:
            said = {"when": _day(one.answered_at), "outcome": one.get_state_display()}
            text = _("%(when)s%(outcome)s") % said
            yield Warn("plain", _("%(village)s对%(period)s有过异议。") % names, text, href)


def _incomplete(rows: Iterable[Row]) -> Iterator[Warn]:
    lacking: dict[str, list[str]] = {}
    for row in rows:
        if row.lacking:
            lacking.setdefault(row.lacking, []).append(row.name)
    for why, names in lacking.items():
        yield Warn("alarm", _("%(names)s没有成绩，不排名。") % {"names": "、".join(names)}, why)


def _switched_off(run: Run, version: Version | None) -> Iterator[Warn]:
    """Yield what the scheme has and the switches leave out."""
    switches = scheme_of(run.scheme).switches
    fines = _("开关“%(title)s”没有打开") % {"title": switches["fines"].title} if "fines" in switches else ""
    for award in _at_level(version, run.span.level):
        facts = {"title": award.title, "article": f"（{award.article}）" if award.article else ""}
        if not award.rows:
            yield Warn(
                "wait", _("%(title)s没有执行。") % facts, (fines or _("开关没有打开")) + facts["article"]
            )
        elif not award.pays:
            does = _("，只提出“%(does)s”") % {"does": award.does} if award.does else ""
            why = (fines or _("开关没有打开")) + does
            yield Warn("wait", _("%(title)s不计金额。") % facts, why + facts["article"])


def _at_level(version: Version | None, level: Level) -> list[Award]:
    awards = version.awards.values() if version else ()
    return [one for one in awards if getattr(one, "level", None) is level]


def _not_eligible(preview: Preview, version: Version | None) -> Iterator[Warn]:
    if not preview.has_eligible or version is None or version.eligible is None:
        return
    article = f"（{version.eligible.article}）" if version.eligible.article else ""
    for row in preview.rows:
        if row.rank and row.eligible_rank is None:
            text = _("已获奖，照常评分、公布、排名，名额递进给后面的村") + article
            yield Warn("wait", _("%(name)s不参评。") % {"name": row.name}, text)


def _ties(rows: Sequence[Row], period: Period, version: Version | None) -> Iterator[Warn]:
    score = version.scores.get(period.level) if version else None
    rules = "、".join(tie.title for tie in score.ties) if score else ""
    if score and score.last_tie_by_code:
        rules = _("代码先后")
    ranked = [row for row in rows if row.rank is not None]
    for _same, group in groupby(ranked, key=lambda row: row.hundredths):
        alike = list(group)
        if len(alike) > 1:
            names = "、".join(row.name for row in alike)
            ranks = "、".join(dict.fromkeys(str(row.rank) for row in alike))
            head = _("%(names)s同为 %(score)s 分。") % {"names": names, "score": alike[0].score}
            by = _("依次比%(rules)s，") % {"rules": rules} if rules else ""
            yield Warn("plain", head, by + _("列第 %(ranks)s 名") % {"ranks": ranks})


def _off_days(run: Run, book: Book) -> Iterator[Warn]:
    """Yield the inspections held on other days than the scheme gives them, and the scores entered late."""
    months = [str(month) for month in run.span.parts(Level.MONTH)]
    scores = Score.objects.current().filter(village__in=book.villages, month__in=months)
    fields = ("month", "input", "day", "revision", "entered_at", "village__name")
    found: dict[tuple[str, str, str], list[str]] = {}
    for month, name, day, revision, entered_at, village in scores.order_by(
        "month", "input", "village__code"
    ).values_list(*fields):
        if fact := _fact(book, Period.parse(month), name):
            entered = timezone.localdate(entered_at) if revision == 1 else None
            for what in _off(fact.window_in(Period.parse(month)), day, entered):
                found.setdefault((month, fact.title, what), []).append(village)
    for what, head in OFF.items():
        said = [
            f"{short_label(Period.parse(month))}{title} {_few(names)}"
            for (month, title, kind), names in found.items()
            if kind == what
        ]
        if said:
            yield Warn("wait", _(head), "；".join(said))


def _fact(book: Book, month: Period, name: str) -> Input | None:
    adopted = book.scheme_on(month.last_day)
    return scheme_of(adopted).inputs.get(name) if adopted else None


def _off(window: tuple[date, date], day: date | None, entered: date | None) -> Iterator[str]:
    if day and not window[0] <= day <= window[1]:
        yield "day"
    if entered and entered > last_timely_day(window[1]):
        yield "entered"


def _few(names: Sequence[str]) -> str:
    """Return the names, or only how many where they are many."""
    return "、".join(names) if len(names) <= FEW else _("%(n)s 个村") % {"n": len(names)}


def _without(progress: Progress) -> Iterator[Warn]:
    for one in progress.rounds:
        if one.without and one.missing:
            facts = {
                "month": short_label(one.month),
                "title": one.title,
                "names": "、".join(one.missing),
            }
            yield Warn("plain", _("%(month)s%(title)s缺%(names)s。") % facts, one.without)


def _changed_places(run: Run) -> Iterator[Warn]:
    for change in changes_in(run.town.code, run.span.first_day, run.last_day):
        head = _("%(day)s，%(what)s。") % {"day": _day(change.day), "what": str(change)}
        yield Warn("wait", head, _("变动前后的分各记在当时的村名下"))


def _changed_scheme(run: Run, book: Book) -> Iterator[Warn]:
    for one in book.adopted:
        if run.span.first_day < one.since <= run.last_day:
            head = _("%(day)s起换了办法。") % {"day": _day(one.since)}
            yield Warn("wait", head, _("每个月按当月最后一天的办法算，名次和奖励按本期最后一天的办法"))


def _day(day: date | None) -> str:
    return date_format(day, _("n月j日")) if day else ""
