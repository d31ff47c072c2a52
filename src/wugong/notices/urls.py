"""Addresses of the notices room."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
