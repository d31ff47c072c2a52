"""The county's organisation templates: what holds, a draft with its faults by line, adopting it."""

from datetime import date
from typing import cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from wugong.access.abilities import Ability
from wugong.access.guards import needs
from wugong.access.refusals import NotAllowed
from wugong.accounts.models import User
from wugong.base.refusals import Refusal
from wugong.places.codes import Level
from wugong.places.models import Place
from wugong.registry.body_template_pages import Draft, documents_on, starting_text
from wugong.registry.body_templates import adopt_templates, read_draft
from wugong.registry.forms.body_templates import TemplatesForm
from wugong.registry.permissions import can_adopt_templates


@needs(Ability.READ_PLACE)
@require_http_methods(["GET", "HEAD", "POST"])
def body_templates(request: HttpRequest, code: str) -> HttpResponse:
    """Show the documents in force; the rule keeper tries another one here and adopts it."""
    place = get_object_or_404(Place.objects.select_related("county"), code=code)
    if place.level is not Level.COUNTY:
        raise Http404
    me = cast(User, request.user)
    may_adopt = bool(can_adopt_templates(me, place))
    source = request.GET.get("source", "")
    form = TemplatesForm(request.POST or None, request.FILES or None, initial={"text": starting_text(source)})
    draft = Draft()
    if request.method == "POST":
        can_adopt_templates(me, place).or_refuse()
        draft = _tried(form)
        if draft.found and "adopt" in request.POST and _adopted(request, place, form, draft):
            return redirect("body_templates", code)
    context = {"place": place, "form": form, "draft": draft, "source": source, "may_adopt": may_adopt}
    context["documents"] = documents_on(timezone.localdate())
    return render(request, "registry/body_templates.html", context)


def _tried(form: TemplatesForm) -> Draft:
    """Return the draft as read, or with what is wrong in it."""
    if not form.is_valid():
        return Draft()
    try:
        return Draft(found=read_draft(form.whole), text=form.whole)
    except Refusal as refusal:
        return Draft(faults=refusal.lines, text=form.whole)


def _adopted(request: HttpRequest, place: Place, form: TemplatesForm, draft: Draft) -> bool:
    since: date | None = form.cleaned_data["since"]
    if since is None:
        form.add_error("since", _("请选一个生效日期。"))
        return False
    try:
        adopt_templates(place, draft.text, actor=cast(User, request.user), since=since)
    except NotAllowed:
        raise
    except Refusal as refusal:
        draft.faults = refusal.lines
        return False
    messages.success(request, _("已发布，自 %(since)s 起用。") % {"since": since})
    return True
