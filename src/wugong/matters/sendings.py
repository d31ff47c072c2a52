"""The act of a step that a phone made in the field, maybe offline: done once, however often it is sent."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import transaction

from wugong.accounts.models import User
from wugong.matters import report_refusals as refusals
from wugong.matters.holding import hold_matter
from wugong.matters.models import Matter, Sending
from wugong.matters.moving import move


@transaction.atomic
def send_move(matter: Matter, code: str, key: UUID, *, actor: User, facts: Mapping[str, Any]) -> bool:
    """The matter has made the move, once for this key; returns whether it was made before."""
    held = hold_matter(matter)
    if was_sent(held, key, actor):
        return True
    Sending.objects.create(matter=held, key=key, by=actor)
    move(held, code, actor=actor, **facts)
    return False


def was_sent(matter: Matter, key: UUID, by: User) -> bool:
    """Say whether a step of this matter came under this key from this account; refuse anybody else's key."""
    there = Sending.objects.filter(key=key).first()
    if there is not None and (there.by_id != by.pk or there.matter_id != matter.pk):
        raise refusals.KeyOfAnother
    return there is not None
