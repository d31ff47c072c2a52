"""What the register tells to whom: who can decide a change request, and who asked for it."""

from typing import Any, Final

from django.dispatch import receiver

from wugong.access.abilities import Ability
from wugong.accounts.models import User
from wugong.base.texts import mark
from wugong.notices.inbox import settle, tell
from wugong.notices.kinds import Kind
from wugong.notices.queries import holders
from wugong.registry.models import ChangeRequest
from wugong.registry.permissions import can_read
from wugong.registry.signals import change_asked, change_decided
from wugong.registry.states import RequestKind, RequestState

CHANGE_WAITS: Final = Kind(
    "registry.change_waits", mark("“%(village)s”%(number)s 户申请%(change)s，等您核定"), mark("去核定")
)
CHANGE_DECIDED: Final = Kind(
    "registry.change_decided",
    mark("“%(village)s”%(number)s 户的%(change)s申请核定了：%(outcome)s"),
    mark("去看"),
)
OWN_PAGE: Final = "/household/"  # a resident's, who has no desk


@receiver(change_asked, dispatch_uid="notices.change_asked")
def ask_deciders(*, request: ChangeRequest, actor: User, **_: Any) -> None:
    """Whoever may decide the request knows that it waits; who asked for it is not told of it."""
    deciders = holders(Ability.CONFIRM_CHANGES, request.village.code)
    tell(deciders, CHANGE_WAITS, link=_link(request), actor=actor, **_facts(request))


@receiver(change_decided, dispatch_uid="notices.change_decided")
def tell_asker(*, request: ChangeRequest, actor: User, **_: Any) -> None:
    """Who asked knows what was decided; nobody is asked to decide any more."""
    settle(CHANGE_WAITS, link=_link(request), actor=actor)
    at_desk = can_read(request.asked_by, request.village)
    outcome = RequestState(request.state).label
    link = _link(request) if at_desk else OWN_PAGE
    tell([request.asked_by], CHANGE_DECIDED, link=link, actor=actor, outcome=outcome, **_facts(request))


def _link(request: ChangeRequest) -> str:
    return f"/desk/{request.village.code}/requests/{request.pk}/"


def _facts(request: ChangeRequest) -> dict[str, Any]:
    return {
        "village": request.village.name,
        "number": request.household.number,
        "change": RequestKind(request.kind).label,
    }
