"""The pages of objections and corrections: raise, answer, correct, approve by a second person."""

from typing import cast
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from wugong.access.abilities import Ability
from wugong.access.guards import needs, public
from wugong.access.refusals import NotAllowed
from wugong.access.verdicts import may
from wugong.accounts.models import User
from wugong.base.periods import Period
from wugong.base.refusals import Refusal
from wugong.places.codes import Level
from wugong.places.models import Place
from wugong.publish.notice_periods import APPRAISAL_BULLETIN
from wugong.publish.queries import wording_for
from wugong.review import correction_cells, correction_pages, objection_pages
from wugong.review.blanking import blank_answer, blank_reason, can_blank
from wugong.review.bulletins import approve_correction_and_post
from wugong.review.corrections import prepare_correction, withdraw_correction
from wugong.review.forms.objections import AnswerForm, CorrectionForm, ObjectionForm, VillagesForm
from wugong.review.models import Correction, Objection
from wugong.review.objections import keep_figure, raise_objection
from wugong.web.refusals import said

reading_or_writing = require_http_methods(["GET", "HEAD", "POST"])


def _me(request: HttpRequest) -> User:
    return cast(User, request.user)


@public
@reading_or_writing
def object_to(request: HttpRequest, code: str, period: Period) -> HttpResponseBase:
    """Show a village's figure, until when one may object and how; take what her people write."""
    if len(code) != Level.VILLAGE:
        return redirect("board", code, period)
    village = Place.objects.known_as(code).first()
    if village is None or village.code != code:
        return redirect("object", _found(village).code, period)
    if request.method == "POST" and not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    page = objection_pages.objecting(village, period, request.user)
    form = ObjectionForm(request.POST or None)
    if form.is_valid() and _raised(request, form, page):
        return redirect("object", code, period)
    phone = wording_for(page.told.run.town, APPRAISAL_BULLETIN).phone
    context = {"page": page, "form": form, "period": period, "phone": phone}
    return render(request, "review/object.html", context)


def _found(place: Place | None) -> Place:
    if place is None:
        raise Http404
    return place


def _raised(request: HttpRequest, form: ObjectionForm, page: objection_pages.Objecting) -> bool:
    """Raise the objection as the form says, or say in the form why not."""
    run, village = page.told.run, page.told.village
    assisted = not page.own_voice or form.cleaned_data["assisted"]
    try:
        one = raise_objection(run, village, form.cleaned_data["text"], actor=_me(request), assisted=assisted)
    except NotAllowed:
        raise
    except Refusal as refusal:
        form.add_error("text", said(refusal))
        return False
    thanks = _("已收到，%(day)s以前（含当日）答复，答复会到您的消息里。")
    messages.success(request, thanks % {"day": date_format(one.due, _("n月j日"))})
    return True


@needs(Ability.READ_PLACE)
@require_safe
def objections(request: HttpRequest, code: str) -> HttpResponse:
    """List the town's objections, those that wait first, and its corrections."""
    town = _town(code)
    context = {
        "town": town,
        "rows": objection_pages.objections_of(town),
        "reads_words": _reads_words(request, town),
        "corrections": objection_pages.corrections_of(town),
    }
    return render(request, "review/objections.html", context)


@needs(Ability.READ_PLACE)
@reading_or_writing
def objection(request: HttpRequest, code: str, key: UUID) -> HttpResponse:
    """Show an objection with all that lies behind the figure; keep the figure with an answer."""
    found = Objection.objects.select_related("run__town__county", "village", "raised_by", "answered_by")
    one = get_object_or_404(found, pk=key, run__town__code=code)
    form = AnswerForm(request.POST or None)
    if _blanked(request, one) or (form.is_valid() and _answered(request, form, one)):
        return redirect("objection", code, key)
    town = one.run.town
    context = {
        "case": objection_pages.case_of(one, _me(request)),
        "form": form,
        "town": town,
        "reads_words": _reads_words(request, town),
        "blanking": one.answer and not one.blanked and can_blank(_me(request), town),
    }
    return render(request, "review/objection.html", context)


def _blanked(request: HttpRequest, one: Objection) -> bool:
    """Say whether it was asked that the answer be taken back; then it is."""
    asked = request.POST.get("do") == "blank"
    if asked:
        blank_answer(one, actor=_me(request))
        messages.success(request, _("答复已删去。"))
    return asked


def _reads_words(request: HttpRequest, town: Place) -> bool:
    """Say whether the visitor may read what was said and by whom: only those who deal with it."""
    me = _me(request)
    return bool(may(me, Ability.PREPARE, town.code) or may(me, Ability.APPROVE, town.code))


def _answered(request: HttpRequest, form: AnswerForm, one: Objection) -> bool:
    try:
        keep_figure(one, form.cleaned_data["answer"], actor=_me(request))
    except NotAllowed:
        raise
    except Refusal as refusal:
        form.add_error("answer", said(refusal))
        return False
    messages.success(request, _("已答复，提出的人会在消息里看到。"))
    return True


@needs(Ability.PREPARE)
@reading_or_writing
def correct(request: HttpRequest, code: str, period: Period) -> HttpResponse:
    """Take other scores for months of a public period; what follows from them waits for a second person."""
    asked = request.GET.getlist("village"), request.GET.get("objection", "")
    page = correction_cells.correcting(_town(code), period, *asked)
    form = CorrectionForm(page.cells, request.POST or None)
    if page.chosen and form.is_valid() and (correction := _corrected(request, form, page)):
        return redirect("correction", code, correction.pk)
    choice = VillagesForm(page.villages, initial={"village": page.chosen})
    context = {"town": page.town, "page": page, "form": form, "choice": choice}
    return render(request, "review/correct.html", context)


def _corrected(
    request: HttpRequest, form: CorrectionForm, page: correction_cells.Correcting
) -> Correction | None:
    """Prepare the correction as the form says, or say in the form why not."""
    why = form.cleaned_data["reason"]
    try:
        return prepare_correction(
            page.town, form.sheets(), actor=_me(request), reason=why, objection=page.objection
        )
    except NotAllowed:
        raise
    except Refusal as refusal:
        form.add_error(None, said(refusal))
        return None


@needs(Ability.READ_PLACE)
@reading_or_writing
def correction(request: HttpRequest, code: str, key: UUID) -> HttpResponse:
    """Show what a correction changes, each run beside its new version; approve or withdraw it."""
    found = Correction.objects.select_related(
        "town__county", "prepared_by", "decided_by", "objection__village"
    )
    one = get_object_or_404(found, pk=key, town__code=code)
    if request.method == "POST":
        _decided(request, one)
        return redirect("correction", code, key)
    page = correction_pages.deciding(one, _me(request))
    blanking = not one.blanked and not page.waits and can_blank(_me(request), one.town)
    return render(request, "review/correction.html", {"town": one.town, "page": page, "blanking": blanking})


def _decided(request: HttpRequest, one: Correction) -> None:
    if request.POST.get("do") == "approve":
        approve_correction_and_post(one, actor=_me(request))
        messages.success(request, _("已批准，新版已公示，旧版保留。"))
    elif request.POST.get("do") == "blank":
        blank_reason(one, actor=_me(request))
        messages.success(request, _("原因已删去。还在公示的通报里也写着的，请到“公示”里撤下，再重新公示。"))
    elif request.POST.get("do") == "withdraw":
        withdraw_correction(one, actor=_me(request))
        messages.success(request, _("已撤回，公布的成绩没有变动。"))


def _town(code: str) -> Place:
    if len(code) != Level.TOWN:
        raise Http404
    return get_object_or_404(Place.objects.select_related("county"), code=code)
