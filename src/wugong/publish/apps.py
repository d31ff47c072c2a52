"""The publish room as a Django app."""

from django.apps import AppConfig


class PublishConfig(AppConfig):
    name = "wugong.publish"
    label = "publish"
    verbose_name = "公开"
