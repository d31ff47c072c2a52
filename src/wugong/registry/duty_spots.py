"""The units that someone can answer for, and how they and whoever answers are called."""

from wugong.accounts.models import User
from wugong.places.codes import Level
from wugong.places.models import Place
from wugong.registry.models import Cluster, Duty, Household, Person
from wugong.rules.duty_plans import Unit

Spot = Place | Cluster | Household
Who = Person | User | str

UNITS = {Level.TOWN: Unit.TOWN, Level.VILLAGE: Unit.VILLAGE, Level.GROUP: Unit.GROUP}
NAMES = {Unit.TOWN: "乡镇", Unit.VILLAGE: "村", Unit.GROUP: "组", Unit.YARD: "院落", Unit.HOUSEHOLD: "户"}


def place_of(at: Spot) -> Place:
    """Return the place that a unit is, or lies in."""
    return at if isinstance(at, Place) else at.place


def spot_of(duty: Duty) -> Spot:
    """Return the unit that a duty is for."""
    return duty.cluster or duty.household or duty.place


def spot_name(duty: Duty) -> str:
    """Return how the unit of a duty is called."""
    spot = spot_of(duty)
    return str(spot) if isinstance(spot, Place) else f"{duty.place.name} {spot}"


def holder_name(duty: Duty) -> str:
    """Return the holder's name in clear; whoever shows it masks it where it must be."""
    if duty.person:
        return duty.person.name
    return str(duty.user.display_name) if duty.user else duty.named


def unit_of(at: Spot) -> Unit | None:
    """Return which unit of a chain this is."""
    if isinstance(at, Place):
        return UNITS.get(at.level)
    return Unit.YARD if isinstance(at, Cluster) else Unit.HOUSEHOLD
