"""What a points catalogue (积分细则) consists of: categories, items, caps, the way to a decision, expiry."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property

from wugong.base.amounts import plain
from wugong.base.periods import Level
from wugong.base.refusals import Refusal
from wugong.base.texts import mark
from wugong.rules.dated import Basis


class NoSuchItem(Refusal):
    """A code that no item of the catalogue has."""

    code = "rules.no_such_points_item"
    sentence = mark("细则“%(catalogue)s”里没有“%(item)s”这一项；请在细则里另选一项")
    status = 404


class Claimant(StrEnum):
    """Who may put a claim forward."""

    HOUSEHOLD = "household"
    CADRE = "cadre"
    CLUSTER_HEAD = "cluster_head"
    EVENT = "event"

    @property
    def label(self) -> str:
        return {"household": "农户", "cadre": "村干部", "cluster_head": "中心户", "event": "活动签到"}[self]


class Evidence(StrEnum):
    """What shows that it was done."""

    NONE = "none"
    PHOTO = "photo"
    PHOTO_PAIR = "photo_pair"
    WITNESS = "witness"
    SIGN_IN = "sign_in"

    @property
    def label(self) -> str:
        words = {"none": "不用凭证", "photo": "照片", "photo_pair": "前后对比照片"}
        return (words | {"witness": "见证人", "sign_in": "签到"})[self]


@dataclass(frozen=True, slots=True)
class Category:
    """A heading of items; `share` is how many percent of a period's pool it may take, None for no limit."""

    key: str
    title: str
    share: int | None


@dataclass(frozen=True, slots=True)
class Cap:
    """The most that a household may get in a period: points, or times where `times` is set."""

    level: Level
    points: int | None = None
    times: int | None = None


@dataclass(frozen=True, slots=True)
class Measure:
    """What is counted; lengths are hundredths of the unit, `most` is what one claim may count at most."""

    unit: str
    step: int
    most: int | None

    def words(self, hundredths: int) -> str:
        """So much of the unit in words: 1.5 小时."""
        return f"{plain(hundredths, 2)} {self.unit}"


@dataclass(frozen=True, slots=True)
class Item:
    """One act and what it is worth: `least` = `most` unless the panel decides between the two."""

    code: str
    title: str
    category: Category
    least: int
    most: int
    measure: Measure | None
    claimed_by: tuple[Claimant, ...]
    evidence: tuple[Evidence, ...]
    by_panel: bool
    caps: tuple[Cap, ...]
    household_caps: tuple[Cap, ...]
    cooling_days: int
    floor: int
    since: date
    until: date | None
    source: str
    note: str

    @property
    def negative(self) -> bool:
        """Whether it takes points away."""
        return self.most < 0

    @property
    def ranged(self) -> bool:
        """Whether the panel decides how many points it is worth."""
        return self.least != self.most

    @property
    def says(self) -> str:
        """The value in words: 每小时 2 分, 10～30 分, 扣 5 分."""
        if self.negative:
            low, high = -self.most, -self.least
        else:
            low, high = self.least, self.most
        value = f"{low}～{high} 分" if self.ranged else f"{low} 分"
        each = f"每{self.measure.unit}" if self.measure else ""
        return f"{each}{'扣' if self.negative else ''} {value}".strip()

    def holds_on(self, day: date) -> bool:
        """Whether an act of this day can be claimed under the item."""
        return self.since <= day and (self.until is None or day <= self.until)


@dataclass(frozen=True, slots=True)
class Expiry:
    """After `months` months, `keep` percent of what is left is carried over and the rest expires."""

    months: int
    keep: int

    def kept(self, points: int) -> int:
        """How many of the points are carried over, rounded down to a whole one."""
        return points * self.keep // 100

    def due(self, day: date) -> date:
        """The first day on which points booked on the day count as old: the first of a month."""
        months = day.year * 12 + day.month - 1 + self.months + 1
        return date(months // 12, months % 12 + 1, 1)


@dataclass(frozen=True)
class Catalogue:
    """A points catalogue as adopted in one decision."""

    name: str
    title: str
    since: date
    until: date | None
    basis: Basis
    base: int
    period: Level
    panel_least: int
    panel_most: int
    notice_days: int
    disclosure: bool
    objection_days: int
    answer_days: int
    expiry: Expiry | None
    caps: tuple[Cap, ...]
    categories: tuple[Category, ...]
    items: tuple[Item, ...]
    clauses: tuple[str, ...]

    @cached_property
    def by_code(self) -> Mapping[str, Item]:
        """The items by their code."""
        return {item.code: item for item in self.items}

    def item(self, code: str) -> Item:
        """The item of this code; NoSuchItem where there is none."""
        try:
            return self.by_code[code]
        except KeyError:
            raise NoSuchItem(catalogue=self.title, item=code) from None

    def items_on(self, day: date) -> tuple[Item, ...]:
        """The items under which an act of the day can be claimed."""
        return tuple(item for item in self.items if item.holds_on(day))
