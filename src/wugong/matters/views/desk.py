"""The lists of a desk: what is to be done here, narrowed, saved under a name, done for many at once."""

from typing import Any, cast
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from wugong.access.guards import signed_in
from wugong.accounts.models import User
from wugong.base.refusals import Refusal
from wugong.matters.desk_lists import asked_for
from wugong.matters.desk_pages import desk_page
from wugong.matters.desk_sights import Sight, sight_at
from wugong.matters.models import SavedView
from wugong.matters.saved_views import drop_view, save_view
from wugong.web.refusals import said
from wugong.web.templatetags.wugong import STATUS_ICONS, icon


def me(request: HttpRequest) -> User:
    """Return who has signed in."""
    return cast(User, request.user)


def sight_of(request: HttpRequest, code: str) -> Sight:
    """Return what the visitor sees from this desk."""
    return sight_at(code, me(request))


@signed_in
@require_safe
def matters_desk(request: HttpRequest, code: str) -> HttpResponse:
    """Show the list of a desk, what burns first on top; who has only matters of her own sees those."""
    sight = sight_of(request, code)
    asked = asked_for(request.GET.dict(), sight)
    desk = desk_page(sight, asked, request.GET.get("after", ""))
    context: dict[str, Any] = {"desk": desk, "query": asked.query(), **_signs()}
    return render(request, "matters/desk.html", context)


@signed_in
@require_POST
def matters_views(request: HttpRequest, code: str) -> HttpResponse:
    """Save the filters of a list under a name, or drop a saved one."""
    sight_of(request, code)
    query = request.POST.get("query", "")[:500]
    if drop := request.POST.get("drop"):
        drop_view(get_object_or_404(SavedView.objects, pk=_key(drop)), actor=me(request))
        messages.success(request, _("删了这个常用查询。"))
    else:
        _save(request, query)
    return redirect(f"{reverse('matters_desk', args=[code])}?{query}")


def _save(request: HttpRequest, query: str) -> None:
    try:
        view = save_view(request.POST.get("title", ""), query, actor=me(request))
    except Refusal as refusal:
        messages.error(request, said(refusal))
    else:
        messages.success(request, _("存好了，叫“%(title)s”。") % {"title": view.title})


def _key(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _signs() -> dict[str, str]:
    """Return the pictures of the states, drawn once a page and not once a row."""
    return {f"sign_{kind}": icon(name) for kind, name in STATUS_ICONS.items()}
