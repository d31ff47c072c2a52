"""Which place a program speaks of: `jurisdiction_id` is its code; a lone county need not be named."""

from django.http import HttpRequest
from django.http.request import QueryDict

from wugong.api import refusals
from wugong.counties.models import County
from wugong.places.models import Place


def place_meant(request: HttpRequest) -> Place:
    """Return the place of this request, of any county; refused for none and for an unknown one."""
    code = parameters(request).get("jurisdiction_id", "").strip()
    if not code:
        counties = list(County.objects.order_by("code")[:2])
        if len(counties) != 1:
            example = counties[0].code if counties else "420102"
            raise refusals.NoJurisdiction(example=example)
        code = counties[0].code
    place: Place | None = Place.everywhere.filter(code=code).select_related("county").first()
    if place is None:
        raise refusals.UnknownJurisdiction(code_given=code)
    return place


def parameters(request: HttpRequest) -> QueryDict:
    """Return what was asked or handed in; a POST may name the place and the key in its address too."""
    if request.method != "POST":
        return request.GET
    both = request.GET.copy()
    both.update(request.POST)  # the form's own word comes last, and the last is read
    return both
