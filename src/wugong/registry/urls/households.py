"""Addresses of households."""

from django.urls import path

from wugong.registry.views import households as views
from wugong.registry.views import members

HOUSEHOLDS = "desk/<area:code>/households/"
HOUSEHOLD = f"{HOUSEHOLDS}<uuid:key>/"

urlpatterns = [
    path(HOUSEHOLDS, views.households, name="households"),
    path(f"{HOUSEHOLDS}new/", views.household_new, name="household_new"),
    path(HOUSEHOLD, views.household, name="household"),
    path(f"{HOUSEHOLD}change/", views.household_change, name="household_change"),
    path(f"{HOUSEHOLD}locate/", views.household_locate, name="household_locate"),
    path(f"{HOUSEHOLD}care/", views.household_care, name="household_care"),
    path(f"{HOUSEHOLD}close/", views.household_close, name="household_close"),
    path(f"{HOUSEHOLD}members/new/", members.member_new, name="member_new"),
]
