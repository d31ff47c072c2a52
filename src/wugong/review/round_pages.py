"""What the pages of rounds show: a month of a town, one round, and what was drawn for a person."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Final

from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _

from wugong.access.abilities import Ability
from wugong.access.verdicts import Verdict, may
from wugong.accounts.models import User
from wugong.base.amounts import plain
from wugong.base.periods import Level, Period
from wugong.media.models import Photo
from wugong.places.codes import Level as PlaceLevel
from wugong.places.models import Place
from wugong.review.evidence import Target
from wugong.review.limits import last_timely_day
from wugong.review.models import AdoptedSheet, Assignment, Round, Score, ScorePhoto
from wugong.review.permissions import can_check, can_score
from wugong.review.queries import (
    adopted_sheet,
    approved_periods,
    cells_of,
    holding,
    inputs_of,
    sheet_of,
    villages_of,
)
from wugong.review.refusals import NoSuchRound
from wugong.review.states import RoundState
from wugong.rules.scheme import Input
from wugong.rules.score_sheets import Marked, SheetVersion, evaluate

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
    until: date

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
        """The day to propose for an inspection: today if it lies in the month, else the last of its days."""
        today = timezone.localdate()
        return today if self.month.first_day <= today <= self.month.last_day else self.last


def cards_of(desk: Desk, names: Iterable[str] | None = None) -> list[Card]:
    """Return the rounds of the month by its scheme, or those of these names: five queries for any number."""
    inputs = inputs_of(desk.town, desk.month)
    wanted = list(inputs if names is None else names)
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
                    last_timely_day(inputs[name].window_in(desk.month)[1]),
                )
                for village in villages
            ],
            rounds.get(name),
        )
        for name in wanted
    ]


def card_of(desk: Desk, name: str) -> Card:
    """Return one round; refuse one that the scheme of the month does not have."""
    if name not in inputs_of(desk.town, desk.month):
        raise NoSuchRound(name=name, month=desk.month.label)
    return cards_of(desk, [name])[0]


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
    drawn = Assignment.objects.filter(round__in=names).select_related("team", "assessor")
    return {(one.village_id, names[one.round_id]): one for one in drawn}


@dataclass(frozen=True)
class InForce:
    """A score sheet as the town goes by it on a day."""

    adopted: AdoptedSheet
    version: SheetVersion

    @property
    def token(self) -> str:
        """What tells it from every other version of every other sheet."""
        return f"{self.adopted.pk}-{self.version.name}"


def sheet_on(town: Place, day: date) -> InForce | None:
    """Return the score sheet in force on that day, or None where only totals are given."""
    adopted = adopted_sheet(town, day)
    version = sheet_of(adopted).version_on(day) if adopted else None
    return InForce(adopted, version) if adopted and version else None


def marked(score: Score) -> Marked | None:
    """Return how the score came about, line by line; None where only the total was given."""
    version = sheet_of(score.sheet).version_on(score.day) if score.sheet and score.day else None
    return evaluate(version, score.counts, score.vetoes) if version else None


def public_period(desk: Desk) -> Period | None:
    """Return a public period that rests on the month: its scores are changed by a correction only."""
    return next(iter(approved_periods(desk.town).intersection(holding(desk.month))), None)


@dataclass(frozen=True)
class Hand:
    """What the visitor may do in the town."""

    prepares: bool
    approves: bool


def hand_of(user: User, town: Place) -> Hand:
    """Return whether the visitor prepares, and whether she approves, in this town."""
    return Hand(bool(may(user, Ability.PREPARE, town.code)), bool(may(user, Ability.APPROVE, town.code)))


@dataclass(frozen=True)
class MonthPage:
    """The rounds of a month, and which of them wants something next."""

    cards: Sequence[Card]
    hand: Hand
    public: Period | None

    @cached_property
    def next_card(self) -> Card | None:
        """The first round in which something is to be done."""
        due = (card for card in self.cards if card.begun and not card.checked)
        return next((card for card in due if card.entered or not card.input.optional), None)

    @property
    def done(self) -> bool:
        """Say whether the month can be computed."""
        return self.next_card is None and any(card.checked for card in self.cards)


def month_of(user: User, desk: Desk) -> MonthPage:
    """Return what the page of a month shows."""
    return MonthPage(cards_of(desk), hand_of(user, desk.town), public_period(desk))


@dataclass(frozen=True)
class RoundPage:
    """What the visitor may do in a round."""

    hand: Hand
    check: Verdict | None
    public: Period | None
    begun: bool

    @property
    def opens(self) -> bool:
        """Say whether scores may be entered now."""
        return self.hand.prepares and self.public is None and self.begun


def round_of(user: User, desk: Desk, card: Card) -> RoundPage:
    """Return what the visitor may do in the round."""
    hand = hand_of(user, desk.town)
    checks = hand.prepares or hand.approves
    return RoundPage(hand, check_of(user, card) if checks else None, public_period(desk), card.begun)


def check_of(user: User, card: Card) -> Verdict | None:
    """Return whether the visitor may check the round; None where there is nothing to check."""
    if card.round is None or card.checked or not card.entered:
        return None
    return can_check(user, card.round)


@dataclass(frozen=True)
class Visit:
    """One village of a round, and whether the visitor may fill in its score."""

    desk: Desk
    card: Card
    cell: Cell
    verdict: Verdict
    reads: Verdict
    public: Period | None

    @property
    def opens(self) -> bool:
        """Say whether a score may be entered now."""
        return bool(self.verdict) and self.public is None and self.card.begun

    @property
    def target(self) -> Target:
        return Target(self.desk.town, self.cell.village, self.desk.month, self.card.name)

    @cached_property
    def marked(self) -> Marked | None:
        """How the score came about; None where only the total was given."""
        return marked(self.cell.score) if self.cell.score else None

    @cached_property
    def photos(self) -> list[Photo]:
        """The photos handed in with any version of the score, oldest first."""
        rows = ScorePhoto.objects.filter(score__in=self.cell.versions).select_related("photo__place")
        return list({row.photo.pk: row.photo for row in rows}.values())

    def sheet_on(self, day: date) -> InForce | None:
        """Return the score sheet of the town on that day."""
        return sheet_on(self.desk.town, day)

    def again(self, user: User) -> "Visit":
        """Return the same village as it stands now."""
        return visit_of(user, self.desk.town.code, self.desk.month, self.card.name, self.cell.village.code)

    def next_cell(self, user: User) -> Cell | None:
        """Return the next village without a score that the visitor may fill in, going round."""
        cells = list(self.card.cells)
        place = cells.index(self.cell)
        drawn = None if self.reads else cells_of(user, self.desk.town)
        for cell in [*cells[place + 1 :], *cells[:place]]:
            key = (cell.village.code, str(self.desk.month), self.card.name)
            if cell.score is None and (drawn is None or key in drawn):
                return cell
        return None


def visit_of(user: User, code: str, month: Period, name: str, village: str) -> Visit:
    """Return the village in the round; 404 for a place that is no village of the town in that month."""
    reads = may(user, Ability.READ_PLACE, code)
    if not reads and not Place.objects.filter(code=code).exists():
        reads.or_refuse()
    desk = desk_at(code, month)
    verdict = can_score(user, desk.town, {(village, str(month), name)})
    if not reads:
        verdict.or_refuse()
    card = card_of(desk, name)
    cell = next((one for one in card.cells if one.village.code == village), None)
    if cell is None:
        raise Http404
    return Visit(desk, card, cell, verdict, reads, public_period(desk))
