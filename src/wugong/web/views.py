"""The pages without a room of their own: view and language switch, health, robots, favicon."""

import logging

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from wugong.web.access_marks import mark_access
from wugong.web.preferences import VIEW_COOKIE, remembering

logger = logging.getLogger(__name__)

CLOSED_TO_ROBOTS = ("/admin/", "/desk/", "/me/", "/sign-in/")
SEAL = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32" fill="none">'
    '<rect width="32" height="32" rx="4" fill="#1D6446"/>'
    '<path stroke="#FFFDF8" stroke-width="2.6" d="M10 5v13M22 5v13M5 10h22M3 18h26M12 21l-5 6M20 21l5 6"/>'
    "</svg>"
)


# Neither switch changes more than looks, so both go without a token: public pages then carry nothing of the
# visitor and can be cached.
@mark_access("public")
@csrf_exempt
@require_POST
def choose_view(request: HttpRequest) -> HttpResponse:
    """Remember the standard or the elder view for a year."""
    return remembering(request, VIEW_COOKIE, "elder" if request.POST.get("view") == "elder" else "standard")


@mark_access("public")
@csrf_exempt
@require_POST
def choose_language(request: HttpRequest) -> HttpResponse:
    """Remember one of our languages for a year; an unknown one means the first."""
    wanted = request.POST.get("language", "")
    known = [code for code, _ in settings.LANGUAGES]
    chosen = wanted if wanted in known else known[0]
    return remembering(request, settings.LANGUAGE_COOKIE_NAME, chosen)


@mark_access("public")
@never_cache
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """Say whether the house can serve: the database answers one query."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        logger.exception("the database does not answer")
        return JsonResponse({"ok": False, "database": False}, status=503)
    return JsonResponse({"ok": True, "database": True})


@mark_access("public")
@cache_control(public=True, max_age=7 * 24 * 3600)
@require_safe
def favicon(request: HttpRequest) -> HttpResponse:
    """Show the seal in the browser's tab."""
    return HttpResponse(SEAL, content_type="image/svg+xml")


@mark_access("public")
@cache_control(public=True, max_age=24 * 3600)
@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Let public boards be found; keep robots out of desks, accounts and administration."""
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in CLOSED_TO_ROBOTS), ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")
