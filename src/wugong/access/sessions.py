"""One's own sessions: where the account is open, and how to shut it there."""

from collections.abc import Iterable
from uuid import UUID

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.http import HttpRequest
from django.utils import timezone


def open_sessions(user_id: UUID) -> list[UserSession]:
    """Return the sessions of the user that are still open, the latest first: two queries."""
    mine = list(UserSession.objects.filter(user_id=user_id).order_by("-last_seen_at"))
    alive = set(
        Session.objects.filter(
            session_key__in=[session.session_key for session in mine], expire_date__gt=timezone.now()
        ).values_list("session_key", flat=True)
    )
    return [session for session in mine if session.session_key in alive]


def note_session(request: HttpRequest) -> None:
    """The session of this request is in the list, also under the key it has just been given."""
    UserSession.objects.create_from_request(request)


def end_sessions(sessions: Iterable[UserSession]) -> None:
    """These sessions are over: the next request from there has to sign in again."""
    for session in sessions:
        session.end()
