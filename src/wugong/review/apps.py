"""The review room as a Django app."""

from django.apps import AppConfig


class ReviewConfig(AppConfig):
    name = "wugong.review"
    label = "review"
    verbose_name = "共评"
