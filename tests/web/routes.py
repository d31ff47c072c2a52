"""Routes for the tests of this room: the real ones, and views that refuse or break."""

from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import include, path
from django.views.generic import TemplateView

from wugong.base.refusals import Refusal
from wugong.config.urls import handler400, handler403, handler404, handler500

__all__ = ["handler400", "handler403", "handler404", "handler500"]


class OwnFigures(Refusal):
    code = "web.tests.own_figures"
    sentence = "%(who)s不能批准自己算的结果，请交给另一位。"
    status = 403


def refuse(request: HttpRequest) -> HttpResponse:
    raise OwnFigures(who="何<b>敏</b>")


class NotPublished(Refusal):
    code = "web.tests.not_published"
    sentence = "“%(town)s”还没有公布。"
    status = 404


def unpublished(request: HttpRequest) -> HttpResponse:
    raise NotPublished(town="云塘镇")


def shut(request: HttpRequest) -> HttpResponse:
    raise PermissionDenied("只给监委会看。")


def muddle(request: HttpRequest) -> HttpResponse:
    raise SuspiciousOperation


def fall(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("a fault of ours")


def plain(request: HttpRequest) -> HttpResponse:
    return render(request, "web/base.html")


def desk(request: HttpRequest) -> HttpResponse:
    return render(request, "web/desk.html")


urlpatterns = [
    path("", plain, name="plain"),
    path("refuse/", refuse),
    path("shut/", shut),
    path("990121101/2030/", unpublished),
    path("muddle/", muddle),
    path("fall/", fall),
    path("desk/", desk, name="desk-for-tests"),
    path("by-class/", TemplateView.as_view(template_name="web/base.html")),
    path("", include("wugong.web.urls")),
]
