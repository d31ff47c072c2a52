"""Addresses of goods, receipts, stock-takes, opening days and the month's statement."""

from django.urls import path

from wugong.share.views import shelves as views
from wugong.share.views import statements

urlpatterns = [
    path("shop/<place:code>/goods/", views.goods, name="goods"),
    path("shop/<place:code>/goods/new/", views.good_new, name="good_new"),
    path("shop/<place:code>/goods/<uuid:key>/", views.good, name="good"),
    path("shop/<place:code>/receipts/new/", views.receipt_new, name="receipt_new"),
    path("shop/<place:code>/receipts/<uuid:key>/back/", views.receipt_back, name="receipt_back"),
    path("shop/<place:code>/stock-take/", views.stock_take, name="stock_take"),
    path("shop/<place:code>/stock-take/<uuid:key>/", views.stock_taken, name="stock_taken"),
    path("shop/<place:code>/opening/", views.opening_days, name="opening_days"),
    path("shop/<place:code>/materials/", views.materials, name="materials"),
    path("shop/desk/", statements.my_shop_desk, name="my_shop_desk"),
    path("shop/<place:code>/desk/", statements.shop_desk, name="shop_desk"),
    path("shop/<place:code>/statement/<period:month>/", statements.shop_statement, name="shop_statement"),
    path(
        "shop/<place:code>/statement/<period:month>/xlsx/",
        statements.shop_statement_xlsx,
        name="shop_statement_xlsx",
    ),
]
