"""What was shown at the counter goes from page to page in the keeper's session, and never in an address."""

from collections.abc import Iterable
from typing import Final

from django.http import HttpRequest

from wugong.share.counter import CODE
from wugong.share.models import Order
from wugong.share.states import Signed

KEPT: Final = "shown_at_counter"


def show(request: HttpRequest, orders: Iterable[Order], given: str) -> None:
    """The code or card was shown for these orders, until others are looked for."""
    request.session[KEPT] = {"given": given.strip(), "orders": [str(one.pk) for one in orders]}


def shown(request: HttpRequest, one: Order) -> dict[str, str]:
    """Return what the form of a hand-over begins with."""
    kept = request.session.get(KEPT, {})
    given: str = kept.get("given", "") if str(one.pk) in kept.get("orders", ()) else ""
    return {"given": given, "signed": Signed.PAPER if CODE.fullmatch(given) else Signed.DRAWN}


def over(request: HttpRequest, one: Order) -> None:
    """The order was handed over: nothing is kept of what was shown for it."""
    kept = request.session.get(KEPT, {"orders": []})
    left = [key for key in kept["orders"] if key != str(one.pk)]
    if left:
        request.session[KEPT] = kept | {"orders": left}
    else:
        request.session.pop(KEPT, None)
