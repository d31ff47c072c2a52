"""What is told about claims to the households and to who claimed, inside the act."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Final
from uuid import UUID

from wugong.accounts.models import User
from wugong.base.texts import mark
from wugong.counties.actors import System
from wugong.notices.inbox import settle, tell
from wugong.notices.kinds import Kind
from wugong.points.models import Claim
from wugong.points.queries import users_of

Actor = User | System
MINE: Final = "/points/mine/"

CLAIMED_FOR = Kind(
    "points.claimed_for", mark("村里替您家申报了“%(title)s” %(points)s 分，%(day)s"), mark("去看看对不对")
)
DEDUCTED = Kind(
    "points.deducted",
    mark("您家%(day)s“%(title)s”被登记扣分，按细则扣 %(points)s 分，还没有定"),
    mark("去看依据，不对就说"),
)
CHECKED = Kind("points.claims_checked_told", mark("您家申报的“%(title)s”初核通过了，等评议"))
DECIDED = Kind("points.claims_decided_told", mark("您家申报的“%(title)s”核定 %(points)s 分，等公示"))
SENT_BACK = Kind(
    "points.claim_sent_back_told",
    mark("您家申报的“%(title)s”要补充：%(reason)s"),
    mark("去补充"),
)
REFUSED = Kind("points.claim_refused_told", mark("您家申报的“%(title)s”没有通过：%(reason)s"), mark("看原因"))


def link_of(claim: Claim) -> str:
    """Return where a claim is shown."""
    return f"/points/claims/{claim.pk}/"


def claimed_for(claims: Sequence[Claim], *, actor: Actor) -> None:
    """The households know what was claimed for them, deductions too; what is alike is told at once."""
    users = users_of({claim.household_id for claim in claims})
    alike: dict[tuple[str, int, object], set[UUID]] = defaultdict(set)
    for claim in claims:
        told = users.get(claim.household_id, set())
        if claim.asked < 0:
            said = {"title": claim.title, "points": -claim.asked, "day": claim.day}
            tell(_accounts(told), DEDUCTED, link=link_of(claim), actor=actor, **said)
        else:
            alike[claim.title, claim.asked, claim.day] |= told
    known = {user.pk: user for user in _accounts({key for keys in alike.values() for key in keys})}
    for (title, points, day), keys in alike.items():
        told_now = [known[key] for key in keys if key in known]
        if told_now:
            tell(told_now, CLAIMED_FOR, link=MINE, actor=actor, title=title, points=points, day=day)


def passed(claims: Sequence[Claim], *, actor: Actor) -> None:
    """The households know that their claims passed the first check, or were decided with it."""
    users = users_of({claim.household_id for claim in claims})
    keys = {key for claim in claims for key in _concerned(claim, users)}
    known = {user.pk: user for user in _accounts(keys)}
    alike: dict[tuple[str, int | None], set[UUID]] = defaultdict(set)
    for claim in claims:
        alike[claim.title, claim.points] |= _concerned(claim, users) & known.keys()
    for (title, points), told in alike.items():
        accounts = [known[key] for key in told]
        if points is None:
            tell(accounts, CHECKED, link=MINE, actor=actor, title=title)
        else:
            tell(accounts, DECIDED, link=MINE, actor=actor, title=title, points=points)


def sent_back(claim: Claim, reason: str, *, actor: Actor) -> None:
    """The household and who claimed know what is missing."""
    _tell_one(claim, SENT_BACK, reason, actor)


def refused(claim: Claim, reason: str, *, actor: Actor) -> None:
    """The household and who claimed know why not; nobody is asked to answer any more."""
    settle(SENT_BACK, link=link_of(claim), actor=actor)
    _tell_one(claim, REFUSED, reason, actor)


def answered(claim: Claim, *, actor: Actor) -> None:
    """Nobody is asked to answer any more."""
    settle(SENT_BACK, link=link_of(claim), actor=actor)


def _tell_one(claim: Claim, kind: Kind, reason: str, actor: Actor) -> None:
    told = _accounts(_concerned(claim, users_of([claim.household_id])))
    tell(told, kind, link=link_of(claim), actor=actor, title=claim.title, reason=reason)


def _concerned(claim: Claim, users: "dict[UUID, set[UUID]]") -> set[UUID]:
    """Return the household's accounts and the one that claimed."""
    by = {claim.claimed_by_id} if claim.claimed_by_id else set()
    return users.get(claim.household_id, set()) | by


def _accounts(keys: Iterable[UUID]) -> list[User]:
    wanted = set(keys)
    return list(User.objects.filter(pk__in=wanted)) if wanted else []
