"""Reads of matters that several pages share."""

from wugong.accounts.models import User
from wugong.matters.models import Asker, Matter, MatterQuerySet, NeighbourCall
from wugong.registry.bindings import persons_of
from wugong.rules.register_parts import StateKind

SHOWN = ("place", "lies_with", "document", "lead_unit", "handler")


def numbered(number: str) -> Matter | None:
    """Return the matter of this number, which is nine digits, with what a page shows of it: one query."""
    found: Matter | None = Matter.objects.filter(number=number).select_related(*SHOWN).first()
    return found


def asked_by(user: User) -> MatterQuerySet:
    """Return what the account asked for, the newest first; what was merged stands as what it went into."""
    own = Asker.objects.filter(user=user).values("matter")
    rows: MatterQuerySet = Matter.objects.filter(pk__in=own).select_related(*SHOWN).order_by("-pk")
    return rows


def to_be_confirmed_by(user: User) -> MatterQuerySet:
    """Return what is done and waits for this account to say whether it is solved: as asker, as neighbour."""
    own = Asker.objects.filter(user=user).values("matter")
    persons = persons_of(user, own=True).values("pk")
    calls = NeighbourCall.objects.filter(person__in=persons, answer__isnull=True).values("matter")
    done = Matter.objects.filter(kind=StateKind.DONE, merged_into__isnull=True)
    rows: MatterQuerySet = (done.filter(pk__in=own) | done.filter(pk__in=calls)).select_related(*SHOWN)
    return rows.order_by("done_at")
