"""What is told about matters, inside the act: to who asked, who answers for them, whose desk they lie on."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Final
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from wugong.accounts.models import User
from wugong.base.texts import mark
from wugong.counties.actors import System
from wugong.matters.models import Asker, Matter, UnitHand
from wugong.matters.numbers import spoken
from wugong.matters.permissions import WORKING
from wugong.notices.inbox import settle, tell
from wugong.notices.kinds import Kind
from wugong.notices.queries import holders
from wugong.places.codes import Level, parent_code
from wugong.places.models import Place

Actor = User | System
CUT: Final = 30  # characters of a title that a notice says

CAME = Kind("matters.came", mark("新来一件：%(number)s %(title)s"), mark("去办"))
CAME_MANY = Kind("matters.came_many", mark("新来 %(count)s 件，等%(place)s办"), mark("去看"))
KEPT = Kind("matters.kept", mark("您提的“%(title)s”登记了，编号 %(number)s"), mark("看进展"))
GIVEN = Kind("matters.given", mark("%(number)s %(title)s 分给您办"), mark("去办"))
MOVED = Kind("matters.moved_told", mark("您提的“%(title)s”：%(move)s，现在是“%(state)s”"), mark("看进展"))
CONFIRM = Kind(
    "matters.confirm", mark("您提的“%(title)s”办结了。解决了吗？%(until)s前告诉我们"), mark("去确认")
)
REOPENED = Kind("matters.reopened_told", mark("%(number)s %(title)s 没有解决，退回来了"), mark("去办"))
ROUTED = Kind("matters.routed_told", mark("您提的“%(title)s”转到%(to)s办了"), mark("看进展"))
WAITS = Kind("matters.waits_told", mark("您提的“%(title)s”暂停计时：%(reason)s"), mark("看进展"))
MERGED = Kind(
    "matters.merged_told", mark("您提的“%(title)s”和 %(into)s 是一件事，合在一起办"), mark("看进展")
)
NEIGHBOUR = Kind(
    "matters.neighbour_called", mark("请您看一看：“%(title)s”解决了吗？抽签抽到您"), mark("去回答")
)
AMBER = Kind("matters.amber", mark("%(number)s %(title)s 快到期了，%(due)s到期"), mark("去办"))
RED = Kind("matters.red", mark("%(number)s %(title)s 超期了，%(due)s到期"), mark("去办"))
LOOK = Kind("matters.look_again", mark("%(number)s %(title)s 该回头看了（%(due)s）"), mark("去看"))


def page_of(matter: Matter) -> str:
    """Return where who asked reads the matter."""
    return f"/matters/{matter.number}/"


def desk_of(matter: Matter) -> str:
    """Return where who deals with the matter does."""
    return f"/desk/{matter.lies_with.code}/matters/{matter.number}/"


def opened(matters: Sequence[Matter], askers: Sequence[Asker], *, actor: Actor) -> None:
    """Each desk knows what came, and who has an account but did not send it, what was kept for her."""
    by_desk: dict[Place, list[Matter]] = defaultdict(list)
    for matter in matters:
        by_desk[matter.lies_with].append(matter)
    for place, came in by_desk.items():
        _tell_desk(place, came, actor)
    by_key = {matter.pk: matter for matter in matters}
    told = {
        asker.user_id: by_key[asker.matter_id] for asker in askers if asker.user_id not in {None, actor.pk}
    }
    accounts = {user.pk: user for user in _accounts(key for key in told if key)}
    for key, user in accounts.items():
        tell([user], KEPT, link=page_of(told[key]), actor=actor, **_facts(told[key]))
    for matter in matters:
        if matter.handler is not None:
            tell([matter.handler], GIVEN, link=desk_of(matter), actor=actor, **_facts(matter))


def _tell_desk(place: Place, came: Sequence[Matter], actor: Actor) -> None:
    working = holders(WORKING[place.level], place.code)
    if len(came) == 1:
        tell(working, CAME, link=desk_of(came[0]), actor=actor, **_facts(came[0]))
    else:
        tell(
            working,
            CAME_MANY,
            link=f"/desk/{place.code}/matters/",
            actor=actor,
            count=len(came),
            place=place.name,
        )


def came(matter: Matter, *, actor: Actor) -> None:
    """The desk on which the matter lies now knows of it."""
    _tell_desk(matter.lies_with, [matter], actor)


def moved(matter: Matter, move: str, state: str, *, actor: Actor) -> None:
    """Who asked knows what was done; nobody is asked any more what was asked before it."""
    settle_asked(matter, actor=actor)
    tell(_askers(matter), MOVED, link=page_of(matter), actor=actor, move=move, state=state, **_facts(matter))


def settle_asked(matter: Matter, *, actor: Actor) -> None:
    """Nobody is asked any more whether the matter is solved, or to look at it again."""
    settle(CONFIRM, link=page_of(matter), actor=actor)
    settle(NEIGHBOUR, link=page_of(matter), actor=actor)
    settle(LOOK, link=desk_of(matter), actor=actor)


def done(matter: Matter, until: datetime, *, actor: Actor) -> None:
    """Who asked is asked whether it is solved."""
    day = timezone.localdate(until)
    tell(_askers(matter), CONFIRM, link=page_of(matter), actor=actor, until=day, **_facts(matter))


def reopened(matter: Matter, *, actor: Actor) -> None:
    """Who deals with the matter knows that it is not solved."""
    tell(_dealing(matter), REOPENED, link=desk_of(matter), actor=actor, **_facts(matter))


def routed(matter: Matter, *, actor: Actor) -> None:
    """The next desk and who asked know where the matter lies now."""
    came(matter, actor=actor)
    tell(
        _askers(matter), ROUTED, link=page_of(matter), actor=actor, to=matter.lies_with.name, **_facts(matter)
    )


def referred(matter: Matter, whom: str, *, actor: Actor) -> None:
    """Who asked knows who outside was asked to deal with the matter."""
    tell(_askers(matter), ROUTED, link=page_of(matter), actor=actor, to=whom, **_facts(matter))


def given(matter: Matter, *, actor: Actor) -> None:
    """Who answers for the matter from now on knows."""
    users = [*_hands([matter]), *([matter.handler] if matter.handler else [])]
    tell(users, GIVEN, link=desk_of(matter), actor=actor, **_facts(matter))


def waits(matter: Matter, reason: str, *, actor: Actor) -> None:
    """Who asked knows why the time stands still."""
    tell(_askers(matter), WAITS, link=page_of(matter), actor=actor, reason=reason, **_facts(matter))


def merged(matter: Matter, into: Matter, askers: Iterable[Asker], *, actor: Actor) -> None:
    """Who asked for the one knows that it goes on in the other."""
    users = _accounts(asker.user_id for asker in askers if asker.user_id)
    said = {"title": matter.title[:CUT], "into": spoken(into.number)}
    tell(users, MERGED, link=page_of(into), actor=actor, **said)


def called(matter: Matter, users: Iterable[User], *, actor: Actor) -> None:
    """The neighbour who was drawn is asked whether it is solved."""
    tell(users, NEIGHBOUR, link=page_of(matter), actor=actor, title=matter.title[:CUT])


def late(matter: Matter, kind: Kind, *, actor: Actor) -> None:
    """Who deals with the matter knows that its time runs out; once it is out, the level above too."""
    users = _dealing(matter)
    above = parent_code(matter.lies_with.code)
    if kind is RED and above is not None:
        users += holders(WORKING[Level(len(above))], above)
    due = timezone.localtime(matter.due_at).strftime("%Y-%m-%d %H:%M") if matter.due_at else ""
    tell(users, kind, link=desk_of(matter), actor=actor, due=due, **_facts(matter))


def look_again(matter: Matter, due: date, *, actor: Actor) -> None:
    """Who deals with the matter knows that it is to be looked at again."""
    tell(_dealing(matter), LOOK, link=desk_of(matter), actor=actor, due=due.isoformat(), **_facts(matter))


def _facts(matter: Matter) -> dict[str, str]:
    return {"number": spoken(matter.number), "title": matter.title[:CUT]}


def _dealing(matter: Matter) -> list[User]:
    """Return who deals with the matter: the one it was given to and the hands of its unit, else the desk."""
    users = [*_hands([matter]), *([matter.handler] if matter.handler else [])]
    return users or holders(WORKING[matter.lies_with.level], matter.lies_with.code)


def _hands(matters: Iterable[Matter]) -> list[User]:
    units = [matter.lead_unit_id for matter in matters if matter.lead_unit_id]
    if not units:
        return []
    today = timezone.localdate()
    hands = UnitHand.objects.filter(body__in=units, since__lte=today)
    still = hands.filter(Q(until__isnull=True) | Q(until__gt=today))
    return _accounts(still.values_list("user_id", flat=True))


def _askers(matter: Matter) -> list[User]:
    return _accounts(
        Asker.objects.filter(matter=matter, user__isnull=False).values_list("user_id", flat=True)
    )


def _accounts(keys: Iterable[UUID]) -> list[User]:
    wanted = set(keys)
    return list(User.objects.filter(pk__in=wanted)) if wanted else []
