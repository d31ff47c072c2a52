"""Registers at a desk: the catalogue, one with its own columns, handed out, adopted; the working days."""

from typing import Any
from urllib.parse import quote

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from wugong.access.abilities import Ability
from wugong.access.guards import needs, signed_in
from wugong.matters.calendar_pages import calendar_page
from wugong.matters.calendars import settle_day
from wugong.matters.desk_sights import held_at
from wugong.matters.exports import Export, export_register
from wugong.matters.forms.refusing import done
from wugong.matters.forms.registers import BOOK, CLEAR, AdoptForm, DayForm, DraftForm, ExportForm
from wugong.matters.register_drafts import draft_of, starting_text
from wugong.matters.register_pages import catalogue, register_page
from wugong.matters.registers import adopt_register
from wugong.matters.views.desk import me, sight_of
from wugong.places.codes import Level

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
reading_or_writing = require_http_methods(["GET", "HEAD", "POST"])


@signed_in
@require_safe
def registers(request: HttpRequest, code: str) -> HttpResponse:
    """Show which registers there are, with their figures here."""
    return render(request, "matters/registers.html", {"page": catalogue(sight_of(request, code))})


@signed_in
@require_safe
def register_list(request: HttpRequest, code: str, register: str) -> HttpResponse:
    """Show one register with its own columns."""
    sight = sight_of(request, code)
    given = request.GET
    page = register_page(sight, held_at(sight, register), given.get("state", ""), given.get("after", ""))
    return render(request, "matters/register.html", {"page": page})


@signed_in
@reading_or_writing
def register_export(request: HttpRequest, code: str, register: str) -> HttpResponseBase:
    """Hand a register out, as a workbook or as JSON Lines, while it is read."""
    sight = sight_of(request, code)
    held, form = held_at(sight, register), ExportForm(request.POST or None)
    if form.is_bound and (export := done(form, lambda: _exported(request, sight, held, form))):
        return _file(export, book=form.cleaned_data["kind"] == BOOK)
    return render(request, "matters/export.html", {"sight": sight, "held": held, "form": form})


def _exported(request: HttpRequest, sight: Any, held: Any, form: ExportForm) -> Export:
    given = form.cleaned_data
    clear, book = given["how"] == CLEAR, given["kind"] == BOOK
    return export_register(sight, held, actor=me(request), in_clear=clear, reason=given["reason"], book=book)


def _file(export: Export, *, book: bool) -> StreamingHttpResponse:
    name = f"{export.sight.place.name}{export.held.register.title}{'.xlsx' if book else '.jsonl'}"
    attached = {"Content-Disposition": f"attachment; filename*=UTF-8''{quote(name)}"}
    kind = XLSX if book else "application/x-ndjson; charset=utf-8"
    return StreamingHttpResponse(
        export.book() if book else export.lines(), content_type=kind, headers=attached
    )


@needs(Ability.ADOPT_RULES)
@reading_or_writing
def register_adopt(request: HttpRequest, code: str) -> HttpResponse:
    """Show a draft of a register with its faults and what it would be; adopt it as was decided."""
    sight = sight_of(request, code[: Level.COUNTY])
    posted, adopting = request.method == "POST", "adopt" in request.POST
    text = starting_text(request.GET.get("source", ""))
    given = DraftForm(request.POST, request.FILES) if posted else DraftForm(initial={"text": text})
    draft = draft_of(given.whole) if posted and given.is_valid() else None
    form = AdoptForm(request.POST if adopting else None)
    if draft and draft.register and adopting and done(form, lambda: _adopted(request, sight, draft, form)):
        messages.success(request, _("发布了“%(title)s”。新登记的按它办。") % {"title": draft.register.title})
        return redirect("register_list", code, draft.register.code)
    if draft:
        given = DraftForm({"text": draft.text})
    context = {"sight": sight, "given": given, "form": form, "draft": draft}
    return render(request, "matters/register_adopt.html", context)


def _adopted(request: HttpRequest, sight: Any, draft: Any, form: AdoptForm) -> object:
    return adopt_register(sight.place, draft.text, decision=form.cleaned_data["decision"], actor=me(request))


@signed_in
@reading_or_writing
def calendar(request: HttpRequest, code: str) -> HttpResponse:
    """Show the days of a year that are off or worked; who keeps the rules settles others."""
    sight = sight_of(request, code)
    today = timezone.localdate()
    form = DayForm(request.POST if request.method == "POST" else None)
    if form.is_bound and done(form, lambda: _settled(request, form)) is not None:
        facts = {"day": form.cleaned_data["day"]}
        messages.success(request, _("%(day)s 定好了，受影响的期限重算了。") % facts)
        return redirect(f"{request.path}?year={facts['day'].year}")
    page = calendar_page(_year(request.GET.get("year", ""), today.year), today)
    return render(request, "matters/calendar.html", {"sight": sight, "page": page, "form": form})


def _settled(request: HttpRequest, form: DayForm) -> object:
    given = form.cleaned_data
    county = sight_of(request, me(request).county.code).place
    working = given["working"] == "yes"
    return settle_day(county, given["day"], working, given["title"], given["source"], actor=me(request))


def _year(text: str, usual: int) -> int:
    if not text:
        return usual
    if not (text.isascii() and text.isdigit() and len(text) == 4):
        raise Http404
    return int(text)
