"""The acts on keys: give one (it is shown once), take it back, and count what came in by it."""

import hashlib
import secrets

from django.db import transaction
from django.utils import timezone

from wugong.accounts.models import User
from wugong.api import acts, refusals
from wugong.api.models import ClientKey
from wugong.api.permissions import can_give_keys
from wugong.audit.actions import record
from wugong.counties.actors import System
from wugong.places.models import Place

BYTES = 24


@transaction.atomic
def give_key(
    county: Place, title: str, *, a_day: int = 500, reads_referred: bool = False, actor: User | System
) -> tuple[ClientKey, str]:
    """A program may hand in so many requests a day; the key itself is returned this once and kept nowhere."""
    can_give_keys(actor, county).or_refuse()
    words = title.strip()[:60]
    if not words:
        raise refusals.NoTitle
    secret = secrets.token_urlsafe(BYTES)
    key = ClientKey.objects.create(
        title=words, digest=_digest(secret), a_day=a_day, reads_referred=reads_referred, given_by_id=actor.pk
    )
    record(acts.KEY_GIVEN, actor=actor, at=county.code, title=words)
    return key, secret


@transaction.atomic
def end_key(key: ClientKey, county: Place, *, actor: User | System) -> None:
    """The key opens nothing any more."""
    can_give_keys(actor, county).or_refuse()
    held = ClientKey.objects.select_for_update().get(pk=key.pk)
    if held.ended_at:
        raise refusals.KeyEnded
    held.ended_at = timezone.now()
    held.save(update_fields=["ended_at"])
    record(acts.KEY_ENDED, actor=actor, at=county.code, title=held.title)


@transaction.atomic
def spend(secret: str) -> ClientKey:
    """One more request came in by this key today; refused without a key of the county, and past its limit."""
    found = ClientKey.objects.valid().select_for_update().filter(digest=_digest(secret)).first()
    if not secret or found is None:
        raise refusals.NoKey
    key: ClientKey = found
    today = timezone.localdate()
    counted = key.counted if key.counted_on == today else 0
    if counted >= key.a_day:
        raise refusals.UsedUp(most=key.a_day)
    key.counted_on, key.counted = today, counted + 1
    key.save(update_fields=["counted_on", "counted"])
    return key


def reader(secret: str) -> ClientKey:
    """Return the key by which what was handed on may be taken; refused for any other."""
    found = ClientKey.objects.valid().filter(digest=_digest(secret), reads_referred=True).first()
    if not secret or found is None:
        raise refusals.NoReader
    key: ClientKey = found
    return key


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
