"""The acts on claims: make one or many, answer what came back, take one back; checks stand beside them."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, Final
from uuid import UUID

from django.core.files import File
from django.db import IntegrityError, transaction
from django.utils import timezone

from wugong.accounts.models import User
from wugong.audit.actions import record
from wugong.base.masking import personal_in
from wugong.base.refusals import Refusal
from wugong.base.texts import printable
from wugong.counties.actors import SYSTEM, System
from wugong.counties.standing import county_here, standing_in
from wugong.media.models import Photo
from wugong.media.photos import keep_photo
from wugong.media.pictures import Picture
from wugong.places.models import Place
from wugong.points import acts, notices, refusals
from wugong.points.claim_batches import Batch, Left, again, same
from wugong.points.claim_checks import check, check_many, refuse, send_back
from wugong.points.claim_holding import changed, hold_claim
from wugong.points.claim_permissions import can_claim
from wugong.points.claim_rules import Way, check_claim
from wugong.points.claim_worths import Valuer, Wanted
from wugong.points.likenesses import compare_at_once
from wugong.points.models import Claim, ClaimPhoto, Event
from wugong.points.permissions import can_keep
from wugong.points.queries import name_recorded, users_of
from wugong.points.states import Channel, ClaimState
from wugong.registry.holding import hold_households
from wugong.registry.models import Household, Membership, Person
from wugong.registry.queries import belongs_to

__all__ = [
    "Batch",
    "Left",
    "Wanted",
    "check",
    "check_many",
    "claim",
    "claim_many",
    "refuse",
    "resubmit",
    "send_back",
    "withdraw",
]

Actor = User | System
Evidence = Iterable["Photo | Picture | File[bytes]"]
LONGEST: Final = 200


@transaction.atomic
def claim(
    household: Household,
    item: str,
    day: date,
    *,
    quantity: int = 1,
    text: str = "",
    photos: Evidence = (),
    person: Person | None = None,
    actor: Actor,
    channel: Channel,
    key: str,
    event: Event | None = None,
) -> Claim:
    """The household asks for what the act of that day is worth; the same key again is the same claim."""
    [held] = hold_households([household])
    can_claim(actor, held, channel).or_refuse()
    wanted = Wanted(held, item, day, key, quantity, _words(text), person)
    if found := Claim.objects.keyed().filter(village=held.village_id, key=key).first():
        return same(found, wanted)
    pictures = list(photos)
    way = Way(actor, channel, bool(can_keep(actor, held.village)), event, len(pictures))
    draft = _drafted(Valuer.of(held.village, [wanted]), wanted, way)
    _refuse_strangers([wanted])
    try:
        with transaction.atomic():
            draft.save(force_insert=True)
    except IntegrityError as taken:  # another household's, at the same moment
        raise refusals.KeyTaken from taken
    _attach([draft], pictures, actor)
    _claimed([draft], actor, channel)
    return draft


@transaction.atomic
def claim_many(
    wanted: Sequence[Wanted],
    *,
    actor: Actor,
    channel: Channel,
    photos: Evidence = (),
    event: Event | None = None,
) -> Batch:
    """All of these are claimed that can be, once a key; why the others are not is said.

    They are of one village. As many queries for one as for many, but for a query a day of the catalogue.
    """
    done = Batch()
    if not wanted:
        raise refusals.NobodyPicked
    held = {
        one.pk: one for one in hold_households({one.household.pk: one.household for one in wanted}.values())
    }
    village = next(iter(held.values())).village
    _refuse_elsewhere(held.values(), village)
    _refuse_no_desk(held.values(), actor, channel)
    _refuse_strangers(wanted)
    known = Claim.objects.keyed().filter(village=village, key__in=[one.key for one in wanted])
    there = {one.key: one for one in known}
    valuer, pictures = Valuer.of(village, wanted), list(photos)
    way = Way(actor, channel, bool(can_keep(actor, village)), event, len(pictures))
    for one in wanted:
        if one.key in there:
            again(done, there[one.key], one)
            continue
        try:
            draft = _drafted(valuer, one, way)
        except Refusal as refusal:
            done.left.append(Left(one, refusal))
        else:
            there[one.key] = draft
            done.made.append(draft)
    Claim.objects.bulk_create(done.made)
    _attach(done.made, pictures, actor)
    if done.made:
        _claimed(done.made, actor, channel)
    return done


def _words(text: str) -> str:
    """Return the words as they may be kept; refuse too many of them, and numbers of persons."""
    words = printable(text).strip()
    if len(words) > LONGEST:
        raise refusals.WordsTooLong(most=LONGEST, count=len(words))
    for kind, _ in personal_in(words):
        raise refusals.NumbersInWords(kind=kind.label)
    return words


def _drafted(valuer: Valuer, wanted: Wanted, way: Way) -> Claim:
    """Return the claim as it is to be written; refuse what may not be claimed so, or is worth nothing."""
    if wanted.day > timezone.localdate():
        raise refusals.NotYetDone(day=wanted.day)
    words = _words(wanted.text)
    valued = valuer.value(wanted)
    check_claim(valued, way, words)
    valuer.count(wanted, valued.worth.points)
    return Claim(
        county=county_here(),
        village=valuer.village,
        household=wanted.household,
        person=wanted.person,
        adoption=valued.adoption,
        item=valued.item.code,
        title=valued.item.title,
        day=wanted.day,
        quantity=wanted.quantity,
        text=words,
        channel=way.channel,
        event=way.event,
        key=wanted.key,
        claimed_by=way.actor if isinstance(way.actor, User) else None,
        asked=valued.worth.points,
        why=list(valued.worth.steps),
    )


def _refuse_elsewhere(households: Iterable[Household], village: Place) -> None:
    for one in households:
        if one.village_id != village.pk:
            raise refusals.NotInVillage(number=one.number, village=village.name)


def _refuse_no_desk(households: Iterable[Household], actor: Actor, channel: Channel) -> None:
    """Refuse where the actor may not claim for one of these; each place is asked about once."""
    for one in {one.place_id: one for one in households}.values():
        can_claim(actor, one, channel).or_refuse()


def _refuse_strangers(wanted: Sequence[Wanted]) -> None:
    """Refuse a person who does not belong to the household on the day: one query."""
    named = [one for one in wanted if one.person]
    if not named:
        return
    persons = {one.person.pk for one in named if one.person}
    rows = Membership.objects.filter(person__in=persons).values_list("household", "person", "since", "until")
    stays = list(rows)
    for one in named:
        assert one.person
        if not any(
            (home, person) == (one.household.pk, one.person.pk) and (until is None or until > one.day)
            for home, person, _, until in stays
        ):
            raise refusals.NotOfTheHousehold(name=one.person.name)


def _attach(claims: Sequence[Claim], photos: Evidence, actor: Actor) -> None:
    """Each of these claims shows these photos."""
    if not claims:
        return
    village = claims[0].village
    kept = [one if isinstance(one, Photo) else keep_photo(one, actor=actor, at=village) for one in photos]
    unique = dict.fromkeys(kept)
    rows = [ClaimPhoto(county=one.county, claim=one, photo=photo) for one in claims for photo in unique]
    ClaimPhoto.objects.bulk_create(rows, ignore_conflicts=True)
    if rows:  # robust: a photo that cannot be compared costs nobody her claim
        transaction.on_commit(lambda: _compared(claims), robust=True)


def _compared(claims: Sequence[Claim]) -> None:
    with standing_in(claims[0].county):
        compare_at_once(claims, actor=SYSTEM)


def _claimed(claims: Sequence[Claim], actor: Actor, channel: Channel) -> None:
    """It is recorded once, before those whom it concerns, and told to them where others claimed for them."""
    at = claims[0].village.code
    users: set[UUID] = set().union(*users_of({one.household_id for one in claims}).values())
    facts: dict[str, Any] = {"points": sum(one.asked for one in claims)}
    if len(claims) == 1:
        facts |= {"name": name_recorded(claims[0].household), "title": claims[0].title}
        record(acts.CLAIMED, actor=actor, at=at, concerning=users, **facts)
    else:
        facts |= {"channel": channel.label, "count": len(claims)}
        record(acts.CLAIMED_MANY, actor=actor, at=at, concerning=users, **facts)
    if channel is not Channel.PHONE:
        notices.claimed_for(claims, actor=actor)


@transaction.atomic
def withdraw(claim: Claim, *, actor: Actor) -> None:
    """The claim is taken back by who claimed it or by its household, before it hangs out."""
    held = hold_claim(claim)
    _refuse_not_mine(held, actor)
    held.save(update_fields=changed(held, ClaimState.WITHDRAWN))
    notices.answered(held, actor=actor)
    _recorded(acts.WITHDRAWN, held, actor)


@transaction.atomic
def resubmit(claim: Claim, *, text: str, photos: Evidence = (), actor: Actor) -> None:
    """What was sent back waits for its first check again, with these words and the photos that were added."""
    held = hold_claim(claim)
    _refuse_not_mine(held, actor)
    if held.state != ClaimState.SENT_BACK:
        raise refusals.OtherState(title=held.title, state=held.get_state_display())
    _attach([held], photos, actor)
    changes = {"text": _words(text), "checked_by": None, "checked_at": None}
    held.save(update_fields=changed(held, ClaimState.CLAIMED, **changes))
    notices.answered(held, actor=actor)
    _recorded(acts.ANSWERED, held, actor)


def _refuse_not_mine(claim: Claim, actor: Actor) -> None:
    mine = not isinstance(actor, User) or claim.claimed_by_id == actor.pk
    if not mine and not (isinstance(actor, User) and claim.asked > 0 and belongs_to(actor, claim.household)):
        can_claim(actor, claim.household, Channel.PHONE).or_refuse()
        raise refusals.DeductionByCadre(item=claim.title)


def _recorded(act: Any, claim: Claim, actor: Actor) -> None:
    users = set().union(*users_of([claim.household_id]).values())
    name = name_recorded(claim.household)
    record(act, actor=actor, at=claim.village.code, concerning=users, name=name, title=claim.title)
