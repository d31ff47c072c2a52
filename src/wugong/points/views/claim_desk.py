"""The village's desk of points: the first check of many, and claims for others by list, chain and table."""

from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any, cast
from urllib.parse import quote

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from wugong.access.abilities import Ability
from wugong.access.guards import needs
from wugong.accounts.models import User
from wugong.base.faults import FileRefused
from wugong.base.refusals import Refusal
from wugong.points.catalogues import in_force
from wugong.points.chain_claims import Row, claim_chain, preview
from wugong.points.claim_desk_pages import Desk, desk_at, homes_at, waiting_at
from wugong.points.claim_tables import claim_table, template_of
from wugong.points.claims import Batch, Wanted, check_many, claim_many
from wugong.points.forms.claims import BatchForm, ChainForm, TableForm
from wugong.points.models import Claim
from wugong.points.permissions import can_claim_for
from wugong.points.states import Channel
from wugong.registry.forms.refusing import done
from wugong.registry.models import Household
from wugong.rules.points_catalogue import Catalogue
from wugong.web.refusals import said

reading_or_writing = require_http_methods(["GET", "HEAD", "POST"])
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FEW = 5  # of those that a message names


def _me(request: HttpRequest) -> User:
    return cast(User, request.user)


def _catalogue(desk: Desk) -> Catalogue:
    """Return the catalogue of today; refused with the next step where the village has none."""
    return desk.catalogue or in_force(desk.village, timezone.localdate())[1]


@needs(Ability.READ_PLACE)
@reading_or_writing
def points_desk(request: HttpRequest, code: str) -> HttpResponse:
    """Show what waits and the other claims; pass the first check of those that are ticked."""
    desk = desk_at(code, _me(request))
    if request.method == "POST":
        keys = request.POST.getlist("claim")
        found = Claim.objects.filter(village=desk.village, pk__in=[key for key in keys if len(key) == 36])
        checked = check_many(found, actor=_me(request))
        messages.success(request, _("%(n)s 件初核通过。") % {"n": checked.passed})
        if left := checked.own + checked.past:
            messages.warning(request, _("%(n)s 件没有动：要回避，或者已经办过。") % {"n": left})
        return redirect("points_desk", code)
    waiting = waiting_at(desk, request.GET.get("state"), request.GET.get("page"))
    context = {"desk": desk, "waiting": waiting, "page": waiting.page}
    return render(request, "points/points_desk.html", context)


@needs(Ability.REGISTER)
@reading_or_writing
def points_batch(request: HttpRequest, code: str) -> HttpResponse:
    """Claim the same for all households that are ticked, of the village or of the group where one assists."""
    desk, posted = desk_at(code, _me(request)), request.method == "POST"
    can_claim_for(desk.visitor, desk.place).or_refuse()
    given = (request.POST, request.FILES) if posted else ()
    form = BatchForm(_catalogue(desk), *given, keeps=desk.keeps)
    if posted and (batch := done(form, lambda: _batched(request, desk, form))):
        tell_batch(request, batch)
        return redirect("points_desk" if desk.keeps else "points_batch", code)
    words, ticked = request.GET.get("q", ""), request.POST.getlist("home") or request.GET.getlist("home")
    context = {"desk": desk, "form": form, "groups": homes_at(desk, words, ticked), "words": words}
    return render(request, "points/points_batch.html", context)


def _batched(request: HttpRequest, desk: Desk, form: BatchForm) -> Batch:
    ask, key = form.ask(), form.cleaned_data["key"]
    keys = [one for one in request.POST.getlist("home") if len(one) == 36]
    found = Household.objects.within(desk.place.code).filter(pk__in=keys)
    found = found.select_related("place", "village")
    wanted = [Wanted(one, ask.item, ask.day, f"{key}:{one.pk}", ask.quantity, ask.text) for one in found]
    photos = form.cleaned_data["photos"]
    return claim_many(wanted, actor=_me(request), channel=Channel.DESK, photos=photos)


@needs(Ability.WORK_VILLAGE_DESK)
@reading_or_writing
def points_chain(request: HttpRequest, code: str) -> HttpResponse:
    """Paste a chain of names, look at what becomes of each line, then claim."""
    desk, posted = desk_at(code, _me(request)), request.method == "POST"
    form = ChainForm(_catalogue(desk), *((request.POST,) if posted else ()))
    rows: list[Row] | None = None
    if posted and request.POST.get("step") == "claim":
        if result := done(form, lambda: _chained(request, desk, form)):
            tell_batch(request, result[1])
            return redirect("points_desk", code)
    elif posted:
        rows = done(form, lambda: _previewed(request, desk, form))
    context = {"desk": desk, "form": form, "rows": rows, "sure": _sure(rows or [])}
    return render(request, "points/points_chain.html", context)


def _chained(request: HttpRequest, desk: Desk, form: ChainForm) -> tuple[list[Row], Batch]:
    chain, choices = form.cleaned_data["chain"], form.choices(request.POST)
    return claim_chain(desk.village, chain, form.ask(), choices, actor=_me(request))


def _previewed(request: HttpRequest, desk: Desk, form: ChainForm) -> list[Row]:
    chain, choices = form.cleaned_data["chain"], form.choices(request.POST)
    return preview(desk.village, chain, form.ask(), choices, actor=_me(request))


def _sure(rows: list[Row]) -> dict[str, int]:
    """Return how many lines would be claimed, with how many points, and how many are open."""
    points = [one.points for one in rows if one.points]
    return {"count": len(points), "points": sum(points), "open": sum(one.is_open for one in rows)}


@needs(Ability.WORK_VILLAGE_DESK)
@require_safe
def points_table_file(request: HttpRequest, code: str) -> HttpResponse:
    """Hand out the workbook to fill in."""
    desk = desk_at(code, _me(request))
    name = quote(_("%(village)s积分申报.xlsx") % {"village": desk.village.name})
    attached = {"Content-Disposition": f"attachment; filename*=UTF-8''{name}"}
    return HttpResponse(template_of(desk.village), content_type=XLSX, headers=attached)


@needs(Ability.WORK_VILLAGE_DESK)
@reading_or_writing
def points_table(request: HttpRequest, code: str) -> HttpResponse:
    """Take a filled-in workbook, all of it or nothing."""
    desk, posted = desk_at(code, _me(request)), request.method == "POST"
    form = TableForm(*((request.POST, request.FILES) if posted else ()))
    faults: list[str] = []
    if posted and form.is_valid():
        try:
            tell_batch(request, _taken(desk, form.cleaned_data["table"], _me(request)))
        except Refusal as refusal:
            faults = _faults(refusal)
        else:
            return redirect("points_desk", code)
    return render(request, "points/points_table.html", {"desk": desk, "form": form, "faults": faults})


def _taken(desk: Desk, file: Any, actor: User) -> Batch:
    with NamedTemporaryFile(suffix=Path(file.name).suffix.lower()) as kept:
        for chunk in file.chunks():
            kept.write(chunk)
        kept.flush()
        return claim_table(Path(kept.name), file.name, desk.village, actor=actor)


def _faults(refusal: Refusal) -> list[str]:
    """Return what is wrong without the name of the file, which whoever sent it knows."""
    if not isinstance(refusal, FileRefused):
        return [said(refusal)]
    return [line.removeprefix(f"{refusal.facts['source']}：") for line in refusal.faults]


def tell_batch(request: HttpRequest, batch: Batch) -> None:
    """Say what became of many: how many now, how many before, who was left out and why."""
    counted = {"n": len(batch.made), "points": batch.points}
    if batch.made:
        messages.success(request, _("报上 %(n)s 户次，共 %(points)s 分，等另一位干部初核。") % counted)
    if batch.there:
        messages.info(request, _("%(n)s 户次以前报过，没有重复。") % {"n": len(batch.there)})
    for one in batch.left[:FEW]:
        facts = {"number": one.wanted.household.number, "why": said(one.refusal)}
        messages.warning(request, _("%(number)s 户没有报：%(why)s") % facts)
    if (more := len(batch.left) - FEW) > 0:
        messages.warning(request, _("还有 %(n)s 户没有报，原因相近。") % {"n": more})
