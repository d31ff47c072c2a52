"""What a visitor may do in a month, in a round and at one village of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.http import Http404

from wugong.access.abilities import Ability
from wugong.access.verdicts import Verdict, may
from wugong.accounts.models import User
from wugong.base.periods import Period
from wugong.media.models import Photo
from wugong.places.models import Place
from wugong.review.belonging import own_villages
from wugong.review.evidence import Target
from wugong.review.models import ScorePhoto
from wugong.review.permissions import can_check, can_score
from wugong.review.queries import approved_periods, cells_of, holding
from wugong.review.refusals import OwnVillage
from wugong.review.round_pages import Card, Cell, Desk, card_of, cards_of, desk_at
from wugong.review.round_sheets import InForce, marked, sheet_on
from wugong.rules.score_sheets import Marked


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
    def is_own(self) -> bool:
        """Say whether it is the visitor's own village, whose score others enter."""
        return self.verdict.code == OwnVillage.code

    @property
    def is_guest(self) -> bool:
        """Say whether the visitor has no desk in the town, only what was drawn for her."""
        return not self.reads

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
        own = own_villages([user])[user]
        for cell in [*cells[place + 1 :], *cells[:place]]:
            key = (cell.village.code, str(self.desk.month), self.card.name)
            if cell.score is None and cell.village.code not in own and (drawn is None or key in drawn):
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
