"""Addresses of the lists and of a matter at a desk."""

from django.urls import path

from wugong.matters.views import batches, desk, erasing, feeds, matters, openings, registers

DESK = "desk/<area:code>/matters/"
REGISTER = f"{DESK}registers/<slug:register>/"
ONE = f"{DESK}<slug:number>/"

urlpatterns = [
    path(DESK, desk.matters_desk, name="matters_desk"),
    path(f"{DESK}views/", desk.matters_views, name="matters_views"),
    path(f"{DESK}batch/", batches.matters_batch, name="matters_batch"),
    path(f"{DESK}new/", openings.matter_open, name="matter_open"),
    path(f"{DESK}new/<slug:register>/", openings.matter_open_in, name="matter_open_in"),
    path(f"{DESK}dues/", feeds.my_dues, name="my_dues"),
    path(f"{DESK}past/", erasing.matters_past, name="matters_past"),
    path(f"{DESK}calendar/", registers.calendar, name="calendar"),
    path(f"{DESK}registers/", registers.registers, name="registers"),
    path(f"{DESK}adopt/", registers.register_adopt, name="register_adopt"),
    path(REGISTER, registers.register_list, name="register_list"),
    path(f"{REGISTER}export/", registers.register_export, name="register_export"),
    path(ONE, matters.matter_desk, name="matter_desk"),
    path(f"{ONE}moves/<slug:step>/", matters.matter_move, name="matter_move"),
    path(f"{ONE}evidence/<uuid:key>/", matters.matter_evidence, name="matter_evidence"),
    path(f"{ONE}<slug:act>/", matters.matter_act, name="matter_act"),
]
