"""Acts on goods: offer one, set what it costs from a day on, end it."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from wugong.accounts.models import User
from wugong.audit.actions import record
from wugong.counties.actors import System
from wugong.media.photos import keep_photo
from wugong.media.pictures import Picture
from wugong.places.models import Place
from wugong.share import acts, refusals
from wugong.share.models import Good, Price
from wugong.share.permissions import can_keep_stock

Actor = User | System


@transaction.atomic
def offer_good(
    village: Place,
    name: str,
    unit: str,
    points: int,
    *,
    actor: Actor,
    since: date | None = None,
    photo: Picture | None = None,
) -> Good:
    """The shop offers the good from that day (today) on, at that price."""
    can_keep_stock(actor, village).or_refuse()
    day = since or timezone.localdate()
    _refuse_past(day)
    Place.objects.select_for_update(no_key=True).get(pk=village.pk)
    if Good.objects.filter(village=village, name=name).exists():
        raise refusals.NameTaken(name=name)
    kept = keep_photo(photo, actor=actor, at=village) if photo else None
    good = Good.objects.create(
        village=village, name=name, unit=unit, photo=kept, since=day, made_by_id=actor.pk
    )
    record(acts.GOOD_OFFERED, actor=actor, at=village.code, name=name, since=day)
    set_price(good, points, actor=actor, since=day)
    return good


@transaction.atomic
def set_price(good: Good, points: int, *, actor: Actor, since: date | None = None) -> Price:
    """A piece costs so many points from that day (today) on; what was ordered before keeps its price."""
    one = _held(good)
    can_keep_stock(actor, one.village).or_refuse()
    day = since or timezone.localdate()
    _refuse_past(day)
    if points <= 0:
        raise refusals.NoPieces
    if Price.objects.filter(good=one, since=day).exists():
        raise refusals.PriceThere(name=one.name, since=day)
    price = Price.objects.create(good=one, since=day, points=points, set_by_id=actor.pk)
    record(
        acts.PRICE_SET,
        actor=actor,
        at=one.village.code,
        name=one.name,
        unit=one.unit,
        since=day,
        points=points,
    )
    return price


@transaction.atomic
def end_good(good: Good, *, actor: Actor, since: date | None = None) -> Good:
    """From that day (today) on the good is offered no more; what is held is still handed over."""
    one = _held(good)
    can_keep_stock(actor, one.village).or_refuse()
    day = since or timezone.localdate()
    _refuse_past(day)
    one.until = max(day, one.since)
    one.save(update_fields=["until"])
    record(acts.GOOD_ENDED, actor=actor, at=one.village.code, name=one.name, since=day)
    return one


@transaction.atomic
def show_good(good: Good, photo: Picture, *, actor: Actor) -> Good:
    """The good has this photo."""
    one = _held(good)
    can_keep_stock(actor, one.village).or_refuse()
    one.photo = keep_photo(photo, actor=actor, at=one.village)
    one.save(update_fields=["photo"])
    return one


def _held(good: Good) -> Good:
    held = Good.objects.select_for_update(no_key=True, of=("self",))
    return held.select_related("village").get(pk=good.pk)


def _refuse_past(day: date) -> None:
    if day < timezone.localdate():
        raise refusals.DayOver(day=day)
