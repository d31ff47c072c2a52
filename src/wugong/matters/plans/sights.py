"""Which plan an address names, for who may read it."""

from uuid import UUID

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from wugong.matters.models import PlanDocument
from wugong.matters.plans.permissions import can_read_plans
from wugong.matters.views.desk import me
from wugong.places.models import Place


def place_at(request: HttpRequest, code: str) -> Place:
    """Return the place whose plans the visitor may read; who may not is refused."""
    place = get_object_or_404(Place.objects.select_related("county"), code=code)
    can_read_plans(me(request), place).or_refuse()
    return place


def plan_at(request: HttpRequest, code: str, key: UUID) -> PlanDocument:
    """Return the plan of this place whose own key stands in the address; 404 where there is none."""
    place = place_at(request, code)
    found = PlanDocument.objects.select_related("place__county", "brought_by", "adopted_by")
    return get_object_or_404(found, place=place, pk=key)
