"""Addresses of panels, lists, objections and reversals."""

from django.urls import path

from wugong.points.views import listings, objections, panels

DESK = "desk/<place:code>/points/"
LIST = "points/<place:code>/list/<uuid:key>/"

urlpatterns = [
    path("points/panel/", panels.scoring_points, name="scoring_points"),
    path("points/panel/<uuid:key>/", panels.score_points, name="score_points"),
    path(f"{DESK}panel/", panels.panel, name="panel"),
    path(f"{DESK}panel/draw/", panels.panel_draw, name="panel_draw"),
    path("points/<place:code>/panel/<uuid:key>/", panels.panel_roll, name="panel_roll"),
    path(f"{DESK}panel/seats/<uuid:key>/", panels.panel_seat, name="panel_seat"),
    path(f"{DESK}list/", listings.listings, name="listings"),
    path(f"{DESK}list/new/", listings.listing_new, name="listing_new"),
    path(f"{DESK}list/<uuid:key>/", listings.listing, name="listing"),
    path(LIST, listings.points_list, name="points_list"),
    path(f"{LIST}<str:kind>", listings.points_list_file, name="points_list_file"),
    path(f"{LIST}object/", objections.points_object, name="points_object"),
    path(f"{DESK}objections/", objections.points_objections, name="points_objections"),
    path(f"{DESK}objections/<uuid:key>/", objections.points_objection, name="points_objection"),
    path(f"{DESK}reverse/<uuid:key>/", objections.points_reverse, name="points_reverse"),
    path(f"{DESK}reversals/<uuid:key>/", objections.points_reversal, name="points_reversal"),
]
