"""Addresses of the papers of a place: the half month's, the year's."""

from django.urls import path

from wugong.matters.plans import paper_views as views

PAPERS = "desk/<area:code>/papers/"
ONE = f"{PAPERS}<slug:kind>/<slug:period>"

urlpatterns = [
    path(PAPERS, views.plan_papers, name="plan_papers"),
    path(f"{ONE}/", views.plan_paper, name="plan_paper"),
    path(f"{ONE}.docx", views.plan_paper_docx, name="plan_paper_docx"),
]
