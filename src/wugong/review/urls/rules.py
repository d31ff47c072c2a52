"""Addresses of what a town goes by: schemes, score sheets, replay, the special fund."""

from django.urls import path

from wugong.review.views import rules

urlpatterns = [
    path("desk/<place:code>/rules/", rules.rules, name="rules"),
    path("desk/<place:code>/rules/replay/", rules.replay, name="replay"),
    path("desk/<place:code>/rules/sheet/", rules.sheet_draft, name="sheet_draft"),
    path("desk/<place:code>/people/", rules.people, name="people"),
    path("desk/<place:code>/fund/<period:period>/", rules.fund, name="fund"),
]
