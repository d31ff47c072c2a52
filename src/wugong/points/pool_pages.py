"""What the pages of a pool show: cover, the last months, how long it lasts, the entries behind them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wugong.base.amounts import plain
from wugong.base.periods import Level, Period
from wugong.ledger.balances import Line, balances_on, statement
from wugong.ledger.books import Account, accounts_of, book_of
from wugong.ledger.states import Unit
from wugong.ledger.years import OPENING
from wugong.places.models import Place
from wugong.points import accounts
from wugong.points.expiries import EXPIRED
from wugong.points.openings import ROOM
from wugong.points.pool_cover import Cover, cover
from wugong.points.pool_pace import Pace, pace_on
from wugong.points.pools import CLOSED, OPENED, ORDERED, TOPPED_UP

KINDS: Final = {
    OPENED: gettext_lazy("开积分池"),
    TOPPED_UP: gettext_lazy("追加资金"),
    CLOSED: gettext_lazy("结清积分池"),
    ROOM: gettext_lazy("接续纸质积分册"),
    ORDERED: gettext_lazy("兑换"),
    EXPIRED: gettext_lazy("到期"),
}
OF_THE_POOL: Final = frozenset({OPENED, TOPPED_UP, CLOSED})  # their words name money, nobody else


@dataclass(frozen=True, slots=True)
class Month:
    """What happened in a month."""

    period: Period
    given: int
    redeemed: int
    expired: int
    deducted: int
    spent: int  # fen
    days: int  # that have passed of it


@dataclass(frozen=True)
class PoolPage:
    """积分池 of a village, for everybody."""

    village: Place
    cover: Cover
    months: Sequence[Month]  # the newest first
    rule: Pace

    @property
    def days(self) -> int:
        """Return over how many days the pace is taken: a few days at the beginning count as a month."""
        return max(self.rule.days, sum(one.days for one in self.months))

    @property
    def given(self) -> int:
        """Return how many points were given in the last months."""
        return sum(one.given for one in self.months)

    @property
    def pace(self) -> int:
        """Return how many points were given in a month, over the last months."""
        return self.given * self.rule.days // self.days

    @property
    def tenths_left(self) -> int | None:
        """Return for how many tenths of a month the pool lasts at this pace; None while nothing was given."""
        month = self.given * self.rule.days
        return self.cover.left * self.days * 10 // month if self.given > 0 else None

    @property
    def months_left(self) -> str:
        """Return for how long the pool lasts, as it is said; empty while nothing was given."""
        if self.tenths_left is None:
            return ""
        if self.tenths_left > self.rule.long * 10:
            return _("%(months)s 个月以上") % {"months": self.rule.long}
        return _("%(months)s 个月") % {"months": plain(self.tenths_left, 1)}

    @property
    def state(self) -> str:
        """Return whether points are given (go), not for long or in no pool (wait), or no more (alarm)."""
        if self.cover.standing is None:
            return "wait"
        if self.cover.left == 0:
            return "alarm"
        few = self.tenths_left is not None and self.tenths_left < self.rule.short * 10
        return "wait" if few else "go"


@dataclass(frozen=True, slots=True)
class Shown:
    """An entry as everybody may see it: no household, no words but those about money."""

    seq: int
    day: date
    kind: str
    text: str
    points: int
    fen: int  # below nothing where money went out


def pool_page(village: Place) -> PoolPage:
    """Return the village's pool as it is now; a constant number of queries."""
    now = cover(village)
    rule = pace_on(timezone.localdate())
    return PoolPage(village, now, _months(village, now) if now.funds else (), rule)


def months_shown() -> list[Period]:
    """Return the months that the page tells of, the newest first."""
    today = timezone.localdate()
    found = [Period.of(today, Level.MONTH)]
    while len(found) < pace_on(today).months:
        found.append(Period.of(found[-1].first_day - timedelta(days=1), Level.MONTH))
    return found


def entries_of(page: PoolPage, month: Period) -> list[Shown]:
    """Return the entries of a month behind the page's figures, the newest first; no deductions of anybody."""
    groups = _accounts(page.village, page.cover) if page.cover.funds else {}
    lines: dict[UUID, dict[str, Line]] = {}
    for figure in ("pool", "redeemed", "expired", "fund"):
        for account in groups.get(figure, ()):
            for line in statement(account.id, month.first_day, month.last_day):
                if not line.pending:
                    lines.setdefault(line.entry, {}).setdefault(figure, line)  # of the newest pool
    shown = [_shown(by_figure) for by_figure in lines.values()]
    return sorted(shown, key=lambda one: (one.day, one.seq), reverse=True)


def _shown(by_figure: Mapping[str, Line]) -> Shown:
    line = next(iter(by_figure.values()))
    points = sum(abs(one.amount) for figure, one in by_figure.items() if figure != "fund")
    fen = by_figure["fund"].amount if "fund" in by_figure else 0
    text = line.text if line.kind in OF_THE_POOL else ""
    return Shown(line.seq, line.day, _kind(by_figure, line), text, points, fen)


def _kind(by_figure: Mapping[str, Line], line: Line) -> str:
    """Return what the entry is called; points that came back were taken back."""
    back = "pool" in by_figure and by_figure["pool"].amount > 0 and line.kind not in OF_THE_POOL
    return _("冲正") if back else str(KINDS.get(line.kind, _("入账")))


def _months(village: Place, now: Cover) -> list[Month]:
    found = _accounts(village, now)
    ids = [account.id for group in found.values() for account in group]
    today, first = timezone.localdate(), _begun(now)
    taken_over = [
        line for one in found.get("issue", ()) for line in statement(one.id) if line.kind == OPENING
    ]
    rows = []
    for period in months_shown():
        if period.last_day < first:
            break
        start, end = max(period.first_day, first), min(period.last_day, today)
        moved = _moved(found, balances_on(ids, start - timedelta(days=1)), balances_on(ids, end))
        given = -moved["issue"] - moved["pool"]
        given += sum(line.amount for line in taken_over if start <= line.day <= end)
        gone = {name: moved[name] for name in ("redeemed", "expired", "deducted", "spent")}
        rows.append(Month(period, given=given, days=(end - start).days + 1, **gone))
    return rows


def _begun(now: Cover) -> date:
    return min(timezone.localdate(fund.pool.opened_at) for fund in now.funds)


def _accounts(village: Place, now: Cover) -> Mapping[str, Sequence[Account]]:
    """Return the accounts behind each figure."""
    book = book_of(village, accounts.VILLAGE)
    if book is None:
        return {}
    pools = [accounts.of_pool(fund.pool.pk) for fund in now.funds]
    funds = [accounts.of_fund(fund.pool.pk) for fund in now.funds]
    single = (accounts.ISSUE, accounts.REDEEMED, accounts.EXPIRED, accounts.DEDUCTED)
    points = accounts_of(book, [*pools, *single], Unit.POINTS)
    money = accounts_of(book, [*funds, accounts.SPENT], Unit.FEN)
    return {
        "pool": [points[code] for code in pools],
        "fund": [money[code] for code in funds],
        **{code: [points[code]] for code in single},
        "spent": [money[accounts.SPENT]],
    }


def _moved(
    found: Mapping[str, Sequence[Account]], before: Mapping[UUID, int], after: Mapping[UUID, int]
) -> dict[str, int]:
    return {
        figure: sum(after[account.id] - before[account.id] for account in group)
        for figure, group in found.items()
    }
