"""Addresses of persons."""

from django.urls import path

from wugong.registry.views import members, persons

PERSON = "desk/<area:code>/persons/<uuid:key>/"

urlpatterns = [
    path(PERSON, persons.person, name="person"),
    path(f"{PERSON}reveal/", persons.person_reveal, name="person_reveal"),
    path(f"{PERSON}contact/", members.person_contact, name="person_contact"),
    path(f"{PERSON}residence/", members.person_residence, name="person_residence"),
]
