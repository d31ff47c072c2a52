"""May this person do that here? A yes, or a no that says why."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from wugong.access.abilities import Ability
from wugong.access.models import Role
from wugong.access.refusals import NotAllowed
from wugong.access.roles import kinds_with
from wugong.accounts.models import User
from wugong.base.texts import mark
from wugong.counties.actors import System
from wugong.places.models import Place

Visitor = User | AnonymousUser | System

ASKED: Final = "roles_of_the_visitor"  # where a request keeps them
SIGN_IN = mark("这一步要先登录。")
NOT_YOURS = mark("%(what)s要由%(place)s的%(kinds)s来办，您现在没有这项职责。如应当有，请找安全管理员授予。")


@dataclass(frozen=True)
class Verdict:
    """判定: allowed, or refused with a code, a sentence and its facts."""

    allowed: bool
    code: str = "access.allowed"
    sentence: str = ""
    facts: Mapping[str, Any] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return self.allowed

    def __and__(self, other: "Verdict") -> "Verdict":
        """Return the first refusal of the two, else a yes."""
        return other if self.allowed else self

    @property
    def reason(self) -> str:
        """Return why not, in the reader's language; empty for a yes."""
        return _(self.sentence) % self.facts if self.sentence else ""

    def or_refuse(self) -> None:
        """Pass when allowed, else raise `NotAllowed` with the reason."""
        if not self.allowed:
            raise NotAllowed(reason=self.reason)


YES = Verdict(True)


def refused(code: str, sentence: str, **facts: Any) -> Verdict:
    """Return a no with its reason."""
    return Verdict(False, code, sentence, facts)


def roles_of(user: User) -> list[Role]:
    """Return the roles the user holds today: one query."""
    return list(Role.everywhere.of(user).in_force(timezone.localdate()))


def roles_of_visitor(request: HttpRequest) -> list[Role]:
    """Return the roles of who sends the request, asked once for the whole page."""
    if (known := getattr(request, ASKED, None)) is None:
        user = getattr(request, "user", None)  # a request may be refused before anyone asked who sends it
        known = roles_of(user) if isinstance(user, User) else []
        setattr(request, ASKED, known)
    roles: list[Role] = known
    return roles


def may(user: Visitor, ability: Ability, code: str) -> Verdict:
    """Say whether the user has the ability at the place of this code."""
    return _held(user, ability, code)


def may_somewhere(user: Visitor, ability: Ability) -> Verdict:
    """Say whether the user has the ability at any place at all."""
    return _held(user, ability, None)


def _held(user: Visitor, ability: Ability, code: str | None) -> Verdict:
    if isinstance(user, System):
        return YES
    if not isinstance(user, User):
        return refused("access.sign_in_first", SIGN_IN)
    for role in roles_of(user) if user.is_active else ():
        if role.enables(ability) and (code is None or role.covers(code)):
            return YES
    kinds = "、".join(str(kind.label) for kind in kinds_with(ability))
    return refused("access.not_yours", NOT_YOURS, what=ability.label, place=_named(code), kinds=kinds)


def _named(code: str | None) -> str:
    """Return how to call the place of a code that may not be registered."""
    place = Place.everywhere.filter(code=code).first() if code else None
    return f"“{place.name}”" if place else code or _("本地")
