"""Public pages that are drawn once: what is approved stays, and a visitor without a session adds nothing.

Such a page depends on its address, the view, the language, how much its town has made public, and how often
its places have merged, split or changed their codes or names.
"""

from collections.abc import Callable
from hashlib import blake2b

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.utils.translation import get_language

from wugong.web.preferences import chosen_view

KEPT = 600  # seconds: only the county's name could have changed meanwhile
PERSONAL = (settings.SESSION_COOKIE_NAME, "messages")


def kept(request: HttpRequest, stamp: str, draw: Callable[[], HttpResponse]) -> HttpResponseBase:
    """Return the page as it was drawn for this stamp; whoever has a session gets one of her own.

    A browser that still has the page is told so, and fetches nothing again.
    """
    if request.META.get("QUERY_STRING") or any(name in request.COOKIES for name in PERSONAL):
        return draw()
    key = f"page:{request.path}:{chosen_view(request)}:{get_language()}:{stamp}"
    content: bytes | None = cache.get(key)
    if content is None:
        answer = draw()
        if answer.status_code != 200:
            return answer
        content = answer.content
        cache.set(key, content, KEPT)
    tag = quote_etag(blake2b(content, digest_size=12).hexdigest())
    page = HttpResponse(content, headers={"ETag": tag, "Cache-Control": "no-cache"})
    return get_conditional_response(request, etag=tag, response=page) or page
