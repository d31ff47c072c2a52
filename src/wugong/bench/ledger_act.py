"""The act of the ledger bench: a resident reserves rice, with permission, records, notice and four legs."""

from uuid import uuid4

from django.utils import timezone

from wugong.access.actions import grant_role
from wugong.access.roles import RoleKind
from wugong.accounts.actions import create_user
from wugong.accounts.models import User
from wugong.bench.households_work import LONG_AGO
from wugong.counties.actors import SYSTEM
from wugong.counties.models import County
from wugong.ledger.posting import Draft, Leg, post
from wugong.places.models import Place
from wugong.points.accounts import book_here, household_account, pool_account
from wugong.points.pools import open_pool
from wugong.registry.bindings import bind_account
from wugong.registry.households import found_household
from wugong.registry.models import Household
from wugong.registry.persons import Facts, register_person
from wugong.share.goods import offer_good
from wugong.share.models import Good
from wugong.share.orders import order
from wugong.share.receipts import take_in

POINTS, PIECES, RATE = 1_000_000, 500_000, 1
VILLAGER, KEEPER, NUMBER = "bench-villager", "bench-keeper", "0101"


def prepare(village: Place, county: County) -> None:
    """The village has a pool, a shop with rice and its keeper, and a household with points and an account."""
    today = timezone.localdate()
    year = (today.replace(month=1, day=1), today.replace(month=12, day=31))
    money = (POINTS * RATE, RATE)
    pool = open_pool(village, "今年", *year, *money, funded_from="村集体收益", decision="测速", actor=SYSTEM)
    for name, role in ((VILLAGER, RoleKind.RESIDENT), (KEEPER, RoleKind.SHOP_KEEPER)):
        user = create_user(name, name, actor=SYSTEM, county=county, password=str(uuid4()))
        grant_role(user, role, actor=SYSTEM, at=village, since=LONG_AGO)
    household = found_household(village, NUMBER, actor=SYSTEM)
    head = register_person(household, Facts(name="测速", born=LONG_AGO.replace(1980)), "户主", actor=SYSTEM)
    bind_account(User.objects.get(login_name=VILLAGER), head.person, actor=SYSTEM)
    legs = [
        Leg(pool_account(village, pool).id, -POINTS),
        Leg(household_account(village, household).id, POINTS),
    ]
    post(book_here(village, actor=SYSTEM), Draft("award", "1", legs, today), actor=SYSTEM)
    rice = offer_good(village, "大米", "袋", 1, actor=SYSTEM)
    take_in(rice, PIECES, 0, supplier="供销社", key=str(uuid4()), actor=SYSTEM)


class Reserving:
    """The villager at her phone."""

    def __init__(self) -> None:
        self.user = User.objects.get(login_name=VILLAGER)
        self.household = Household.objects.get(number=NUMBER)
        self.rice = Good.objects.get()

    def act(self) -> None:
        """One bag more is held for the household, and the keeper knows."""
        order(self.household, {self.rice: 1}, actor=self.user, key=str(uuid4()))
