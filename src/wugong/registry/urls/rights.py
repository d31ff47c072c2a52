"""Addresses of a person's rights at the cadre's desk."""

from django.urls import path

from wugong.registry.urls.persons import PERSON
from wugong.registry.views import rights

urlpatterns = [
    path(f"{PERSON}account/", rights.person_account, name="person_account"),
    path(f"{PERSON}consents/", rights.person_consents, name="person_consents"),
    path(f"{PERSON}recusal/", rights.person_recusal, name="person_recusal"),
]
