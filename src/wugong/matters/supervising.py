"""Supervision (督办): a late or often reopened matter gets an order, a matter of the register of orders."""

from typing import Final
from uuid import uuid4

from django.db import transaction
from django.db.models import TextChoices
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wugong.accounts.models import User
from wugong.audit.actions import record
from wugong.counties.actors import System
from wugong.matters import recurring_acts as acts
from wugong.matters import recurring_refusals as refusals
from wugong.matters.lights import light
from wugong.matters.models import Matter, Step
from wugong.matters.numbers import spoken
from wugong.matters.openings import Wish, open_matter
from wugong.matters.states import Channel, Light, StepKind
from wugong.places.codes import Level
from wugong.places.models import Place
from wugong.rules.matter_figures import supervision_rule
from wugong.rules.register_parts import StateKind

ORDERS: Final = "supervision-order"


class Cause(TextChoices):
    """因何督办."""

    OVERDUE = "overdue", _("超期")
    REOPENED = "reopened", _("多次退回")
    OTHER = "other", _("其他")


@transaction.atomic
def supervise(matter: Matter, cause: Cause, text: str, *, actor: User | System) -> Matter:
    """There is an order about the matter, a reminder at first; each further rung another one approves."""
    late = (
        Matter.objects.select_for_update(of=("self",)).select_related("place", "lead_unit").get(pk=matter.pk)
    )
    _refuse_groundless(late, cause)
    for order in orders_about(late):
        if order.kind == StateKind.OPEN:
            raise refusals.SupervisedAlready(number=spoken(late.number), order=spoken(order.number))
    wish = Wish(
        register=ORDERS,
        place=supervised_at(late),
        title=late.title,
        text=text,
        key=uuid4(),
        channel=Channel.DESK,
        facts={"about": late.number, "cause": cause.value},
        lead_unit=late.lead_unit,
        leader=late.leader,
        handler=late.handler,
        part_of=late,
    )
    order = open_matter(wish, actor=actor).matter
    Step.objects.create(
        matter=late,
        kind=StepKind.REMINDED,
        text=str(cause.label),
        facts={"order": order.number},
        public=True,
        by_id=actor.pk,
        place=order.lies_with,
    )
    said = {"about": spoken(late.number), "number": spoken(order.number)}
    record(acts.MATTER_SUPERVISED, actor=actor, at=late.place.code, concerning=(), **said)
    return order


def supervised_at(matter: Matter) -> Place:
    """Return the place that an order about this matter is for: of one in a group its village."""
    code = matter.place.code[: Level.VILLAGE]
    return matter.place if code == matter.place.code else Place.objects.get(code=code)


def orders_about(matter: Matter) -> list[Matter]:
    """Return the orders about this matter, the newest first: one query."""
    return list(Matter.objects.filter(part_of=matter, register=ORDERS).order_by("-pk"))


def often_reopened(matter: Matter) -> bool:
    """Say whether it came back so often that this alone is a ground for an order."""
    return matter.reopened >= _often()


def _often() -> int:
    return supervision_rule(timezone.localdate()).often_reopened


def _refuse_groundless(late: Matter, cause: Cause) -> None:
    number = spoken(late.number)
    if late.register == ORDERS:
        raise refusals.NotOfOrders
    if cause is Cause.OVERDUE and light(late, timezone.now()) is not Light.RED:
        raise refusals.NotLate(number=number)
    if cause is Cause.REOPENED and not often_reopened(late):
        raise refusals.NotReopened(number=number, count=late.reopened, least=_often())
