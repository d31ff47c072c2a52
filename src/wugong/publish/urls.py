"""Addresses of the publish room."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
