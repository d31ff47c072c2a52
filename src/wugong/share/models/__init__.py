"""Tables of the shop, by what they tell of; pieces, points and money themselves stand in the ledger."""

from wugong.share.models.goods import Good, Price, Receipt, ReceiptBack
from wugong.share.models.orders import Order, OrderLine, OrderQuerySet, WrongCode
from wugong.share.models.rules import ShopRule
from wugong.share.models.stock import StockLine, StockTake
from wugong.share.models.weighing import Material, MaterialPrice, Weighing

__all__ = [
    "Good",
    "Material",
    "MaterialPrice",
    "Order",
    "OrderLine",
    "OrderQuerySet",
    "Price",
    "Receipt",
    "ReceiptBack",
    "ShopRule",
    "StockLine",
    "StockTake",
    "Weighing",
    "WrongCode",
]
