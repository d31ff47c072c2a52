"""Addresses of links."""

from django.urls import path

from wugong.registry.views import links as views

LINKS = "desk/<area:code>/links/"
PLAN = f"{LINKS}<uuid:key>/"

urlpatterns = [
    path(LINKS, views.links, name="links"),
    path(PLAN, views.link_plan, name="link_plan"),
    path(f"{PLAN}plates/", views.link_plates, name="link_plates"),
    path(f"{PLAN}<uuid:home>/", views.link_move, name="link_move"),
]
