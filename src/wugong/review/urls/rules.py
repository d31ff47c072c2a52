"""Addresses of what a town goes by: schemes, score sheets, replay, the special fund."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
