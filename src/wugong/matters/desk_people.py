"""To whom matters may be given: places up and down the line, and officers who work at one."""

from collections.abc import Iterable, Sequence

from django.db.models import Q
from django.utils import timezone

from wugong.access.models import Role
from wugong.access.roles import ABILITIES
from wugong.accounts.models import User
from wugong.matters.desk_pages import places_below
from wugong.matters.models import Matter, UnitHand
from wugong.matters.permissions import WORKING
from wugong.places.codes import lineage
from wugong.places.models import Place
from wugong.registry.models import Body


def line_of(matter: Matter) -> list[Place]:
    """Return the places above where the matter lies and below it on its own line, the nearest above first."""
    here = matter.lies_with.code
    codes = [code for code in lineage(matter.place.code) if code != here]
    found = list(Place.objects.filter(code__in=codes))
    if here == matter.place.code:
        found += places_below(matter.place)
    return sorted(
        found, key=lambda one: (len(one.code) > len(here), abs(len(one.code) - len(here)), one.code)
    )


def officers_at(place: Place, units: Sequence[Body] = ()) -> list[User]:
    """Return the accounts that do the desk of the place, and those that work for these units: two queries."""
    today = timezone.localdate()
    kinds = [kind for kind, abilities in ABILITIES.items() if WORKING[place.level] in abilities]
    roles = Role.objects.in_force(today).filter(place=place, kind__in=kinds)
    hands = UnitHand.objects.filter(body__in=units, since__lte=today).exclude(until__lte=today)
    keys = {*roles.values_list("user_id", flat=True), *hands.values_list("user_id", flat=True)}
    found: Iterable[User] = User.objects.filter(Q(pk__in=keys), is_active=True).order_by("display_name", "pk")
    return list(found)
