"""The counties room as a Django app."""

from django.apps import AppConfig


class CountiesConfig(AppConfig):
    name = "wugong.counties"
    label = "counties"
    verbose_name = "县区"

    def ready(self) -> None:
        """Register the check that keeps every table of ours divisible by county."""
        from wugong.counties import checks  # noqa: F401, PLC0415 # why: app ready
