"""The review room as a Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from wugong.web.navigation import Audience, Entry, register


class ReviewConfig(AppConfig):
    name = "wugong.review"
    label = "review"
    verbose_name = "共评"

    def ready(self) -> None:
        """Listen to changes of places; enter what is drawn for a person into the navigation."""
        from wugong.review import receivers  # noqa: F401, PLC0415 # why: app ready
        from wugong.review.round_tasks import inspects  # noqa: PLC0415 # why: app ready

        for audience in Audience:
            register(
                Entry(
                    label=_("待评"),
                    icon="checkbox",
                    url_name="scoring",
                    audience=audience,
                    order=25,
                    shown=inspects,
                )
            )
