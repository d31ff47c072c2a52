"""Public pages that are drawn once: what is approved stays, and a visitor without a session adds nothing.

Such a page depends on its address, the view, the language, and how much its town has made public.
"""

from collections.abc import Callable

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language

from wugong.web.preferences import chosen_view

KEPT = 600  # seconds: only a place's name could have changed meanwhile
PERSONAL = (settings.SESSION_COOKIE_NAME, "messages")


def kept(request: HttpRequest, stamp: str, draw: Callable[[], HttpResponse]) -> HttpResponse:
    """Return the page as it was drawn for this stamp; whoever has a session gets one of her own."""
    if request.META.get("QUERY_STRING") or any(name in request.COOKIES for name in PERSONAL):
        return draw()
    key = f"page:{request.path}:{chosen_view(request)}:{get_language()}:{stamp}"
    content: bytes | None = cache.get(key)
    if content is not None:
        return HttpResponse(content)
    answer = draw()
    if answer.status_code == 200:
        cache.set(key, answer.content, KEPT)
    return answer
