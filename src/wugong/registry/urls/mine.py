"""Addresses of a resident's own pages."""

from django.urls import path

from wugong.registry.views import mine

urlpatterns = [
    path("household/", mine.my_household, name="my_household"),
    path("household/readings/", mine.my_readings, name="my_readings"),
    path("household/consents/", mine.my_consents, name="my_consents"),
    path("household/<uuid:key>/correction/", mine.my_correction, name="my_correction"),
    path("household/<uuid:key>/phone/", mine.my_phone, name="my_phone"),
]
