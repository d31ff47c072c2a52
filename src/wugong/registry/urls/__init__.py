"""Addresses of the register, by what they are about."""

from django.urls import URLPattern

from wugong.registry.urls import (
    bodies,
    duties,
    elections,
    grids,
    households,
    imports,
    links,
    mine,
    persons,
    pools,
    register,
    requests,
    rights,
    visits,
)

urlpatterns: list[URLPattern] = [
    *register.urlpatterns,
    *households.urlpatterns,
    *imports.urlpatterns,
    *links.urlpatterns,
    *mine.urlpatterns,
    *persons.urlpatterns,
    *requests.urlpatterns,
    *rights.urlpatterns,
    *duties.urlpatterns,
    *grids.urlpatterns,
    *visits.urlpatterns,
    *elections.urlpatterns,
    *pools.urlpatterns,
    *bodies.urlpatterns,  # last: its steps take any word
]
