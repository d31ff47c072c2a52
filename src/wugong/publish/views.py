"""The desk's pages of this room: what hangs, taking it down, and the words and template of what will."""

from typing import Any, cast
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from wugong.access.abilities import Ability
from wugong.access.guards import needs
from wugong.accounts.models import User
from wugong.base.faults import FileRefused
from wugong.base.refusals import Refusal
from wugong.places.models import Place
from wugong.publish.bulletins import Bulletin
from wugong.publish.documents import default_template, docx_of
from wugong.publish.forms import TakeDownForm, TemplateForm, WordingForm
from wugong.publish.models import Posting
from wugong.publish.notice_periods import APPRAISAL_BULLETIN, kind_of
from wugong.publish.permissions import can_post
from wugong.publish.posters import poster_of
from wugong.publish.postings import take_down
from wugong.publish.queries import template_of, wording_for
from wugong.publish.samples import sample_bulletin
from wugong.publish.states import PostingState
from wugong.publish.word_templates import adopt_template, drop_templates
from wugong.publish.wording import set_wording
from wugong.web.refusals import said

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
KIND = APPRAISAL_BULLETIN
A_PAGE = 20


@needs(Ability.READ_PLACE)
@require_safe
def postings(request: HttpRequest, code: str) -> HttpResponse:
    """List what hangs and what hung at the place."""
    place = _place(code)
    page = Paginator(Posting.objects.filter(place=place).defer("body"), A_PAGE).get_page(
        request.GET.get("page")
    )
    return render(request, "publish/postings.html", {"place": place, "page": page})


@needs(Ability.READ_PLACE)
@require_safe
def posting(request: HttpRequest, code: str, pk: UUID) -> HttpResponse:
    """Show one posting, and to whom it falls to take it down, how."""
    one = _posting(code, pk)
    return _posting_page(request, one, TakeDownForm(hangs=one.state == PostingState.UP))


@needs(Ability.READ_PLACE)
@require_POST
def down(request: HttpRequest, code: str, pk: UUID) -> HttpResponse:
    """Take a posting down, or say why it must stay."""
    one = _posting(code, pk)
    form = TakeDownForm(request.POST, hangs=one.state == PostingState.UP)
    if form.is_valid() and _taken_down(request, one, form):
        return redirect("posting", code, pk)
    return _posting_page(request, one, form)


@needs(Ability.PREPARE)
@require_http_methods(["GET", "HEAD", "POST"])
def wording(request: HttpRequest, code: str) -> HttpResponse:
    """Show and change the words; show which template is used."""
    place = _place(code)
    initial = wording_for(place, KIND).as_fields()
    form = WordingForm(request.POST or None, initial=initial)
    if form.is_valid() and _set(request, place, form):
        return redirect("wording", code)
    return _page(request, place, form, TemplateForm())


@needs(Ability.PREPARE)
@require_POST
def adopt(request: HttpRequest, code: str) -> HttpResponse:
    """Take a template of the place's own, or say beside the field what is wrong with it."""
    place = _place(code)
    form = TemplateForm(request.POST, request.FILES)
    if form.is_valid() and _adopted(request, place, form):
        return redirect("wording", code)
    return _page(request, place, WordingForm(initial=wording_for(place, KIND).as_fields()), form)


@needs(Ability.PREPARE)
@require_POST
def drop(request: HttpRequest, code: str) -> HttpResponse:
    """Go back to the usual template."""
    drop_templates(_place(code), KIND, actor=cast(User, request.user))
    messages.success(request, _("改回了原来的 Word 模板。"))
    return redirect("wording", code)


@needs(Ability.PREPARE)
@require_safe
def word_template(request: HttpRequest, code: str) -> HttpResponse:
    """Hand out the template that comes with the house."""
    _place(code)
    return _file(default_template(), DOCX, "bulletin-template.docx")


@needs(Ability.PREPARE)
@require_safe
def sample_poster(request: HttpRequest, code: str) -> HttpResponse:
    """Show a sample poster in the place's words."""
    return _file(poster_of(_sample(code)), "application/pdf", "sample.pdf", inline=True)


@needs(Ability.PREPARE)
@require_safe
def sample_document(request: HttpRequest, code: str) -> HttpResponse:
    """Hand out a sample document in the place's words and template."""
    own = template_of(_place(code), KIND)
    return _file(docx_of(_sample(code), bytes(own.content) if own else None), DOCX, "sample.docx")


def _posting(code: str, pk: UUID) -> Posting:
    found = Posting.objects.select_related("place__county", "replaced_by").prefetch_related("replaces")
    return get_object_or_404(found, place__code=code, pk=pk)


def _posting_page(request: HttpRequest, one: Posting, form: TakeDownForm) -> HttpResponse:
    mine = not one.hidden and can_post(cast(User, request.user), one.place)
    context = {"place": one.place, "one": one, "form": form if mine else None}
    return render(request, "publish/posting.html", context)


def _taken_down(request: HttpRequest, one: Posting, form: TakeDownForm) -> bool:
    try:
        take_down(one, actor=cast(User, request.user), reason=form.cleaned_data["reason"])
    except Refusal as refusal:
        form.add_error(None, said(refusal))
        return False
    messages.success(request, _("已经撤下。纸上贴的，请派人去揭下来。"))
    return True


def _place(code: str) -> Place:
    return get_object_or_404(Place.objects.select_related("county"), code=code)


def _page(request: HttpRequest, place: Place, form: WordingForm, template_form: TemplateForm) -> HttpResponse:
    context: dict[str, Any] = {
        "place": place,
        "kind": kind_of(KIND).title,
        "form": form,
        "template_form": template_form,
        "own": template_of(place, KIND),
    }
    return render(request, "publish/wording.html", context)


def _set(request: HttpRequest, place: Place, form: WordingForm) -> bool:
    try:
        set_wording(place, KIND, form.words(), actor=cast(User, request.user))
    except Refusal as refusal:
        form.add_error(None, said(refusal))
        return False
    messages.success(request, _("已经改好，以后的通报用这些文字。"))
    return True


def _adopted(request: HttpRequest, place: Place, form: TemplateForm) -> bool:
    since = form.cleaned_data["since"]
    try:
        upload = form.cleaned_data["upload"].read()
        adopt_template(place, KIND, upload, actor=cast(User, request.user), since=since)
    except FileRefused as refusal:
        for fault in refusal.faults:
            form.add_error("upload", fault.removeprefix("模板："))
        return False
    except Refusal as refusal:
        form.add_error(None, said(refusal))
        return False
    messages.success(request, _("模板已经收下，从 %(day)s 起用。") % {"day": since})
    return True


def _sample(code: str) -> Bulletin:
    place = _place(code)
    return sample_bulletin(place, KIND, wording_for(place, KIND), timezone.localdate())


def _file(content: bytes, kind: str, name: str, *, inline: bool = False) -> HttpResponse:
    how = "inline" if inline else "attachment"
    return HttpResponse(
        content, content_type=kind, headers={"Content-Disposition": f'{how}; filename="{name}"'}
    )
