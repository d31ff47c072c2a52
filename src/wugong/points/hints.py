"""Hints (线索) on claims: photos and words used again, many at once, kin; nothing follows by itself."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.utils import timezone

from wugong.access.abilities import Ability
from wugong.access.verdicts import may
from wugong.accounts.models import User
from wugong.places.models import Place
from wugong.points.claim_permissions import own_households
from wugong.points.fairness import Scorers, scorers_of
from wugong.points.likenesses import waiting_photos
from wugong.points.models import Claim, PanelScore, PhotoLikeness, Recheck
from wugong.points.queries import names_of
from wugong.points.states import Channel, ClaimState
from wugong.rules.points_fairness import Fairness, busiest, fairness_on, hasty, said

MOST = 30  # of a kind
GONE = (ClaimState.WITHDRAWN, ClaimState.REFUSED)
RELATED = ("household__place", "household__village", "claimed_by", "checked_by", "village")


@dataclass(frozen=True)
class Seen:
    """A claim as a hint shows it: of which household, and whether it may be, or is, looked at again."""

    claim: Claim
    name: str
    pickable: bool
    picked: bool


@dataclass(frozen=True)
class Pair:
    """照片相像: two claims with their photos."""

    likeness: PhotoLikeness
    later: Seen
    earlier: Seen


@dataclass(frozen=True)
class Alike:
    """说明雷同: claims that say the same, word for word."""

    text: str
    claims: Sequence[Seen]


@dataclass(frozen=True)
class Many:
    """短时间很多: who, and how many."""

    name: str
    count: int


@dataclass(frozen=True)
class Kin:
    """应回避: someone of the household, or kin, had the claim in hand; what kind of kin is not said."""

    seen: Seen
    name: str
    claimed: bool
    checked: bool


@dataclass(frozen=True)
class Hints:
    """线索: what people should look at; `photos_waiting` were not compared yet."""

    pairs: Sequence[Pair]
    words: Sequence[Alike]
    busy: Sequence[Many]
    hasty: Sequence[Many]
    kin: Sequence[Kin]
    scorers: Scorers
    photos_waiting: int
    fairness: Fairness

    def __len__(self) -> int:
        told = (self.pairs, self.words, self.busy, self.hasty, self.kin)
        return sum(map(len, (*told, self.scorers.leanings, self.scorers.drifts)))


def hints_of(village: Place, visitor: User) -> Hints:
    """Return the hints of the village as this visitor may read them: no query for each claim."""
    fairness = fairness_on(timezone.localdate())
    since = timezone.now() - timedelta(days=fairness["words"]["days"])
    rows = Claim.objects.filter(village=village, claimed_at__gte=since).exclude(state__in=GONE)
    claims = list(rows.select_related(*RELATED).order_by("-claimed_at", "-pk"))
    likenesses = list(
        PhotoLikeness.objects.filter(village=village).select_related(
            "photo",
            "earlier_photo",
            *(f"{one}__{other}" for one in ("claim", "earlier") for other in RELATED),
        )[:MOST]
    )
    show = _Showing(visitor, village, [*claims, *(c for one in likenesses for c in (one.claim, one.earlier))])
    return Hints(
        [Pair(one, show.seen(one.claim), show.seen(one.earlier)) for one in likenesses],
        list(_same_words(claims, show, fairness))[:MOST],
        list(_busy(claims, show, fairness))[:MOST],
        list(_hasty(claims, fairness))[:MOST],
        list(_kin(claims, show))[:MOST],
        scorers_of(village),
        waiting_photos(village),
        fairness,
    )


class _Showing:
    """Knows how each claim is shown to the visitor: two queries for all of them."""

    def __init__(self, visitor: User, village: Place, claims: Iterable[Claim]) -> None:
        known = {claim.pk: claim for claim in claims}
        homes = {claim.household_id: claim.household for claim in known.values()}
        clear = bool(may(visitor, Ability.READ_REGISTER, village.code))
        self.names: Mapping[UUID, str] = names_of(homes.values(), in_clear=clear)
        self.picked = set(Recheck.objects.filter(claim__in=list(known)).values_list("claim_id", flat=True))

    def seen(self, claim: Claim) -> Seen:
        picked = claim.pk in self.picked
        pickable = not picked and claim.state in {ClaimState.LISTED, ClaimState.BOOKED}
        return Seen(claim, self.names[claim.household_id], pickable, picked)


def _same_words(claims: Sequence[Claim], show: _Showing, fairness: Fairness) -> Iterator[Alike]:
    """Yield claims of several days or households that say the same; those of one act of many say it once."""
    found: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        if words := said(claim.text, fairness):
            found[words].append(claim)
    for alike in found.values():
        if len({(one.claimed_by_id, one.item, one.day, one.channel) for one in alike}) > 1:
            yield Alike(alike[0].text, [show.seen(one) for one in alike])


def _busy(claims: Sequence[Claim], show: _Showing, fairness: Fairness) -> Iterator[Many]:
    """Yield households that claimed very often within few days."""
    days: dict[UUID, list[datetime]] = defaultdict(list)
    for claim in claims:
        if claim.channel == Channel.PHONE:
            days[claim.household_id].append(claim.claimed_at)
    for home, sent in days.items():
        if count := busiest([timezone.localdate(at) for at in sent], fairness):
            yield Many(show.names[home], count)


def _hasty(claims: Sequence[Claim], fairness: Fairness) -> Iterator[Many]:
    """Yield accounts that claimed for many households by phone within minutes."""
    sent: dict[User, list[tuple[datetime, UUID]]] = defaultdict(list)
    for claim in claims:
        if claim.channel == Channel.PHONE and claim.claimed_by:
            sent[claim.claimed_by].append((claim.claimed_at, claim.household_id))
    for user, times in sent.items():
        if count := hasty(times, fairness):
            yield Many(user.display_name, count)


def _kin(claims: Sequence[Claim], show: _Showing) -> Iterator[Kin]:
    """Yield claims that someone of the household, or kin, claimed at the desk, checked or entered scores of.

    The house refuses most of it when it is done; kinship that was noted later shows here.
    """
    hands: dict[User, dict[UUID, set[str]]] = defaultdict(lambda: defaultdict(set))
    for claim in claims:
        if claim.claimed_by and claim.channel != Channel.PHONE:
            hands[claim.claimed_by][claim.pk].add("claimed")
        if claim.checked_by:
            hands[claim.checked_by][claim.pk].add("checked")
    known = {claim.pk: claim for claim in claims}
    scores = PanelScore.objects.filter(claim__in=list(known), entered_by__isnull=False)
    for score in scores.select_related("entered_by"):
        assert score.entered_by, "filtered so"
        hands[score.entered_by][score.claim_id].add("entered")
    for user, held in hands.items():
        homes = own_households(user, [known[key] for key in held])
        for key, steps in held.items():
            if known[key].household_id in homes:
                seen = show.seen(known[key])
                yield Kin(seen, user.display_name, "claimed" in steps, "checked" in steps)
