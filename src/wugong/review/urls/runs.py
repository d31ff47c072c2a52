"""Addresses of runs: computed, looked at, approved, posted."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
