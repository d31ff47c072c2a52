"""What panels, lists, objections and booking tell to whom."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Final
from uuid import UUID

from wugong.access.abilities import Ability
from wugong.accounts.models import User
from wugong.base.texts import mark
from wugong.counties.actors import System
from wugong.notices.inbox import settle, tell
from wugong.notices.kinds import Kind
from wugong.notices.queries import holders
from wugong.points.models import Claim, Listing, Objection, Panel, Reversal, Seat
from wugong.points.notices import MINE, link_of
from wugong.points.queries import users_of
from wugong.points.states import ReversalState
from wugong.registry.masks import name_told
from wugong.registry.queries import users_bound_to

Actor = User | System
PANEL: Final = "/points/panel/"

SEATED = Kind(
    "points.seated", mark("抽签抽到您参加“%(village)s”的积分评议小组，用到 %(until)s"), mark("去评议")
)
TYPED = Kind(
    "points.slip_entered",
    mark("村干部照纸录入了%(name)s对“%(title)s”的评分。没有这回事，请告诉村监委"),
    mark("看评议"),
)
DECIDED = Kind(
    "points.claim_decided", mark("您家的“%(title)s”评定为 %(points)s 分，接下来公示"), mark("看怎么评的")
)
NOTHING = Kind("points.claim_not_given", mark("您家的“%(title)s”评议没有通过"), mark("看怎么评的"))
LISTED = Kind(
    "points.claim_listed",
    mark("您家 %(count)s 件积分开始公示，到 %(last_day)s 为止可以提异议"),
    mark("看公示"),
)
DEDUCTED = Kind(
    "points.deduction_told",
    mark("“%(title)s”评定为扣 %(points)s 分，只告诉您家，不公示；%(last_day)s 以前可以提异议"),
    mark("看怎么评的"),
)
OBJECTED = Kind(
    "points.objected", mark("“%(village)s”公示的“%(title)s”有人提了异议，%(due)s以前复核"), mark("去复核")
)
ANSWERED = Kind("points.objection_answered", mark("对“%(title)s”的异议有了答复：%(outcome)s"), mark("看答复"))
CHANGED = Kind("points.claim_changed", mark("您家的“%(title)s”复核后改为 %(points)s 分"), mark("看怎么评的"))
BOOKED = Kind("points.claims_booked", mark("您家 %(count)s 件积分入账，共 %(points)s 分"), mark("看积分"))
WAITS = Kind(
    "points.claim_waits_for_pool",
    mark("您家的“%(title)s”公示没有异议，积分池已经用完，等补充以后入账"),
    mark("看积分"),
)
LEFT = Kind("points.claim_left", mark("您家的“%(title)s”没有入账：%(reason)s"), mark("看怎么算的"))
REVERSAL = Kind(
    "points.reversal_asked", mark("“%(village)s”有一件已入账的积分提请冲正，等您核准"), mark("去核准")
)
REVERSED = Kind(
    "points.claim_reversed", mark("您家的“%(title)s” %(points)s 分已冲正：%(reason)s"), mark("看积分")
)


def _users(keys: Iterable[UUID | None]) -> list[User]:
    return list(User.objects.filter(pk__in=set(keys) - {None}))


def _home(claim: Claim) -> list[User]:
    """Return the accounts of the household's people."""
    return _users(users_of([claim.household_id]).get(claim.household_id, ()))


def seated(panel: Panel, seats: Iterable[Seat], *, actor: Actor) -> None:
    """Who was drawn knows it."""
    keys = users_bound_to([seat.person for seat in seats])
    facts = {"village": panel.village.name, "until": panel.until.isoformat()}
    tell(_users(keys), SEATED, link=PANEL, actor=actor, **facts)


def typed(seat: Seat, claim: Claim, *, actor: Actor) -> None:
    """Who acts for the person of the seat knows that her slip was typed; what stood on it is not said."""
    facts = {"name": name_told(seat.person), "title": claim.title}
    tell(_users(users_bound_to([seat.person])), TYPED, link=PANEL, actor=actor, **facts)


def decided(claim: Claim, *, actor: Actor) -> None:
    """The household knows what the panel said of its claim; of a deduction it is told when it can object."""
    if not claim.points:
        tell(_home(claim), NOTHING, link=link_of(claim), actor=actor, title=claim.title)
    elif claim.points > 0:
        tell(_home(claim), DECIDED, link=link_of(claim), actor=actor, title=claim.title, points=claim.points)


def listed(listing: Listing, claims: Sequence[Claim], link: str, *, actor: Actor) -> None:
    """Each household knows what hangs of its own, and alone of its deductions, and until when to object."""
    users = users_of({claim.household_id for claim in claims})
    known = {user.pk: user for user in _users({key for keys in users.values() for key in keys})}
    last, counts = listing.objections_until.isoformat(), defaultdict[UUID, int](int)
    for claim in claims:
        told = users.get(claim.household_id, set())
        if (claim.points or 0) < 0:
            facts = {"title": claim.title, "points": -(claim.points or 0), "last_day": last}
            tell([known[key] for key in told], DEDUCTED, link=link_of(claim), actor=actor, **facts)
        else:
            counts.update({key: counts[key] + 1 for key in told})
    for count in set(counts.values()):
        accounts = [known[key] for key, own in counts.items() if own == count]
        tell(accounts, LISTED, link=link, actor=actor, count=count, last_day=last)


def objected(objection: Objection, link: str, *, actor: Actor) -> None:
    """The cadres and supervisors of the village know of the objection and its day."""
    village = objection.claim.village
    may_answer = (Ability.APPROVE_CLAIMS, Ability.RECHECK)
    users = {user.pk: user for one in may_answer for user in holders(one, village.code)}
    facts = {"village": village.name, "title": objection.claim.title, "due": objection.due.isoformat()}
    tell(users.values(), OBJECTED, link=link, actor=actor, **facts)


def answered(objection: Objection, link: str, *, actor: Actor) -> None:
    """Who raised it has the answer, the household knows where its points changed; nobody is asked now."""
    claim = objection.claim
    settle(OBJECTED, link=link, actor=actor)
    facts = {"title": claim.title, "outcome": objection.get_state_display()}
    tell(_users([objection.raised_by_id]), ANSWERED, link=MINE, actor=actor, **facts)
    if objection.after is not None and objection.after != objection.before:
        home = [user for user in _home(claim) if user.pk != objection.raised_by_id]
        tell(home, CHANGED, link=link_of(claim), actor=actor, title=claim.title, points=objection.after)


def booked(claims: Sequence[Claim], *, actor: Actor) -> None:
    """The households know what is in their accounts now."""
    users = users_of({claim.household_id for claim in claims})
    known = {user.pk: user for user in _users({key for keys in users.values() for key in keys})}
    sums: dict[UUID, tuple[int, int]] = {}
    for claim in claims:
        count, points = sums.get(claim.household_id, (0, 0))
        sums[claim.household_id] = count + 1, points + (claim.points or 0)
    alike: dict[tuple[int, int], list[User]] = defaultdict(list)
    for home, told in sums.items():
        alike[told] += [known[key] for key in users.get(home, ())]
    for (count, points), accounts in alike.items():
        tell(accounts, BOOKED, link=MINE, actor=actor, count=count, points=points)


def waits(claims: Sequence[Claim], *, actor: Actor) -> None:
    """The households know that their claims stand and wait for the pool."""
    for claim in claims:
        tell(_home(claim), WAITS, link=link_of(claim), actor=actor, title=claim.title)


def left(claims: Sequence[Claim], *, actor: Actor) -> None:
    """The households know of whose claim nothing is left, and why."""
    for claim in claims:
        tell(_home(claim), LEFT, link=link_of(claim), actor=actor, title=claim.title, reason=claim.answer)


def reversal_asked(reversal: Reversal, link: str, *, actor: Actor) -> None:
    """The supervisors of the village know that one waits for them."""
    village = reversal.claim.village
    tell(holders(Ability.RECHECK, village.code), REVERSAL, link=link, actor=actor, village=village.name)


def reversal_decided(reversal: Reversal, link: str, *, actor: Actor) -> None:
    """The household knows what was taken back and why; nobody is asked any more."""
    claim = reversal.claim
    settle(REVERSAL, link=link, actor=actor)
    if reversal.state == ReversalState.DONE:
        facts = {"title": claim.title, "points": claim.points, "reason": reversal.reason}
        tell(_home(claim), REVERSED, link=link_of(claim), actor=actor, **facts)
