"""The matters room as a Django app."""

from django.apps import AppConfig
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from wugong.web.navigation import Audience, Entry, register

REPORTING = frozenset({"report_new", "report_to", "report_done", "matter", "follow"})


class MattersConfig(AppConfig):
    name = "wugong.matters"
    label = "matters"
    verbose_name = "事项"

    def ready(self) -> None:
        """Know what happens in this room; enter "说事" for who is known and for who is not."""
        from wugong.matters import (  # noqa: F401, PLC0415 # why: app ready
            acts,
            desk_acts,
            monthly_acts,
            recurring_acts,
        )
        from wugong.matters.plans import acts as plan_acts  # noqa: F401, PLC0415 # why: app ready

        for page, shown in (("my_matters", _is_known), ("report_new", _is_nobody)):
            register(
                Entry(
                    label=_("说事"),
                    icon="message-circle",
                    url_name=page,
                    audience=Audience.PUBLIC,
                    order=32,
                    covers=REPORTING,
                    shown=shown,
                )
            )


def _is_known(request: HttpRequest) -> bool:
    """Say whether the visitor signed in and may live somewhere here."""
    user = getattr(request, "user", None)  # a request may be refused before anyone asked who sends it
    return bool(user and user.is_authenticated and not user.is_staff)


def _is_nobody(request: HttpRequest) -> bool:
    """Say whether the visitor has not signed in."""
    user = getattr(request, "user", None)
    return not (user and user.is_authenticated)
