"""A resident's own pages: her household, who read her numbers, what she agreed to, corrections, her phone."""

from typing import cast
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from wugong.access.guards import signed_in
from wugong.accounts.models import User
from wugong.registry import my_pages
from wugong.registry.consents import give_consent, withdraw_consent
from wugong.registry.contacts import change_own_phone
from wugong.registry.forms.mine import ConsentForm, CorrectionForm, OwnPhoneForm
from wugong.registry.forms.refusing import done
from wugong.registry.models import ChangeRequest, Household, Person
from wugong.registry.purposes import purpose_of
from wugong.registry.queries import membership_of
from wugong.registry.requests import ask_change
from wugong.registry.states import RequestKind

A_PAGE = 20


def _me(request: HttpRequest) -> User:
    return cast(User, request.user)


def _mine(request: HttpRequest, key: UUID) -> Person:
    person = my_pages.one_of_mine(_me(request), key)
    if person is None:
        raise Http404
    return person


def _home(person: Person) -> Household:
    member = membership_of(person)
    if member is None:
        raise Http404
    return member.household


@signed_in
@never_cache
@require_safe
def my_household(request: HttpRequest) -> HttpResponse:
    """Show my household, and all that is registered of me and my children."""
    return render(request, "registry/my_household.html", {"mine": my_pages.my_household(_me(request))})


@signed_in
@require_safe
def my_readings(request: HttpRequest) -> HttpResponse:
    """Show who read my numbers in clear, when and why."""
    page = Paginator(my_pages.my_readings(_me(request)), A_PAGE).get_page(request.GET.get("page"))
    return render(request, "registry/my_readings.html", {"page": page})


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def my_consents(request: HttpRequest) -> HttpResponse:
    """Show what I and my children are asked to agree to; agree, or withdraw."""
    if request.method == "POST":
        form = ConsentForm(request.POST)
        return _consent(request, form) if form.is_valid() else HttpResponseBadRequest()
    people, opened = my_pages.my_consents(_me(request)), request.GET.get("of", "")
    known = next((one.person.pk for one in people if str(one.person.pk) == opened), None)
    return render(request, "registry/my_consents.html", {"people": people, "opened": known})


def _consent(request: HttpRequest, form: ConsentForm) -> HttpResponse:
    me, key = _me(request), form.cleaned_data["purpose"]
    person, title = _mine(request, form.cleaned_data["person"]), purpose_of(key).title
    if form.cleaned_data["agree"] == "yes":
        give_consent(person, key, actor=me, guardian=my_pages.guardian_of(me, person))
        said = _("%(name)s：已同意“%(title)s”。随时可以撤回。")
    else:
        withdraw_consent(person, key, actor=me)
        said = _("%(name)s：已撤回对“%(title)s”的同意，从现在起不再用。")
    messages.success(request, said % {"name": person.name, "title": title})
    return redirect(f"{reverse('my_consents')}?of={person.pk}")


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def my_correction(request: HttpRequest, key: UUID) -> HttpResponse:
    """Ask for a correction of what is registered of me or my child; somebody else decides."""
    person, posted = _mine(request, key), request.method == "POST"
    form, home, me = CorrectionForm(request.POST if posted else None), _home(person), _me(request)

    def ask() -> ChangeRequest:
        facts, why = form.wanted(), form.cleaned_data["reason"]
        return ask_change(RequestKind.CORRECT, home, facts, why, actor=me, person=person)

    if done(form, ask):
        messages.success(request, _("更正申请已经交给村里，核定以后会告诉您。"))
        return redirect("my_household")
    return render(request, "registry/my_correction.html", {"form": form, "person": person})


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def my_phone(request: HttpRequest, key: UUID) -> HttpResponse:
    """Change the phone number by which I or my child am reached."""
    person, me, posted = _mine(request, key), _me(request), request.method == "POST"
    form = OwnPhoneForm(request.POST if posted else None)
    if done(form, lambda: change_own_phone(person, form.cleaned_data["phone"], actor=me)):
        messages.success(request, _("手机号已经改好。"))
        return redirect("my_household")
    return render(request, "registry/my_phone.html", {"form": form, "person": person})
