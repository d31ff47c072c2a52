"""Whoever holds an office role sets up a second factor before anything that is not public opens."""

from collections.abc import Callable
from typing import Any

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect

from wugong.access.roles import OFFICE
from wugong.access.verdicts import roles_of
from wugong.accounts.models import User
from wugong.web.access_marks import access_rule_of

SETTING_UP = frozenset({"mfa_activate_totp", "mfa_view_recovery_codes", "account_reauthenticate"})


class SecondFactor:
    """Sends an officer without an authenticator to where one is set up, unless WUGONG_SECOND_FACTOR=no."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        """Let public pages and the setting up itself pass; ask the database for the others only."""
        if not settings.SECOND_FACTOR or access_rule_of(view) == "public":
            return None
        match = request.resolver_match
        if match is not None and match.url_name in SETTING_UP:
            return None
        if isinstance(request.user, User) and must_set_up(request.user):
            return redirect("mfa_activate_totp")
        return None


def must_set_up(user: User) -> bool:
    """Say whether the user holds an office role and has no authenticator yet."""
    return any(role.kind in OFFICE for role in roles_of(user)) and not is_mfa_enabled(user)
