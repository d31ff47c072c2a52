"""A round as a workbook: download it, hand it in again."""

from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any, cast
from urllib.parse import quote

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from wugong.access.abilities import Ability
from wugong.access.guards import needs
from wugong.accounts.models import User
from wugong.base.faults import FileRefused
from wugong.base.periods import Period
from wugong.base.refusals import Refusal
from wugong.review import round_pages, round_sheets, tables
from wugong.review.forms.rounds import UploadForm
from wugong.review.round_pages import Card, Desk
from wugong.review.scores import Entered, enter_scores
from wugong.review.table_intake import Taken, take_table
from wugong.web.refusals import said

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@needs(Ability.PREPARE)
@require_safe
def round_table(request: HttpRequest, code: str, period: Period, name: str) -> HttpResponse:
    """Hand out the round as a workbook: totals, or (?by=spots) what was counted."""
    desk = round_pages.desk_at(code, period)
    card = round_pages.card_of(desk, name)
    sheet = round_sheets.sheet_on(desk.town, card.day) if request.GET.get("by") == "spots" else None
    if request.GET.get("by") == "spots" and sheet is None:
        raise Http404
    book = tables.counts_book(card, sheet) if sheet else tables.totals_book(card)
    title = f"{desk.town.name}{desk.month.label}{card.input.title}{'扣分' if sheet else '评分'}.xlsx"
    attached = {"Content-Disposition": f"attachment; filename*=UTF-8''{quote(title)}"}
    return HttpResponse(book, content_type=XLSX, headers=attached)


@needs(Ability.PREPARE)
@require_http_methods(["GET", "HEAD", "POST"])
def round_upload(request: HttpRequest, code: str, period: Period, name: str) -> HttpResponse:
    """Take the round as a table, all of it or nothing."""
    desk = round_pages.desk_at(code, period)
    card = round_pages.card_of(desk, name)
    form = UploadForm(*((request.POST, request.FILES) if request.method == "POST" else ()))
    faults: list[str] = []
    count: object = 0
    if request.method == "POST" and form.is_valid():
        try:
            taken, done = _taken(desk, card, form.cleaned_data, cast(User, request.user))
        except Refusal as refusal:
            faults = _faults(refusal)
            count = refusal.facts["count"] if isinstance(refusal, FileRefused) else 1
        else:
            messages.success(request, _summed(taken, done))
            return redirect("round", code, period, name)
    context = {"desk": desk, "card": card, "form": form, "faults": faults, "count": count}
    context["sheet"] = round_sheets.sheet_on(desk.town, card.day)
    return render(request, "review/round_upload.html", context)


def _taken(desk: Desk, card: Card, data: dict[str, Any], actor: User) -> tuple[Taken, Entered]:
    file = data["table"]
    with NamedTemporaryFile(suffix=Path(file.name).suffix.lower()) as kept:
        for chunk in file.chunks():
            kept.write(chunk)
        kept.flush()
        overwrite = data["overwrite"]
        taken = take_table(Path(kept.name), file.name, desk.town, card, overwrite=overwrite, sender=actor)
    return taken, enter_scores(desk.town, taken.sheets, actor=actor)


def _faults(refusal: Refusal) -> list[str]:
    """Return what is wrong without the name of the file, which whoever sent it knows."""
    if not isinstance(refusal, FileRefused):
        return [said(refusal)]
    return [line.removeprefix(f"{refusal.facts['source']}：") for line in refusal.faults]


def _summed(taken: Taken, done: Entered) -> str:
    return _("新录 %(created)s 个，改 %(changed)s 个，未变 %(unchanged)s 个，空着 %(empty)s 个。") % {
        "created": done.created,
        "changed": done.changed,
        "unchanged": done.unchanged + taken.unchanged,
        "empty": taken.empty,
    }
