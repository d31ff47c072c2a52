"""A panel for tests: five homes whose heads were drawn, a claim that passed its first check, scores given."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.utils import timezone

from wugong.counties.actors import SYSTEM
from wugong.places.models import Place
from wugong.points.claim_checks import check
from wugong.points.listings import post_listing
from wugong.points.models import Claim, Listing, Panel, Seat
from wugong.points.panel_juries import Bench
from wugong.points.panels import draw_panel
from wugong.points.scores import give_score
from wugong.points.states import ClaimState


def in_a_month() -> date:
    return timezone.localdate() + timedelta(days=30)


def drawn_panel(village: Place) -> Panel:
    """Draw the village's panel for a month."""
    return draw_panel(village, in_a_month(), actor=SYSTEM)


def checked(claim: Claim) -> Claim:
    """Let the claim pass its first check."""
    return check(claim, actor=SYSTEM)


def jury_of(panel: Panel, claim: Claim) -> list[Seat]:
    """Return who judges the claim now."""
    claim = Claim.objects.select_related("adoption").get(pk=claim.pk)
    return Bench(panel).juries([claim])[claim.pk]


def score_all(panel: Panel, claim: Claim, points: Iterable[int]) -> Claim:
    """Let the jury give these points, one after another, and return the claim as it is then."""
    for seat, given in zip(jury_of(panel, claim), points, strict=False):
        give_score(claim, seat, given, actor=SYSTEM)
    return Claim.objects.select_related("village__county", "household", "adoption").get(pk=claim.pk)


def decided(claim: Claim, points: int) -> Claim:
    """Let the claim pass its first check, and be as a panel decided it."""
    one = checked(claim)
    Claim.objects.filter(pk=one.pk).update(state=ClaimState.DECIDED, points=points, decided_at=timezone.now())
    return Claim.objects.get(pk=one.pk)


def listed(village: Place, *claims: tuple[Claim, int]) -> Listing:
    """Hang out a list of these claims, each with its points."""
    for claim, points in claims:
        decided(claim, points)
    return post_listing(village, timezone.localdate(), actor=SYSTEM)


def over(listing: Listing) -> Listing:
    """Let the days of the list have passed since yesterday."""
    yesterday = timezone.localdate() - timedelta(days=1)
    Listing.objects.filter(pk=listing.pk).update(last_day=yesterday, objections_until=yesterday)
    return Listing.objects.select_related("village__county").get(pk=listing.pk)
