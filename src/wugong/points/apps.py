"""The points room as a Django app."""

from django.apps import AppConfig
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from wugong.web.navigation import Audience, Entry, register

PANEL = ("scoring_points", "score_points")


class PointsConfig(AppConfig):
    name = "wugong.points"
    label = "points"
    verbose_name = "积分"

    def ready(self) -> None:
        """Know what happens in this room, and what is told of it, part by part; enter "积分"."""
        from wugong.points import (  # noqa: F401, PLC0415 # why: app ready
            acts,
            notices,
            panel_acts,
            panel_notices,
            pool_acts,
            pool_notices,
            recheck_acts,
        )

        register(
            Entry(
                label=_("积分"),
                icon="star",
                url_name="my_points",
                audience=Audience.PUBLIC,
                order=35,
                covers=frozenset(
                    {"claim_new", "claim", "points_statement", "scoring_points", "score_points"}
                ),
                shown=_may_live_here,
            )
        )


def _may_live_here(request: HttpRequest) -> bool:
    """Say whether the visitor may be a resident; who is not known as one reads there how to be."""
    user = getattr(request, "user", None)  # a request may be refused before anyone asked who sends it
    return bool(user and user.is_authenticated and not user.is_staff)
