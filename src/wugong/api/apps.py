"""The api room as a Django app."""

from django.apps import AppConfig


class ApiConfig(AppConfig):
    name = "wugong.api"
    label = "api"
    verbose_name = "开放接口"

    def ready(self) -> None:
        """Know what happens in this room."""
        from wugong.api import acts  # noqa: F401, PLC0415 # why: app ready
