"""The access room as a Django app."""

from django.apps import AppConfig
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from wugong.web.navigation import Audience, Entry, register


class AccessConfig(AppConfig):
    name = "wugong.access"
    label = "access"
    verbose_name = "职责"

    def ready(self) -> None:
        """Enter the places into the navigation of those who may change them."""
        register(
            Entry(
                label=_("区划"),
                icon="map-pin",
                url_name="places",
                audience=Audience.DESK,
                order=70,
                covers=frozenset({"one_place", "place_act"}),
                shown=_operates,
            )
        )


def _operates(request: HttpRequest) -> bool:
    from wugong.access.abilities import Ability  # noqa: PLC0415 # why: app ready
    from wugong.access.verdicts import may_somewhere  # noqa: PLC0415 # why: app ready

    user = getattr(request, "user", None)  # a request may be refused before anyone asked who sends it
    return bool(user and user.is_authenticated and user.is_staff and may_somewhere(user, Ability.OPERATE))
