"""Addresses of the appraisal, by what they are about."""

from wugong.review.urls import objections, rounds, rules, runs

urlpatterns = [
    *rounds.urlpatterns,
    *runs.urlpatterns,
    *objections.urlpatterns,
    *rules.urlpatterns,
]
