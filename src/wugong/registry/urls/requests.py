"""Addresses of change requests."""

from django.urls import path

from wugong.registry.views import asking
from wugong.registry.views import requests as views

REQUESTS = "desk/<area:code>/requests/"
HOUSEHOLD = "desk/<area:code>/households/<uuid:key>/"
PERSON = "desk/<area:code>/persons/<uuid:key>/"

urlpatterns = [
    path(REQUESTS, views.change_requests, name="change_requests"),
    path(f"{REQUESTS}<uuid:key>/", views.change_request, name="change_request"),
    path(f"{HOUSEHOLD}head/", asking.household_head, name="household_head"),
    path(f"{HOUSEHOLD}move/", asking.household_move, name="household_move"),
    path(f"{HOUSEHOLD}split/", asking.household_split, name="household_split"),
    path(f"{HOUSEHOLD}merge/", asking.household_merge, name="household_merge"),
    path(f"{PERSON}change/", asking.person_change, name="person_change"),
    path(f"{PERSON}death/", asking.person_death, name="person_death"),
]
