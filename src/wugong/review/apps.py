"""The review room as a Django app."""

from django.apps import AppConfig


class ReviewConfig(AppConfig):
    name = "wugong.review"
    label = "review"
    verbose_name = "共评"

    def ready(self) -> None:
        """Listen to changes of places."""
        from wugong.review import receivers  # noqa: F401, PLC0415 # why: app ready
