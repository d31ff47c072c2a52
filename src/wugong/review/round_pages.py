"""What the pages of rounds show: a month of a town, one round, and what was drawn for a person."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Final

from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _

from wugong.accounts.models import User
from wugong.base.amounts import plain
from wugong.base.periods import Level, Period
from wugong.places.codes import Level as PlaceLevel
from wugong.places.models import Place
from wugong.review.limits import last_timely_day
from wugong.review.models import AdoptedScheme, Assignment, Round, Score
from wugong.review.queries import adopted_until, scheme_of, villages_of
from wugong.review.refusals import NoSuchRound
from wugong.review.states import RoundState
from wugong.rules.scheme import Input

DECIMALS: Final = 2


@dataclass(frozen=True)
class Desk:
    """A town and its county, and which month of it the page is about."""

    town: Place
    county: Place
    month: Period

    @property
    def before(self) -> Period:
        return self.month.plus(-1)

    @property
    def after(self) -> Period:
        return self.month.plus(1)


def desk_at(code: str, month: Period) -> Desk:
    """Return the desk of the town of this code, or 404 for anything else."""
    places = {place.code: place for place in Place.objects.filter(code__in=[code, code[: PlaceLevel.COUNTY]])}
    if len(code) != PlaceLevel.TOWN or len(places) < 2 or month.level is not Level.MONTH:
        raise Http404
    return Desk(places[code], places[code[: PlaceLevel.COUNTY]], month)


def inspectors_said(by: str) -> str:
    """Return who inspects such a round, in words."""
    said = {"town": _("镇里派人查"), "villages": _("各村派人互查"), "assessors": _("评分员查")}
    return said[by]


@dataclass(frozen=True)
class Cell:
    """A village in a round: its score now and all earlier ones, and who goes there."""

    village: Place
    versions: Sequence[Score]
    assignment: Assignment | None
    days: tuple[date, date]

    @property
    def until(self) -> date:
        """The last day on which an entry is in time."""
        return last_timely_day(self.days[1])

    @cached_property
    def score(self) -> Score | None:
        """The score that counts now."""
        return next((one for one in self.versions if one.current), None)

    @property
    def points(self) -> str:
        return plain(self.score.hundredths, DECIMALS) if self.score else ""

    @property
    def seen(self) -> int:
        """The version that whoever looks at the page has before her eyes."""
        return self.score.revision if self.score else 0

    @property
    def late(self) -> bool:
        """Say whether the first score came in after the days that are allowed."""
        first = min(self.versions, key=lambda one: one.revision, default=None)
        return bool(first and timezone.localdate(first.entered_at) > self.until)

    @property
    def is_off(self) -> bool:
        """Say whether the inspection was on another day than those of the round; no day says nothing."""
        day = self.score.day if self.score else None
        return bool(day and not self.days[0] <= day <= self.days[1])

    @property
    def inspector(self) -> Place | User | None:
        return (self.assignment.team or self.assignment.assessor) if self.assignment else None

    @property
    def inspector_name(self) -> str:
        """What the inspector is called; empty where none is drawn."""
        one = self.inspector
        return "" if one is None else one.name if isinstance(one, Place) else one.display_name


@dataclass(frozen=True)
class Card:
    """A round of the month: its days, how many villages have a score, how it stands."""

    name: str
    input: Input
    month: Period
    cells: Sequence[Cell]
    round: Round | None
    schemes: Sequence[AdoptedScheme]

    def input_on(self, day: date) -> Input:
        """Return the round as the scheme in force on that day knows it: its range may have changed."""
        held = next((one for one in reversed(self.schemes) if one.since <= day), None)
        return scheme_of(held).inputs.get(self.name, self.input) if held else self.input

    @property
    def first(self) -> date:
        return self.input.window_in(self.month)[0]

    @property
    def last(self) -> date:
        return self.input.window_in(self.month)[1]

    @property
    def by(self) -> str:
        return inspectors_said(self.input.by)

    @cached_property
    def entered(self) -> int:
        return len(self.cells) - len(self.missing)

    @cached_property
    def missing(self) -> list[str]:
        return [cell.village.name for cell in self.cells if cell.score is None]

    @property
    def first_missing(self) -> Cell | None:
        return next((cell for cell in self.cells if cell.score is None), None)

    @cached_property
    def late(self) -> list[str]:
        return [cell.village.name for cell in self.cells if cell.late]

    @cached_property
    def off(self) -> list[str]:
        """The villages that were inspected on another day than those of the round."""
        return [cell.village.name for cell in self.cells if cell.is_off]

    @property
    def returned(self) -> str:
        """What the round was handed back for; empty where it was not."""
        return self.round.returned if self.round else ""

    @property
    def over(self) -> bool:
        """Say whether the days of the round are over."""
        return timezone.localdate() > self.last

    @property
    def skipped(self) -> bool:
        """Say whether nobody has inspected anything, and nobody has to."""
        return self.input.optional and not self.entered

    @property
    def checked(self) -> bool:
        return self.round is not None and self.round.state == RoundState.CHECKED

    @property
    def assigned(self) -> int:
        return sum(1 for cell in self.cells if cell.assignment)

    @property
    def until(self) -> date:
        """The last day on which an entry is in time."""
        return last_timely_day(self.last)

    @property
    def overdue(self) -> bool:
        """Say whether what comes in today for the first time comes late."""
        return timezone.localdate() > self.until

    @property
    def begun(self) -> bool:
        return timezone.localdate() >= self.month.first_day

    @property
    def day(self) -> date:
        """The day to propose for an inspection: today while the round runs, once it is over its last day."""
        today = timezone.localdate()
        return today if self.month.first_day <= today <= self.last else self.last


def cards_of(desk: Desk, names: Iterable[str] | None = None) -> list[Card]:
    """Return the rounds of the month by its scheme, or those of these names: five queries for any number."""
    schemes = adopted_until(desk.town, desk.month.last_day)
    inputs = scheme_of(schemes[-1]).inputs if schemes else {}
    wanted = [name for name in inputs if name in (names or inputs)]
    villages = villages_of(desk.town, desk.month.last_day)
    scores = _scores(desk, wanted, villages)
    rounds = {
        one.input: one
        for one in Round.objects.filter(
            town=desk.town, month=str(desk.month), input__in=wanted
        ).select_related("checked_by")
    }
    drawn = _drawn(rounds.values())
    return [
        Card(
            name,
            inputs[name],
            desk.month,
            [
                Cell(
                    village,
                    scores.get((village.pk, name), ()),
                    drawn.get((village.pk, name)),
                    inputs[name].window_in(desk.month),
                )
                for village in villages
            ],
            rounds.get(name),
            schemes,
        )
        for name in wanted
    ]


def card_of(desk: Desk, name: str) -> Card:
    """Return one round; refuse one that the scheme of the month does not have."""
    found = cards_of(desk, [name])
    if not found:
        raise NoSuchRound(name=name, month=desk.month.label)
    return found[0]


def _scores(
    desk: Desk, names: Sequence[str], villages: Sequence[Place]
) -> Mapping[tuple[object, str], list[Score]]:
    found: dict[tuple[object, str], list[Score]] = {}
    scores = Score.objects.filter(village__in=villages, month=str(desk.month), input__in=names)
    for one in scores.select_related("entered_by", "sheet", "correction").order_by("-revision"):
        found.setdefault((one.village_id, one.input), []).append(one)
    return found


def _drawn(rounds: Iterable[Round]) -> Mapping[tuple[object, str], Assignment]:
    names = {one.pk: one.input for one in rounds}
    drawn = Assignment.objects.standing().filter(round__in=names).select_related("team", "assessor")
    return {(one.village_id, names[one.round_id]): one for one in drawn}
