"""What every page of ours knows: the visitor's view and language, the navigation, the address."""

from functools import cache

from django.conf import settings
from django.http import HttpRequest

from wugong.web import navigation
from wugong.web.preferences import chosen_view


def page(request: HttpRequest) -> dict[str, object]:
    """Return the context of the shells; the navigation is worked out only where a shell lists it."""
    return {
        # Not named `view`: class-based views put themselves under that name.
        "elder": chosen_view(request) == "elder",
        "page_address": request.get_full_path(),
        "languages": settings.LANGUAGES,
        "public_links": cache(lambda: list(navigation.links(request, navigation.Audience.PUBLIC))),
        "desk_links": cache(lambda: list(navigation.links(request, navigation.Audience.DESK))),
    }
