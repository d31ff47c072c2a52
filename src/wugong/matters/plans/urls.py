"""Addresses of plan documents at a desk."""

from django.urls import path

from wugong.matters.plans import board_urls, copy_views, paper_urls, step_views, views

PLANS = "desk/<area:code>/plans/"
ONE = f"{PLANS}<uuid:key>/"

urlpatterns = [
    *board_urls.urlpatterns,
    *paper_urls.urlpatterns,
    path(PLANS, views.plans, name="plans"),
    path(f"{PLANS}new/", views.plan_bring, name="plan_bring"),
    path(ONE, views.plan, name="plan"),
    path(f"{ONE}rows/<int:row>/", views.plan_row, name="plan_row"),
    path(f"{ONE}year/", views.plan_year, name="plan_year"),
    path(f"{ONE}drop/", views.plan_drop, name="plan_drop"),
    path(f"{ONE}matrix.xlsx", views.plan_matrix_xlsx, name="plan_matrix_xlsx"),
    path(f"{ONE}units/", step_views.plan_units, name="plan_units"),
    path(f"{ONE}ready/", step_views.plan_ready, name="plan_ready"),
    path(f"{ONE}adopt/", step_views.plan_adopt, name="plan_adopt"),
    path(f"{ONE}copy/", copy_views.plan_copy, name="plan_copy"),
]
