"""From the stored scores and registers to the engine, and from its figures back to rows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from wugong.base.amounts import half_up
from wugong.base.periods import Level, Period, span
from wugong.places.models import Place
from wugong.review import refusals
from wugong.review.models import Award, Figure, Holder, Post, Run, Score, covering
from wugong.review.queries import villages_of
from wugong.review.scores import DECIMALS, pieces_of
from wugong.rules.appraisal import Appraisal
from wugong.rules.appraisal import Figure as Computed
from wugong.rules.calendar import Slot
from wugong.rules.explaining import Explainer
from wugong.rules.facts import Entry, Facts, Unit
from wugong.rules.proposals import Proposal, Proposals
from wugong.rules.scheme import Scheme


@dataclass(frozen=True)
class Computation:
    """A town appraised up to the end of a period: the villages in the engine's order and what it says."""

    villages: Sequence[Place]
    appraisal: Appraisal
    slot: Slot

    def figures(self) -> list[Computed]:
        """Return the figures of the period, in the villages' order."""
        return [self.appraisal.figure(self.slot, place) for place in range(len(self.villages))]

    def proposals(self) -> list[Proposal]:
        """Return the awards and consequences proposed for the period."""
        return [one for one in Proposals(self.appraisal) if one.period == self.slot.period]

    def previous_rank(self, place: int) -> int | None:
        """Return the rank that the village had in the period before."""
        before = self.appraisal.plan.ranks.get(self.slot.period.plus(-1))
        return self.appraisal.value(before, place)


def compute(town: Place, period: Period, scheme: Scheme) -> Computation:
    """Appraise the town by all scores up to the end of the period."""
    villages = villages_of(town, period.last_day)
    appraisal = Appraisal(scheme, _facts(town, period, scheme, villages))
    slot = next((slot for slot in appraisal.calendar.slots if slot.period == period), None)
    if slot is None:
        raise refusals.NotInScheme(scheme=scheme.title, period=period.label)
    return Computation(villages, appraisal, slot)


def _facts(town: Place, period: Period, scheme: Scheme, villages: Sequence[Place]) -> Facts:
    places = {village.pk: place for place, village in enumerate(villages)}
    last = period.parts(Level.MONTH)[-1]
    scores = Score.objects.filter(village__in=places, month__lte=str(last))
    given = list(scores.values_list("village", "month", "input", "hundredths"))
    scored = sorted({Period.parse(month) for _, month, _, _ in given})
    if not scored or scored[-1].last_day < period.first_day:
        raise refusals.NoScores(town=town.name, period=period.label)
    months = list(span(scored[0], last))
    inputs = {name: start * len(months) for start, name in enumerate(scheme.inputs)}
    rows: list[list[int | None]] = [
        [fact.missing] * len(villages) for fact in scheme.inputs.values() for _ in months
    ]
    for village, month, name, hundredths in given:
        if name in inputs:
            row = inputs[name] + Period.parse(month).index - months[0].index
            rows[row][places[village]] = pieces_of(scheme.inputs[name], hundredths)
    units = [Unit(village.code, village.name, town.code) for village in villages]
    present = [[_exists(village, month) for village in villages] for month in months]
    return Facts(units, months, rows, present, _registers(villages, period.last_day, scheme))


def _exists(village: Place, month: Period) -> bool:
    return village.since is None or village.since <= month.last_day


def _registers(villages: Sequence[Place], day: date, scheme: Scheme) -> dict[str, list[Entry]]:
    """Return the registers that the scheme names, as they stand on the last day of the period."""
    column = scheme.subject.column if scheme.subject else ""
    holders = Holder.objects.filter(village__in=villages, since__lte=day)
    posts = Post.objects.filter(covering(day), village__in=villages)
    found: Mapping[str, list[Entry]] = {
        "holders": [
            {column: code, "level": level, "since": since.isoformat()}
            for code, level, since in holders.values_list("village__code", "level", "since")
        ],
        "posts": [
            {column: code, "role": role, "name_code": name_code}
            for code, role, name_code in posts.values_list("village__code", "role", "name_code")
        ],
    }
    return {name: found[name] for name in scheme.registers if name in found}


def in_hundredths(figure: Computed) -> int | None:
    """Return the score as it is kept."""
    if figure.score is None or figure.decimals == DECIMALS:
        return figure.score
    return half_up(figure.score * 10**DECIMALS, 10**figure.decimals)


def figure_rows(run: Run, computation: Computation) -> list[Figure]:
    """Return the rows of a run's figures, each with how it came about."""
    explainer = Explainer(computation.appraisal)
    return [
        Figure(
            run=run,
            village=computation.villages[figure.place],
            hundredths=in_hundredths(figure),
            rank=figure.rank,
            eligible_rank=figure.eligible_rank,
            previous_rank=computation.previous_rank(figure.place),
            explanation=_explained(explainer, computation, figure),
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
