"""The acts on a plan's papers: drafted from what happened, edited, submitted, reviewed by another."""

import hashlib
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, Final

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from wugong.accounts.models import User
from wugong.audit.actions import record
from wugong.audit.acts import Act
from wugong.base.texts import printable
from wugong.counties.actors import System
from wugong.matters.models import PlanPaper
from wugong.matters.plans import acts
from wugong.matters.plans import board_refusals as refusals
from wugong.matters.plans.paper_figures import Figures, half_month_figures
from wugong.matters.plans.paper_words import drafted
from wugong.matters.plans.permissions import can_bring, can_review_paper
from wugong.matters.plans.year_figures import year_plan_figures, year_summary_figures
from wugong.matters.states import PaperKind, PaperState
from wugong.matters.texts import needed
from wugong.places.models import Place
from wugong.rules.plan_papers import Term, term

Actor = User | System
MOST: Final = 60_000  # characters of a paper
REMARK_MOST: Final = 200
TOLD: Final = "told"  # among the figures: by what the drafted text is known again
FIGURES: Final[Mapping[str, Callable[[Place, Term, datetime], Figures]]] = {
    PaperKind.HALF_MONTH: half_month_figures,
    PaperKind.YEAR_PLAN: year_plan_figures,
    PaperKind.YEAR_SUMMARY: year_summary_figures,
}


def term_of(kind: str, period: str) -> Term:
    """Return what a paper of this kind and period tells of, or refuse."""
    if kind not in FIGURES or (found := term(kind, period)) is None:
        raise refusals.NoSuchPaper(period=period)
    return found


@transaction.atomic
def draft_paper(place: Place, kind: str, period: str, *, actor: Actor, afresh: bool = False) -> PlanPaper:
    """The paper has today's figures; its text says them, unless it was edited and is not wanted `afresh`."""
    can_bring(actor, place).or_refuse()
    wanted, now = term_of(kind, period), timezone.now()
    if timezone.localdate(now) < wanted.opens:
        raise refusals.TooEarly(kind=PaperKind(kind).label, period=wanted.label, day=wanted.opens)
    Place.objects.select_for_update(of=("self",), no_key=True).get(pk=place.pk)  # another draft waits
    papers = PlanPaper.objects.filter(place=place, kind=kind, period=period)
    paper = papers.first() or PlanPaper(place=place, kind=kind, period=period)
    _refuse_closed(paper, PaperState.DRAFTED)
    edited = is_edited(paper)
    paper.due = wanted.due
    paper.figures = FIGURES[kind](place, wanted, now)
    told = drafted(kind, place.name, wanted, paper.figures)
    paper.figures[TOLD] = digest_of(told)
    if afresh or not edited:
        paper.text = told
    paper.drafted_by_id, paper.drafted_at = actor.pk, now
    paper.save()
    return _recorded(acts.PAPER_DRAFTED, paper, place, actor)


@transaction.atomic
def write_paper(paper: PlanPaper, text: str, *, actor: Actor, seen: str = "") -> PlanPaper:
    """The paper says what somebody wrote; its figures stay beside."""
    held = _held(paper)
    can_bring(actor, held.place).or_refuse()
    return _written(held, text, seen)


@transaction.atomic
def submit_paper(paper: PlanPaper, *, actor: Actor, text: str | None = None, seen: str = "") -> PlanPaper:
    """The paper waits for another one's review, with the text as it was last written."""
    held = _held(paper)
    can_bring(actor, held.place).or_refuse()
    _written(held, held.text if text is None else text, seen)
    held.state, held.submitted_by_id, held.submitted_at = PaperState.SUBMITTED, actor.pk, timezone.now()
    held.save()
    return _recorded(acts.PAPER_SUBMITTED, held, held.place, actor)


@transaction.atomic
def review_paper(paper: PlanPaper, *, actor: Actor, back: str | None = None) -> PlanPaper:
    """The paper is reviewed; with words why, it goes back to who drafts it."""
    held = _held(paper)
    can_review_paper(actor, held).or_refuse()
    _refuse_closed(held, PaperState.SUBMITTED)
    held.remark = "" if back is None else needed(_("退回意见"), back, REMARK_MOST)
    held.state = PaperState.REVIEWED if back is None else PaperState.DRAFTED
    held.reviewed_by_id, held.reviewed_at = actor.pk, timezone.now()
    held.save()
    concerning = [held.submitted_by_id] if held.submitted_by_id else []
    act = acts.PAPER_REVIEWED if back is None else acts.PAPER_RETURNED
    return _recorded(act, held, held.place, actor, concerning)


def is_edited(paper: PlanPaper) -> bool:
    """Say whether somebody wrote into the text: it is no more what was drafted from its figures."""
    return bool(paper.text) and digest_of(paper.text) != paper.figures.get(TOLD)


def digest_of(text: str) -> str:
    """Return by what a page says which text it showed."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _held(paper: PlanPaper) -> PlanPaper:
    """The paper is this transaction's alone till its end; returns it as it is now."""
    rows = PlanPaper.objects.select_related("place").select_for_update(of=("self",), no_key=True)
    return rows.get(pk=paper.pk)


def _refuse_closed(paper: PlanPaper, wanted: PaperState) -> None:
    if paper.state == wanted:
        return
    refusal = refusals.NotDrafted if wanted == PaperState.DRAFTED else refusals.NotSubmitted
    raise refusal(kind=PaperKind(paper.kind).label, period=term_of(paper.kind, paper.period).label)


def _written(held: PlanPaper, text: str, seen: str) -> PlanPaper:
    _refuse_closed(held, PaperState.DRAFTED)
    if seen and seen != digest_of(held.text):
        raise refusals.PaperChanged
    lines = printable(text).replace("\r\n", "\n").replace("\r", "\n")
    held.text = needed(_("正文"), lines, MOST)
    held.save(update_fields=["text"])
    return held


def _recorded(act: Act, paper: PlanPaper, place: Place, actor: Actor, concerning: Any = ()) -> PlanPaper:
    label = term_of(paper.kind, paper.period).label
    kind = PaperKind(paper.kind).label
    record(act, actor=actor, at=place.code, concerning=concerning, kind=kind, period=label)
    return paper
