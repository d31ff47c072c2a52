"""Members: who joins a household; how a person is reached, and where she lives."""

from typing import cast
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from wugong.access.abilities import Ability
from wugong.access.guards import needs
from wugong.accounts.models import User
from wugong.registry.forms.members import BirthForm, ContactForm, MemberForm, ResidenceForm
from wugong.registry.forms.refusing import done
from wugong.registry.household_pages import spot_of
from wugong.registry.models import Household, Membership
from wugong.registry.person_pages import PersonSpot, person_spot
from wugong.registry.persons import change_contact, note_residence, register_birth, register_person

reading_or_writing = require_http_methods(["GET", "HEAD", "POST"])


def _me(request: HttpRequest) -> User:
    return cast(User, request.user)


@needs(Ability.REGISTER)
@reading_or_writing
def member_new(request: HttpRequest, code: str, key: UUID) -> HttpResponse:
    """Register who joins a household; `?as=born` asks for a newborn and her parents."""
    spot = spot_of(code, key, _me(request))
    born = "born" in {request.GET.get("as"), request.POST.get("step")} and bool(spot.members)
    kind = BirthForm if born else MemberForm
    form = kind(spot.members, request.POST or None, initial={"revision": spot.household.revision})
    if isinstance(form, MemberForm) and form.was_born():
        form, born = BirthForm(spot.members, initial=form.as_birth()), True
        return render(request, "registry/member_new.html", {"spot": spot, "form": form, "born": born})
    if member := done(form, lambda: _registered(form, spot.household, _me(request))):
        messages.success(request, _("登记好了%(name)s。") % {"name": member.person.name})
        return redirect("household", code, key)
    return render(request, "registry/member_new.html", {"spot": spot, "form": form, "born": born})


def _registered(form: BirthForm | MemberForm, household: Household, me: User) -> Membership:
    facts, relation, seen = form.facts(), form.cleaned_data["relation"], form.seen()
    if isinstance(form, BirthForm):
        return register_birth(household, facts, relation, actor=me, revision=seen, **form.parents())
    return register_person(household, facts, relation, actor=me, revision=seen, **form.come())


@needs(Ability.REGISTER)
@reading_or_writing
def person_contact(request: HttpRequest, code: str, key: UUID) -> HttpResponse:
    """Take another phone or bank account; the old ones are not shown."""
    spot = person_spot(code, key, _me(request))
    one = spot.person
    form = ContactForm(request.POST or None, initial={"revision": one.revision})
    if done(form, lambda: change_contact(one, actor=_me(request), **form.contact(), revision=form.seen())):
        return _back(request, spot, _("联系方式改好了。"))
    return render(request, "registry/person_contact.html", {"spot": spot, "form": form})


@needs(Ability.REGISTER)
@reading_or_writing
def person_residence(request: HttpRequest, code: str, key: UUID) -> HttpResponse:
    """Note where a member lives from a day on."""
    spot = person_spot(code, key, _me(request))
    now = spot.membership
    seen = {"residence": now.residence, "whereabouts": now.whereabouts, "revision": spot.household.revision}
    form = ResidenceForm(request.POST or None, initial=seen)
    if done(form, lambda: note_residence(now, actor=_me(request), **form.cleaned_data)):
        return _back(request, spot, _("居住情况改好了。"))
    return render(request, "registry/person_residence.html", {"spot": spot, "form": form})


def _back(request: HttpRequest, spot: PersonSpot, said: str) -> HttpResponse:
    messages.success(request, said)
    return redirect("person", spot.code, spot.person.pk)
