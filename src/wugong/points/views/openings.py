"""The page on which a village takes over the balances of its paper book."""

from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from wugong.access.guards import signed_in
from wugong.access.refusals import NotAllowed
from wugong.accounts.models import User
from wugong.base.faults import Faults, FileRefused
from wugong.base.refusals import Refusal
from wugong.points.forms.pools import OpeningForm
from wugong.points.opening_pages import OpeningPage, opening_page
from wugong.points.opening_rows import SOURCE, Row, Taken, rows_of_file, rows_pasted
from wugong.points.openings import (
    confirm_opening,
    fits,
    hand_in_opening,
    refuse_uncovered,
    send_back_opening,
    waiting_opening,
)
from wugong.points.permissions import can_read_opening_at
from wugong.points.views.pools import village_at
from wugong.web.refusals import said


def _page(request: HttpRequest, code: str) -> OpeningPage:
    """Return the village's paper book; who neither keeps its money nor supervises it is turned away."""
    me = cast(User, request.user)
    can_read_opening_at(me, code).or_refuse()
    return opening_page(village_at(code), me)


@signed_in
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def points_opening(request: HttpRequest, code: str) -> HttpResponse:
    """Look at the paper book row by row, then hand it in; once handed in, show it to the second hand."""
    page = _page(request, code)
    form = OpeningForm(request.POST or None, request.FILES or None, initial={"day": timezone.localdate()})
    context: dict[str, Any] = {"faults": (), "taken": ()}
    if request.method == "POST" and form.is_valid():
        try:
            if "adopt" in request.POST:
                return _handed_in(request, page, form)
            context |= _looked_at(page, form)
            form = _carrying(form, context["taken"])
        except NotAllowed:
            raise
        except Refusal as refusal:
            context["faults"] = _faults(refusal)
    return render(request, "points/opening.html", {**context, "page": page, "form": form})


def _handed_in(request: HttpRequest, page: OpeningPage, form: OpeningForm) -> HttpResponse:
    told = {name: form.cleaned_data[name] for name in ("day", "decision", "decided_on")}
    opening = hand_in_opening(page.village, _rows(form), actor=cast(User, request.user), **told)
    said = {"households": opening.households, "points": opening.points, "code": opening.short}
    messages.success(
        request, _("交上去了：%(households)s 户，共 %(points)s 分，核对码 %(code)s，等另一人核对。") % said
    )
    return redirect("points_opening", page.village.code)


def _looked_at(page: OpeningPage, form: OpeningForm) -> dict[str, Any]:
    taken = fits(page.village, _rows(form))
    total = sum(one.points for one in taken)
    refuse_uncovered(page.village, total)
    return {"taken": taken, "total": total, "ready": True}


@signed_in
@require_POST
def points_opening_confirm(request: HttpRequest, code: str) -> HttpResponse:
    """Take the paper book over, as the second hand confirms it."""
    page = _page(request, code)
    if opening := waiting_opening(page.village):
        done = confirm_opening(opening, request.POST.get("digest", ""), actor=cast(User, request.user))
        said = {"households": done.households, "points": done.points}
        messages.success(request, _("已接过来：%(households)s 户，共 %(points)s 分。") % said)
    return redirect("points_opening", code)


@signed_in
@require_POST
def points_opening_back(request: HttpRequest, code: str) -> HttpResponse:
    """Send the paper book back to who handed it in."""
    page = _page(request, code)
    if opening := waiting_opening(page.village):
        send_back_opening(opening, request.POST.get("reason", ""), actor=cast(User, request.user))
        messages.success(request, _("退回了，交的人会收到原因。"))
    return redirect("points_opening", code)


def _rows(form: OpeningForm) -> list[Row]:
    """Return the rows of the file, or of the text; FileRefused where they cannot be told apart."""
    faults, file = Faults(SOURCE), form.cleaned_data["table"]
    if file is None:
        rows = rows_pasted(form.cleaned_data["text"], faults)
    else:
        with NamedTemporaryFile(suffix=Path(file.name).suffix.lower()) as kept:
            for chunk in file.chunks():
                kept.write(chunk)
            kept.flush()
            rows = rows_of_file(Path(kept.name), faults)
    faults.refuse()
    return rows


def _carrying(form: OpeningForm, taken: list[Taken]) -> OpeningForm:
    """Return the form with the rows as text, so that what was looked at is what is taken over."""
    text = "\n".join(f"{one.household.number}\t{one.row.name}\t{one.points}" for one in taken)
    told = {name: form.data.get(name, "") for name in ("day", "decision", "decided_on")}
    return OpeningForm({**told, "text": text})


def _faults(refusal: Refusal) -> list[str]:
    if not isinstance(refusal, FileRefused):
        return [said(refusal)]
    return [line.removeprefix(f"{SOURCE}：") for line in refusal.faults]
