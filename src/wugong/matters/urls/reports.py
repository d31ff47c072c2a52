"""Addresses of what residents report and follow."""

from django.urls import path

from wugong.matters.views import following, maps, offline, reports, residents, work

ONE = "matters/<str:number>/"

urlpatterns = [
    path("worker.js", offline.worker, name="worker"),
    path("manifest.webmanifest", offline.manifest, name="manifest"),
    path("app-icon-<int:size>.png", offline.app_icon, name="app_icon"),
    path("<place:code>/matters/", maps.matters_map, name="matters_map"),
    path("<place:code>/matters/poster/", maps.matters_poster, name="matters_poster"),
    path("<place:code>/matters.geojson", maps.matters_points, name="matters_points"),
    path("matters/", residents.my_matters, name="my_matters"),
    path("matters/report/", reports.report_new, name="report_new"),
    path("matters/report/done/", reports.report_done, name="report_done"),
    path("matters/report/send/<slug:register>/", reports.report_send, name="report_send"),
    path("matters/report/<slug:register>/", reports.report_new, name="report_to"),
    path("matters/follow/", following.follow, name="follow"),
    path(ONE, residents.matter, name="matter"),
    path(f"{ONE}answer/", residents.matter_answer, name="matter_answer"),
    path(f"{ONE}photos/<uuid:key>/", residents.matter_photo, name="matter_photo"),
    path(f"{ONE}sounds/<uuid:key>/", residents.matter_sound, name="matter_sound"),
    path(f"{ONE}work/", work.matter_work, name="matter_work"),
    path(f"{ONE}work/send/", work.work_send, name="work_send"),
]
