"""What a claim is worth under an item of the catalogue, step by step, with what limited it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from wugong.base.periods import Level, Period
from wugong.base.refusals import Refusal
from wugong.base.texts import mark
from wugong.rules.points_parts import Cap, Item


class QuantityRefused(Refusal):
    """A quantity or a score that the item cannot take."""

    code = "rules.quantity_refused"
    sentence = mark("“%(item)s”%(why)s")


class Limit(StrEnum):
    """What made a claim worth less than the item says."""

    DATES = "dates"
    QUANTITY = "quantity"
    COOLING = "cooling"
    ITEM_CAP = "item_cap"
    HOUSEHOLD_CAP = "household_cap"
    SHARE = "share"
    FLOOR = "floor"

    @property
    def label(self) -> str:
        words = {"dates": "不在这一项的起止日期里", "quantity": "超过一次最多的数量", "cooling": "间隔不够"}
        words |= {"item_cap": "到了本项上限", "household_cap": "到了每户上限"}
        return (words | {"share": "到了本类份额", "floor": "扣到为止"})[self]


@dataclass(frozen=True, slots=True)
class Past:
    """Points that the household was given (or lost: below 0) for an act of a day."""

    item: str
    day: date
    points: int


@dataclass(frozen=True, slots=True)
class History:
    """What counts towards the limits: what is not known (None) limits nothing.

    `past` are the household's own claims that were granted, whether booked yet or not; `balance` its
    redeemable points; `pool` the points of the period's pool as opened; `given` the points already
    given out of that pool to all households, by the key of the category.
    """

    past: tuple[Past, ...] = ()
    balance: int | None = None
    pool: int | None = None
    given: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Worth:
    """The points (below 0 for a deduction), the steps that lead to them, and what limited them, in order."""

    points: int
    steps: tuple[str, ...]
    limited_by: tuple[Limit, ...]

    @property
    def reason(self) -> str:
        """The steps as one sentence, as it is shown to a resident."""
        return "；".join(self.steps)


NOTHING = History()
ENOUGH = 10**9  # points that no claim is worth: a cap of times leaves room for any number of them


def worth(
    item: Item,
    quantity: int | Decimal = 1,
    *,
    day: date,
    history: History = NOTHING,
    score: int | None = None,
) -> Worth:
    """What the claim is worth: an act of `day`, of so much `quantity`, after what `history` tells.

    `score` is what the panel decided under an item with a range; without it the lowest value is taken.
    QuantityRefused is raised for a quantity or a score that the item cannot take.
    """
    amount, steps, limits = _value(item, quantity, score)
    left = abs(amount)
    for limit, room, said in _limits(item, day, history):
        if room < left:
            left = max(room, 0)
            limits.append(limit)
            steps.append(said)
    points = -left if item.negative else left
    if limits:
        steps.append(f"{'扣' if item.negative else '记'} {left} 分")
    return Worth(points, tuple(steps), tuple(limits))


def _value(item: Item, quantity: int | Decimal, score: int | None) -> tuple[int, list[str], list[Limit]]:
    hundredths = _hundredths(item, quantity)
    if item.ranged:
        return _scored(item, score)
    if score is not None and score != item.least:
        raise QuantityRefused(item=item.title, why=f"是定分项（{item.says}），不另外打分")
    measure = item.measure
    if measure is None:
        return item.least, [f"{item.title}：{item.says}"], []
    limits, counted = [], hundredths
    said = f"{item.title}：{measure.words(hundredths)}"
    if measure.most is not None and counted > measure.most:
        counted = measure.most
        limits.append(Limit.QUANTITY)
        said += f"，一次最多算 {measure.words(counted)}"
    counted -= counted % measure.step
    if counted != min(hundredths, measure.most or hundredths):
        said += f"，不足 {measure.words(measure.step)}的零头不算，按 {measure.words(counted)}"
    points = item.least * counted // 100
    return points, [f"{said}，{item.says}，{'扣' if points < 0 else '得'} {abs(points)} 分"], limits


def _hundredths(item: Item, quantity: int | Decimal) -> int:
    exact = Decimal(quantity)
    if not exact.is_finite() or exact <= 0 or exact >= 10000 or exact * 100 % 1:
        raise QuantityRefused(item=item.title, why="的数量要大于 0、小于 10000，最多两位小数")
    if item.measure is None and exact != 1:
        raise QuantityRefused(item=item.title, why="按次记分，一次申报只写 1；做了几次就分几次申报")
    return int(exact * 100)


def _scored(item: Item, score: int | None) -> tuple[int, list[str], list[Limit]]:
    if score is None:
        low = item.most if item.negative else item.least
        return low, [f"{item.title}：{item.says}，由评议小组定；没有定以前按 {abs(low)} 分算"], []
    if not item.least <= score <= item.most:
        raise QuantityRefused(item=item.title, why=f"要打在 {item.says} 之内")
    done = "扣" if item.negative else "定"
    return score, [f"{item.title}：{item.says}，评议小组{done} {abs(score)} 分"], []


def _limits(item: Item, day: date, history: History) -> Iterator[tuple[Limit, int, str]]:
    """Each limit with the room it leaves, in the order in which they are applied."""
    if not item.holds_on(day):
        until = f"到 {item.until}" if item.until else "起"
        yield Limit.DATES, 0, f"这一项从 {item.since} {until}，{day} 不在其中"
    same = [one for one in history.past if one.item == item.code and one.points]
    near = [one.day for one in same if abs((day - one.day).days) < item.cooling_days]
    if near:
        yield Limit.COOLING, 0, f"同一项要隔 {item.cooling_days} 天，{max(near)} 已经记过"
    for cap in item.caps:
        inside = [one for one in same if _period(cap.level, one.day) == _period(cap.level, day)]
        yield _item_room(cap, inside)
    if item.negative:
        if history.balance is not None:
            room = history.balance - item.floor
            yield Limit.FLOOR, room, f"扣到 {item.floor} 分为止，现有 {history.balance} 分，基础分不扣"
        return
    for cap in item.household_caps:
        yield _household_room(cap, day, history)
    share = item.category.share
    if share is not None and history.pool is not None:
        most = history.pool * share // 100
        given = history.given.get(item.category.key, 0)
        said = f"“{item.category.title}”最多用积分池的 {share}%，即 {most} 分，已用 {given} 分"
        yield Limit.SHARE, most - given, said


def _period(level: Level, day: date) -> Period:
    return Period.of(day, level)


def _item_room(cap: Cap, inside: list[Past]) -> tuple[Limit, int, str]:
    span = cap.level.label
    if cap.times is not None:
        room = 0 if len(inside) >= cap.times else ENOUGH
        return Limit.ITEM_CAP, room, f"本项每{span}最多 {cap.times} 次，已有 {len(inside)} 次"
    assert cap.points is not None
    had = sum(abs(one.points) for one in inside)
    return Limit.ITEM_CAP, cap.points - had, f"本项每{span}最多 {cap.points} 分，已有 {had} 分"


def _household_room(cap: Cap, day: date, history: History) -> tuple[Limit, int, str]:
    assert cap.points is not None
    period = _period(cap.level, day)
    had = sum(one.points for one in history.past if one.points > 0 and _period(cap.level, one.day) == period)
    said = f"每户每{cap.level.label}最多 {cap.points} 分，{period.label}已有 {had} 分"
    return Limit.HOUSEHOLD_CAP, cap.points - had, said
