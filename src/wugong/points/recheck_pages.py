"""What the supervisors' pages of re-checks show: lists to draw from, what was drawn, what was found."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.http import Http404
from django.utils import timezone

from wugong.access.abilities import Ability
from wugong.access.verdicts import Verdict, may
from wugong.accounts.models import User
from wugong.ledger.books import book_of
from wugong.ledger.digests import last_written_before
from wugong.places.models import Place
from wugong.points.accounts import VILLAGE
from wugong.points.likenesses import likenesses_of
from wugong.points.models import ClaimPhoto, Listing, PanelScore, PhotoLikeness, Recheck, RecheckDraw
from wugong.points.permissions import can_recheck
from wugong.points.queries import names_of
from wugong.points.rechecks import SEEN, can_answer_recheck
from wugong.points.states import RecheckResult
from wugong.rules.points_fairness import drawn

SHOWN = 12  # lists
RELATED = ("claim__household__place", "claim__household__village", "claim__village", "checked_by")


@dataclass(frozen=True)
class Drawable:
    """A list, its draw if there was one, and whether it can be drawn from today."""

    listing: Listing
    draw: RecheckDraw | None
    ready: bool


@dataclass(frozen=True)
class Row:
    """A re-check with the household's name as the visitor may read it."""

    recheck: Recheck
    name: str


@dataclass(frozen=True)
class Rechecks:
    """抽查: the lists of a village and what is, and was, looked at again."""

    lists: Sequence[Drawable]
    waiting: Sequence[Row]
    past: Sequence[Row]
    may_draw: bool


@dataclass(frozen=True)
class One:
    """One re-check: its photos, what they are alike to, its scores without names, who may answer."""

    recheck: Recheck
    name: str
    photos: Sequence[ClaimPhoto]
    alike: Sequence[PhotoLikeness]
    scores: Sequence[int]
    verdict: Verdict

    number: str = ""  # under which it stood on the roll, where it was drawn

    @property
    def is_open(self) -> bool:
        """Say whether it waits for an answer."""
        return self.recheck.result == RecheckResult.OPEN


def rechecks_at(village: Place, visitor: User) -> Rechecks:
    """Return the village's lists and re-checks: as many queries for any number of them."""
    rows = list(Recheck.objects.filter(village=village).select_related(*RELATED).order_by("-pk")[:200])
    clear = bool(may(visitor, Ability.READ_REGISTER, village.code))
    names = names_of({one.claim.household_id: one.claim.household for one in rows}.values(), in_clear=clear)
    shown = [Row(one, names[one.claim.household_id]) for one in rows]
    waiting = [one for one in shown if one.recheck.result == RecheckResult.OPEN]
    past = [one for one in shown if one.recheck.result != RecheckResult.OPEN]
    return Rechecks(_lists(village), waiting, past, bool(can_recheck(visitor, village)))


def one_recheck(code: str, key: UUID, visitor: User) -> One:
    """Return the re-check of the village of this code, or 404."""
    rows = Recheck.objects.select_related(*RELATED, "claim__adoption")
    found = rows.filter(pk=key, village__code=code).first()
    if found is None:
        raise Http404
    clear = bool(may(visitor, Ability.READ_REGISTER, code))
    claim = found.claim
    scores = PanelScore.objects.filter(claim=claim).order_by("points").values_list("points", flat=True)
    return One(
        found,
        names_of([claim.household], in_clear=clear)[claim.household_id],
        list(ClaimPhoto.objects.filter(claim=claim).select_related("photo")),
        likenesses_of([claim])[claim.pk],
        list(scores),
        can_answer_recheck(visitor, found),
        _number_of(found),
    )


def draws_at(village: Place) -> list[tuple[RecheckDraw, list[str]]]:
    """Return the latest draws of which anybody may know the roll, each with the numbers that it drew."""
    rows = RecheckDraw.objects.filter(village=village).exclude(claims=[]).select_related("listing")
    return [(one, drawn(one.roll, one.seed, one.drawn)) for one in rows[:SHOWN]]


def due_of(village: Place) -> date | None:
    """Return by when the oldest open draw is to be looked at, if any is open."""
    rows = Recheck.objects.filter(village=village, result=RecheckResult.OPEN, claim__listing__isnull=False)
    draws = RecheckDraw.objects.filter(listing__in=rows.values("claim__listing")).order_by("due")
    found: date | None = draws.values_list("due", flat=True).first()
    return found


def ready_lists(village: Place) -> int:
    """Return from how many of the village's latest lists can be drawn today."""
    return sum(one.ready for one in _lists(village))


def _lists(village: Place) -> list[Drawable]:
    lists = list(Listing.objects.filter(village=village).order_by("-made_at")[:SHOWN])
    draws = {one.listing_id: one for one in RecheckDraw.objects.filter(listing__in=lists)}
    with_claims = set(
        Listing.objects.filter(
            pk__in=[one.pk for one in lists], claims__state__in=SEEN, claims__points__gt=0
        ).values_list("pk", flat=True)
    )
    book = book_of(village, VILLAGE)
    written = last_written_before(book, timezone.localdate()) if book else None
    return [
        Drawable(
            one,
            draws.get(one.pk),
            one.pk not in draws and one.pk in with_claims and _settled(one, written),
        )
        for one in lists
    ]


def _settled(listing: Listing, written: date | None) -> bool:
    """Say whether anything was written after the day of the list, on a day that is over."""
    return written is not None and timezone.localdate(listing.made_at) < written


def _number_of(recheck: Recheck) -> str:
    """Return the number under which the claim was drawn, if it was."""
    draws = RecheckDraw.objects.filter(village=recheck.village_id, seed=recheck.seed) if recheck.seed else ()
    for draw in draws:
        for number, key in zip(draw.roll, draw.claims, strict=False):
            if key == str(recheck.claim_id):
                return number
    return ""
