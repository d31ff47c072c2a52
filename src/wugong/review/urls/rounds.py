"""Addresses of rounds: what is to be inspected, entered and checked."""

from django.urls import path

from wugong.review.views import rounds

MONTH = "desk/<place:code>/rounds/<period:period>/"
ROUND = f"{MONTH}<slug:name>/"

urlpatterns = [
    path("scoring/", rounds.scoring, name="scoring"),
    path(MONTH, rounds.rounds, name="rounds"),
    path(ROUND, rounds.round, name="round"),
    path(f"{ROUND}check/", rounds.round_check, name="round_check"),
    path(f"{ROUND}<place:village>/", rounds.fill, name="fill"),
]
