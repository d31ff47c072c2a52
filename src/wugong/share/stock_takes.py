"""Acts on stock-takes: count, and a second person confirms what was counted or sends it back."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from wugong.accounts.models import User
from wugong.audit.actions import record
from wugong.audit.acts import Act
from wugong.counties.actors import System
from wugong.ledger.posting import Draft, Leg, post
from wugong.ledger.refusals import TooLow
from wugong.places.models import Place
from wugong.points.accounts import book_here
from wugong.share import acts, notices, refusals, stock
from wugong.share.models import Good, StockLine, StockTake
from wugong.share.permissions import can_confirm_count, can_keep_stock, other_eyes
from wugong.share.queries import goods_of
from wugong.share.states import StockTakeState

Actor = User | System
TAKEN = "shop.stock_take"  # the kind of the entry


@transaction.atomic
def count_stock(village: Place, counted: Mapping[Good, tuple[int, str]], *, actor: Actor) -> StockTake:
    """What lies on the shelves is written beside what the book says, and waits for a second person.

    `counted` has the pieces of every good, and why they are more or fewer than the book says. Held goods
    lie on the shelves until they are handed over, and are counted.
    """
    can_keep_stock(actor, village).or_refuse()
    Place.objects.select_for_update(no_key=True).get(pk=village.pk)
    if StockTake.objects.filter(village=village, state=StockTakeState.COUNTED).exists():
        raise refusals.StockTakeWaits
    goods = goods_of(village)
    there = stock.stock_of(village, goods)
    one = StockTake(village=village, counted_by_id=actor.pk)
    lines = [_line(one, good, there[good.pk].posted, counted.get(good)) for good in goods]
    if not lines:
        raise refusals.NothingChosen
    one.save(force_insert=True)
    StockLine.objects.bulk_create(lines)
    _record(acts.COUNTED, one, lines, actor)
    notices.counted(one, actor=actor)
    return one


@transaction.atomic
def confirm_count(one: StockTake, *, actor: Actor) -> StockTake:
    """The differences are booked: what is missing as lost, what is over as found."""
    now = _held(one)
    _refuse_decided(now, actor)
    lines = list(now.lines.select_related("good"))
    now.entry = _booked(now, [line for line in lines if line.difference], actor)
    _decide(now, StockTakeState.BOOKED, "", actor)
    _record(acts.COUNT_BOOKED, now, lines, actor)
    notices.count_decided(now, actor=actor)
    return now


@transaction.atomic
def send_back_count(one: StockTake, answer: str, *, actor: Actor) -> StockTake:
    """Nothing is booked; the keeper reads why and counts again."""
    now = _held(one)
    _refuse_decided(now, actor)
    if not (words := answer.strip()):
        raise refusals.NoAnswer
    _decide(now, StockTakeState.REFUSED, words, actor)
    village = now.village
    record(acts.COUNT_REFUSED, actor=actor, at=village.code, village=village.name, answer=words)
    notices.count_decided(now, actor=actor)
    return now


def _line(one: StockTake, good: Good, booked: int, said: tuple[int, str] | None) -> StockLine:
    if said is None or said[0] < 0:
        raise refusals.NotCounted(name=good.name)
    counted, reason = said[0], said[1].strip()
    if counted != booked and not reason:
        raise refusals.Unexplained(name=good.name, booked=booked, counted=counted)
    return StockLine(stock_take=one, good=good, booked=booked, counted=counted, reason=reason)


def _held(one: StockTake) -> StockTake:
    held = StockTake.objects.select_for_update(of=("self",)).select_related("village", "counted_by")
    return held.get(pk=one.pk)


def _refuse_decided(one: StockTake, actor: Actor) -> None:
    can_confirm_count(actor, one.village).or_refuse()
    other_eyes(actor, one.counted_by_id).or_refuse()
    if one.state != StockTakeState.COUNTED:
        raise refusals.StockTakeDecided


def _booked(one: StockTake, lines: Sequence[StockLine], actor: Actor) -> UUID | None:
    """Post the differences in one entry; none where nothing differs."""
    if not lines:
        return None
    accounts = stock.goods_accounts(one.village, [line.good for line in lines])
    legs = [Leg(accounts[line.good_id].id, line.difference) for line in lines]
    if total := -sum(line.difference for line in lines):
        legs.append(Leg(stock.source(one.village, stock.LOST).id, total))
    text = "；".join(f"{line.good.name}：{line.reason}" for line in lines)[:200]
    draft = Draft(TAKEN, f"stock_take:{one.pk}", legs, timezone.localdate(), text, one.pk)
    try:
        return post(book_here(one.village, actor=actor), draft, actor=actor)
    except TooLow as low:
        raise refusals.StockHeld from low


def _decide(one: StockTake, state: StockTakeState, answer: str, actor: Actor) -> None:
    one.state, one.answer = state, answer
    one.decided_by_id, one.decided_at, one.decided_on = actor.pk, timezone.now(), timezone.localdate()
    one.save(update_fields=["state", "answer", "decided_by", "decided_at", "decided_on", "entry"])


def _record(act: Act, one: StockTake, lines: Sequence[StockLine], actor: Actor) -> None:
    differences = sum(1 for line in lines if line.difference)
    village = one.village
    record(act, actor=actor, at=village.code, village=village.name, differences=differences)
