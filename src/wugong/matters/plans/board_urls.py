"""Addresses of what is followed of a plan: its board, its targets."""

from django.urls import path

from wugong.matters.plans import board_views as views

PLAN = "desk/<area:code>/plans/<uuid:key>/"
TARGET = f"{PLAN}indicators/<uuid:indicator>/"

urlpatterns = [
    path(f"{PLAN}board/", views.plan_board, name="plan_board"),
    path(TARGET, views.indicator_report, name="indicator_report"),
    path(f"{TARGET}verify/", views.indicator_verify, name="indicator_verify"),
]
