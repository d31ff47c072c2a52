"""Addresses of duties, coverage and yards."""

from django.urls import path

from wugong.registry.views import duties as views
from wugong.registry.views import duty_lists

COVERAGE = "desk/<area:code>/coverage/"

urlpatterns = [
    path(COVERAGE, views.coverage, name="coverage"),
    path(f"{COVERAGE}duties/", views.duties, name="duties"),
    path(f"{COVERAGE}duties/new/", views.duty_new, name="duty_new"),
    path(f"{COVERAGE}duties/<uuid:key>/", views.duty, name="duty"),
    path(f"{COVERAGE}duties/<uuid:key>/card/", views.duty_card, name="duty_card"),
    path(f"{COVERAGE}yards/", duty_lists.clusters, name="clusters"),
    path(f"{COVERAGE}yards/<uuid:key>/", duty_lists.cluster, name="cluster"),
    path(f"{COVERAGE}lists/", duty_lists.duty_documents, name="duty_documents"),
]
