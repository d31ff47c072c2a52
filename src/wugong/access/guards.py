"""Every view says by one of these who may enter; the URL × role matrix fails on a view that does not."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar, cast

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from wugong.access.abilities import Ability
from wugong.access.verdicts import may, may_somewhere
from wugong.web.access_marks import mark_access

View = TypeVar("View", bound=Callable[..., HttpResponseBase])

public = mark_access("public")


def signed_in(view: View) -> View:
    """Let in whoever has signed in; show all others the way to the door."""

    @mark_access("signed_in")
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        return view(request, *args, **kwargs)

    return cast(View, guarded)


def needs(ability: Ability, *, at: str = "code") -> Callable[[View], View]:
    """Let in whoever has the ability at the place the address names in `at`; anywhere, if it names none."""

    def guard(view: View) -> View:
        @mark_access(f"needs {ability.value}")
        @signed_in
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            code = kwargs.get(at)
            verdict = may(request.user, ability, code) if code else may_somewhere(request.user, ability)
            verdict.or_refuse()
            return view(request, *args, **kwargs)

        return cast(View, guarded)

    return guard
