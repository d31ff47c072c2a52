"""The access room as a Django app."""

from django.apps import AppConfig


class AccessConfig(AppConfig):
    name = "wugong.access"
    label = "access"
    verbose_name = "职责"
