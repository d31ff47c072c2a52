"""The web room as a Django app."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "wugong.web"
    label = "web"
    verbose_name = "网页"
