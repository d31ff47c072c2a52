"""Addresses of the counter, where goods are handed over and recyclables weighed."""

from django.urls import path

from wugong.share.views import counter as views

urlpatterns = [
    path("shop/counter/", views.my_counter, name="my_counter"),
    path("shop/<place:code>/counter/", views.counter, name="counter"),
    path("shop/<place:code>/counter/order/", views.counter_order, name="counter_order"),
    path("shop/<place:code>/counter/<uuid:key>/", views.counter_hand_over, name="counter_hand_over"),
    path("shop/<place:code>/weigh/", views.weigh, name="weigh"),
]
