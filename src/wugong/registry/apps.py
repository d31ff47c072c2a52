"""The registry room as a Django app; a resident's own pages enter the navigation here."""

from django.apps import AppConfig
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from wugong.web.navigation import Audience, Entry, register
from wugong.web.preferences import chosen_view


class RegistryConfig(AppConfig):
    name = "wugong.registry"
    label = "registry"
    verbose_name = "人口和组织"

    def ready(self) -> None:
        """Know what happens in this room, check that its keys open what they sealed, enter "我的户"."""
        from wugong.registry import checks, receivers, right_acts  # noqa: F401, PLC0415 # why: app ready

        register(
            Entry(
                label=_("我的户"),
                icon="home-2",
                url_name="my_household",
                audience=Audience.PUBLIC,
                order=40,
                covers=frozenset({"my_readings", "my_consents", "my_correction", "my_phone"}),
                shown=_has_room_for_it,
            )
        )


def _may_live_here(request: HttpRequest) -> bool:
    """Say whether the visitor may be a resident; who is not known as one reads there how to be."""
    user = getattr(request, "user", None)  # a request may be refused before anyone asked who sends it
    return bool(user and user.is_authenticated and not user.is_staff)


def _has_room_for_it(request: HttpRequest) -> bool:
    """Say whether the bar shows it: in the elder view six wide tabs fit, and the desk leads there as well."""
    return _may_live_here(request) and chosen_view(request) != "elder"
