"""Addresses of the portal: the place code is the address, the period follows it."""

from django.urls import path

from wugong.portal import views

urlpatterns = [
    path("", views.home, name="home"),
    path("desk/", views.desk, name="desk"),
    path("desk/<place:code>/", views.town_desk, name="town_desk"),
    path("<place:code>/", views.place, name="place"),
    path("<place:code>/<period:period>/", views.board, name="board"),
    path("<place:code>/<period:period>/why/", views.why, name="why"),
]
