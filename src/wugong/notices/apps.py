"""The notices room as a Django app; the inbox enters the navigation here."""

from django.apps import AppConfig
from django.http import HttpRequest
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _

from wugong.web.navigation import Audience, Entry, register


class NoticesConfig(AppConfig):
    name = "wugong.notices"
    label = "notices"
    verbose_name = "消息"

    def ready(self) -> None:
        """Know the notices of every room, and enter the inbox into both shells."""
        from wugong.notices import register_notices  # noqa: F401, PLC0415 # why: app ready
        from wugong.notices.queries import unread_of  # noqa: PLC0415 # why: app ready

        autodiscover_modules("notices")
        for audience in Audience:
            register(
                Entry(
                    label=_("消息"),
                    icon="bell",
                    url_name="inbox",
                    audience=audience,
                    order=30,
                    shown=_has_signed_in,
                    badge=unread_of,
                )
            )


def _has_signed_in(request: HttpRequest) -> bool:
    user = getattr(request, "user", None)  # a request may be refused before anyone asked who sends it
    return user is not None and user.is_authenticated
