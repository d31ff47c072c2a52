"""The acts on household cards (户卡): issue them, replace a lost one; and whose card a token is."""

import secrets
from collections import Counter
from collections.abc import Iterable
from typing import Final

from django.db import transaction
from django.utils import timezone

from wugong.accounts.models import User
from wugong.audit.actions import record
from wugong.counties.actors import System
from wugong.counties.standing import county_here
from wugong.points import acts, refusals
from wugong.points.models import Card
from wugong.points.permissions import can_keep
from wugong.points.queries import name_recorded
from wugong.registry.holding import hold_households
from wugong.registry.models import Household

Actor = User | System
BYTES: Final = 15  # 120 bits, so that no card is found by trying


def card_of(token: str) -> Card | None:
    """Return the card that is out under this token; one that was replaced is none."""
    found = Card.objects.filter(token=token, ended_at__isnull=True)
    return found.select_related("household__village", "household__place").first()


@transaction.atomic
def issue_cards(households: Iterable[Household], *, actor: Actor) -> list[Card]:
    """Each of these households has a card; who had one keeps it. Returns those made now."""
    homes = hold_households(households)
    for village in {home.village_id: home.village for home in homes}.values():
        can_keep(actor, village).or_refuse()
    out = Card.objects.filter(household__in=[home.pk for home in homes], ended_at__isnull=True)
    have = set(out.values_list("household_id", flat=True))
    made = Card.objects.bulk_create(_new(home, actor) for home in homes if home.pk not in have)
    for code, count in sorted(Counter(card.household.village.code for card in made).items()):
        record(acts.CARDS_ISSUED, actor=actor, at=code, count=count)
    return made


@transaction.atomic
def replace_card(household: Household, *, actor: Actor) -> Card:
    """The household has a new card, and the old one opens nothing any more."""
    [home] = hold_households([household])
    can_keep(actor, home.village).or_refuse()
    ended = Card.objects.filter(household=home, ended_at__isnull=True).update(ended_at=timezone.now())
    if not ended:
        raise refusals.NoCardYet(number=home.number)
    card = _new(home, actor)
    card.save(force_insert=True)
    record(acts.CARD_REPLACED, actor=actor, at=home.village.code, name=name_recorded(home))
    return card


def _new(home: Household, actor: Actor) -> Card:
    return Card(
        county=county_here(),
        household=home,
        token=secrets.token_urlsafe(BYTES),
        issued_by=actor if isinstance(actor, User) else None,
    )
