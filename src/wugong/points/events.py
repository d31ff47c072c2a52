"""The acts on events (活动): made, signed in to by list or card, closed into claims."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.utils import timezone

from wugong.accounts.models import User
from wugong.audit.actions import record
from wugong.base.texts import printable
from wugong.counties.actors import System
from wugong.counties.standing import county_here
from wugong.places.models import Place
from wugong.points import acts, refusals
from wugong.points.catalogues import in_force
from wugong.points.claim_rules import claimable
from wugong.points.claims import Batch, Wanted, claim_many
from wugong.points.models import Event, SignIn
from wugong.points.permissions import can_keep
from wugong.points.states import Channel
from wugong.registry.holding import hold_households
from wugong.registry.models import Household

Actor = User | System


@transaction.atomic
def make_event(village: Place, title: str, item: str, day: date, *, quantity: int = 1, actor: Actor) -> Event:
    """Households can sign in to the event; each that came will claim this item for that day."""
    can_keep(actor, village).or_refuse()
    _, catalogue = in_force(village, day)
    found = catalogue.item(item)
    if not claimable(found, Channel.EVENT):
        who = "、".join(one.label for one in found.claimed_by)
        raise refusals.OtherWay(item=found.title, who=who)
    name = printable(title).strip()[:80] or found.title
    event = Event.objects.create(
        village=village,
        title=name,
        item=item,
        day=day,
        quantity=quantity,
        made_by=actor if isinstance(actor, User) else None,
    )
    record(acts.EVENT_MADE, actor=actor, at=village.code, title=name, day=day)
    return event


@transaction.atomic
def sign_in(event: Event, households: Iterable[Household], *, actor: Actor) -> int:
    """Each of these households came to the event, once; returns how many had not signed in before."""
    held = _held(event, actor)
    homes = hold_households(households)
    for home in homes:
        if home.village_id != held.village_id:
            raise refusals.NotInVillage(number=home.number, village=held.village.name)
    here = set(SignIn.objects.filter(event=held).values_list("household_id", flat=True))
    new = [home for home in homes if home.pk not in here]
    by = actor if isinstance(actor, User) else None
    rows = [SignIn(county=county_here(), event=held, household=home, by=by) for home in new]
    SignIn.objects.bulk_create(rows)
    if new:
        record(acts.SIGNED_IN, actor=actor, at=held.village.code, title=held.title, count=len(new))
    return len(new)


@transaction.atomic
def sign_out(event: Event, households: Iterable[Household], *, actor: Actor) -> int:
    """These households did not come after all; returns how many had been signed in."""
    held = _held(event, actor)
    rows = SignIn.objects.filter(event=held, household__in=[one.pk for one in households])
    count = rows.count()
    rows.delete()
    if count:
        record(acts.SIGNED_OUT, actor=actor, at=held.village.code, title=held.title, count=count)
    return count


@transaction.atomic
def close_event(event: Event, *, actor: Actor) -> Batch:
    """The event is over; every household that came has claimed, and why one could not is returned."""
    held = _held(event, actor)
    came = SignIn.objects.filter(event=held).select_related(
        "household__place", "household__village", "person"
    )
    wanted = [
        Wanted(
            row.household,
            held.item,
            held.day,
            f"event:{held.pk}:{row.household_id}",
            held.quantity,
            held.title,
            row.person,
        )
        for row in came
    ]
    if not wanted:
        raise refusals.NobodyCame(title=held.title)
    batch = claim_many(wanted, actor=actor, channel=Channel.EVENT, event=held)
    held.closed_at = timezone.now()
    held.save(update_fields=["closed_at"])
    count = len(batch.made)
    record(acts.EVENT_CLOSED, actor=actor, at=held.village.code, title=held.title, count=count)
    return batch


def _held(event: Event, actor: Actor) -> Event:
    """Return the event as it is now, held; refuse who does not keep it, and one that is over."""
    rows = Event.objects.select_related("village").select_for_update(of=("self",), no_key=True)
    held: Event = rows.get(pk=event.pk)
    can_keep(actor, held.village).or_refuse()
    if held.closed_at:
        raise refusals.EventIsClosed(title=held.title)
    return held
