"""Addresses of the media room."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
