"""What is counted in a book, and what an entry does."""

from django.db.models import TextChoices


class Unit(TextChoices):
    """单位: amounts are whole numbers of the smallest piece of each."""

    POINTS = "points", "积分"
    FEN = "fen", "分（钱）"
    MINUTES = "minutes", "工时（分钟）"
    SHARES = "shares", "股"
    PIECES = "pieces", "件"


class Move(TextChoices):
    """记账方式: post counts at once, a hold once settled; reverse undoes; close ends days."""

    POST = "post", "入账"
    HOLD = "hold", "预留"
    SETTLE = "settle", "结清"
    VOID = "void", "作废"
    REVERSE = "reverse", "冲正"
    CLOSE = "close", "结账"


COUNTED = (Move.POST, Move.SETTLE, Move.REVERSE)
"""The moves whose legs change what is posted."""
