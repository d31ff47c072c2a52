"""The inbox: one's own notices, and nobody else's."""

from typing import cast
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from wugong.access.guards import signed_in
from wugong.access.shells import shell_of
from wugong.accounts.models import User
from wugong.notices import inbox as acts
from wugong.notices.models import Notice

A_PAGE = 20


def _me(request: HttpRequest) -> User:
    return cast(User, request.user)


@signed_in
@require_safe
def inbox(request: HttpRequest) -> HttpResponse:
    """List what I was told: the unread first, then the newest."""
    mine = Notice.everywhere.to_user(_me(request)).unread_first()
    page = Paginator(mine, A_PAGE).get_page(request.GET.get("page"))
    return render(request, "notices/inbox.html", {"page": page, "shell": shell_of(_me(request))})


@signed_in
@require_POST
def open_notice(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Mark a notice of mine as read and go where it leads."""
    notice = get_object_or_404(Notice.everywhere.to_user(_me(request)), pk=pk)
    acts.read(notice, actor=_me(request))
    return redirect(notice.link)


@signed_in
@require_POST
def read_notices(request: HttpRequest) -> HttpResponse:
    """Mark all notices of mine as read."""
    acts.read_all(actor=_me(request))
    return redirect("inbox")
