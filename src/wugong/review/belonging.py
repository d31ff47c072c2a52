"""Reads of where people belong: which villages are their own, in which towns they assess."""

from collections.abc import Iterable, Sequence

from django.utils import timezone

from wugong.access.abilities import Ability
from wugong.access.models import Role
from wugong.accounts.models import User


def own_villages(people: Sequence[User]) -> dict[User, set[str]]:
    """Return the codes of the villages to which each belongs by a role of today: one query."""
    roles = Role.objects.filter(user__in=people).in_force(timezone.localdate()).select_related("place")
    known = {one.pk: one for one in people}
    found: dict[User, set[str]] = {one: set() for one in people}
    for role in roles:
        if role.place and len(role.place.code) >= 12:
            found[known[role.user_id]].add(role.place.code[:12])
    return found


def assesses_in(roles: Iterable[Role], town_code: str) -> bool:
    """Say whether one of these roles makes an assessor of the town: held at it, above it or in a village."""
    held = [role.place.code for role in roles if role.place and role.enables(Ability.SCORE)]
    return any(town_code.startswith(code) or code.startswith(town_code) for code in held)
