"""Addresses of the portal: the place code is the address, the period follows it."""

from django.urls import path

from wugong.portal import views

RUN = "<place:code>/<period:period>/"

urlpatterns = [
    path("", views.home, name="home"),
    path("desk/", views.desk, name="desk"),
    path("desk/<place:code>/", views.town_desk, name="town_desk"),
    path("search/", views.search, name="search"),
    path("papers/", views.papers, name="papers"),
    path("<place:code>/", views.place, name="place"),
    path(RUN, views.board, name="board"),
    path(f"{RUN}why/", views.why, name="why"),
    path(f"{RUN}v<int:version>/", views.board, name="earlier_board"),
    path(f"{RUN}v<int:version>/why/", views.why, name="earlier_why"),
    path(f"{RUN}bulletin.docx", views.download, {"name": "bulletin_docx"}, name="bulletin_docx"),
    path(f"{RUN}bulletin.xlsx", views.download, {"name": "bulletin_xlsx"}, name="bulletin_xlsx"),
    path(f"{RUN}poster-a4.pdf", views.download, {"name": "poster_a4"}, name="poster_a4"),
    path(f"{RUN}poster-a3.pdf", views.download, {"name": "poster_a3"}, name="poster_a3"),
]
