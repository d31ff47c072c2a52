"""Statements (积分明细): every line of a household's account opens to rule, evidence, panel and list."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final
from uuid import UUID

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from wugong.ledger.balances import Balance, Line, balances, balances_on, statement
from wugong.ledger.years import OPENING
from wugong.points import accounts
from wugong.points.booking import AWARD, DEDUCTION
from wugong.points.catalogues import catalogue_of, in_force_today
from wugong.points.expiries import EXPIRED, next_due
from wugong.points.models import Claim, ClaimPhoto, Opening, Reversal
from wugong.points.openings import opening_of
from wugong.points.pools import ORDERED
from wugong.registry.models import Household
from wugong.rules.points_catalogue import Catalogue, Item, NoSuchItem

BOOKED: Final = (AWARD, DEDUCTION)
RELATED: Final = ("adoption", "listing", "panel")


@dataclass(frozen=True, slots=True)
class Opened:
    """A line of the account with what it rests on."""

    line: Line
    title: str
    claim: Claim | None = None
    item: Item | None = None
    photos: Sequence[UUID] = ()
    opening: Opening | None = None

    @property
    def steps(self) -> list[str]:
        """Return how the points were counted, step by step."""
        return [step for step in self.claim.why if isinstance(step, str)] if self.claim else []

    @property
    def panel(self) -> Mapping[str, Any]:
        """Return how many sat on the panel and what was in the middle; empty where none was asked."""
        return self._said("panel")

    @property
    def is_order(self) -> bool:
        return self.line.kind == ORDERED

    def _said(self, step: str) -> Mapping[str, Any]:
        found = [one for one in self.claim.why if isinstance(one, dict)] if self.claim else []
        return next((one for one in reversed(found) if one.get("step") == step), {})


@dataclass(frozen=True)
class Statement:
    """积分明细 of a household for a year."""

    household: Household
    year: int
    first_year: int
    balance: Balance
    before: int  # what was there when the year began
    lines: Sequence[Opened]  # the newest first
    base: int | None  # of the catalogue; shown apart, and never redeemed
    expiring: tuple[date, int] | None
    waiting: Sequence[Claim] = field(default=())  # not yet booked

    @property
    def earned(self) -> int:
        """Return what came in that year."""
        return sum(one.line.amount for one in self.counted if one.line.amount > 0)

    @property
    def redeemed(self) -> int:
        """Return what was handed over for points that year."""
        return -sum(one.line.amount for one in self.counted if one.is_order and one.line.amount < 0)

    @property
    def lost(self) -> int:
        """Return what went out otherwise: deducted, reversed, expired."""
        return -sum(one.line.amount for one in self.counted if not one.is_order and one.line.amount < 0)

    @property
    def counted(self) -> list[Opened]:
        """Return the lines that count already."""
        return [one for one in self.lines if not one.line.pending]

    @property
    def years(self) -> range:
        """Return the years that can be asked for, the newest first."""
        return range(timezone.localdate().year, self.first_year - 1, -1)


def statement_of(household: Household, year: int | None = None) -> Statement:
    """Return the household's statement of a year (this one); a constant number of queries."""
    village, today = household.village, timezone.localdate()
    wanted = year or today.year
    force = in_force_today(village)
    catalogue = force[1] if force else None
    account = accounts.known_households(village, [household.pk]).get(household.pk)
    everything = statement(account.id) if account else []
    lines = [line for line in everything if line.day.year == wanted]
    earlier = [line for line in everything if line.day.year < wanted]
    first = everything[0].day.year if everything else today.year
    return Statement(
        household=household,
        year=wanted,
        first_year=first,
        balance=balances([account.id])[account.id] if account else Balance(0, 0),
        before=earlier[-1].after if earlier else 0,
        lines=opened(household, lines[::-1]),
        base=catalogue.base if catalogue else None,
        expiring=_expiring(catalogue, everything, today),
        waiting=_waiting(household),
    )


def opened(household: Household, lines: Sequence[Line]) -> list[Opened]:
    """Return the lines with their claims, rules, photos and lists: three queries, however many lines."""
    claims = _claims(household, lines)
    photos: dict[UUID, list[UUID]] = {}
    if claims:
        for claim, photo in ClaimPhoto.objects.filter(claim__in=claims).values_list("claim_id", "photo_id"):
            photos.setdefault(claim, []).append(photo)
    taken_over = opening_of(household.village) if any(line.kind == OPENING for line in lines) else None
    return [_opened(line, claims.get(line.about or line.entry), photos, taken_over) for line in lines]


def _claims(household: Household, lines: Sequence[Line]) -> dict[UUID, Claim]:
    """Return the claims behind these lines: by what they are about; where that was erased, by their entry."""
    about = {line.about for line in lines if line.about}
    found = _found(household, Q(pk__in=about)) if about else []
    by_key = {claim.pk: claim for claim in found}
    if blank := {line.entry for line in lines if line.about is None and line.kind in BOOKED}:
        erased = _found(household, Q(entry__in=blank))
        by_key |= {claim.entry: claim for claim in erased if claim.entry}
        back = Reversal.objects.filter(entry__in=blank, claim__household=household)
        by_key |= {one.entry: one.claim for one in back.select_related("claim__adoption") if one.entry}
    return by_key


def _found(household: Household, known: Q) -> list[Claim]:
    return list(Claim.objects.filter(known, household=household).select_related(*RELATED))


def balances_of(households: Iterable[Household]) -> dict[UUID, Balance]:
    """Return what each of these households of one village has: three queries, however many."""
    homes = list(households)
    if not homes:
        return {}
    known = accounts.known_households(homes[0].village, [home.pk for home in homes])
    found = balances([account.id for account in known.values()])
    return {home.pk: found[known[home.pk].id] if home.pk in known else Balance(0, 0) for home in homes}


def balances_at(households: Iterable[Household], day: date) -> dict[UUID, int]:
    """Return what each of these households of one village had at the end of that day."""
    homes = list(households)
    known = accounts.known_households(homes[0].village, [home.pk for home in homes]) if homes else {}
    found = balances_on([account.id for account in known.values()], day)
    return {home.pk: found[known[home.pk].id] if home.pk in known else 0 for home in homes}


def _opened(
    line: Line, claim: Claim | None, photos: Mapping[UUID, Sequence[UUID]], taken_over: Opening | None
) -> Opened:
    if claim is not None:
        reversed_ = (line.amount > 0) != (claim.asked > 0)
        title = _("冲正：%(what)s") % {"what": claim.title} if reversed_ else claim.title
        return Opened(line, title, claim, _item(claim), photos.get(claim.pk, ()))
    if line.kind == OPENING:
        return Opened(line, _("纸质积分册接过来的余额"), opening=taken_over)
    if line.kind == EXPIRED:
        return Opened(line, _("积分到期"))
    return Opened(line, line.text or (_("在积分超市兑换") if line.kind == ORDERED else _("记一笔")))


def _item(claim: Claim) -> Item | None:
    try:
        return catalogue_of(claim.adoption).item(claim.item)
    except NoSuchItem:
        return None


def _expiring(catalogue: Catalogue | None, lines: Sequence[Line], today: date) -> tuple[date, int] | None:
    """Return when points will next expire, and how many, where any will."""
    found = next_due(lines, catalogue.expiry, today) if catalogue and catalogue.expiry else None
    return found if found and found[1] else None


def _waiting(household: Household) -> list[Claim]:
    rows = Claim.objects.open().filter(household=household)
    return list(rows.select_related("listing").order_by("-day", "-pk"))
