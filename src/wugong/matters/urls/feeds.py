"""Addresses of the open interfaces: feeds and calendars."""

from django.urls import path

from wugong.matters.views import feeds

urlpatterns = [
    path("matters/feed/<area:code>.rss", feeds.matters_feed, name="matters_feed"),
    path("matters/dues/<str:token>.ics", feeds.dues_calendar, name="dues_calendar"),
]
