"""Turns a refusal into a page, a fragment for htmx or JSON, in the visitor's language."""

from typing import Literal

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext

from wugong.base.refusals import Refusal

About = Literal[
    "door", "address", "page", "step"
]  # who may enter, a wrong address, a page not there (yet), all else
ABOUT: dict[int, About] = {401: "door", 403: "door", 404: "page"}


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
    return refusal_page(request, sentence, status, ABOUT.get(status, "step"))


def refusal_page(request: HttpRequest, reason: str, status: int, about: About) -> HttpResponse:
    """Show the reason, the next step and the way to it; from a page of a place that is the place itself."""
    place, *further = request.path.strip("/").split("/")
    above = f"/{place}/" if further and place.isdigit() else ""
    context = {"reason": reason, "about": about, "above": above}
    return render(request, "web/refused.html", context, status=status)
