"""The places room as a Django app."""

from django.apps import AppConfig


class PlacesConfig(AppConfig):
    name = "wugong.places"
    label = "places"
    verbose_name = "行政区划"
