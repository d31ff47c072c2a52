"""Five wrong passwords for one login name from one address shut that door for a while, and no other."""

from typing import Any

from allauth.account.adapter import get_adapter
from axes.helpers import get_cool_off, get_failure_limit
from axes.models import AccessAttempt
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from wugong.accounts.queries import login_name_of
from wugong.accounts.refusals import PhoneShared


def login_name_tried(request: HttpRequest, credentials: dict[str, Any] | None = None) -> str:
    """Return the login name that is being tried, however this was called."""
    known = credentials or {}
    typed = known.get("username") or known.get("login_name") or request.POST.get("login", "")
    try:
        return login_name_of(str(typed))
    except PhoneShared:
        return str(typed)


def address_of(request: HttpRequest) -> str:
    """Return the address of whoever asks, as the sessions' list knows it too; a program has none."""
    return str(get_adapter().get_client_ip(request)) if "REMOTE_ADDR" in request.META else ""


def tries_left(request: HttpRequest, login_name: str) -> int:
    """Return how many more times this login name can be tried from this address."""
    failures: int = sum(_attempts(request, login_name).values_list("failures_since_start", flat=True))
    limit: int = get_failure_limit(request, None)
    return max(0, limit - failures)


def locked_out(request: HttpRequest, response: Any, credentials: dict[str, Any] | None) -> HttpResponse:
    """Say that this door is shut, and when it opens again."""
    last = _attempts(request, login_name_tried(request, credentials)).order_by("attempt_time").last()
    opens = (last.attempt_time if last else timezone.now()) + get_cool_off(request)
    return render(request, "accounts/locked_out.html", {"opens": opens}, status=429)


def _attempts(request: HttpRequest, login_name: str) -> Any:
    """Return the failures that still count."""
    since = timezone.now() - get_cool_off(request)
    return AccessAttempt.objects.filter(
        username=login_name, ip_address=address_of(request), attempt_time__gte=since
    )
