"""Addresses of claims, events and household cards."""

from django.urls import path

from wugong.points.views import cards, claim_desk, claims, events

DESK = "desk/<place:code>/points/"
ONE = "points/claims/<uuid:key>/"

urlpatterns = [
    path("points/mine/", claims.my_points, name="my_points"),
    path("points/claim/", claims.claim_new, name="claim_new"),
    path(ONE, claims.claim, name="claim"),
    path(f"{ONE}withdraw/", claims.claim_withdraw, name="claim_withdraw"),
    path(f"{ONE}answer/", claims.claim_answer, name="claim_answer"),
    path(f"{ONE}blank/", claims.claim_blank, name="claim_blank"),
    path(f"{ONE}check/", claims.claim_check, name="claim_check"),
    path(f"{ONE}photos/<uuid:photo>/", claims.claim_photo, name="claim_photo"),
    path("points/card/<str:token>/", cards.card, name="card"),
    path(DESK, claim_desk.points_desk, name="points_desk"),
    path("desk/<area:code>/points/batch/", claim_desk.points_batch, name="points_batch"),
    path(f"{DESK}chain/", claim_desk.points_chain, name="points_chain"),
    path(f"{DESK}table/", claim_desk.points_table, name="points_table"),
    path(f"{DESK}table/template/", claim_desk.points_table_file, name="points_table_file"),
    path(f"{DESK}events/", events.events, name="events"),
    path(f"{DESK}events/<uuid:key>/", events.event, name="event"),
    path(f"{DESK}events/<uuid:key>/close/", events.event_close, name="event_close"),
    path(f"{DESK}cards/", cards.points_cards, name="points_cards"),
    path(f"{DESK}cards/sheet/", cards.cards_sheet, name="cards_sheet"),
    path(f"{DESK}cards/<uuid:key>/replace/", cards.card_replace, name="card_replace"),
]
