"""Addresses of objections and corrections."""

from django.urls import path

from wugong.review.views import objections as views

urlpatterns = [
    path("<place:code>/<period:period>/object/", views.object_to, name="object"),
    path("desk/<place:code>/objections/", views.objections, name="objections"),
    path("desk/<place:code>/objections/<uuid:key>/", views.objection, name="objection"),
    path("desk/<place:code>/runs/<period:period>/correct/", views.correct, name="correct"),
    path("desk/<place:code>/corrections/<uuid:key>/", views.correction, name="correction"),
]
