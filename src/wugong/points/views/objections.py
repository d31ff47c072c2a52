"""The pages of objections and reversals: raised by a villager, answered and decided by another hand."""

from typing import cast
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from wugong.access.abilities import Ability
from wugong.access.guards import needs, signed_in
from wugong.accounts.models import User
from wugong.places.codes import Level
from wugong.places.models import Place
from wugong.points.claim_holding import RELATED
from wugong.points.forms.listings import AnswerForm, ObjectForm, ReasonForm
from wugong.points.listing_pages import doubtable, listing_here
from wugong.points.models import Claim, Objection, Reversal
from wugong.points.objection_pages import CLAIM, Case, case_at, doubts_at
from wugong.points.objections import change_points, keep_points, raise_objection
from wugong.points.permissions import can_keep
from wugong.points.queries import name_recorded
from wugong.points.reversals import approve_reversal, ask_reversal, keep_booked
from wugong.registry.forms.refusing import done

reading_or_writing = require_http_methods(["GET", "HEAD", "POST"])


def _me(request: HttpRequest) -> User:
    return cast(User, request.user)


def _village(code: str) -> Place:
    return get_object_or_404(Place.objects.at_levels(Level.VILLAGE).select_related("county"), code=code)


@signed_in
@never_cache
@reading_or_writing
def points_object(request: HttpRequest, code: str, key: UUID) -> HttpResponse:
    """Choose what is doubted on a list, and say why."""
    listing, me = listing_here(_village(code), key), _me(request)
    helps = bool(can_keep(me, listing.village))
    initial = {"claim": request.GET.get("claim", ""), "assisted": helps}
    form = ObjectForm(doubtable(listing, me), request.POST or None, helps=helps, initial=initial)
    if raised := done(form, lambda: _raised(form, me)):
        messages.success(request, _("收到了，%(day)s以前答复，答复会到您的消息里。") % {"day": raised.due})
        return redirect("points_list", code, key) if raised.before > 0 else redirect("inbox")
    return render(
        request, "points/object.html", {"listing": listing, "form": form, "village": listing.village}
    )


def _raised(form: ObjectForm, me: User) -> Objection:
    given = form.cleaned_data
    assisted = given.get("assisted", False)
    return raise_objection(form.chosen.claim, given["reason"], actor=me, assisted=assisted)


@needs(Ability.READ_PLACE)
@require_safe
def points_objections(request: HttpRequest, code: str) -> HttpResponse:
    """List what waits for an answer or a second hand, and what was answered."""
    page = doubts_at(_village(code), _me(request))
    return render(request, "points/objections.html", {"village": page.village, "page": page})


@needs(Ability.READ_PLACE)
@reading_or_writing
def points_objection(request: HttpRequest, code: str, key: UUID) -> HttpResponse:
    """Show what is doubted with all that it rests on; keep or change the points."""
    case = case_at(_village(code), key, _me(request))
    form = AnswerForm(case.range, request.POST or None)
    if request.method == "POST":
        case.verdict.or_refuse()
        if done(form, lambda: _answered(form, case, _me(request))):
            messages.success(request, _("已答复，提异议的人和这一户会收到消息。"))
            return redirect("points_objections", code)
    context = {"village": case.claim.village, "case": case, "form": form}
    return render(request, "points/objection.html", context)


def _answered(form: AnswerForm, case: Case, me: User) -> Objection:
    given = form.cleaned_data
    if given["outcome"] == "kept":
        return keep_points(case.objection, given["answer"], actor=me)
    return change_points(case.objection, given["points"], given["answer"], actor=me)


@needs(Ability.APPROVE_CLAIMS)
@reading_or_writing
def points_reverse(request: HttpRequest, code: str, key: UUID) -> HttpResponse:
    """Ask that what was booked wrongly be taken back."""
    claim = get_object_or_404(Claim.objects.select_related(*RELATED), pk=key, village__code=code)
    form = ReasonForm(request.POST or None)
    if done(form, lambda: ask_reversal(claim, form.cleaned_data["reason"], actor=_me(request))):
        messages.success(request, _("已提请，等村监委或镇里核准。"))
        return redirect("points_objections", code)
    context = {"village": claim.village, "claim": claim, "form": form, "name": name_recorded(claim.household)}
    return render(request, "points/reverse.html", context)


@needs(Ability.READ_PLACE)
@require_POST
def points_reversal(request: HttpRequest, code: str, key: UUID) -> HttpResponse:
    """Take the second hand's decision on a reversal."""
    one = get_object_or_404(Reversal.objects.select_related(*CLAIM), pk=key, claim__village__code=code)
    if request.POST.get("do") == "approve":
        approve_reversal(one, actor=_me(request))
        messages.success(request, _("已冲正，账里原来的一笔和冲正的一笔都在。"))
    elif request.POST.get("do") == "keep":
        keep_booked(one, actor=_me(request))
        messages.success(request, _("不冲正，账没有动。"))
    return redirect("points_objections", code)
