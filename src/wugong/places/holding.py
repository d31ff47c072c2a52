"""Holding towns while something within them changes, what a day of change must keep to, and telling of it."""

from collections.abc import Collection, Iterable
from datetime import date, timedelta
from functools import reduce
from operator import or_

from django.db.models import F, Max, Q
from django.utils import timezone

from wugong.audit.actions import Actor
from wugong.counties.codes import code_range
from wugong.places import refusals
from wugong.places.codes import Level
from wugong.places.models import Place, PlaceCode, Succession
from wugong.places.signals import groups_changed, places_changed

A_DAY = timedelta(days=1)


def hold(codes: Iterable[str]) -> None:
    """The towns of these codes are this transaction's alone till its end; for a town, all of its county.

    Every act holds them in one order, so none waits for another forever.
    """
    within = _within(
        {code[: Level.TOWN] if len(code) > Level.TOWN else code[: Level.COUNTY] for code in codes}
    )
    towns = Place.objects.filter(within).at_level(Level.TOWN).order_by("pk")
    list(towns.select_for_update(no_key=True).values_list("pk"))


def tell(codes: Collection[str], day: date, *, actor: Actor) -> None:
    """Whoever rests on the villages of these towns, or their groups, knows that they are others then."""
    concerned = {code[: Level.TOWN] for code in codes if len(code) <= Level.VILLAGE}
    found = Place.objects.filter(code__in=concerned).at_level(Level.TOWN)
    towns = list(found.order_by("pk"))
    Place.objects.filter(pk__in=[town.pk for town in towns]).update(revision=F("revision") + 1)
    if towns:
        places_changed.send(Place, towns=towns, day=day, actor=actor)
    if villages := sorted({code[: Level.VILLAGE] for code in codes if len(code) > Level.VILLAGE}):
        groups_changed.send(Place, villages=villages, day=day, actor=actor)


def refuse_closed(place: Place) -> None:
    """Refuse what can only happen to a place that has no last day yet."""
    if place.until is not None:
        raise refusals.AlreadyClosed(name=place.name, until=place.until)


def refuse_day(places: Collection[Place], day: date, *, ending: bool) -> None:
    """Refuse a day to come, one before a place began (its first day too, if it ends) or its latest change."""
    if day > timezone.localdate():
        raise refusals.DayToCome(day=day)
    for place in places:
        if place.since and day < place.since + A_DAY * ending:
            raise refusals.BeforeItsTime(name=place.name, since=place.since, day=day)
        if (latest := latest_change(place)) and day < latest:
            raise refusals.BeforeLatestChange(name=place.name, latest=latest, day=day)


def latest_change(place: Place) -> date | None:
    """Return the day of the latest change of code within the place, or of what it took over or gave away."""
    codes = PlaceCode.objects.filter(_within([place.code], "place__code"))
    until = codes.aggregate(last=Max("until"))["last"]
    edges = Succession.objects.filter(Q(earlier=place) | Q(later=place))
    days = [edges.aggregate(last=Max("day"))["last"], until and until + A_DAY]
    return max((day for day in days if day), default=None)


def end(places: Collection[Place], until: date) -> None:
    """These places, and all in force within them, have that last day."""
    below = Place.objects.filter(_within([place.code for place in places]))
    below = below.filter(Q(until__isnull=True) | Q(until__gt=until))
    if late := below.filter(since__gt=until).first():
        raise refusals.ClosedBeforeOpened(name=late.name, since=late.since, until=until)
    below.update(until=until)


def _within(codes: Iterable[str], field: str = "code") -> Q:
    ranges = [code_range(code) for code in codes]
    return reduce(or_, (Q(**{f"{field}__gte": first, f"{field}__lt": after}) for first, after in ranges))
