"""Addresses of elections."""

from django.urls import path

from wugong.registry.views import elections

DESK = "desk/<area:code>/"

urlpatterns = [
    path(f"{DESK}bodies/<uuid:key>/election/", elections.election_new, name="election_new"),
    path(f"{DESK}elections/<uuid:key>/", elections.election, name="election"),
    path(f"{DESK}elections/<uuid:key>/candidate/", elections.candidate_new, name="candidate_new"),
]
