"""The share room as a Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from wugong.web.navigation import Audience, Entry, register


class ShareConfig(AppConfig):
    name = "wugong.share"
    label = "share"
    verbose_name = "共享"

    def ready(self) -> None:
        """Know what happens in this room, and what is told of it; lead a keeper to the counter."""
        from wugong.share import acts, notices  # noqa: F401, PLC0415 # why: app ready
        from wugong.share.own_shops import keeps_a_shop, watches_a_shop  # noqa: PLC0415 # why: app ready

        register(
            Entry(
                label=_("柜台"),
                icon="basket",
                url_name="my_counter",
                audience=Audience.DESK,
                order=20,
                shown=keeps_a_shop,
            ),
            Entry(
                label=_("超市账"),
                icon="file-text",
                url_name="my_shop_desk",
                audience=Audience.DESK,
                order=48,
                covers=frozenset({"shop_desk"}),
                shown=watches_a_shop,
            ),
        )
