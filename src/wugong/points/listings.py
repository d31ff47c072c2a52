"""Acts on lists (公示表): what was decided hangs out before any of it counts."""

from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from wugong.accounts.models import User
from wugong.audit.actions import record
from wugong.counties.actors import System
from wugong.places.models import Place
from wugong.points import panel_acts as acts
from wugong.points import panel_notices as notices
from wugong.points import panel_refusals as refusals
from wugong.points.catalogues import in_force
from wugong.points.claim_holding import changed, hold_claims
from wugong.points.listing_bulletins import address_of, bulletin_of
from wugong.points.models import Claim, Listing
from wugong.points.panel_juries import standing_panel
from wugong.points.permissions import can_keep
from wugong.points.pools import hold_village
from wugong.points.states import ClaimState
from wugong.publish.notice_periods import POINTS_LIST, last_day_of
from wugong.publish.postings import post
from wugong.rules.points_catalogue import Catalogue


@transaction.atomic
def post_listing(village: Place, until: date, *, actor: User | System) -> Listing:
    """All that is decided for days up to `until` hangs from today, as long as the catalogue and the rule say.

    Deductions are on no list that hangs: their households are told alone. What was left over from earlier
    months hangs with it.
    """
    can_keep(actor, village).or_refuse()
    hold_village(village)
    today = timezone.localdate()
    if until > today:
        raise refusals.ListedMonthAhead(until=until)
    decided = Claim.objects.filter(village=village, state=ClaimState.DECIDED, day__lte=until)
    claims = [one for one in hold_claims(decided.only("pk")) if one.state == ClaimState.DECIDED]
    if not claims:
        raise refusals.NothingToList(until=until)
    _, catalogue = in_force(village, today)
    listing = _new(village, until, catalogue, claims, actor)
    for claim in claims:
        changed(claim, ClaimState.LISTED, listing=listing, answer="")
    Claim.objects.bulk_update(claims, ["state", "listing", "answer"])
    _hang(listing, claims, catalogue, actor)
    return listing


def titled(until: date) -> str:
    """Return what a list up to that day is called."""
    return f"{until.year}年{until.month}月积分"


def _new(
    village: Place, until: date, catalogue: Catalogue, claims: list[Claim], actor: User | System
) -> Listing:
    today = timezone.localdate()
    last_day = last_day_of(POINTS_LIST, today, max(catalogue.notice_days, _least(today)))
    return Listing.objects.create(
        village=village,
        title=titled(until),
        since=min(claim.day for claim in claims),
        until=until,
        last_day=last_day,
        objections_until=max(last_day, today + timedelta(days=catalogue.objection_days)),
        made_by_id=actor.pk,
    )


def _least(day: date) -> int:
    return (last_day_of(POINTS_LIST, day) - day).days


def _hang(listing: Listing, claims: list[Claim], catalogue: Catalogue, actor: User | System) -> None:
    """Hang what is public of the list, if anything is, and tell the households."""
    village = listing.village
    if any((claim.points or 0) > 0 for claim in claims):
        bulletin = bulletin_of(listing, claims, catalogue, standing_panel(village))
        days = (listing.last_day - timezone.localdate()).days
        post(village, POINTS_LIST, listing.pk, bulletin, actor=actor, days=days)
    record(
        acts.LISTED,
        actor=actor,
        at=village.code,
        village=village.name,
        title=listing.title,
        count=len(claims),
        last_day=listing.last_day,
    )
    notices.listed(listing, claims, address_of(listing), actor=actor)
