"""Acts on recyclables: what a material is worth from a day on, and weighing it for a household."""

from datetime import date
from uuid import UUID

from django.db import transaction
from django.db.models import Sum
from django.utils import timezone

from wugong.accounts.models import User
from wugong.audit.actions import record
from wugong.counties.actors import System
from wugong.counties.uuid7 import uuid7
from wugong.ledger.posting import Draft, Leg, post
from wugong.ledger.refusals import TooLow
from wugong.places.models import Place
from wugong.points.accounts import book_here, household_account, pool_account
from wugong.registry.models import Household
from wugong.share import acts, notices, refusals
from wugong.share.models import Material, MaterialPrice, Weighing
from wugong.share.permissions import can_price, can_serve
from wugong.share.queries import accounts_acting_for, cap_on, material_prices_on, open_pool

Actor = User | System
WEIGHED = "shop.weighing"  # the kind of the entry


@transaction.atomic
def price_material(
    village: Place, name: str, points: int, grams: int, *, actor: Actor, since: date | None = None
) -> MaterialPrice:
    """From that day (today) on the material is worth so many points for so many grams (none: not taken)."""
    can_price(actor, village).or_refuse()
    day = since or timezone.localdate()
    if day < timezone.localdate():
        raise refusals.DayOver(day=day)
    if grams <= 0 or points < 0:
        raise refusals.NoPieces
    Place.objects.select_for_update(no_key=True).get(pk=village.pk)
    material, _ = Material.objects.get_or_create(village=village, name=name)
    if MaterialPrice.objects.filter(material=material, since=day).exists():
        raise refusals.PriceThere(name=name, since=day)
    price = MaterialPrice.objects.create(
        material=material, since=day, grams=grams, points=points, set_by_id=actor.pk
    )
    record(
        acts.MATERIAL_PRICED,
        actor=actor,
        at=village.code,
        name=name,
        since=day,
        grams=grams,
        points=points,
    )
    return price


@transaction.atomic
def weigh(household: Household, material: Material, grams: int, *, key: str, actor: Actor) -> Weighing:
    """The household has the points for what it brought, at today's price, up to the day's limit.

    Sent twice under one key, weighed once.
    """
    home = Household.objects.select_for_update(no_key=True, of=("self",)).select_related("village")
    one = home.get(pk=household.pk)
    village = one.village
    can_serve(actor, village, one).or_refuse()
    if there := Weighing.objects.filter(village=village, key=key).first():
        return _same(there, one, grams)
    if one.until is not None:
        raise refusals.HouseholdGone(number=one.number)
    price, points = _worth(village, material, grams)
    _refuse_above_cap(village, one, points)
    made = Weighing(
        pk=uuid7(), village=village, household=one, price=price, day=timezone.localdate(), grams=grams
    )
    made.points, made.key, made.weighed_by_id = points, key, actor.pk
    made.entry = _posted(made, material, actor)
    made.save(force_insert=True)
    concerning = [user.pk for user in accounts_acting_for(one)]
    facts = {"household": one.number, "name": material.name, "grams": grams, "points": points}
    record(acts.WEIGHED, actor=actor, at=village.code, concerning=concerning, **facts)
    notices.weighed(made, material.name, actor=actor)
    return made


def left_today(village: Place, household: Household) -> tuple[int, int]:
    """Return how many points the household may still get today for what it brings, and of how many."""
    today = timezone.localdate()
    cap = cap_on(village, today)
    had = Weighing.objects.filter(household=household, day=today).aggregate(Sum("points"))["points__sum"]
    return max(0, cap - (had or 0)), cap


def _worth(village: Place, material: Material, grams: int) -> tuple[MaterialPrice, int]:
    prices = {price.material_id: price for price in material_prices_on(village, timezone.localdate())}
    price = prices.get(material.pk)
    if price is None:
        raise refusals.NoMaterialPrice(name=material.name)
    points = max(0, grams) * price.points // price.grams
    if points < 1:
        raise refusals.TooLight(grams=price.grams, points=price.points)
    return price, points


def _refuse_above_cap(village: Place, household: Household, points: int) -> None:
    left, cap = left_today(village, household)
    if points > left:
        raise refusals.CapReached(left=left, cap=cap)


def _posted(made: Weighing, material: Material, actor: Actor) -> UUID:
    village, pool = made.village, open_pool(made.village)
    if pool is None:
        raise refusals.NoPool(village=village.name)
    legs = [
        Leg(pool_account(village, pool).id, -made.points),
        Leg(household_account(village, made.household).id, made.points),
    ]
    text = f"{material.name} {made.grams} 克"
    draft = Draft(WEIGHED, f"weighing:{made.pk}", legs, made.day, text, made.pk)
    try:
        return post(book_here(village, actor=actor), draft, actor=actor)
    except TooLow as low:
        raise refusals.PoolEmpty from low


def _same(there: Weighing, household: Household, grams: int) -> Weighing:
    if (there.household_id, there.grams) != (household.pk, grams):
        raise refusals.KeyUsed
    return there
