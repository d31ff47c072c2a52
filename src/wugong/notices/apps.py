"""The notices room as a Django app."""

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "wugong.notices"
    label = "notices"
    verbose_name = "消息"
