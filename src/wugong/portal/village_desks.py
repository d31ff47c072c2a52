"""The desk of who works in a village or a group: what waits there, and what its register holds."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from wugong.access.abilities import Ability
from wugong.access.models import Role
from wugong.accounts.models import User
from wugong.places.codes import Level
from wugong.places.models import Place
from wugong.points.permissions import can_fund
from wugong.portal.matters_todos import matters_todos
from wugong.portal.points_todos import gives_points, may_claim_there, points_todos
from wugong.portal.todos import Todo, left, urgency
from wugong.registry.models import ChangeRequest, Visit
from wugong.registry.queries import requests_in
from wugong.registry.register_pages import Desk, Home, home_of
from wugong.registry.states import RequestKind

MOST = 20  # of a kind; the list has them all


@dataclass(frozen=True)
class Work:
    """一处工作: a place, what waits there for whom, what is registered."""

    desk: Desk
    home: Home
    todo: Sequence[Todo]  # what this person may do
    others: Sequence[Todo]  # what waits for somebody else
    has_points: bool = False
    funds: bool = False  # keeps the village's pool
    assists: bool = False  # claims points for those of the group

    @property
    def place(self) -> Place:
        return self.desk.place


def places_of(roles: Sequence[Role]) -> list[Place]:
    """Return the villages and groups whose register these roles open, none within another."""
    within = [role.place for role in roles if role.place and role.enables(Ability.READ_REGISTER)]
    found = {place.code: place for place in within if place.level in {Level.VILLAGE, Level.GROUP}}
    return [
        place for code, place in sorted(found.items()) if code[: Level.VILLAGE] not in found.keys() - {code}
    ]


def works_of(user: User, places: Sequence[Place]) -> list[Work]:
    """Return the work of this person at these places; as many queries for any number of households."""
    return [_work(Desk(place, user), user) for place in places]


def _work(desk: Desk, user: User) -> Work:
    has_points = gives_points(desk.place)
    todo = [*_to_decide(desk), *_to_answer(desk), *matters_todos(desk.place, user)]
    todo += points_todos(desk.place, user) if has_points else ()
    mine = sorted((one for one in todo if one.mine), key=urgency)
    others = sorted((one for one in todo if not one.mine), key=urgency)
    funds = has_points and bool(can_fund(user, desk.place))
    assists = may_claim_there(desk.place, user)
    return Work(desk, home_of(desk), mine, others, has_points, funds, assists)


def _to_decide(desk: Desk) -> Iterator[Todo]:
    """Yield the requests that wait for somebody other than who asked."""
    for one in requests_in(desk.place, open_only=True)[:MOST]:
        mine = desk.confirms and one.asked_by_id != getattr(desk.visitor, "pk", None)
        yield Todo(
            timezone.localdate(one.asked_at),
            _asked(mine=mine) % {"number": one.household.number, "kind": _kind(one)},
            "wait",
            _("等核定"),
            _("%(name)s 申请") % {"name": one.asked_by.display_name},
            reverse("change_request", args=[desk.place.code, one.pk]),
            mine,
        )


def _asked(*, mine: bool) -> str:
    return _("核定%(number)s号户的%(kind)s") if mine else _("%(number)s号户的%(kind)s")


def _kind(request: ChangeRequest) -> str:
    return str(RequestKind(request.kind).label)


def _to_answer(desk: Desk) -> Iterator[Todo]:
    """Yield the visits of which an answer was promised."""
    waiting = Visit.objects.within(desk.place.code).waiting().select_related("household", "visited_by")
    for one in waiting.order_by("answer_until", "pk")[:MOST]:
        due = one.answer_until
        assert due is not None, "only what was promised waits"
        late = due < timezone.localdate()
        yield Todo(
            due,
            _("回复%(number)s号户走访时的事") % {"number": one.household.number},
            "alarm" if late else "wait",
            _("过期了") if late else left(due),
            one.visited_by.display_name if one.visited_by else "",
            reverse("visit", args=[desk.place.code, one.pk]),
            desk.visits,
        )
