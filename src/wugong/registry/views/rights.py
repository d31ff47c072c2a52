"""A person's rights at the cadre's desk: accounts bound face to face, consents on paper, recusal."""

from collections.abc import Callable, Mapping
from typing import TypeVar, cast
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from wugong.access.abilities import Ability
from wugong.access.guards import needs
from wugong.accounts.models import User
from wugong.registry import right_pages as pages
from wugong.registry.bindings import bind_account, unbind
from wugong.registry.consents import give_consent, withdraw_consent
from wugong.registry.forms.refusing import done
from wugong.registry.forms.rights import AccountForm, PaperConsentForm, RecusalForm
from wugong.registry.kinship import note_kin, strike_kin
from wugong.registry.person_pages import PersonSpot, person_spot
from wugong.registry.purposes import asked_of
from wugong.registry.states import Channel, Kin

One = TypeVar("One")

reading_or_writing = require_http_methods(["GET", "HEAD", "POST"])


def _me(request: HttpRequest) -> User:
    return cast(User, request.user)


@needs(Ability.REVEAL)
@reading_or_writing
def person_account(request: HttpRequest, code: str, key: UUID) -> HttpResponse:
    """Bind an account to a person who stands here, or part them."""
    spot = person_spot(code, key, _me(request))
    accounts = pages.accounts_of(spot.person)
    if parted := _chosen(request, {str(one.user_id): one.user for one in accounts}):
        return _changed(request, lambda: unbind(parted, spot.person, actor=_me(request)))
    form = AccountForm(request.POST or None)
    if done(form, lambda: _bound(form, spot, _me(request))):
        messages.success(request, _("账号连好了，本人在“我的户”里看得到自己的登记。"))
        return redirect(request.path)
    return render(request, "registry/person_account.html", {"spot": spot, "form": form, "accounts": accounts})


def _bound(form: AccountForm, spot: PersonSpot, me: User) -> object:
    user = pages.account_named(form.cleaned_data["login_name"], spot.person)
    return bind_account(user, spot.person, actor=me, is_self=form.cleaned_data["whose"] == "self")


@needs(Ability.REGISTER)
@reading_or_writing
def person_consents(request: HttpRequest, code: str, key: UUID) -> HttpResponse:
    """Enter what a person, or a child's guardian, signed or said; or that it was taken back."""
    spot, me = person_spot(code, key, _me(request)), _me(request)
    one, given = spot.person, pages.consents_shown(spot.person)
    if back := _chosen(request, {consent.purpose: consent.purpose for _purpose, consent in given}):
        return _changed(request, lambda: withdraw_consent(one, back, actor=me, channel=Channel.SPOKEN))
    guardians = pages.guardians_of(one, spot)
    asked = asked_of(timezone.localdate(), child=guardians is not None)
    form = PaperConsentForm(asked, guardians, request.POST or None)
    if done(form, lambda: give_consent(one, actor=me, **form.given())):
        messages.success(request, _("同意已经记下，本人看得到，也可以撤回。"))
        return redirect(request.path)
    return render(request, "registry/person_consents.html", {"spot": spot, "form": form, "given": given})


@needs(Ability.REGISTER)
@reading_or_writing
def person_recusal(request: HttpRequest, code: str, key: UUID) -> HttpResponse:
    """Note before whom a person recuses herself, or strike it out; why is shown nowhere."""
    spot = person_spot(code, key, _me(request))
    noted = pages.recused_before(spot.person)
    if struck := _chosen(request, {str(one.pk): one for one in noted}):
        return _changed(request, lambda: strike_kin(spot.person, struck, actor=_me(request)))
    form = RecusalForm(request.POST or None)
    if done(form, lambda: _noted(form, spot, _me(request))):
        messages.success(request, _("已经记下，两人互相回避。"))
        return redirect(request.path)
    shown = {"spot": spot, "form": form, "noted": pages.recused_shown(spot, noted)}
    return render(request, "registry/person_recusal.html", shown)


def _noted(form: RecusalForm, spot: PersonSpot, me: User) -> object:
    other = pages.person_named(spot, form.cleaned_data["number"], form.cleaned_data["name"])
    return note_kin(spot.person, other, Kin(form.cleaned_data["kin"]), actor=me)


def _chosen(request: HttpRequest, offered: Mapping[str, One]) -> One | None:
    """Return what a button of the list above the form names; nothing where none was pressed."""
    key = request.POST.get("end")
    if key is not None and key not in offered:
        raise Http404
    return offered[key] if key is not None else None


def _changed(request: HttpRequest, act: Callable[[], object]) -> HttpResponse:
    """The act is done, and the page comes back."""
    act()
    messages.success(request, _("改好了。"))
    return redirect(request.path)
