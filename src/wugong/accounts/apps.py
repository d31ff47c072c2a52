"""The accounts room as a Django app."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "wugong.accounts"
    label = "accounts"
    verbose_name = "账号"
