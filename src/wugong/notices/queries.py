"""Who is to be told, and how much is still unread."""

from django.db.models import Q
from django.http import HttpRequest
from django.utils import timezone

from wugong.access.abilities import Ability
from wugong.access.models import Role
from wugong.access.roles import kinds_with
from wugong.accounts.models import User
from wugong.notices.models import Notice
from wugong.places.codes import lineage


def holders(ability: Ability, code: str) -> list[User]:
    """Return those who may sign in and whose role of today enables this at the place: one query."""
    covering = Q(place__isnull=True) | Q(place__code__in=lineage(code))
    roles = Role.objects.in_force(timezone.localdate()).filter(covering, kind__in=kinds_with(ability))
    return list(User.objects.active().filter(pk__in=roles.values("user")).order_by("login_name"))


def unread_of(request: HttpRequest) -> int:
    """Return how many notices the visitor has not opened; whoever has not signed in costs no query."""
    user = getattr(request, "user", None)  # a request may be refused before anyone asked who sends it
    return Notice.everywhere.to_user(user).unread().count() if isinstance(user, User) else 0
