"""The accounts room as a Django app."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "wugong.accounts"
    label = "accounts"
    verbose_name = "账号"

    def ready(self) -> None:
        """Listen to the sign-in library."""
        from wugong.accounts import receivers  # noqa: F401, PLC0415 # why: app ready
