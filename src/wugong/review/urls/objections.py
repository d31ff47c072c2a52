"""Addresses of objections and corrections."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
