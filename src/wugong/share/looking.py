"""What left the counter without code and card, and the act of a supervisor who looks at it."""

from django.db import transaction
from django.utils import timezone

from wugong.accounts.models import User
from wugong.audit.actions import record
from wugong.counties.actors import System
from wugong.places.models import Place
from wugong.share import acts, notices, refusals
from wugong.share.models import Order, OrderQuerySet
from wugong.share.permissions import can_look_over
from wugong.share.queries import accounts_acting_for
from wugong.share.states import Proof


def unread_of(village: Place) -> OrderQuerySet:
    """Return what no supervisor has looked at yet, the earliest first."""
    found: OrderQuerySet = Order.objects.of(village).unread().select_related("household")
    return found.order_by("handed_at", "pk")


@transaction.atomic
def look_at(one: Order, note: str = "", *, actor: User | System) -> Order:
    """A supervisor has looked at the order and its signature; the words say what is wrong, if anything is."""
    now = Order.objects.select_for_update(of=("self",)).select_related("village", "household__village")
    order: Order = now.get(pk=one.pk)
    can_look_over(actor, order.village, order.household).or_refuse()
    if order.proof != Proof.NONE or order.looked_at is not None:
        raise refusals.NothingToLookAt
    order.looked_by_id, order.looked_at, order.looked_note = actor.pk, timezone.now(), note.strip()
    order.save(update_fields=["looked_by", "looked_at", "looked_note"])
    concerning = [user.pk for user in accounts_acting_for(order.household)]
    facts = {"household": order.household.number, "note": order.looked_note or "没有问题"}
    record(acts.LOOKED_AT, actor=actor, at=order.village.code, concerning=concerning, **facts)
    notices.looked_at(order, actor=actor)
    return order
