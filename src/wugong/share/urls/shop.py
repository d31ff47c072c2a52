"""Addresses of the shop as everybody sees it, and of a household's own orders."""

from django.urls import path

from wugong.share.views import shop as views

urlpatterns = [
    path("shop/", views.my_shop, name="my_shop"),
    path("shop/<place:code>/", views.shop, name="shop"),
    path("shop/<place:code>/goods/<uuid:key>/photo/", views.good_photo, name="good_photo"),
    path("shop/<place:code>/order/", views.shop_order, name="shop_order"),
    path("shop/<place:code>/orders/<uuid:key>/", views.my_order, name="my_order"),
    path("shop/<place:code>/orders/<uuid:key>/look/", views.order_look, name="order_look"),
    path("shop/<place:code>/orders/<uuid:key>/signature/", views.order_signature, name="order_signature"),
    path("shop/<place:code>/orders/<uuid:key>/qr.svg", views.order_qr, name="order_qr"),
]
