"""Addresses of photos and sounds."""

from django.urls import path

from wugong.media import views

urlpatterns = [
    path("photos/<uuid:pk>/", views.photo, name="photo"),
    path("photos/<uuid:pk>/small/", views.small_photo, name="small_photo"),
    path("sounds/<uuid:pk>/", views.sound, name="sound"),
]
