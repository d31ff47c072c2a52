"""In and out at the door; who is inside already is sent on."""

from allauth.account.views import LoginView
from allauth.mfa.base.views import AuthenticateView
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from wugong.web.access_marks import mark_access

sign_in = mark_access("public")(LoginView.as_view(template_name="accounts/sign_in.html"))
second_step = mark_access("public")(AuthenticateView.as_view(template_name="accounts/second_step.html"))


@mark_access("public")
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End this session, or a sign-in that waits for its second step, and show the public pages again."""
    logout(request)
    return redirect("/")
