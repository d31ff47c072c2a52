"""Addresses of one's account and of places; `account_…` and `mfa_…` are the sign-in library's names."""

from django.urls import path, re_path

from wugong.access import place_views, views
from wugong.access.place_acts import ACTS

A_PLACE = r"^places/(?P<code>[1-9]\d{5,13})/"
AN_ACT = rf"(?P<act>{'|'.join(ACTS)})/$"

urlpatterns = [
    path("me/", views.me, name="me"),
    path("me/password/", views.password, name="password"),
    path("me/sessions/", views.sessions, name="sessions"),
    path("me/records/", views.my_records, name="my_records"),
    path("records/", views.records, name="records"),
    path("me/second-factor/", views.second_factor, name="mfa_index"),
    path("me/second-factor/set-up/", views.set_up, name="mfa_activate_totp"),
    path("me/second-factor/take-down/", views.take_down, name="mfa_deactivate_totp"),
    path("me/second-factor/codes/", views.backup_codes, name="mfa_view_recovery_codes"),
    path("me/second-factor/codes/new/", views.new_backup_codes, name="mfa_generate_recovery_codes"),
    path("me/confirm/", views.confirm, name="account_reauthenticate"),
    path("places/", place_views.places, name="places"),
    re_path(rf"{A_PLACE}$", place_views.one_place, name="one_place"),
    re_path(A_PLACE + AN_ACT, place_views.place_act, name="place_act"),
    path("me/confirm/code/", views.confirm_by_code, name="mfa_reauthenticate"),
]
