"""Reads of the tree that several pages share."""

from django.utils import timezone

from wugong.places.codes import Level, parent_code
from wugong.places.models import Place, PlaceQuerySet


def siblings_of(place: Place) -> PlaceQuerySet:
    """Return the other places of the same level under the same parent that have no last day."""
    parent = parent_code(place.code)
    beside = Place.objects.under(parent) if parent else Place.objects.none()
    return beside.at_level(place.level).filter(until__isnull=True).exclude(pk=place.pk)


def found_by(words: str) -> PlaceQuerySet:
    """Return the towns and villages of today whose name holds these words, or whose code begins so."""
    places = Place.objects.in_force(timezone.localdate()).at_levels(Level.TOWN, Level.VILLAGE)
    return places.filter(code__startswith=words) if words.isdigit() else places.filter(name__icontains=words)
