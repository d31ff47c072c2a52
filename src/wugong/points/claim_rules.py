"""By which way an item may be claimed and what has to show it, as its catalogue says."""

from dataclasses import dataclass

from wugong.accounts.models import User
from wugong.counties.actors import System
from wugong.points import refusals
from wugong.points.claim_worths import Valued
from wugong.points.models import Event
from wugong.points.states import Channel
from wugong.rules.points_catalogue import Claimant, Evidence, Item


@dataclass(frozen=True, slots=True)
class Way:
    """Who hands a claim in, how, at which event if any, with how many photos."""

    actor: User | System
    channel: Channel
    keeps: bool  # the village's points; who does not only assists
    event: Event | None = None
    photos: int = 0


WAYS = {
    Channel.PHONE: frozenset({Claimant.HOUSEHOLD}),
    Channel.EVENT: frozenset({Claimant.EVENT, Claimant.CADRE}),
}
FOR_OTHERS = frozenset(Claimant)  # the desk claims for those who do not use a phone
ASSISTING = frozenset({Claimant.HOUSEHOLD, Claimant.CLUSTER_HEAD})
DEDUCTING = frozenset({Channel.DESK, Channel.TABLE, Channel.PAPER})


def claimable(item: Item, channel: Channel, *, keeps: bool = True) -> bool:
    """Say whether the item may be claimed this way; deductions only by who keeps the village's points."""
    if item.negative:
        return keeps and channel in DEDUCTING
    ways = WAYS.get(channel, FOR_OTHERS if keeps else ASSISTING)
    return not ways.isdisjoint(item.claimed_by)


def wants_photo(item: Item) -> int:
    """Return how many photos an item needs where nothing else shows it; 0 where words will do."""
    kinds = set(item.evidence)
    if kinds & {Evidence.NONE, Evidence.WITNESS}:
        return 0
    return 1 if Evidence.PHOTO in kinds else 2 if Evidence.PHOTO_PAIR in kinds else 0


def shown(item: Item, way: Way, words: str) -> bool:
    """Say whether what was handed in is one of the kinds of evidence that the item takes.

    A chain of names is a sign-in list; a cadre at the desk says in words which list it stands on.
    """
    kinds = set(item.evidence)
    signed = way.event is not None or way.channel is Channel.CHAIN
    signed = signed or (way.channel is not Channel.PHONE and bool(words))
    return (
        Evidence.NONE in kinds
        or (Evidence.PHOTO in kinds and way.photos > 0)
        or (Evidence.PHOTO_PAIR in kinds and way.photos > 1)
        or (Evidence.WITNESS in kinds and bool(words))
        or (Evidence.SIGN_IN in kinds and signed)
    )


def check_claim(valued: Valued, way: Way, words: str) -> None:
    """It may be claimed this way, with this evidence, and is worth something; else refused."""
    item = valued.item
    if not claimable(item, way.channel, keeps=way.keeps):
        if item.negative:
            raise refusals.DeductionByCadre(item=item.title)
        who = "、".join(one.label for one in item.claimed_by)
        raise refusals.OtherWay(item=item.title, who=who)
    if not shown(item, way, words):
        kinds = "、".join(one.label for one in item.evidence)
        raise refusals.NoEvidence(item=item.title, evidence=kinds)
    if valued.worth.points == 0:
        raise refusals.NothingLeft(reason=valued.worth.reason)
