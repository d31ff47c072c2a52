"""Address of the first page of a register."""

from django.urls import path

from wugong.registry.views import register

urlpatterns = [path("desk/<area:code>/register/", register.register_home, name="register_home")]
