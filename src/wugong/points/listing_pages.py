"""What the pages of lists show: to the cadre every claim and what became of it, to the public what hangs."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404
from django.utils import timezone

from wugong.access.verdicts import Verdict, Visitor
from wugong.accounts.models import User
from wugong.places.models import Place
from wugong.points.claim_holding import RELATED
from wugong.points.listing_bulletins import public
from wugong.points.models import Claim, Listing, Objection, Reversal
from wugong.points.panel_permissions import can_book, can_object
from wugong.points.permissions import can_keep
from wugong.points.queries import households_of, names_of
from wugong.points.states import ClaimState, ObjectionState, ReversalState
from wugong.publish.bulletins import Bulletin
from wugong.publish.models import Posting
from wugong.publish.notice_periods import POINTS_LIST

SHOWN = 24  # lists of two years


@dataclass(frozen=True, slots=True)
class ListRow:
    """A list with how many claims it has and how many of them wait."""

    listing: Listing
    count: int
    waiting: int

    @property
    def hangs(self) -> bool:
        return timezone.localdate() <= max(self.listing.last_day, self.listing.objections_until)


@dataclass(frozen=True)
class Lists:
    """A village's lists, and what is decided and hangs nowhere yet."""

    village: Place
    rows: Sequence[ListRow]
    decided: int
    points: int
    keeps: bool


def lists_at(village: Place, user: User) -> Lists:
    """Return the village's lists, the newest first: a constant number of queries."""
    found = list(Listing.objects.filter(village=village)[:SHOWN])
    states: dict[UUID, list[str]] = {one.pk: [] for one in found}
    for listing, state in Claim.objects.filter(listing__in=found).values_list("listing_id", "state"):
        states[listing].append(state)
    rows = [ListRow(one, len(states[one.pk]), states[one.pk].count(ClaimState.LISTED)) for one in found]
    waiting = list(_decided(village).values_list("points", flat=True))
    return Lists(village, rows, len(waiting), sum(one or 0 for one in waiting), bool(can_keep(user, village)))


def decided_until(village: Place, until: date) -> list[tuple[Claim, str]]:
    """Return what a list up to that day would hold, each with its household's name: a preview."""
    claims = list(_decided(village).filter(day__lte=until).select_related(*RELATED).order_by("day", "pk"))
    names = names_of([claim.household for claim in claims], in_clear=True)
    return [(claim, names[claim.household_id]) for claim in claims]


def _decided(village: Place) -> "QuerySet[Claim]":
    return Claim.objects.filter(village=village, state=ClaimState.DECIDED)


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """A claim on its list, as the desk sees it."""

    claim: Claim
    name: str
    objections: Sequence[Objection]
    reversal: Reversal | None

    @property
    def doubted(self) -> bool:
        return any(one.state == ObjectionState.RAISED for one in self.objections)


@dataclass(frozen=True)
class ListPage:
    """One list on the desk."""

    listing: Listing
    rows: Sequence[ClaimRow]
    booking: Verdict
    hangs: bool  # on the public page: a list of deductions alone does not
    keeps: bool  # who looks may take back what was booked wrong

    @property
    def waiting(self) -> int:
        return sum(row.claim.state == ClaimState.LISTED for row in self.rows)

    @property
    def total(self) -> int:
        return sum(row.claim.points or 0 for row in self.rows)


def list_at(listing: Listing, user: User) -> ListPage:
    """Return the list with each claim and what became of it; names in clear for who keeps it."""
    claims = list(Claim.objects.filter(listing=listing).select_related(*RELATED).order_by("day", "pk"))
    keeps = bool(can_keep(user, listing.village))
    names = names_of([claim.household for claim in claims], in_clear=keeps)
    doubts: dict[UUID, list[Objection]] = {claim.pk: [] for claim in claims}
    for one in Objection.objects.filter(claim__in=list(doubts)):
        doubts[one.claim_id].append(one)
    asked = Reversal.objects.filter(claim__in=list(doubts)).exclude(state=ReversalState.KEPT)
    reversals = {one.claim_id: one for one in asked}
    rows = [
        ClaimRow(claim, names[claim.household_id], doubts[claim.pk], reversals.get(claim.pk))
        for claim in claims
    ]
    return ListPage(listing, rows, can_book(user, listing), posting_of(listing) is not None, keeps)


def posting_of(listing: Listing) -> Posting | None:
    """Return what hung of the list and may still be read, if anything."""
    found = Posting.objects.filter(kind=POINTS_LIST).about(listing.pk).readable()
    posting: Posting | None = found.select_related("place", "template").first()
    return posting


def bulletin_here(posting: Posting, address: str) -> Bulletin:
    """Return what hung, its code leading to the house that was asked."""
    return replace(posting.bulletin, qr_url=address)


def listing_here(village: Place, key: UUID) -> Listing:
    """Return the village's list of this key, or 404."""
    found = Listing.objects.filter(village=village, pk=key).select_related("village__county").first()
    if found is None:
        raise Http404
    return found


@dataclass(frozen=True, slots=True)
class Open:
    """A claim that this visitor may doubt, as she may see it."""

    claim: Claim
    name: str
    own: bool


def open_to(listing: Listing, visitor: Visitor) -> list[Open]:
    """Return what hangs of the list, and the visitor's own deductions: what she may doubt."""
    found = Claim.objects.filter(listing=listing, state=ClaimState.LISTED).select_related(*RELATED)
    claims = list(found)
    mine = {home.pk for home in households_of(visitor)} if isinstance(visitor, User) else set()
    own = [claim for claim in claims if claim.household_id in mine and (claim.points or 0) < 0]
    shown = [*own, *public(claims)]
    names = names_of([claim.household for claim in shown], in_clear=False)
    return [Open(claim, names[claim.household_id], claim.household_id in mine) for claim in shown]


def doubtable(listing: Listing, visitor: User) -> list[Open]:
    """Return what the visitor may doubt of the list now; refused with the reason where it is nothing of it.

    404 where nothing of the list may be read: it gave personal data away, or holds others' deductions alone.
    """
    hangs = posting_of(listing) is not None
    shown = [one for one in open_to(listing, visitor) if hangs or (one.claim.points or 0) < 0]
    if not hangs and not shown:
        raise Http404
    verdicts = [(one, _may_doubt(one.claim, listing, visitor)) for one in shown]
    if verdicts and not any(verdict for _, verdict in verdicts):
        verdicts[0][1].or_refuse()
    return [one for one, verdict in verdicts if verdict]


def _may_doubt(claim: Claim, listing: Listing, visitor: User) -> Verdict:
    claim.listing = listing  # at hand: not read again for each claim
    own = can_object(visitor, claim)
    return own or can_object(visitor, claim, assisted=True) or own
