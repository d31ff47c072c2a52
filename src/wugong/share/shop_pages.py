"""What the pages of the shop show: what is offered, what a household has, whose order it is."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.http import Http404
from django.utils import timezone

from wugong.access.verdicts import Visitor
from wugong.accounts.models import User
from wugong.ledger.balances import Balance
from wugong.media.permissions import can_look
from wugong.places.codes import Level
from wugong.places.models import Place
from wugong.points.pool_cover import Cover, cover
from wugong.registry.bindings import persons_of
from wugong.registry.models import Household, Membership
from wugong.share.models import Good, MaterialPrice, Order, Price, ShopRule
from wugong.share.opening_days import is_open, next_opening
from wugong.share.permissions import can_hand_over, can_read
from wugong.share.queries import goods_of, material_prices_on, prices_on, rule_of
from wugong.share.stock import points_of, stock_of

A_CHOICE = 10  # pieces of one good that a list offers at once; more are ordered in two goes


@dataclass(frozen=True, slots=True)
class Offer:
    """A good with its price of today, and how many pieces are free."""

    good: Good
    price: Price
    left: int

    @property
    def name(self) -> str:
        """Return how forms call it."""
        return f"g-{self.good.pk.hex}"

    @property
    def choices(self) -> list[int]:
        """Return how many pieces can be chosen."""
        return list(range(min(self.left, A_CHOICE) + 1))


@dataclass(frozen=True, slots=True)
class Home:
    """A household of the visitor with what it can spend and what waits for it."""

    household: Household
    balance: Balance
    held: Sequence[Order]


@dataclass(frozen=True)
class ShopPage:
    """积分超市."""

    village: Place
    offers: Sequence[Offer]
    homes: Sequence[Home]
    rule: ShopRule | None
    open_today: bool
    next_opening: date
    cover: Cover
    materials: Sequence[MaterialPrice]
    keeps: bool  # the visitor hands over here
    reads: bool  # the visitor reads the books

    @property
    def gone(self) -> bool:
        """Say whether nothing is left of anything."""
        return not any(offer.left for offer in self.offers)


def village_at(code: str) -> Place:
    """Return the village of this code; there are shops nowhere else."""
    village = Place.objects.filter(code=code).first()
    if village is None or village.level != Level.VILLAGE:
        raise Http404
    return village


def shop_of(code: str, visitor: Visitor) -> ShopPage:
    """Return the shop as the visitor sees it: as many queries for one good as for many."""
    village, today = village_at(code), timezone.localdate()
    rule = rule_of(village, today)
    signed_in = isinstance(visitor, User)
    return ShopPage(
        village=village,
        offers=offers_at(village, today),
        homes=homes_at(visitor, village) if isinstance(visitor, User) else [],
        rule=rule,
        open_today=is_open(rule, today),
        next_opening=next_opening(rule, today),
        cover=cover(village),
        materials=material_prices_on(village, today),
        keeps=signed_in and bool(can_hand_over(visitor, village)),
        reads=signed_in and bool(can_read(visitor, village)),
    )


def offers_at(village: Place, day: date) -> list[Offer]:
    """Return what the shop offers on that day, what there is before what is gone."""
    goods = [good for good in goods_of(village) if good.offered_on(day)]
    prices = prices_on(goods, day)
    there = stock_of(village, goods) if goods else {}
    offers = [
        Offer(good, prices[good.pk], max(0, there[good.pk].available)) for good in goods if good.pk in prices
    ]
    return sorted(offers, key=lambda offer: (not offer.left, offer.price.points))


def households_of(user: User, village: Place) -> list[Household]:
    """Return the households of this village for whose members the account acts."""
    stays = Membership.objects.today().filter(person__in=persons_of(user), household__village=village)
    rows = stays.select_related("household__village").order_by("household__number")
    return list({row.household_id: row.household for row in rows}.values())


def homes_at(user: User, village: Place) -> list[Home]:
    """Return the visitor's households with their points and what is held for them."""
    homes = households_of(user, village)
    held: dict[UUID, list[Order]] = {home.pk: [] for home in homes}
    for one in Order.objects.held().filter(household__in=homes).order_by("expires_at"):
        held[one.household_id].append(one)
    points = points_of(village, held)
    return [Home(home, points[home.pk], held[home.pk]) for home in homes]


def order_of(user: Visitor, code: str, key: UUID) -> Order:
    """Return an order to one of its household, or to who reads the books of the shop; 404 to all others."""
    related = ("village", "household", "signature__place", "handed_by", "voided_by", "looked_by")
    one = Order.objects.filter(village__code=code, pk=key).select_related(*related).first()
    if one is None or not (is_own(user, one) or can_read(user, one.village)):
        raise Http404
    return one


def can_see_signature(user: Visitor, one: Order) -> bool:
    """Say whether the visitor sees the signature, if there is one: her household's own, or by her office."""
    if one.signature is None:
        return False
    return is_own(user, one) or bool(can_look(user, one.signature))


def is_own(user: Visitor, one: Order) -> bool:
    """Say whether the account acts for somebody of the order's household."""
    return isinstance(user, User) and one.household in households_of(user, one.village)
