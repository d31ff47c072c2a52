"""What makes the report pages an app that opens without network: the worker, the manifest, the icons."""

from hashlib import sha256
from typing import Final

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.http import require_safe

from wugong.access.guards import public
from wugong.matters.app_icons import SIZES, seal_png

ASSETS: Final = ("web/app.css", "web/reports.css", "web/app.js", "web/outbox.js", "web/icons.svg")


@public
@never_cache
@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    """Give the worker that keeps the report pages and what they are drawn with, named after these."""
    assets = [static(one) for one in ASSETS]
    context = {"assets": assets, "state": sha256("|".join(assets).encode()).hexdigest()[:12]}
    return render(request, "matters/worker.js", context, content_type="text/javascript; charset=utf-8")


@public
@cache_control(public=True, max_age=24 * 3600)
@require_safe
def manifest(request: HttpRequest) -> JsonResponse:
    """Say how the app is called, where it opens and how it looks."""
    icons = [
        {"src": reverse("app_icon", args=[size]), "sizes": f"{size}x{size}", "type": "image/png"}
        for size in SIZES
    ]
    facts = {
        "id": "/",
        "name": _("五共"),
        "short_name": _("五共"),
        "description": _("拍下身边的事，看办到哪一步"),
        "lang": "zh-CN",
        "start_url": reverse("report_new"),
        "scope": "/",
        "display": "standalone",
        "background_color": "#F6F1E6",
        "theme_color": "#F6F1E6",
        "icons": icons,
    }
    return JsonResponse(facts, content_type="application/manifest+json")


@public
@cache_control(public=True, max_age=7 * 24 * 3600)
@require_safe
def app_icon(request: HttpRequest, size: int) -> HttpResponse:
    """Show the seal in one of the sizes that phones ask for."""
    if size not in SIZES:
        raise Http404
    return HttpResponse(seal_png(size), content_type="image/png")
