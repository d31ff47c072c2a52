"""Acts that erase words: what a claim says of a person, its photos, and the words beside its entries."""

from collections.abc import Iterable
from typing import Any, Final

from django.db import transaction
from django.utils import timezone

from wugong.accounts.models import User
from wugong.audit.actions import record
from wugong.counties.actors import System
from wugong.ledger.erasing import erase_text
from wugong.media.models import Photo
from wugong.media.photos import erase_photos
from wugong.points import acts
from wugong.points.claim_holding import hold_claim, hold_claims
from wugong.points.models import Claim, ClaimPhoto, Objection, PhotoLikeness, PhotoSpots, Reversal
from wugong.points.permissions import can_blank
from wugong.points.queries import name_recorded, users_of
from wugong.registry.models import Household

GONE: Final = "（已删去）"
WORDS: Final = ("reason",)  # of the steps: what a person wrote, not what the rules say


@transaction.atomic
def blank_claim(claim: Claim, *, actor: User | System) -> Claim:
    """Nobody reads again what the claim says of a person, nor sees its photos; days and points stay."""
    can_blank(actor, claim.village).or_refuse()
    one = hold_claim(claim)
    if one.blanked_at is None:
        _blanked([one], actor)
        name = name_recorded(one.household)
        record(
            acts.CLAIM_BLANKED,
            actor=actor,
            at=one.village.code,
            concerning=users_of([one.household_id]).get(one.household_id, ()),
            name=name,
            title=one.title,
        )
    return one


@transaction.atomic
def blank_household(household: Household, *, actor: User | System) -> int:
    """The same of all claims of the household; returns how many there were to be blanked."""
    can_blank(actor, household.village).or_refuse()
    claims = hold_claims(Claim.objects.filter(household=household, blanked_at__isnull=True).only("pk"))
    _blanked(claims, actor)
    if claims:
        record(
            acts.CLAIMS_BLANKED,
            actor=actor,
            at=household.village.code,
            concerning=users_of([household.pk]).get(household.pk, ()),
            name=name_recorded(household),
            count=len(claims),
        )
    return len(claims)


def _blanked(claims: list[Claim], actor: User | System) -> None:
    now = timezone.now()
    for claim in claims:
        claim.text, claim.person, claim.blanked_at = "", None, now
        claim.answer = claim.answer and GONE
        claim.why = [_wordless(step) for step in claim.why]
        if claim.entry:
            erase_text(claim.entry, actor=actor)
    Claim.objects.bulk_update(claims, ["text", "person", "blanked_at", "answer", "why"])
    objections = Objection.objects.filter(claim__in=claims)
    objections.exclude(answer="").update(answer=GONE)
    objections.update(reason=GONE)
    Reversal.objects.filter(claim__in=claims).update(reason=GONE)
    _unseen(claims, actor)


def _wordless(step: Any) -> Any:
    """Return a step of the reckoning without what somebody wrote."""
    if not isinstance(step, dict):
        return step
    return {name: GONE if name in WORDS else value for name, value in step.items()}


def _unseen(claims: Iterable[Claim], actor: User | System) -> None:
    """The photos of these claims are gone, but those that other claims show too."""
    links = ClaimPhoto.objects.filter(claim__in=claims)
    photos = list(links.values_list("photo_id", flat=True))
    PhotoLikeness.objects.filter(claim__in=claims).delete()
    PhotoLikeness.objects.filter(earlier__in=claims).delete()
    links.delete()
    shown = set(ClaimPhoto.objects.filter(photo__in=photos).values_list("photo_id", flat=True))
    alone = [photo for photo in photos if photo not in shown]
    PhotoSpots.objects.filter(photo__in=alone).delete()
    erase_photos(Photo.objects.filter(pk__in=alone).select_related("place"), actor=actor)
