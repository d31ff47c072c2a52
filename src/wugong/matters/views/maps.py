"""The public matters of a place, as a list and on a map; the poster that leads to the report page."""

from itertools import islice

from csp.constants import SELF
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from wugong.access.guards import public
from wugong.matters.maps import MOST_POINTS, features, tiles
from wugong.matters.publicity import public_matters, public_sides
from wugong.matters.report_posters import code_of, poster_of
from wugong.matters.solved_rates import solved_rate
from wugong.places.models import Place

A_PAGE = 20


@public
@never_cache
@require_safe
def matters_map(request: HttpRequest, code: str) -> HttpResponse:
    """Show what was reported here and within, newest first, beside a map that loads after the page."""
    place = get_object_or_404(Place.objects, code=code)
    page = Paginator(public_matters(code), A_PAGE).get_page(request.GET.get("page"))
    found = tiles()
    context = {"place": place, "page": page, "rows": list(public_sides(page)), "tiles": found}
    context["rate"] = solved_rate(code)
    return with_tiles(render(request, "matters/matters_map.html", context))


@public
@never_cache
@require_safe
def matters_points(request: HttpRequest, code: str) -> JsonResponse:
    """Give the outlines and points of a place as GeoJSON."""
    get_object_or_404(Place.objects, code=code)
    drawn = public_matters(code).filter(latitude__isnull=False)[:MOST_POINTS]
    return JsonResponse(features(code, islice(public_sides(drawn), MOST_POINTS)))


def with_tiles(response: HttpResponse) -> HttpResponse:
    """The page may ask the host of the tiles, and nobody else beside the house."""
    found = tiles()
    if found and found.host:
        sources = [SELF, found.host]
        response._csp_update = {"connect-src": sources, "img-src": [*sources, "data:"]}  # type: ignore[attr-defined] # read by django-csp
    return response


@public
@never_cache
@require_safe
def matters_poster(request: HttpRequest, code: str) -> HttpResponse:
    """Show the poster that hangs above the feedback box: its code leads to the report page of the village."""
    place = get_object_or_404(Place.objects, code=code)
    held = poster_of(request.GET.get("register", ""))
    if held is None:
        raise Http404
    address = request.build_absolute_uri(f"{reverse('report_to', args=[held.code])}?at={code}")
    context = {"place": place, "held": held, "address": address, "code": code_of(address)}
    return render(request, "matters/poster.html", context)
