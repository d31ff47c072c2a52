"""Turns a refusal into a page, a fragment for htmx or JSON, in the visitor's language."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext

from wugong.base.refusals import Refusal


def said(refusal: Refusal) -> str:
    """Return the sentence of a refusal in the language of this visit."""
    return gettext(refusal.sentence) % refusal.facts


def wants_json(request: HttpRequest) -> bool:
    """Say whether the visitor is a program that asked for JSON."""
    if request.content_type == "application/json":
        return True
    return request.get_preferred_type(["text/html", "application/json"]) == "application/json"


def refused(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """Answer a request that a refusal has ended."""
    sentence, status = said(refusal), refusal.status
    if wants_json(request):
        return JsonResponse({"code": refusal.code, "sentence": sentence}, status=status)
    if "HX-Request" in request.headers:
        fragment = render(request, "web/parts/msg.html", {"kind": "alarm", "text": sentence}, status=status)
        fragment["HX-Retarget"] = "#messages"
        fragment["HX-Reswap"] = "innerHTML"
        return fragment
    return render(request, "web/refused.html", {"reason": sentence, "code": refusal.code}, status=status)
