"""Routes of the web room; `config` includes them at the root."""

from django.urls import path

from wugong.web import views

urlpatterns = [
    path("view/", views.choose_view, name="view"),
    path("language/", views.choose_language, name="language"),
    path("healthz", views.healthz, name="healthz"),
    path("favicon.ico", views.favicon, name="favicon"),
    path("robots.txt", views.robots, name="robots"),
]
