"""Addresses of points, by what they are about."""

from django.urls import URLPattern

from wugong.points.urls import claims, panels, pools, rechecks

urlpatterns: list[URLPattern] = [
    *claims.urlpatterns,
    *panels.urlpatterns,
    *pools.urlpatterns,
    *rechecks.urlpatterns,
]
