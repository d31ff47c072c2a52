"""What the taking over of a paper book and the end of old points tell the households."""

from collections.abc import Mapping
from typing import Final
from uuid import UUID

from wugong.access.abilities import Ability
from wugong.accounts.models import User
from wugong.base.texts import mark
from wugong.counties.actors import System
from wugong.notices.inbox import settle, tell
from wugong.notices.kinds import Kind
from wugong.notices.queries import holders
from wugong.points.models import Opening
from wugong.points.queries import users_of

STATEMENT: Final = "/points/statement/"

TAKEN_OVER = Kind(
    "points.book_taken_over",
    mark("您家纸质积分册上的 %(points)s 分已经接过来，不对请告诉村里"),
    mark("看明细"),
)
HANDED_IN = Kind(
    "points.opening_handed_in_told",
    mark("“%(village)s”的纸质积分册交上来了：%(households)s 户，共 %(points)s 分，等另一人对着纸核对"),
    mark("去核对"),
)
SENT_BACK = Kind(
    "points.opening_sent_back_told", mark("您交的“%(village)s”纸质积分册退回来了：%(reason)s"), mark("去改")
)
EXPIRED = Kind("points.points_expired", mark("您家有 %(points)s 分没有兑换，已经到期"), mark("看明细"))


def told_points(kind: Kind, points: Mapping[UUID, int], *, actor: User | System) -> set[UUID]:
    """Each account that acts for one of these households knows of its points; returns the accounts."""
    bound = users_of(points)
    accounts = User.objects.in_bulk({user for users in bound.values() for user in users})
    for household, users in bound.items():
        tell([accounts[user] for user in users], kind, link=STATEMENT, actor=actor, points=points[household])
    return set(accounts)


def handed_in(opening: Opening, link: str, *, actor: User | System) -> None:
    """Whoever else keeps the village's money, and its supervisors, know that a paper book waits for them."""
    village = opening.village
    settle(SENT_BACK, link=link, actor=actor)
    settle(HANDED_IN, link=link, actor=actor)
    second = (Ability.WORK_VILLAGE_DESK, Ability.KEEP_CASH, Ability.RECHECK)
    users = {user.pk: user for one in second for user in holders(one, village.code) if user.pk != actor.pk}
    facts = {"village": village.name, "households": opening.households, "points": opening.points}
    tell(users.values(), HANDED_IN, link=link, actor=actor, **facts)


def looked_through(opening: Opening, link: str, *, actor: User | System, sent_back: str = "") -> None:
    """Nobody is asked to look any more; who handed it in knows why it came back."""
    settle(HANDED_IN, link=link, actor=actor)
    if sent_back and opening.made_by:
        facts = {"village": opening.village.name, "reason": sent_back}
        tell([opening.made_by], SENT_BACK, link=link, actor=actor, **facts)
