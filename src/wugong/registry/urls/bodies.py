"""Addresses of organisations, their offices and members, and of the county's templates."""

from django.urls import path

from wugong.registry.views import bodies, body_acts, body_templates

DESK = "desk/<area:code>/"
BODIES = f"{DESK}bodies/"
BODY = f"{BODIES}<uuid:key>/"

urlpatterns = [
    path("desk/<place:code>/body-templates/", body_templates.body_templates, name="body_templates"),
    path(BODIES, bodies.bodies, name="bodies"),
    path(f"{BODIES}found/<slug:profile>/", bodies.bodies_found, name="bodies_found"),
    path(f"{BODIES}new/", bodies.body_new, name="body_new"),
    path(f"{BODIES}none/", bodies.unaffiliated_people, name="unaffiliated"),
    path(f"{BODIES}papers/<slug:paper>/", bodies.body_paper, name="body_paper"),
    path(BODY, bodies.body, name="body"),
    path(f"{BODY}roster/", bodies.body_roster, name="body_roster"),
    path(f"{BODY}members/<uuid:member>/", body_acts.member_leave, name="member_leave"),
    path(f"{BODY}asked/<uuid:request_key>/", body_acts.join_decide, name="join_decide"),
    path(f"{BODY}offices/<uuid:holding>/<slug:act>/", body_acts.holding_act, name="holding_act"),
    path(f"{BODY}<slug:act>/", body_acts.body_act, name="body_act"),
]
