"""What the pages of papers show: which are due here, who below is behind, one paper with its figures."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from wugong.access.verdicts import Verdict
from wugong.accounts.models import User
from wugong.counties.codes import code_range
from wugong.matters.desk_pages import places_below
from wugong.matters.models import PlanDocument, PlanPaper
from wugong.matters.plans.paper_words import numbers_of
from wugong.matters.plans.papers import FIGURES, is_edited, term_of
from wugong.matters.plans.permissions import can_bring, can_review_paper
from wugong.matters.states import PaperKind, PaperState, PlanState
from wugong.places.codes import lineage
from wugong.places.models import Place
from wugong.rules.plan_papers import Term, terms_due

BACK: Final = timedelta(days=100)  # how long ago a paper was due that the list still asks for
BEHIND: Final = timedelta(days=31)  # and that stands against who has not handed it in
AHEAD: Final = timedelta(days=31)
IN: Final = (PaperState.SUBMITTED, PaperState.REVIEWED)
WORDS: Final[Mapping[str, Promise]] = {
    "opened": _("新立"),
    "done": _("报完成"),
    "solved": _("销号"),
    "reopened": _("退回重办"),
    "ended": _("其他了结"),
    "late": _("超期"),
    "ordered": _("发出督办"),
    "tasks": _("任务"),
    "closed": _("已销号"),
    "waiting": _("待核实"),
    "dropped": _("取消"),
    "running": _("还在办"),
}


@dataclass(frozen=True)
class PaperRow:
    """A paper that the place owes or has, in its term."""

    term: Term
    paper: PlanPaper | None
    today: date

    @property
    def kind(self) -> str:
        return str(PaperKind(self.term.kind).label)

    @property
    def late(self) -> int:
        """Return by how many days it should have been handed in; 0 where it was, or is not due."""
        handed = self.paper is not None and self.paper.state in IN
        return 0 if handed else max(0, (self.today - self.term.due).days)

    @property
    def status(self) -> tuple[str, str]:
        """Return sign and word of how far it is."""
        if self.late:
            return "alarm", str(_("超期 %(n)s 天") % {"n": self.late})
        if self.paper is None:
            return "plain", str(_("还没有起草"))
        if self.paper.state == PaperState.DRAFTED:
            return ("wait", str(_("退回来了"))) if self.paper.remark else ("plain", str(_("正在写")))
        signs = {PaperState.SUBMITTED: "wait", PaperState.REVIEWED: "go"}
        return signs[PaperState(self.paper.state)], str(self.paper.get_state_display())


@dataclass(frozen=True)
class PaperList:
    """The papers of a place, the latest first, and which places below have not handed theirs in."""

    rows: Sequence[PaperRow]
    missing: Sequence[tuple[Place, Sequence[PaperRow]]]
    waiting: Sequence[PaperRow]  # handed in below, to be reviewed


@dataclass(frozen=True)
class PaperPage:
    """One paper as somebody sees it."""

    place: Place
    term: Term
    paper: PlanPaper | None
    writes: Verdict
    reviews: Verdict | None

    @property
    def kind(self) -> str:
        return str(PaperKind(self.term.kind).label)

    @property
    def title(self) -> str:
        return f"{self.place.name} {self.term.label} {self.kind}"

    @property
    def opened(self) -> bool:
        """Say whether its first day has come."""
        return timezone.localdate() >= self.term.opens

    @property
    def open(self) -> bool:
        """Say whether its text may be written."""
        return self.paper is not None and self.paper.state == PaperState.DRAFTED and bool(self.writes)

    @property
    def edited(self) -> bool:
        return self.paper is not None and is_edited(self.paper)

    @property
    def figures(self) -> list[tuple[str, int, Sequence[str]]]:
        """Return the sums: word, how many, the numbers of the matters behind."""
        found = numbers_of(self.paper.figures) if self.paper else ()
        return [(str(WORDS[key]), n, numbers) for key, n, numbers in found if key in WORDS]

    @property
    def units(self) -> list[tuple[Mapping[str, Any], Sequence[Mapping[str, Any]]]]:
        """Return the units that lead tasks, each with those of its tasks that the paper holds."""
        found = self.paper.figures if self.paper else {}
        tasks = found.get("tasks", ())
        return [(one, [row for row in tasks if row["unit"] == one["name"]]) for one in found.get("units", ())]

    @property
    def lists(self) -> list[tuple[str, Sequence[Mapping[str, Any]]]]:
        """Return the lists of the paper that are not empty: what is late, what comes next, a year's tasks."""
        found = self.paper.figures if self.paper else {}
        words = {"late": _("超期和督办的"), "next": _("下一步到期的")}
        words |= {} if "units" in found else {"tasks": _("今年到期的任务")}
        return [(str(word), found[key]) for key, word in words.items() if found.get(key)]

    @property
    def lines(self) -> list[tuple[bool, str]]:
        """Return the lines of the text below its title; whether each is a heading."""
        return list(lines_of(self.paper.text)) if self.paper else []


def lines_of(text: str) -> Iterator[tuple[bool, str]]:
    """Yield the lines of a paper but its title; whether each is a heading."""
    for line in text.split("\n")[1:]:
        if line.strip():
            yield line[1:2] == "、" and line[0] in "一二三四五六七八九十", line


def paper_page(place: Place, kind: str, period: str, user: User) -> PaperPage:
    """Return the paper of this term, drafted or not; refused where there is no such term."""
    wanted = term_of(kind, period)
    rows = PlanPaper.objects.select_related("place__county", "submitted_by", "reviewed_by", "drafted_by")
    paper = rows.filter(place=place, kind=kind, period=period).first()
    waits = paper is not None and paper.state == PaperState.SUBMITTED
    reviews = can_review_paper(user, paper) if paper is not None and waits else None
    return PaperPage(place, wanted, paper, can_bring(user, place), reviews)


def papers_of(place: Place) -> PaperList:
    """Return what is due at the place and below it: four queries for any number of places."""
    today, below = timezone.localdate(), places_below(place)
    since = _followed_since(place)
    papers = _papers([place, *below], today)
    wanted = _terms(today - BACK, today + AHEAD)
    rows = list(_rows(place, wanted, papers, since, today))
    owed = [(one, _owed(one, papers, since, today)) for one in below]
    waiting = [
        PaperRow(term_of(one.kind, one.period), one, today) for one in papers.values() if _waits(one, place)
    ]
    return PaperList(rows, [(one, owes) for one, owes in owed if owes], waiting)


def _waits(paper: PlanPaper, place: Place) -> bool:
    return paper.place_id != place.pk and paper.state == PaperState.SUBMITTED


def _terms(first: date, last: date) -> list[Term]:
    """Return the terms of all kinds due in these days, the latest due first."""
    found = [one for kind in FIGURES for one in terms_due(kind, first.replace(month=1, day=1), last)]
    return sorted((one for one in found if one.due >= first), key=lambda one: one.due, reverse=True)


def _papers(places: Iterable[Place], today: date) -> dict[tuple[object, str, str], PlanPaper]:
    """Return the papers of the places that the list tells of: one query."""
    rows = PlanPaper.objects.filter(place__in=places, due__gte=today - BACK, due__lte=today + AHEAD)
    rows = rows.select_related("place", "submitted_by").defer("text", "figures").order_by("due", "pk")
    return {(one.place_id, str(one.kind), one.period): one for one in rows}


def _followed_since(place: Place) -> list[tuple[str, date]]:
    """Return of the plans adopted at the place, above and below it where, and since when: one query."""
    first, after = code_range(place.code)
    rows = PlanDocument.objects.filter(state=PlanState.ADOPTED, adopted_at__isnull=False)
    found = rows.values_list("place__code", "adopted_at")
    near = [(code, at) for code, at in found if first <= code < after or code in lineage(place.code)]
    return [(code, timezone.localdate(at)) for code, at in near if at]


def _since(place: Place, since: Iterable[tuple[str, date]]) -> date | None:
    """Return since when a plan runs at the place: one of its own, from above, or of a place within."""
    days = [day for code, day in since if place.code.startswith(code) or code.startswith(place.code)]
    return min(days, default=None)


def _rows(
    place: Place,
    wanted: Iterable[Term],
    papers: Mapping[tuple[object, str, str], PlanPaper],
    since: Iterable[tuple[str, date]],
    today: date,
) -> Iterator[PaperRow]:
    """Yield what the place has, and what it owes since a plan runs there, if its first day has come."""
    begun = _since(place, since)
    for one in wanted:
        paper = papers.get((place.pk, one.kind, one.code))
        owes = begun is not None and one.last >= begun and one.opens <= today
        if paper is not None or owes:
            yield PaperRow(one, paper, today)


def _owed(
    place: Place,
    papers: Mapping[tuple[object, str, str], PlanPaper],
    since: Iterable[tuple[str, date]],
    today: date,
) -> list[PaperRow]:
    """Return what the place should have handed in by now and has not."""
    wanted = _terms(today - BEHIND, today - timedelta(days=1))
    return [one for one in _rows(place, wanted, papers, since, today) if one.late]
