"""One's own sessions: where the account is open, and how to shut it there."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy

# What a browser calls itself, and what people call it; the first that fits counts.
MACHINES: Final = {
    "iPhone": gettext_lazy("苹果手机"),
    "iPad": gettext_lazy("苹果平板"),
    "Android": gettext_lazy("安卓手机"),
    "Windows": gettext_lazy("Windows 电脑"),
    "Mac OS": gettext_lazy("苹果电脑"),
    "Linux": gettext_lazy("Linux 电脑"),
}
BROWSERS: Final = {
    "MicroMessenger": gettext_lazy("微信"),
    "Edg": "Edge",
    "Firefox": "Firefox",
    "Chrome": "Chrome",
    "Safari": "Safari",
}


@dataclass(frozen=True)
class OpenSession:
    """A place where the account is open."""

    row: UserSession
    device: str
    ip: str
    since: datetime
    here: bool


def open_sessions(user_id: UUID, key: str | None) -> list[OpenSession]:
    """Return the sessions of the user that are still open, the latest first: two queries."""
    mine = list(UserSession.objects.filter(user_id=user_id).order_by("-last_seen_at"))
    keys = [row.session_key for row in mine]
    alive = set(
        Session.objects.filter(session_key__in=keys, expire_date__gt=timezone.now()).values_list(
            "session_key", flat=True
        )
    )
    return [
        OpenSession(row, device(row.user_agent), row.ip, row.last_seen_at, row.session_key == key)
        for row in mine
        if row.session_key in alive
    ]


def device(user_agent: str) -> str:
    """Return what people would call the machine and the browser."""
    machine = next((name for sign, name in MACHINES.items() if sign in user_agent), gettext("别的设备"))
    browser = next((name for sign, name in BROWSERS.items() if sign in user_agent), "")
    return f"{machine} {browser}".strip()


def note_session(request: HttpRequest) -> None:
    """The session of this request is in the list, also under the key it has just been given."""
    UserSession.objects.create_from_request(request)


def end_sessions(sessions: Iterable[OpenSession]) -> None:
    """These sessions are over: the next request from there has to sign in again."""
    for session in sessions:
        session.row.end()
