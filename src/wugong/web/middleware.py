"""Around every view: refusals become answers, and caches learn that pages differ by cookie."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import patch_vary_headers

from wugong.base.refusals import Refusal
from wugong.web.refusals import refused

Answer = Callable[[HttpRequest], HttpResponseBase]


class RefusalPages:
    """Answers a refusal raised by a view; every other exception goes on."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if response.get("Content-Type", "").startswith("text/html"):
            patch_vary_headers(response, ["Cookie", "HX-Request"])
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        return refused(request, exception) if isinstance(exception, Refusal) else None
