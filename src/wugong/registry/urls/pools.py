"""Addresses of pools."""

from django.urls import path

from wugong.registry.views import pools

POOLS = "desk/<place:code>/pools/"

urlpatterns = [
    path(POOLS, pools.pools, name="pools"),
    path(f"{POOLS}new/", pools.pool_new, name="pool_new"),
    path(f"{POOLS}<uuid:key>/", pools.pool_entry, name="pool_entry"),
]
