"""Addresses of runs: computed, looked at, approved, posted."""

from django.urls import path

from wugong.review.views import runs

RUN = "desk/<place:code>/runs/<period:period>"

urlpatterns = [
    path("desk/<place:code>/runs/", runs.runs, name="runs"),
    path(f"{RUN}/", runs.run, name="run"),
    path(f"{RUN}/compute/", runs.run_compute, name="run_compute"),
    path(f"{RUN}/approve/", runs.run_approve, name="run_approve"),
    path(f"{RUN}/post/", runs.run_post, name="run_post"),
    path(f"{RUN}/approvers.xlsx", runs.approvers_file, name="approvers_file"),
    path(f"{RUN}/meeting/", runs.meeting, name="meeting"),
    path(f"{RUN}/send-back/", runs.run_send_back, name="run_send_back"),
]
