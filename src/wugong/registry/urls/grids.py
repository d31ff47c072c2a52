"""Addresses of grids."""

from django.urls import path

from wugong.registry.views import grids as views

urlpatterns = [
    path("desk/<area:code>/grid/", views.grid, name="grid"),
    path("desk/<area:code>/grid/<uuid:key>/", views.grid_name, name="grid_name"),
]
