"""Addresses of matters, by what they are about."""

from django.urls import URLPattern

from wugong.matters.plans import urls as plans
from wugong.matters.urls import desk, feeds, orders, reports

urlpatterns: list[URLPattern] = [
    *plans.urlpatterns,
    *desk.urlpatterns,
    *feeds.urlpatterns,
    *orders.urlpatterns,
    *reports.urlpatterns,
]
