"""In which county a page without a place in its address stands: the visitor's, that of `at`, the only one."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar, cast

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from wugong.counties.models import County
from wugong.counties.standing import county_here_or_none, standing_in
from wugong.matters import report_refusals as refusals

View = TypeVar("View", bound=Callable[..., HttpResponseBase])


def in_a_county(view: View) -> View:
    """The view stands in the visitor's county, else in that of the place `at`, else in the only one."""

    @wraps(view)
    def standing(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if county_here_or_none() is not None:
            return view(request, *args, **kwargs)
        with standing_in(_asked_for(request)):
            return view(request, *args, **kwargs)

    return cast(View, standing)


def _asked_for(request: HttpRequest) -> County:
    if at := at_of(request):
        found = County.objects.filter(code=at[:6]).first()
    else:
        counties = list(County.objects.all()[:2])
        found = counties[0] if len(counties) == 1 else None
    if found is None:
        raise refusals.WhichCounty
    return found


def at_of(request: HttpRequest) -> str:
    """Return the code of the place that the address or the form names, if any."""
    return request.GET.get("at") or request.POST.get("at") or ""
