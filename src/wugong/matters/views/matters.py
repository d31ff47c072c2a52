"""One matter at a desk: its page, its moves, and the other acts on it; a refusal stands at its form."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from wugong.access.guards import signed_in
from wugong.matters.desk_pages import units_near
from wugong.matters.forms.matter_acts import ActForm
from wugong.matters.forms.matter_running import FORMS
from wugong.matters.forms.moving import MoveForm
from wugong.matters.forms.refusing import done
from wugong.matters.matter_pages import MatterPage, evidence_of, matter_page
from wugong.matters.moving import move
from wugong.matters.views.desk import me, sight_of

CACHING = "private, max-age=86400"


def _page(request: HttpRequest, code: str, number: str) -> MatterPage:
    return matter_page(sight_of(request, code), number)


@signed_in
@require_safe
def matter_desk(request: HttpRequest, code: str, number: str) -> HttpResponse:
    """Show one matter with all that the visitor may do."""
    return _shown(request, _page(request, code, number))


def _shown(request: HttpRequest, page: MatterPage, bound: MoveForm | ActForm | None = None) -> HttpResponse:
    units = units_near(page.matter.lies_with) if page.offered else []
    moves = [_form(page, one.move.code, units, bound) for one in page.offered]
    acts = [_act(page, kind, bound) for kind in FORMS if kind.fits(page)]
    refused = bound if bound is not None and bound not in moves and bound not in acts else None
    context: dict[str, Any] = {"page": page, "moves": moves, "acts": acts, "bound": bound, "gone": refused}
    return render(request, "matters/matter_desk.html", context, status=200 if bound is None else 422)


def _form(page: MatterPage, code: str, units: Any, bound: Any = None, *given: Any) -> MoveForm:
    if isinstance(bound, MoveForm) and bound.move.code == code:
        return bound
    version = page.held.version
    return MoveForm(page.matter, version, version.move(code), units, *given)


def _act(page: MatterPage, kind: type[ActForm], bound: Any) -> ActForm:
    return bound if isinstance(bound, kind) else kind(page)


@signed_in
@require_POST
def matter_move(request: HttpRequest, code: str, number: str, step: str) -> HttpResponse:
    """Make a move with what it needs."""
    page = _page(request, code, number)
    if step not in {one.code for one in page.held.version.moves}:
        raise Http404
    units = units_near(page.matter.lies_with)
    form = _form(page, step, units, None, request.POST, request.FILES)
    if done(form, lambda: move(page.matter, step, actor=me(request), **form.facts())) is None:
        return _shown(request, page, form)
    messages.success(request, _("“%(title)s”办好了。") % {"title": form.move.title})
    return redirect("matter_desk", code, number)


@signed_in
@require_POST
def matter_act(request: HttpRequest, code: str, number: str, act: str) -> HttpResponse:
    """Do one of the other acts."""
    page, kind = _page(request, code, number), {one.name: one for one in FORMS}.get(act)
    if kind is None:
        raise Http404
    form = kind(page, request.POST, request.FILES)
    if done(form, lambda: (form.do(me(request)),)) is None:
        return _shown(request, page, form)
    messages.success(request, str(kind.told))
    return redirect("matter_desk", code, number)


@signed_in
@require_safe
def matter_evidence(request: HttpRequest, code: str, number: str, key: UUID) -> FileResponse:
    """Hand out a photo, small or (?full) as it was kept, or a voice note, to those who see the matter."""
    found = evidence_of(_page(request, code, number), key)
    if found.photo:
        name, kind = found.photo.file.name if "full" in request.GET else found.photo.small, "image/jpeg"
    else:
        assert found.sound
        name, kind = found.sound.file.name, "audio/ogg"
    try:
        file: Any = default_storage.open(name or "")
    except FileNotFoundError as gone:
        raise Http404 from gone
    headers = {"Cache-Control": CACHING, "X-Content-Type-Options": "nosniff"}
    return FileResponse(file, content_type=kind, headers=headers)
