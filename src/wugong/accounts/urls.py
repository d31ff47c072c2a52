"""The door's addresses; the names beginning with `account_` and `mfa_` are the sign-in library's."""

from django.urls import path

from wugong.accounts import views

urlpatterns = [
    path("sign-in/", views.sign_in, name="account_login"),
    path("sign-in/code/", views.second_step, name="mfa_authenticate"),
    path("sign-out/", views.sign_out, name="account_logout"),
]
