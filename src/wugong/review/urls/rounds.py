"""Addresses of rounds: what is to be inspected, entered and checked."""

from django.urls import path

from wugong.review.views import round_plans, round_tables, rounds

MONTH = "desk/<place:code>/rounds/<period:period>/"
ROUND = f"{MONTH}<slug:name>/"

urlpatterns = [
    path("scoring/", rounds.scoring, name="scoring"),
    path(MONTH, rounds.rounds, name="rounds"),
    path(ROUND, rounds.round, name="round"),
    path(f"{ROUND}sheet.xlsx", round_tables.round_table, name="round_table"),
    path(f"{ROUND}upload/", round_tables.round_upload, name="round_upload"),
    path(f"{ROUND}plan/", round_plans.round_plan, name="round_plan"),
    path(f"{ROUND}check/", rounds.round_check, name="round_check"),
    path(f"{ROUND}return/", rounds.round_return, name="round_return"),
    path(f"{ROUND}<place:village>/", rounds.fill, name="fill"),
]
