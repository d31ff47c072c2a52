"""Addresses of import and export."""

from django.urls import path

from wugong.registry.views import imports as views

IMPORT = "desk/<area:code>/households/import/"

urlpatterns = [
    path(IMPORT, views.household_import, name="household_import"),
    path(f"{IMPORT}<uuid:key>/", views.household_import_preview, name="household_import_preview"),
    path(f"{IMPORT}<uuid:key>/refused.xlsx", views.household_import_refused, name="household_import_refused"),
    path("desk/<area:code>/households/export/", views.household_export, name="household_export"),
]
