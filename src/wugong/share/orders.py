"""Acts on orders: reserve, hand over, let go again; points, money and goods move in one entry."""

import secrets
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Final
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from wugong.accounts.models import User
from wugong.audit.actions import record
from wugong.audit.acts import Act
from wugong.counties.actors import System
from wugong.counties.uuid7 import uuid7
from wugong.ledger.balances import balance
from wugong.ledger.posting import Leg
from wugong.ledger.refusals import NotPending, TooLow
from wugong.media.models import Photo
from wugong.places.models import Place
from wugong.points import pools
from wugong.points.accounts import household_account
from wugong.registry.models import Household
from wugong.share import acts, defaults, notices, refusals, stock
from wugong.share.models import Good, Order, OrderLine
from wugong.share.permissions import can_hand_over, can_order, can_serve
from wugong.share.queries import accounts_acting_for, goods_told, open_pool, prices_on, rule_of
from wugong.share.states import OrderChannel, OrderState, Proof, Signed

Actor = User | System
CODES: Final = 1_000_000  # pick-up codes of six figures
GIVEN_UP: Final = "本人取消"
AT_COUNTER: Final = "柜台取消"
RUN_OUT: Final = "过了预留的日子没有领"


@transaction.atomic
def order(
    household: Household,
    lines: Mapping[Good, int],
    *,
    actor: Actor,
    key: str,
    channel: OrderChannel = OrderChannel.PHONE,
) -> Order:
    """Points, the money behind them and the goods are held for the household under a pick-up code.

    `lines` says how many pieces of which good. Sent twice under one key, ordered once.
    """
    home = Household.objects.select_for_update(no_key=True, of=("self",)).select_related("village")
    one = home.get(pk=household.pk)
    _may(actor, one, channel)
    if there := Order.objects.filter(village=one.village, key=key).first():
        return _same(there, one, lines)
    if one.until is not None:
        raise refusals.HouseholdGone(number=one.number)
    made, parts = _wanted(one, lines, key, channel, actor)
    made.entry = _reserved(made, parts, actor)
    made.code = _free_code(one.village)
    made.save(force_insert=True)
    OrderLine.objects.bulk_create(parts)
    _record(acts.ORDERED, made, parts, actor)
    notices.ordered(made, actor=actor)
    return made


@transaction.atomic
def hand_over_held(
    one: Order, *, actor: Actor, proof: Proof, signed: Signed, signature: Photo | None = None
) -> Order:
    """The goods are handed over and signed for, the points redeemed, the money spent: once.

    Who asks has compared code or card (`counter.hand_over`); without the code a signature is kept.
    """
    now = _held(one)
    can_serve(actor, now.village, now.household).or_refuse()
    _refuse_over(now)
    _refuse_unsigned(proof, signed, signature)
    today = timezone.localdate()
    try:
        pools.settle(now.entry, key=f"hand:{now.pk}", day=today, actor=actor)
    except NotPending as gone:
        raise refusals.Expired from gone
    now.state, now.proof, now.signed, now.signature = OrderState.HANDED, proof, signed, signature
    now.handed_by_id, now.handed_at, now.handed_on = actor.pk, timezone.now(), today
    now.save(update_fields=["state", "proof", "signed", "signature", "handed_by", "handed_at", "handed_on"])
    _record(acts.HANDED_OVER, now, _lines(now), actor)
    notices.handed(now, actor=actor)
    return now


@transaction.atomic
def void_order(one: Order, *, actor: Actor, reason: str = "") -> Order:
    """What was held is free again; the household itself may say so, a keeper, or the house in time."""
    now = _held(one)
    own = can_order(actor, now.household)
    if not own:
        can_hand_over(actor, now.village).or_refuse()
    if now.state == OrderState.VOID:
        return now
    if now.state == OrderState.HANDED:
        raise refusals.AlreadyHanded(day=now.handed_on)
    try:
        pools.void(now.entry, key=f"void:{now.pk}", day=timezone.localdate(), actor=actor)
    except NotPending:
        pass  # the ledger has let go of what ran out already
    now.state, now.reason = OrderState.VOID, reason or (GIVEN_UP if own else AT_COUNTER)
    now.voided_by_id, now.voided_at = actor.pk, timezone.now()
    now.save(update_fields=["state", "reason", "voided_by", "voided_at"])
    _record(acts.VOIDED, now, _lines(now), actor, reason=now.reason)
    notices.voided(now, actor=actor)
    return now


def void_expired(village: Place | None = None, *, actor: Actor, now: datetime | None = None) -> int:
    """No order of the county stood in (or of one village) is held beyond its days; returns how many went."""
    late = Order.objects.expired(now or timezone.now())
    found = list(late.of(village) if village else late)
    for one in found:
        void_order(one, actor=actor, reason=RUN_OUT)
    return len(found)


def held_until(village: Place, day: date) -> datetime:
    """Return until when an order of that day is held: the end of its last day."""
    rule = rule_of(village, day)
    days = rule.hold_days if rule else defaults.hold_days(day)
    midnight = datetime.combine(day + timedelta(days=days + 1), time.min)
    return timezone.make_aware(midnight)


def _may(actor: Actor, household: Household, channel: OrderChannel) -> None:
    if channel == OrderChannel.COUNTER:
        can_serve(actor, household.village, household).or_refuse()
    else:
        can_order(actor, household).or_refuse()


def _wanted(
    household: Household, lines: Mapping[Good, int], key: str, channel: OrderChannel, actor: Actor
) -> tuple[Order, list[OrderLine]]:
    """Return the order with its lines at today's prices; refuse what is not offered today."""
    today, village = timezone.localdate(), household.village
    chosen = {good: pieces for good, pieces in lines.items() if pieces}
    if not chosen or any(pieces < 0 for pieces in chosen.values()):
        raise refusals.NothingChosen
    prices = prices_on(chosen, today)
    for good in chosen:
        if good.village_id != village.pk or good.pk not in prices or not good.offered_on(today):
            raise refusals.NotOffered(name=good.name)
    made = Order(
        pk=uuid7(),
        village=village,
        household=household,
        channel=channel,
        key=key,
        points=sum(prices[good.pk].points * pieces for good, pieces in chosen.items()),
        ordered_by_id=actor.pk,
        expires_at=held_until(village, today),
    )
    parts = [
        OrderLine(order=made, good=good, pieces=pieces, each=prices[good.pk].points)
        for good, pieces in chosen.items()
    ]
    return made, parts


def _reserved(made: Order, parts: Sequence[OrderLine], actor: Actor) -> UUID:
    """Hold points, money and goods in one entry, or say what there is too little of."""
    accounts = stock.goods_accounts(made.village, [part.good for part in parts])
    legs = [Leg(accounts[part.good_id].id, -part.pieces) for part in parts]
    legs.append(Leg(stock.source(made.village, stock.HANDED).id, sum(part.pieces for part in parts)))
    if open_pool(made.village) is None:
        raise refusals.NoPool(village=made.village.name)
    try:
        return pools.reserve(
            made.household,
            made.points,
            key=f"order:{made.pk}",
            actor=actor,
            expires=made.expires_at,
            extra_legs=legs,
            about=made.pk,
        )
    except TooLow as low:
        _refuse_short(made, parts)
        raise refusals.NotCovered from low


def _refuse_short(made: Order, parts: Sequence[OrderLine]) -> None:
    """Say of which good, or that of points, there is too little."""
    there = stock.stock_of(made.village, [part.good for part in parts])
    for part in parts:
        if (left := there[part.good_id].available) < part.pieces:
            raise refusals.OutOfStock(name=part.good.name, left=left, unit=part.good.unit)
    have = balance(household_account(made.village, made.household).id).available
    if have < made.points:
        raise refusals.NotEnoughPoints(need=made.points, have=have)


def _free_code(village: Place) -> str:
    """Return a code that no held order of the shop has; the entry just written holds the shop's book."""
    taken = set(Order.objects.of(village).held().values_list("code", flat=True))
    while (code := f"{secrets.randbelow(CODES):06d}") in taken:
        pass
    return code


def _held(one: Order) -> Order:
    related = ("village", "household__village")
    return Order.objects.select_for_update(of=("self",)).select_related(*related).get(pk=one.pk)


def _lines(one: Order) -> list[OrderLine]:
    return list(one.lines.select_related("good"))


def _refuse_over(one: Order) -> None:
    if one.state == OrderState.HANDED:
        raise refusals.AlreadyHanded(day=one.handed_on)
    if one.state == OrderState.VOID:
        raise refusals.AlreadyVoid
    if one.expires_at <= timezone.now():
        raise refusals.Expired


def _refuse_unsigned(proof: Proof, signed: Signed, signature: Photo | None) -> None:
    if signature is None and proof != Proof.CODE:
        raise refusals.NoOwnSignature
    if signature is None and signed == Signed.DRAWN:
        raise refusals.NoSignature
    if signature and Order.objects.filter(signature=signature).exists():
        raise refusals.SignatureUsed


def _same(there: Order, household: Household, lines: Mapping[Good, int]) -> Order:
    """Return the order that was sent before; refuse when it says something else."""
    said = {line.good_id: line.pieces for line in there.lines.all()}
    if there.household_id != household.pk or said != {good.pk: n for good, n in lines.items() if n}:
        raise refusals.KeyUsed
    return there


def _record(act: Act, one: Order, lines: Sequence[OrderLine], actor: Actor, **facts: object) -> None:
    concerning = [user.pk for user in accounts_acting_for(one.household)]
    facts |= {"household": one.household.number, "goods": goods_told(lines), "points": one.points}
    record(act, actor=actor, at=one.village.code, concerning=concerning, **facts)
