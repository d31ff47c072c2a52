"""Addresses of the shop, by who uses them."""

from django.urls import URLPattern

from wugong.share.urls import counter, shelves, shop

urlpatterns: list[URLPattern] = [*counter.urlpatterns, *shelves.urlpatterns, *shop.urlpatterns]
