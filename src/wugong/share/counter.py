"""The counter: which order a code or a household card stands for, and the hand-over against it."""

import re
from typing import Final

from django.db import transaction
from django.utils import timezone

from wugong.accounts.models import User
from wugong.counties.actors import System
from wugong.media.photos import keep_photo
from wugong.media.pictures import Picture
from wugong.places.models import Place
from wugong.points.models import Card
from wugong.registry.models import Household
from wugong.registry.queries import household_numbered
from wugong.share import defaults, refusals
from wugong.share.models import Order, WrongCode
from wugong.share.orders import hand_over_held
from wugong.share.permissions import can_hand_over
from wugong.share.states import Proof, Signed

Actor = User | System
CODE: Final = re.compile(r"(?:.*[?&]code=)?([0-9]{3})[ -]?([0-9]{3})")  # as typed, or the address of the QR
CARD: Final = re.compile(r"(?:.*/card/)?([A-Za-z0-9_-]{8,40})/?")


def find_held(village: Place, given: str, *, actor: Actor) -> list[Order]:
    """Return the held orders that a code or a household card stands for; a try that fails stays counted."""
    can_hand_over(actor, village).or_refuse()
    words, held = given.strip(), Order.objects.of(village).held().select_related("household")
    if home := _card_of(village, words):
        return _those_of(home, list(held.filter(household=home)))
    attempt = begin_try(village, actor=actor)
    found = list(held.filter(code=_code(words)))
    if not found:
        raise refusals.WrongCodeGiven
    end_try(attempt, actor=actor)
    return found


def hand_over(
    one: Order, given: str, *, actor: Actor, signed: Signed | str, signature: Picture | None = None
) -> Order:
    """The order is handed over against its code; a wrong one stays counted.

    Without the code (a card may have been found, a number be overheard) somebody signs for it, on the screen
    or on a slip that is photographed; without card and code a supervisor is told besides.
    """
    can_hand_over(actor, one.village).or_refuse()
    if signed not in Signed.values or (signed == Signed.DRAWN and signature is None):
        raise refusals.NoSignature
    proof = _proof(one, given.strip(), actor)
    if signature is None and proof != Proof.CODE:
        raise refusals.NoOwnSignature
    drawn = keep_photo(signature, actor=actor, at=one.village) if signature else None
    return hand_over_held(one, actor=actor, proof=proof, signed=Signed(signed), signature=drawn)


def _proof(one: Order, words: str, actor: Actor) -> Proof:
    """Return what was shown at the counter; a wrong code is refused and stays counted."""
    if not words:
        return Proof.NONE
    if (home := _card_of(one.village, words)) and home.pk == one.household_id:
        return Proof.CARD
    attempt = begin_try(one.village, actor=actor)
    if _code(words) != one.code:
        raise refusals.WrongCodeGiven
    end_try(attempt, actor=actor)
    return Proof.CODE


def household_given(village: Place, given: str) -> Household:
    """Return the household whose number was typed or whose card was scanned; refuse when there is none."""
    words = given.strip()
    if home := household_numbered(village, words) or _card_of(village, words):
        return home
    raise refusals.NoSuchHousehold(village=village.name, given=words[:30])


def card_in(village: Place, given: str) -> str:
    """Return what was scanned if it is a card of the village that is out; nothing where it is a number."""
    return given if _card_of(village, given.strip()) else ""


def _code(words: str) -> str:
    found = CODE.fullmatch(words)
    return found[1] + found[2] if found else ""


def _card_of(village: Place, words: str) -> Household | None:
    found = CARD.fullmatch(words)
    cards = Card.objects.filter(household__village=village, ended_at__isnull=True)
    card = cards.filter(token=found[1]).select_related("household__village").first() if found else None
    return card.household if card else None


def _those_of(home: Household, found: list[Order]) -> list[Order]:
    if not found:
        raise refusals.NothingHeld(number=home.number)
    return found


@transaction.atomic
def begin_try(village: Place, *, actor: Actor) -> WrongCode:
    """A code is being tried; refused while too many were wrong within the time of the rule."""
    Place.objects.select_for_update(no_key=True).get(pk=village.pk)
    rule = defaults.tries(timezone.localdate())
    WrongCode.objects.filter(village=village, at__lte=timezone.now() - rule.within).delete()
    if WrongCode.objects.filter(village=village, by=actor.pk).count() >= rule.times:
        raise refusals.TooManyTries(times=rule.times, minutes=int(rule.within.total_seconds() // 60))
    return WrongCode.objects.create(village=village, by_id=actor.pk)


@transaction.atomic
def end_try(attempt: WrongCode, *, actor: Actor) -> None:
    """The code was right: the try counts no more."""
    WrongCode.objects.filter(pk=attempt.pk).delete()
