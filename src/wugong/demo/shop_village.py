"""The shop of the demonstration: goods with prices and receipts, an order that waits, one handed over."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import time
from typing import Final

from django.db import transaction

from wugong.accounts.models import User
from wugong.demo import county as demo
from wugong.demo.points_clock import ago, as_of
from wugong.places.models import Place
from wugong.registry.models import Household
from wugong.share.goods import offer_good
from wugong.share.models import Good
from wugong.share.opening_days import set_rule
from wugong.share.orders import hand_over_held, order
from wugong.share.receipts import take_in
from wugong.share.states import OrderChannel, Proof, Signed

OPENED = 65  # days ago
DECIDED = "村民代表会议 2026 年第 3 号决议"
SUPPLIER = "云塘供销社"
GOODS: Final = (  # (name, unit, points, pieces, fen for all of them)
    ("大米（5 公斤）", "袋", 30, 20, 58_000),
    ("菜籽油（1.8 升）", "桶", 28, 12, 31_200),
    ("食盐", "包", 3, 40, 8_000),
    ("洗衣液", "瓶", 15, 15, 21_000),
    ("香皂", "块", 5, 30, 12_000),
    ("抽纸", "提", 12, 18, 19_800),
    ("解放鞋", "双", 25, 10, 22_000),
)


@dataclass(frozen=True)
class ShopLife:
    """Opens the shop of the village of which the stories tell, and lets it work."""

    places: Mapping[str, Place]
    users: Mapping[str, User]

    @property
    def village(self) -> Place:
        return self.places[demo.FENGLIN]

    def live(self, say: Callable[[str], None]) -> None:
        """The shop has goods on its shelves, and two households have ordered."""
        if Good.objects.filter(village=self.village).exists():
            return
        with transaction.atomic():
            goods = self.stock()
            self.sell(goods)
        say(f"{self.village.name}积分超市：{len(goods)} 种货品")

    def stock(self) -> list[Good]:
        """The shop is open twice a week, and every good has a price and a receipt."""
        keeper, found = self.users["shop-keeper"], []
        with as_of(ago(OPENED)):
            set_rule(
                self.village,
                weekdays=(3, 6),
                opens=time(9),
                closes=time(17),
                hold_days=7,
                weigh_cap=20,
                decision=DECIDED,
                actor=keeper,
            )
            for name, unit, points, pieces, cost in GOODS:
                good = offer_good(self.village, name, unit, points, actor=keeper)
                take_in(good, pieces, cost, supplier=SUPPLIER, key=f"demo:{name}", actor=keeper)
                found.append(good)
        return found

    def sell(self, goods: list[Good]) -> None:
        """One household took its goods at the counter, another has an order that waits for it."""
        keeper, resident = self.users["shop-keeper"], self.users["resident"]
        rice, _oil, salt, *_ = goods
        with as_of(ago(20)):
            taken = order(
                self.household(3), {rice: 1}, actor=keeper, key="demo:3", channel=OrderChannel.COUNTER
            )
            hand_over_held(taken, actor=keeper, proof=Proof.CODE, signed=Signed.PAPER)
        with as_of(ago(0), hour=8):
            order(self.household(1), {salt: 2}, actor=resident, key="demo:1")

    def household(self, number: int) -> Household:
        """Return the household of this number."""
        found: Household = Household.objects.get(village=self.village, number=f"{number:03d}")
        return found
