"""Addresses of visits."""

from django.urls import path

from wugong.registry.views import visits as views

VISITS = "desk/<area:code>/visits/"

urlpatterns = [
    path(VISITS, views.visits, name="visits"),
    path(f"{VISITS}new/", views.visit_new, name="visit_new"),
    path(f"{VISITS}new/<uuid:key>/", views.visit_new, name="visit_new"),
    path(f"{VISITS}<uuid:key>/", views.visit, name="visit"),
]
