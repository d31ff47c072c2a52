"""Reads of the appraisal that several acts and pages share."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.db.models import Q
from django.utils import timezone

from wugong.access.abilities import Ability
from wugong.access.verdicts import roles_of
from wugong.accounts.models import User
from wugong.base.periods import Level as Span
from wugong.base.periods import Period
from wugong.places.codes import Level, lineage
from wugong.places.models import Place
from wugong.publish.models import Posting
from wugong.publish.notice_periods import APPRAISAL_BULLETIN, last_day_of
from wugong.publish.queries import standing_posting
from wugong.review.belonging import assesses_in
from wugong.review.models import AdoptedScheme, AdoptedSheet, Assignment, Round, Run, Score
from wugong.review.refusals import NoSuchRound
from wugong.rules.library import read_scheme
from wugong.rules.scheme import Input, Scheme
from wugong.rules.score_sheets import ScoreSheet, read_sheet

Cell = tuple[str, str, str]  # village code, month, input


@lru_cache(maxsize=64)
def _read(text: str, settings: tuple[tuple[str, str], ...]) -> Scheme:
    return read_scheme(text, dict(settings))


def scheme_in(text: str, settings: Mapping[str, str] | None) -> Scheme:
    """Return the scheme in a text with its switches set, read once; refused as `read_scheme` refuses it."""
    return _read(text, tuple(sorted((settings or {}).items())))


def scheme_of(adopted: AdoptedScheme) -> Scheme:
    """Return the scheme that the adopted text says, with its switches set."""
    return scheme_in(adopted.text, adopted.settings)


def adopted_until(town: Place, day: date) -> list[AdoptedScheme]:
    """Return the schemes by which the town was appraised up to that day, one after the other.

    Once a town has one of its own, no later one of its county counts for it.
    """
    found = AdoptedScheme.objects.filter(place__code__in=lineage(town.code), since__lte=day)
    kept: list[AdoptedScheme] = []
    for one in sorted(found.select_related("place"), key=lambda one: (one.since, len(one.place.code))):
        if not kept or len(one.place.code) >= len(kept[-1].place.code):
            kept.append(one)
    return kept


def adopted_for(town: Place, day: date) -> AdoptedScheme | None:
    """Return the scheme by which the town is appraised on that day: its own, else its county's."""
    return next(reversed(adopted_until(town, day)), None)


@lru_cache(maxsize=64)
def _read_sheet(text: str) -> ScoreSheet:
    return read_sheet(text)


def sheet_of(adopted: AdoptedSheet) -> ScoreSheet:
    """Return the score sheet that the adopted text says."""
    return _read_sheet(adopted.text)


def adopted_sheet(town: Place, day: date) -> AdoptedSheet | None:
    """Return the score sheet that the town goes by on that day: its own, else its county's."""
    found = AdoptedSheet.objects.filter(place__code__in=lineage(town.code), since__lte=day)
    return max(found.select_related("place"), key=lambda one: (len(one.place.code), one.since), default=None)


def inputs_of(town: Place, month: Period) -> Mapping[str, Input]:
    """Return the inspections of the month by the scheme in force on its last day; none without a scheme."""
    adopted = adopted_for(town, month.last_day)
    return scheme_of(adopted).inputs if adopted else {}


def round_title(town: Place, month: Period, name: str) -> str:
    """Return what an inspection is called; refuse one that the scheme of the month does not have."""
    inputs = inputs_of(town, month)
    if name not in inputs:
        raise NoSuchRound(name=name, month=month.label)
    return inputs[name].title


def missing_in(town: Place, month: Period, name: str) -> list[str]:
    """Return the names of the villages that have no score of this inspection."""
    entered = set(Score.objects.current().of_round(town, month, name).values_list("village", flat=True))
    return [village.name for village in villages_of(town, month.last_day) if village.pk not in entered]


def unchecked_rounds(town: Place, period: Period) -> list[str]:
    """Return the rounds of the period, as month and title, whose scores nobody has checked yet.

    Months on which something public rests are past checking.
    """
    public = approved_periods(town)
    months = [one for one in period.parts(Span.MONTH) if public.isdisjoint(holding(one))]
    texts = [str(one) for one in months]
    done = set(
        Round.objects.filter(town=town, state="checked", month__in=texts).values_list("month", "input")
    )
    here = Score.objects.current().filter(month__in=texts, village__in=Place.objects.under(town.code))
    found = sorted(set(here.values_list("month", "input")) - done)
    return [
        f"{month.label}{inputs_of(town, month)[name].title if name in inputs_of(town, month) else name}"
        for month, name in ((Period.parse(text), name) for text, name in found)
    ]


def cells_of(user: User, town: Place) -> dict[Cell, str]:
    """Return what was drawn for this person in the town, each with the state of its round: two queries.

    What was drawn for her as an assessor counts only while she is one.
    """
    roles = roles_of(user)
    teams = [
        role.place.code[: Level.VILLAGE]
        for role in roles
        if role.place and role.place.level is Level.VILLAGE and role.enables(Ability.WORK_VILLAGE_DESK)
    ]
    drawn = Q(assessor=user) if assesses_in(roles, town.code) else Q()
    mine = Assignment.objects.standing().filter(drawn | Q(team__code__in=teams), round__town=town)
    found = mine.values_list("village__code", "round__month", "round__input", "round__state")
    return {(code, month, name): state for code, month, name, state in found}


def posting_of(run: Run) -> Posting | None:
    """Return what hangs about the run, or None."""
    return standing_posting(APPRAISAL_BULLETIN, run.pk)


def objections_until(run: Run) -> date:
    """Return the last day on which one may object: that of the posting, else counted from the approval."""
    if posting := posting_of(run):
        return posting.last_day
    day = timezone.localdate(run.approved_at) if run.approved_at else timezone.localdate()
    return last_day_of(APPRAISAL_BULLETIN, day)


def villages_of(town: Place, day: date) -> list[Place]:
    """Return the villages and communities of the town that exist on that day, by code."""
    places = Place.objects.under(town.code).at_level(Level.VILLAGE).in_force(day)
    return list(places.order_by("code"))


def villages_between(town: Place, first: date, last: date) -> list[Place]:
    """Return the villages of the town that existed on any day from the first to the last, by code."""
    begun = Q(since__isnull=True) | Q(since__lte=last)
    places = Place.objects.under(town.code).at_level(Level.VILLAGE)
    return list(places.filter(begun, Q(until__isnull=True) | Q(until__gte=first)).order_by("code"))


def approved_periods(town: Place) -> set[Period]:
    """Return the periods of the town whose appraisal is public."""
    return {Period.parse(text) for text in Run.objects.of(town).approved().values_list("period", flat=True)}


def public_before(town: Place, period: Period, most: int) -> Period:
    """Return the first of at most so many periods that are public one after the other up to this one."""
    public, first = approved_periods(town), period
    for back in range(1, most + 1):
        if period.plus(-back) not in public:
            break
        first = period.plus(-back)
    return first


def holding(month: Period) -> list[Period]:
    """Return the month and every longer period that holds it."""
    return [month.within(level) for level in Span]


@dataclass(frozen=True)
class Rounds:
    """评分进度: how many villages have the score of an inspection in a month."""

    title: str
    entered: int
    villages: int
    missing: tuple[str, ...]

    @property
    def whole(self) -> bool:
        return not self.missing


def rounds_of(town: Place, month: Period, scheme: Scheme) -> list[Rounds]:
    """Return the inspections of the month that the scheme needs, with the villages still without a score."""
    names = {village.pk: village.name for village in villages_of(town, month.last_day)}
    entered: Mapping[str, set[object]] = {name: set() for name in scheme.inputs}
    scores = Score.objects.current().filter(village__in=names, month=str(month))
    for name, village in scores.values_list("input", "village"):
        entered.get(name, set()).add(village)
    return [
        Rounds(
            fact.title,
            len(entered[name]),
            len(names),
            tuple(title for pk, title in names.items() if pk not in entered[name]),
        )
        for name, fact in scheme.inputs.items()
        if not fact.optional
    ]
