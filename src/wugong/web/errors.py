"""Pages for what goes wrong before or beside a view: 400, 403, 404, 413 and 500."""

import logging
import secrets
from http import HTTPStatus

from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.utils.translation import get_language, gettext

from wugong.web.access_marks import mark_access
from wugong.web.preferences import chosen_view
from wugong.web.refusals import About, refusal_page, wants_json

logger = logging.getLogger(__name__)

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # no 0 O 1 I L: the number is read out over the telephone


def error_number() -> str:
    """Return a number to quote, short enough to say on the telephone."""
    return "".join(secrets.choice(ALPHABET) for _ in range(8))


def answer(request: HttpRequest, status: HTTPStatus, sentence: str, about: About) -> HttpResponse:
    """Answer with a page that says what is wrong, or with the sentence alone for a program."""
    if wants_json(request):
        return JsonResponse({"code": f"web.{status.value}", "sentence": sentence}, status=status)
    return refusal_page(request, sentence, status, about)


@mark_access("public")
def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Say that the request could not be read, or was more than a form may bring; nothing was written."""
    if isinstance(exception, RequestDataTooBig):
        sentence = gettext("填写的文字太长，没有写入任何内容。请分几次交，或者把长的正文存成文件再交。")
        return answer(request, HTTPStatus.REQUEST_ENTITY_TOO_LARGE, sentence, "step")
    sentence = gettext("这个请求不完整或不对，请回到上一页再试一次。")
    return answer(request, HTTPStatus.BAD_REQUEST, sentence, "step")


@mark_access("public")
def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Say why the door is shut; the reason is the exception's own text where it has one."""
    told = isinstance(exception, PermissionDenied) and str(exception)
    sentence = told or gettext("这一页只给有相应职责的人看。")
    return answer(request, HTTPStatus.FORBIDDEN, sentence, "door")


@mark_access("public")
def form_expired(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Say that the form was open too long or came from elsewhere; nothing was written."""
    sentence = gettext("这张表打开太久，或不是从本站打开的。没有写入任何内容，请回到上一页，刷新后再交一次。")
    return answer(request, HTTPStatus.FORBIDDEN, sentence, "step")


@mark_access("public")
def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Say that nothing is here and where else to look."""
    sentence = gettext("这个网址下没有内容。")
    return answer(request, HTTPStatus.NOT_FOUND, sentence, "address")


@mark_access("public")
def broken(request: HttpRequest) -> HttpResponse:
    """Give a number to quote; the same number stands in the log. Works without database and context."""
    number = error_number()
    logger.error("error %s at %s %s", number, request.method, request.path, exc_info=True)
    facts = {"number": number, "elder": chosen_view(request) == "elder", "LANGUAGE_CODE": get_language()}
    if wants_json(request):
        return JsonResponse({"code": "web.500", "number": number}, status=500)
    try:
        return HttpResponse(render_to_string("web/500.html", facts), status=500)
    except Exception:  # noqa: BLE001 -- the page itself may be what is broken; the number must get through
        return HttpResponse(f"系统出错了，请报这个号：{number}", "text/plain; charset=utf-8", status=500)
