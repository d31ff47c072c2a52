"""One's own account: roles, password, second factor, sessions, and the records about oneself."""

from typing import cast

from allauth.account.views import ReauthenticateView
from allauth.mfa.base.views import ReauthenticateView as CodeAgainView
from allauth.mfa.recovery_codes.views import GenerateRecoveryCodesView, ViewRecoveryCodesView
from allauth.mfa.totp.views import ActivateTOTPView, DeactivateTOTPView
from allauth.mfa.utils import is_mfa_enabled
from django.contrib.auth import authenticate, update_session_auth_hash
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from wugong.access import users
from wugong.access.abilities import Ability
from wugong.access.forms import PasswordForm
from wugong.access.guards import needs, signed_in
from wugong.access.sessions import end_sessions, note_session, open_sessions
from wugong.access.verdicts import roles_of
from wugong.accounts.lockout import tries_left
from wugong.accounts.models import User
from wugong.accounts.refusals import WeakPassword
from wugong.audit.models import Record, RecordQuerySet
from wugong.web.refusals import said

A_PAGE = 20


def _me(request: HttpRequest) -> User:
    return cast(User, request.user)


@signed_in
@require_safe
def me(request: HttpRequest) -> HttpResponse:
    """Show who I am here and what I may do where."""
    user = _me(request)
    roles = roles_of(user)
    facts = {
        "roles": roles,
        "reads_records": any(role.enables(Ability.READ_RECORDS) for role in roles),
        "second_factor": is_mfa_enabled(user),
    }
    return render(request, "access/me.html", facts)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def password(request: HttpRequest) -> HttpResponse:
    """Change my password; this session stays open, all others end."""
    form = PasswordForm(request.POST or None)
    if form.is_valid() and _changed(request, form):
        return redirect("me")
    return render(request, "access/password.html", {"form": form})


def _changed(request: HttpRequest, form: PasswordForm) -> bool:
    """Change the password as the form says, or say in the form why not."""
    user = _me(request)
    if authenticate(request, username=user.login_name, password=form.cleaned_data["present"]) is None:
        left = tries_left(request, user.login_name)  # with none left, the counter answers in our stead
        form.add_error("present", _("现在的密码不对，还可以试 %(left)s 次。") % {"left": left})
        return False
    try:
        users.change_password(user, form.cleaned_data["new"], actor=user)
    except WeakPassword as refusal:
        form.add_error("new", said(refusal))
        return False
    update_session_auth_hash(request, user)
    note_session(request)
    return True


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def sessions(request: HttpRequest) -> HttpResponse:
    """List where my account is open; end one of these sessions, or all but this one."""
    mine = open_sessions(_me(request).pk, request.session.session_key)
    if request.method == "POST":
        wanted = request.POST.get("session")
        others = [session for session in mine if not session.here]
        end_sessions(session for session in others if wanted in (None, str(session.row.pk)))
        return redirect("sessions")
    return render(request, "access/sessions.html", {"sessions": mine})


@signed_in
@require_safe
def my_records(request: HttpRequest) -> HttpResponse:
    """Show the records that I made or that concern me."""
    mine = Record.objects.concerning(_me(request).pk)
    return _records(
        request, mine, _("与我有关的记录"), _("您办的和涉及您的事，一条不少地记在这里，谁也改不了。")
    )


@needs(Ability.READ_RECORDS)
@require_safe
def records(request: HttpRequest) -> HttpResponse:
    """Show all records of the county to whom it falls to read them."""
    return _records(request, Record.objects.all(), _("全部记录"), _("本县区办过的每一件事，谁也改不了。"))


def _records(request: HttpRequest, found: RecordQuerySet, heading: str, lead: str) -> HttpResponse:
    page = Paginator(found.newest_first(), A_PAGE).get_page(request.GET.get("page"))
    return render(request, "access/records.html", {"page": page, "heading": heading, "lead": lead})


@signed_in
@require_safe
def second_factor(request: HttpRequest) -> HttpResponse:
    """Show whether the second step is set up, and what can be done about it."""
    return render(request, "access/second_factor.html", {"second_factor": is_mfa_enabled(_me(request))})


set_up = signed_in(ActivateTOTPView.as_view(template_name="access/set_up.html"))
take_down = signed_in(transaction.atomic(DeactivateTOTPView.as_view(template_name="access/take_down.html")))
backup_codes = signed_in(ViewRecoveryCodesView.as_view(template_name="access/backup_codes.html"))
new_backup_codes = signed_in(GenerateRecoveryCodesView.as_view(template_name="access/new_backup_codes.html"))
confirm = signed_in(ReauthenticateView.as_view(template_name="access/confirm.html"))
confirm_by_code = signed_in(CodeAgainView.as_view(template_name="access/confirm_by_code.html"))
