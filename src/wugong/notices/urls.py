"""Addresses of the inbox."""

from django.urls import path

from wugong.notices import views

urlpatterns = [
    path("inbox/", views.inbox, name="inbox"),
    path("inbox/read/", views.read_notices, name="read_notices"),
    path("inbox/<uuid:pk>/open/", views.open_notice, name="open_notice"),
]
