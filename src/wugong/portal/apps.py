"""The portal room as a Django app; its pages enter the navigation here."""

from typing import cast

from django.apps import AppConfig
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext_lazy as _

from wugong.web.navigation import Audience, Entry, register

# Pages of the town's appraisal, all reached from its desk.
TOWN_WORK = frozenset(
    {
        "correct",
        "correction",
        "fill",
        "fund",
        "meeting",
        "objection",
        "objections",
        "people",
        "posting",
        "postings",
        "replay",
        "round",
        "round_plan",
        "round_upload",
        "rounds",
        "rules",
        "run",
        "runs",
        "sheet_draft",
        "town_desk",
        "wording",
    }
)


class PortalConfig(AppConfig):
    name = "wugong.portal"
    label = "portal"
    verbose_name = "门户"

    def ready(self) -> None:
        """Enter home and desk into the navigation."""
        boards = frozenset({"place", "board", "why", "object"})
        register(
            Entry(
                label=_("考核榜"),
                icon="clipboard-check",
                url_name="home",
                audience=Audience.PUBLIC,
                order=10,
                covers=boards,
            ),
            Entry(
                label=_("工作台"),
                icon="checklist",
                url_name="desk",
                audience=Audience.PUBLIC,
                order=20,
                shown=_has_signed_in,
            ),
            Entry(
                label=_("工作台"),
                icon="checklist",
                url_name="desk",
                audience=Audience.DESK,
                order=10,
                covers=cast(frozenset[str], SimpleLazyObject(_desk_work)),
            ),
            Entry(label=_("查找"), icon="file-search", url_name="search", audience=Audience.DESK, order=15),
            Entry(
                label=_("公开榜"),
                icon="clipboard-check",
                url_name="home",
                audience=Audience.DESK,
                order=45,
                covers=boards,
            ),
        )


def _has_signed_in(request: HttpRequest) -> bool:
    user = getattr(request, "user", None)  # a request may be refused before anyone asked who sends it
    return user is not None and user.is_authenticated


def _desk_work() -> frozenset[str]:
    """Return the pages reached from the desk of a place; asked once addresses can be resolved."""
    from wugong.registry.urls import urlpatterns  # noqa: PLC0415 # why: app ready

    return TOWN_WORK | frozenset(
        one.name for one in urlpatterns if one.name and str(one.pattern).startswith("desk/")
    )
