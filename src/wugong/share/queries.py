"""Reads of the shop that several acts and pages share: prices, rules, households, whom to tell."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from uuid import UUID

from wugong.accounts.models import User
from wugong.places.models import Place
from wugong.points.models import Pool
from wugong.points.states import PoolState
from wugong.registry.models import Household
from wugong.registry.queries import members_of, users_bound_to
from wugong.share import defaults
from wugong.share.models import Good, MaterialPrice, OrderLine, Price, ShopRule


def goods_of(village: Place) -> list[Good]:
    """Return all goods the shop ever offered, by name: one query."""
    return list(Good.objects.filter(village=village).select_related("photo").order_by("name"))


def prices_on(goods: Iterable[Good], day: date) -> Mapping[UUID, Price]:
    """Return the price of each of these goods on that day: one query; some have none yet."""
    rows = Price.objects.filter(good__in=[good.pk for good in goods], since__lte=day).order_by("since")
    return {row.good_id: row for row in rows}


def material_prices_on(village: Place, day: date) -> list[MaterialPrice]:
    """Return what each material is worth on that day, those that are taken: one query."""
    rows = MaterialPrice.objects.filter(material__village=village, since__lte=day)
    latest = {row.material_id: row for row in rows.select_related("material").order_by("since")}
    return sorted((row for row in latest.values() if row.points), key=lambda row: row.material.name)


def rule_of(village: Place, day: date) -> ShopRule | None:
    """Return what the village said of its shop for that day."""
    return ShopRule.objects.filter(village=village, since__lte=day).order_by("-since", "-pk").first()


def cap_on(village: Place, day: date) -> int:
    """Return how many points a household may get on that day for what is weighed in."""
    rule = rule_of(village, day)
    return rule.weigh_cap if rule else defaults.weigh_cap(day)


def open_pool(village: Place) -> Pool | None:
    """Return the pool that pays for what is handed over today."""
    return Pool.objects.filter(village=village, state=PoolState.OPEN).first()


def accounts_acting_for(household: Household) -> list[User]:
    """Return the accounts that act for somebody of the household today."""
    keys = users_bound_to(member.person for member in members_of(household))
    return list(User.objects.filter(pk__in=keys))


def goods_told(lines: Sequence[OrderLine]) -> str:
    """Return the lines in words: 大米 1 袋、洗衣液 2 瓶."""
    return "、".join(f"{line.good.name} {line.pieces} {line.good.unit}" for line in lines)
