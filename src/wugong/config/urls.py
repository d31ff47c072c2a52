"""The root of all addresses: each room adds its own; the place codes of `portal` come last."""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib import admin
from django.contrib.auth.models import Group
from django.urls import include, path, register_converter

from wugong.places.converters import AreaCodeConverter, PlaceCodeConverter
from wugong.web.converters import PeriodConverter

register_converter(PlaceCodeConverter, "place")
register_converter(AreaCodeConverter, "area")
register_converter(PeriodConverter, "period")

# Ready-made pages of the packages we rest on: what they show has acts, and pages, of our own.
for table in (Authenticator, EmailAddress, Group, UserSession):
    admin.site.unregister(table)

WITH_PAGES = (
    *("web", "accounts", "access", "media", "registry", "notices", "publish"),
    *("api", "matters", "points", "review", "share", "portal"),
)

urlpatterns = [
    path("admin/", admin.site.urls),
    *[path("", include(f"wugong.{room}.urls")) for room in WITH_PAGES],
]

handler400 = "wugong.web.errors.bad_request"
handler403 = "wugong.web.errors.forbidden"
handler404 = "wugong.web.errors.not_found"
handler500 = "wugong.web.errors.broken"
