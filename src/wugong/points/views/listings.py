"""The pages of lists: the desk's with what became of each claim, the public one with its files."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import cast
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from wugong.access.abilities import Ability
from wugong.access.guards import needs, public
from wugong.accounts.models import User
from wugong.places.codes import Level
from wugong.places.models import Place
from wugong.points.booking import Booked, book_listing
from wugong.points.forms.listings import ListForm
from wugong.points.listing_pages import (
    bulletin_here,
    decided_until,
    list_at,
    listing_here,
    lists_at,
    posting_of,
)
from wugong.points.listings import post_listing
from wugong.points.models import Listing
from wugong.points.panel_juries import standing_panel
from wugong.publish.bulletins import Bulletin
from wugong.publish.documents import docx_of
from wugong.publish.models import Posting
from wugong.publish.posters import poster_of
from wugong.publish.workbooks import bulletin_sheets, xlsx_of
from wugong.registry.forms.refusing import done

reading_or_writing = require_http_methods(["GET", "HEAD", "POST"])
OFFICE = "application/vnd.openxmlformats-officedocument"
Maker = Callable[[Bulletin, Posting], bytes]


def _docx(bulletin: Bulletin, posting: Posting) -> bytes:
    return docx_of(bulletin, bytes(posting.template.content) if posting.template else None)


FILES: Mapping[str, tuple[str, Maker]] = {
    "a4.pdf": ("application/pdf", lambda bulletin, _posting: poster_of(bulletin, "a4")),
    "a3.pdf": ("application/pdf", lambda bulletin, _posting: poster_of(bulletin, "a3")),
    "list.docx": (f"{OFFICE}.wordprocessingml.document", _docx),
    "list.xlsx": (
        f"{OFFICE}.spreadsheetml.sheet",
        lambda bulletin, _posting: xlsx_of(bulletin_sheets(bulletin)),
    ),
}


def _me(request: HttpRequest) -> User:
    return cast(User, request.user)


def _village(code: str) -> Place:
    return get_object_or_404(Place.objects.at_levels(Level.VILLAGE).select_related("county"), code=code)


@needs(Ability.READ_PLACE)
@require_safe
def listings(request: HttpRequest, code: str) -> HttpResponse:
    """Show the village's lists and what is decided and hangs nowhere yet."""
    page = lists_at(_village(code), _me(request))
    return render(request, "points/listings.html", {"village": page.village, "page": page})


@needs(Ability.WORK_VILLAGE_DESK)
@reading_or_writing
def listing_new(request: HttpRequest, code: str) -> HttpResponse:
    """Show what would hang, and hang it."""
    village = _village(code)
    until = _day(request.GET.get("until")) or timezone.localdate()
    form = ListForm(request.POST or None, initial={"until": until})
    if made := done(form, lambda: post_listing(village, form.cleaned_data["until"], actor=_me(request))):
        said = _("已张贴，公示到 %(day)s。请打印贴到村里的公示栏。") % {"day": made.last_day}
        messages.success(request, said)
        return redirect("listing", code, made.pk)
    context = {"village": village, "form": form, "rows": decided_until(village, until), "until": until}
    return render(request, "points/listing_new.html", context)


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text or "")
    except ValueError:
        return None


@needs(Ability.READ_PLACE)
@reading_or_writing
def listing(request: HttpRequest, code: str, key: UUID) -> HttpResponse:
    """Show a list claim by claim; book what can be booked."""
    one = listing_here(_village(code), key)
    if request.method == "POST":
        _tell(request, book_listing(one, actor=_me(request)))
        return redirect("listing", code, key)
    context = {"village": one.village, "page": list_at(one, _me(request)), "files": _files(one)}
    return render(request, "points/listing.html", context)


def _tell(request: HttpRequest, booked: Booked) -> None:
    facts = {"count": booked.count, "points": booked.points, "waiting": booked.waiting + booked.objected}
    messages.success(request, _("入账 %(count)s 件、%(points)s 分，还有 %(waiting)s 件在等。") % facts)


def _files(one: Listing) -> list[tuple[str, str, str]]:
    """Return label, icon and address of each file of a list."""
    labels = {
        "a4.pdf": (_("张贴件 A4"), "printer"),
        "a3.pdf": (_("张贴件 A3"), "printer"),
        "list.docx": (_("Word 文件"), "download"),
        "list.xlsx": (_("Excel 表"), "table"),
    }
    return [
        (label, icon, reverse("points_list_file", args=[one.village.code, one.pk, kind]))
        for kind, (label, icon) in labels.items()
    ]


@public
@require_safe
def points_list(request: HttpRequest, code: str, key: UUID) -> HttpResponse:
    """Show everybody what hangs, masked, and how to object."""
    one = listing_here(_village(code), key)
    posting = posting_of(one)
    if posting is None:
        raise Http404
    today = timezone.localdate()
    context = {
        "village": one.village,
        "listing": one,
        "posting": posting,
        "bulletin": posting.bulletin,
        "open": today <= one.objections_until,
        "left": max((one.objections_until - today) // timedelta(days=1), 0),
        "files": _files(one),
        "panel": standing_panel(one.village),
    }
    return render(request, "points/list.html", context)


@public
@require_safe
def points_list_file(request: HttpRequest, code: str, key: UUID, kind: str) -> HttpResponse:
    """Hand out the poster, the Word file or the workbook of a list."""
    one = listing_here(_village(code), key)
    posting, found = posting_of(one), FILES.get(kind)
    if posting is None or found is None:
        raise Http404
    content_type, make = found
    here = bulletin_here(posting, request.build_absolute_uri(posting.bulletin.qr_url))
    title = f"{one.village.name}{one.title}公示{kind.removeprefix('list')}"
    named = content_disposition_header(not kind.endswith("pdf"), title)
    headers = {"Content-Disposition": named}
    return HttpResponse(make(here, posting), content_type=content_type, headers=headers)
