"""The first page of the register of a town, a village or a group."""

from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from wugong.access.abilities import Ability
from wugong.access.guards import needs
from wugong.accounts.models import User
from wugong.registry.register_pages import desk_of, home_of


@needs(Ability.READ_REGISTER)
@require_safe
def register_home(request: HttpRequest, code: str) -> HttpResponse:
    """Show what the register holds, what waits, and the ways on."""
    desk = desk_of(code, cast(User, request.user))
    return render(request, "registry/register_home.html", {"desk": desk, "home": home_of(desk)})
