"""The card of a person, and what lies under seal, read once with a reason."""

from typing import cast
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from wugong.access.abilities import Ability
from wugong.access.guards import needs
from wugong.accounts.models import User
from wugong.registry.forms.persons import RevealForm
from wugong.registry.forms.refusing import done
from wugong.registry.person_pages import PersonCard, person_card, person_spot
from wugong.registry.readings import read_in_clear
from wugong.registry.states import Sealed


def _me(request: HttpRequest) -> User:
    return cast(User, request.user)


def _shown(
    request: HttpRequest, card: PersonCard, form: RevealForm, clear: dict[Sealed, str] | None = None
) -> HttpResponse:
    context = {"card": card, "spot": card.spot, "desk": card.spot.desk, "form": form, "clear": clear}
    return render(request, "registry/person.html", context)


@needs(Ability.READ_REGISTER)
@require_safe
def person(request: HttpRequest, code: str, key: UUID) -> HttpResponse:
    """Show the card of a person; what lies under seal stays hidden."""
    card = person_card(person_spot(code, key, _me(request)))
    return _shown(request, card, RevealForm(card.sealed, initial={"readings": card.readings}))


@needs(Ability.REVEAL)
@require_POST
@never_cache
def person_reveal(request: HttpRequest, code: str, key: UUID) -> HttpResponse:
    """Show what was asked for in clear, on this answer only; the person will see who read it and why."""
    card = person_card(person_spot(code, key, _me(request)))
    form = RevealForm(card.sealed, request.POST)
    if form.is_valid() and form.was_read(card.readings):
        messages.warning(request, _("号码已经显示过一次。要再看，请再写一次原因。"))
        return redirect("person", code, key)
    me = _me(request)
    if clear := done(form, lambda: read_in_clear(card.spot.person, form.asked(), form.why(), actor=me)):
        return _shown(request, card, form, clear)
    return _shown(request, card, form)
