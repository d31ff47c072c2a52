"""Addresses of the open interface and of its keys."""

from django.urls import path

from wugong.api import views

V2 = "open311/v2/"

urlpatterns = [
    path("open311/discovery.<slug:form>", views.discovery, name="open311_discovery"),
    path(V2, views.root, name="open311_root"),
    path(f"{V2}discovery.<slug:form>", views.discovery, name="open311_own_discovery"),
    path(f"{V2}services.<slug:form>", views.service_list, name="open311_services"),
    path(f"{V2}services/<slug:code>.<slug:form>", views.service_definition, name="open311_service"),
    path(f"{V2}requests.<slug:form>", views.requests, name="open311_requests"),
    path(f"{V2}requests/<slug:number>.<slug:form>", views.request_one, name="open311_request"),
    path("outgoing/v1/matters.jsonl", views.outgoing, name="outgoing"),
    path("desk/<area:code>/interfaces/", views.client_keys, name="client_keys"),
    path("desk/<area:code>/interfaces/<uuid:key>/end/", views.client_key_end, name="client_key_end"),
]
