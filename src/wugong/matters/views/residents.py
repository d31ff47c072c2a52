"""A resident's pages of matters: mine, one of them with the question whether it is solved."""

from functools import partial
from typing import Any, Final, cast
from uuid import UUID

from django.contrib import messages
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from wugong.access.guards import public, signed_in
from wugong.accounts.models import User
from wugong.counties.actors import SYSTEM
from wugong.matters.forms.following import AnswerForm
from wugong.matters.models import Matter
from wugong.matters.moving import move
from wugong.matters.numbers import parse_number
from wugong.matters.permissions import asks
from wugong.matters.registers import held_by
from wugong.matters.report_pages import evidence_shown, matter_numbered, my_matters_of, report_page
from wugong.matters.standing import in_a_county
from wugong.registry.forms.refusing import done
from wugong.rules.register_parts import Move, Need

FOLLOWED: Final = "matters_followed"  # where a session keeps the numbers whose codes it knows


@signed_in
@never_cache
@require_safe
def my_matters(request: HttpRequest) -> HttpResponse:
    """Show what I asked for; what waits for my answer first."""
    mine = my_matters_of(cast(User, request.user), request.GET.get("page"))
    return render(request, "matters/my_matters.html", {"mine": mine})


@public
@in_a_county
@never_cache
@require_safe
def matter(request: HttpRequest, number: str) -> HttpResponse:
    """Show a matter: everybody its public side, who asked all that she may read and do."""
    digits = parse_number(number)
    if digits != number:
        return redirect("matter", digits)
    return _page(request, matter_numbered(digits))


def _page(request: HttpRequest, one: Matter, form: AnswerForm | None = None) -> HttpResponse:
    page = report_page(one, request.user, followed=followed(request, one))
    if form is None:
        form = AnswerForm(initial={"seen": one.state})
        form.needs(reason=any(Need.REASON in one.needs for one in page.asked))
    context = {"page": page, "matter": one, "form": form}
    return render(request, "matters/matter.html", context)


def followed(request: HttpRequest, one: Matter) -> bool:
    """Say whether this session gave the code of the matter."""
    return one.number in request.session.get(FOLLOWED, [])


@public
@in_a_county
@require_POST
def matter_answer(request: HttpRequest, number: str) -> HttpResponse:
    """Say that it is solved or not, or take it back, as who asked or as the neighbour drawn."""
    one, form = matter_numbered(number), AnswerForm(request.POST, request.FILES)
    page = report_page(one, request.user, followed=followed(request, one))
    wanted = next((m for m in (*page.asked, *page.others) if m.code == request.POST.get("move")), None)
    if wanted is None:
        raise Http404
    form.needs(reason=Need.REASON in wanted.needs)
    if done(form, partial(_answered, request, one, wanted, form)):
        messages.success(request, _said(wanted, one))
        return redirect("matter", number)
    return _page(request, one, form)


def _answered(request: HttpRequest, one: Matter, wanted: Move, form: AnswerForm) -> bool:
    given = form.cleaned_data
    by_code = followed(request, one) and not asks(request.user, one)
    actor = SYSTEM if by_code else cast(User, request.user)
    facts = {"seen": given["seen"], "reason": given["reason"], "photos": given["photos"]}
    move(one, wanted.code, actor=actor, by_code=by_code, **facts)
    return True


def _said(wanted: Move, one: Matter) -> str:
    confirmation = held_by(one).version.confirmation
    if confirmation and wanted.target == confirmation.solved:
        return _("记下了：解决了。谢谢您。")
    if wanted.undoes:
        return _("记下了：没有解决。已经退回去重新办，编号不变。")
    return _("记下了。")


@public
@in_a_county
@require_safe
def matter_photo(request: HttpRequest, number: str, key: UUID) -> FileResponse:
    """Show a photo of a matter, small or (?full) as it was kept, to those who see all of it."""
    photo = _evidence(request, number, key).photo
    if photo is None:
        raise Http404
    return _file(photo.file.name or "" if "full" in request.GET else photo.small, "image/jpeg")


@public
@in_a_county
@require_safe
def matter_sound(request: HttpRequest, number: str, key: UUID) -> FileResponse:
    """Play a voice note of a matter to those who see all of it."""
    sound = _evidence(request, number, key).sound
    if sound is None:
        raise Http404
    return _file(sound.file.name or "", "audio/ogg")


def _evidence(request: HttpRequest, number: str, key: UUID) -> Any:
    one = matter_numbered(number)
    return evidence_shown(one, key, request.user, followed=followed(request, one))


def _file(name: str, kind: str) -> FileResponse:
    try:
        file: Any = default_storage.open(name)
    except FileNotFoundError as gone:
        raise Http404 from gone
    kept = {"Cache-Control": "private, max-age=86400", "X-Content-Type-Options": "nosniff"}
    return FileResponse(file, content_type=kind, headers=kept)
