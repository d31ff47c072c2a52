"""Addresses of rounds: what is to be inspected, entered and checked."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
