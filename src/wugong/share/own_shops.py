"""Which shop somebody means who says no place: the one she keeps, or that of her household's village."""

from typing import Final

from django.http import HttpRequest

from wugong.access.abilities import Ability
from wugong.access.verdicts import roles_of, roles_of_visitor
from wugong.accounts.models import User
from wugong.registry.bindings import persons_of
from wugong.registry.models import Membership

WATCHING: Final = (Ability.KEEP_CASH, Ability.WORK_VILLAGE_DESK, Ability.RECHECK)


def kept_by(user: User) -> list[str]:
    """Return the codes of the villages whose shop the user keeps today."""
    return [role.place.code for role in roles_of(user) if role.place and role.enables(Ability.HAND_OVER)]


def keeps_a_shop(request: HttpRequest) -> bool:
    """Say whether the visitor hands over somewhere."""
    return any(role.place and role.enables(Ability.HAND_OVER) for role in roles_of_visitor(request))


def watched_by(user: User) -> list[str]:
    """Return the codes of the villages whose shop the user answers for or looks over today."""
    return [
        role.place.code
        for role in roles_of(user)
        if role.place and any(role.enables(one) for one in WATCHING)
    ]


def watches_a_shop(request: HttpRequest) -> bool:
    """Say whether the visitor is cashier, cadre or supervisor of a village."""
    roles = [role for role in roles_of_visitor(request) if role.place]
    return any(role.enables(one) for role in roles for one in WATCHING)


def home_village(user: User) -> str | None:
    """Return the code of the village where those live for whom the account acts."""
    stays = Membership.objects.today().filter(person__in=persons_of(user))
    code: str | None = stays.values_list("household__village__code", flat=True).first()
    return code
