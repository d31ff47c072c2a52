"""From the stored scores and registers to the engine, and from its figures back to rows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from wugong.base.amounts import half_up
from wugong.base.periods import Level, Period, span
from wugong.places.models import Place
from wugong.places.stays import Stay, Stays, stays_in
from wugong.review import refusals
from wugong.review.history import History
from wugong.review.models import (
    Award,
    Correction,
    Figure,
    Holder,
    Post,
    Run,
    Score,
    ScoreQuerySet,
    covering,
)
from wugong.review.queries import public_before
from wugong.review.scores import DECIMALS, pieces_of
from wugong.rules.appraisal import Appraisal
from wugong.rules.appraisal import Figure as Computed
from wugong.rules.calendar import Slot
from wugong.rules.explaining import Explainer
from wugong.rules.facts import Entry, Facts, Unit
from wugong.rules.proposals import Proposal, Proposals
from wugong.rules.scheme import Scheme

BEFORE = "before_hundredths"  # in an explanation: the score of the period before as it was then
Result = tuple[int | None, int | None]  # score in hundredths, rank
Given = dict[tuple[Place, Period, str], int]


@dataclass(frozen=True)
class Computation:
    """A town appraised up to the end of a period: the villages in the engine's order and what it says."""

    villages: Sequence[Place]
    appraisal: Appraisal
    slot: Slot

    def figures(self) -> list[Computed]:
        """Return the figures of the period, in the villages' order; none of a village closed before it."""
        exists = self.appraisal.facts.present_in(self.slot.period)
        return [self.appraisal.figure(self.slot, place) for place, there in enumerate(exists) if there]

    def results(self, period: Period) -> Mapping[UUID, Result] | None:
        """Return the score and rank of each village with a score; None where the period was not computed."""
        slot = next((slot for slot in self.appraisal.calendar.slots if slot.period == period), None)
        if slot is None or slot.period not in self.appraisal.plan.scores:
            return None
        figures = [self.appraisal.figure(slot, place) for place in range(len(self.villages))]
        return {
            self.villages[one.place].pk: (in_hundredths(one), one.rank)
            for one in figures
            if one.score is not None
        }

    def proposals(self) -> list[Proposal]:
        """Return the awards and consequences proposed for the period."""
        return [one for one in Proposals(self.appraisal) if one.period == self.slot.period]

    def previous_rank(self, place: int) -> int | None:
        """Return the rank that the village had in the period before."""
        before = self.appraisal.plan.ranks.get(self.slot.period.plus(-1))
        return self.appraisal.value(before, place)


def compute(
    town: Place, period: Period, history: History, correction: Correction | None = None
) -> Computation:
    """Appraise the town in the period, on the scores of its months and of the public periods before it.

    A period before that is not public could still change, so nothing rests on it. The scores of a
    correction that is not approved yet count where it is given.
    """
    first = public_before(town, period, history.reach(period)).parts(Level.MONTH)[0]
    stays = stays_in(town, first.first_day, period.last_day)
    appraisal = Appraisal(history.scheme, _facts(town, (first, period), history, stays, correction))
    slot = next((slot for slot in appraisal.calendar.slots if slot.period == period), None)
    if slot is None:
        raise refusals.NotInScheme(scheme=history.scheme.title, period=period.label)
    return Computation(list(stays), appraisal, slot)


def _facts(
    town: Place,
    reach: tuple[Period, Period],
    history: History,
    stays: Stays,
    correction: Correction | None,
) -> Facts:
    """Return the facts from the first of `reach`, a month, to the end of the second, the period."""
    villages, (first, period) = list(stays), reach
    last = period.parts(Level.MONTH)[-1]
    by_key = {village.pk: village for village in villages}
    within = Score.objects.filter(village__in=by_key, month__gte=str(first), month__lte=str(last))
    given = _given(within.current(), by_key)
    if correction:
        given |= _given(within.filter(correction=correction), by_key)
    scored = sorted({month for _, month, _ in given})
    if not scored or scored[-1].last_day < period.first_day:
        raise refusals.NoScores(town=town.name, period=period.label)
    months = list(span(scored[0], last))
    units = [Unit(village.code, village.name, town.code) for village in villages]
    present = [[_there(stays[village], month) for village in villages] for month in months]
    here = {key: one for key, one in given.items() if _there(stays[key[0]], key[1])}
    rows = _rows(history, months, villages, here)
    return Facts(units, months, rows, present, _registers(villages, period.last_day, history.scheme))


def _given(scores: ScoreQuerySet, villages: Mapping[UUID, Place]) -> Given:
    cells = scores.values_list("village", "month", "input", "hundredths")
    return {
        (villages[village], Period.parse(month), name): hundredths
        for village, month, name, hundredths in cells
    }


def _rows(
    history: History, months: Sequence[Period], villages: Sequence[Place], given: Given
) -> list[list[int | None]]:
    """Return the scores by input, then month, then village."""
    facts = history.scheme.inputs
    places = {village.pk: place for place, village in enumerate(villages)}
    rows = {
        (name, month): [history.missing(name, month)] * len(villages) for name in facts for month in months
    }
    for (village, month, name), hundredths in given.items():
        if name in facts:
            rows[name, month][places[village.pk]] = pieces_of(facts[name], hundredths)
    return list(rows.values())


def _there(stays: Sequence[Stay], month: Period) -> bool:
    return any(stay.meets(month.first_day, month.last_day) for stay in stays)


def _registers(villages: Sequence[Place], day: date, scheme: Scheme) -> dict[str, list[Entry]]:
    """Return the registers that the scheme names, as they stand on the last day of the period."""
    columns = {name: register.subject_column or "" for name, register in scheme.registers.items()}
    holders = Holder.objects.filter(village__in=villages, since__lte=day)
    posts = Post.objects.filter(covering(day), village__in=villages)
    found: dict[str, list[Entry]] = {}
    if column := columns.get("holders"):
        found["holders"] = [
            {column: code, "level": level, "since": since.isoformat()}
            for code, level, since in holders.values_list("village__code", "level", "since")
        ]
    if column := columns.get("posts"):
        found["posts"] = [
            {column: code, "role": role, "name_code": name_code}
            for code, role, name_code in posts.values_list("village__code", "role", "name_code")
        ]
    return found


def in_hundredths(figure: Computed) -> int | None:
    """Return the score as it is kept."""
    if figure.score is None or figure.decimals == DECIMALS:
        return figure.score
    return half_up(figure.score * 10**DECIMALS, 10**figure.decimals)


def figure_rows(run: Run, computation: Computation) -> list[Figure]:
    """Return the rows of a run's figures, each with how it came about."""
    explainer = Explainer(computation.appraisal)
    before = computation.results(computation.slot.period.plus(-1)) or {}
    return [
        Figure(
            run=run,
            village=computation.villages[figure.place],
            hundredths=in_hundredths(figure),
            rank=figure.rank,
            eligible_rank=figure.eligible_rank,
            previous_rank=computation.previous_rank(figure.place),
            explanation=_explained(explainer, computation, figure)
            | {BEFORE: before.get(computation.villages[figure.place].pk, (None, None))[0]},
        )
        for figure in computation.figures()
    ]


def _explained(explainer: Explainer, computation: Computation, figure: Computed) -> dict[str, Any]:
    slot = computation.slot
    said = explainer.explain(slot, figure)
    titles = {key: title for key, title, _ in explainer.named[slot.period]}
    return {
        "rule": said.rule,
        "basis": slot.version.basis,
        "article": slot.score.article,
        "formula": slot.score.text,
        "inputs": [[titles[key], value, key] for key, value in said.inputs.items()],
        "steps": said.steps,
    }


def award_rows(run: Run, computation: Computation) -> list[Award]:
    """Return the rows of a run's proposals; only a village's reward can be public."""
    villages = {village.code: village for village in computation.villages}
    return [
        Award(
            run=run,
            village=villages[one.code],
            award=one.award,
            title=computation.slot.version.awards[one.award].title,
            recipient=one.recipient,
            fen=one.fen,
            reason=one.reason,
            public=one.public and not one.person and (one.fen or 0) > 0,
            person=one.person,
        )
        for one in computation.proposals()
    ]
