"""Addresses of recurring matters and monthly tables."""

from django.urls import path

from wugong.matters.views import monthly, recurring

TABLES = "desk/<area:code>/tables/"
ONE = f"{TABLES}<slug:register>/<slug:table>/<period:period>/"

RECURRING = "desk/<area:code>/recurring/"

urlpatterns = [
    path(RECURRING, recurring.recurrences, name="recurrences"),
    path(f"{RECURRING}<uuid:key>/stop/", recurring.recurrence_stop, name="recurrence_stop"),
    path(TABLES, monthly.monthly_tables, name="monthly_tables"),
    path(ONE, monthly.monthly_table, name="monthly_table"),
    path(f"{ONE}sign/", monthly.monthly_table_sign, name="monthly_table_sign"),
    path(f"{ONE}table.xlsx", monthly.monthly_table_xlsx, name="monthly_table_xlsx"),
]
