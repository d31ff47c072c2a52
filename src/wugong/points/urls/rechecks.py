"""Addresses of re-checks and hints."""

from django.urls import path

from wugong.points.views import rechecks

DESK = "desk/<place:code>/points/"

urlpatterns = [
    path(f"{DESK}recheck/", rechecks.rechecks, name="rechecks"),
    path(f"{DESK}recheck/draw/", rechecks.recheck_draw, name="recheck_draw"),
    path(f"{DESK}recheck/pick/", rechecks.recheck_pick, name="recheck_pick"),
    path(f"{DESK}recheck/<uuid:key>/", rechecks.recheck, name="recheck"),
    path(f"{DESK}hints/", rechecks.points_hints, name="points_hints"),
    path("points/<place:code>/recheck/", rechecks.recheck_draws, name="recheck_draws"),
]
