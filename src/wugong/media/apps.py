"""The media room as a Django app."""

from django.apps import AppConfig


class MediaConfig(AppConfig):
    name = "wugong.media"
    label = "media"
    verbose_name = "媒体"
