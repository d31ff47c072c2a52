"""Which shell a page wears that both the office and everyone else have: the desk's, or the public one."""

from wugong.access.abilities import Ability
from wugong.access.verdicts import roles_of
from wugong.accounts.models import User
from wugong.places.codes import Level

DESK, PUBLIC = "web/desk.html", "web/base.html"


def shell_of(user: User) -> str:
    """Return the desk's shell for those who have a town or county to look after, else the public one."""
    places = [role.place for role in roles_of(user) if role.enables(Ability.READ_PLACE)]
    return DESK if any(place and place.level <= Level.TOWN for place in places) else PUBLIC
