"""Consents to single purposes: given until a day, withdrawn at once, for children by a guardian alone.

The village's own list may hold a child, as the law bids it register who lives there; whatever else is done
with the child's data needs a guardian's consent, and so does the entry of its ID, phone and photos.
"""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from wugong.accounts.models import User
from wugong.audit.actions import record
from wugong.counties.actors import System
from wugong.registry import right_acts as acts
from wugong.registry import right_refusals as refusals
from wugong.registry.belonging import place_of
from wugong.registry.bindings import persons_of
from wugong.registry.holding import hold_person
from wugong.registry.masks import name_told
from wugong.registry.models import Consent, Kinship, Membership, Person, PersonQuerySet
from wugong.registry.permissions import can_register
from wugong.registry.purposes import purpose_of
from wugong.registry.queries import users_bound_to
from wugong.registry.recusal_rules import lodging_relations, near_relations
from wugong.registry.states import Channel, Kin
from wugong.rules.ages import child_below, is_adult, is_child


def child_needs_consent(born: date | None, day: date) -> bool:
    """Say whether someone born then is a child whose ID, phone and photo a guardian must agree to."""
    return is_child(born, day)


def has_consent(person: Person, purpose: str, day: date | None = None) -> bool:
    """Say whether the purpose is agreed to on that day: by herself, or for a child by a guardian."""
    return bool(consented([person], purpose, day))


def consented(persons: Iterable[Person], purpose: str, day: date | None = None) -> set[UUID]:
    """Return the keys of those for whom the purpose is agreed to on that day: one query for all of them."""
    purpose_of(purpose)
    on = day or timezone.localdate()
    asked = {person.pk: is_child(person.born, on) for person in persons}
    rows = _in_force(on).filter(person__in=list(asked), purpose=purpose)
    return {
        person
        for person, guardian in rows.values_list("person_id", "guardian_id")
        if (guardian is not None) == asked[person]
    }


def consents_of(persons: Iterable[Person], day: date | None = None) -> QuerySet[Consent]:
    """Return the consents of these persons that are in force on that day."""
    return _in_force(day or timezone.localdate()).filter(person__in=[person.pk for person in persons])


@transaction.atomic
def give_consent(
    person: Person,
    purpose: str,
    *,
    actor: User | System,
    channel: Channel = Channel.SCREEN,
    guardian: Person | None = None,
    day: date | None = None,
) -> Consent:
    """The purpose is agreed to from that day on (today) for as long as the rules say.

    On her own account she, or a child's guardian, gives it herself, never on one that a family shares; what
    was said or signed is entered by whoever registers there.
    """
    asked, on = purpose_of(purpose), day or timezone.localdate()
    one = hold_person(person)
    _refuse_guardian(one, guardian, on)
    at = _refuse_taker(one, guardian, channel, actor, giving=True)
    until = asked.last_day(on)
    standing = _given(one, purpose, on).first()
    if standing and standing.until >= until:
        raise refusals.ConsentStands(name=one.name, purpose=asked.title, until=standing.until)
    facts = {"purpose": purpose, "guardian": guardian, "channel": channel}
    consent = Consent.objects.create(person=one, since=on, until=until, taken_by_id=actor.pk, **facts)
    concerned = users_bound_to([one, *([guardian] if guardian else [])])
    said = {"name": name_told(one), "purpose": asked.title, "until": until}
    record(acts.CONSENT_GIVEN, actor=actor, at=at, concerning=concerned, **said)
    return consent


@transaction.atomic
def withdraw_consent(
    person: Person, purpose: str, *, actor: User | System, channel: Channel = Channel.SCREEN
) -> None:
    """The purpose is agreed to no longer, from this moment."""
    asked = purpose_of(purpose)
    one = hold_person(person)
    at = _refuse_taker(one, None, channel, actor)
    rows = _given(one, purpose, timezone.localdate())
    if not rows.update(withdrawn_at=timezone.now()):
        raise refusals.NoConsent(name=one.name, purpose=asked.title)
    record(
        acts.CONSENT_WITHDRAWN,
        actor=actor,
        at=at,
        concerning=users_bound_to([one]),
        name=name_told(one),
        purpose=asked.title,
    )


def wards_of(guardians: Iterable[Person], day: date | None = None) -> PersonQuerySet:
    """Return the children for whom one of these may agree: her family's in one household, or of her line.

    Whoever lives there without being near to the head is nobody's guardian; a lodger's child has none there.
    """
    on = day or timezone.localdate()
    grown = [person.pk for person in guardians if is_adult(person.born, on) and person.died is None]
    today = Membership.objects.today()
    homes = today.filter(_near(on), person__in=grown).values("household")
    mates = today.filter(person=OuterRef("pk"), household__in=homes)
    mates = mates.exclude(relation__in=lodging_relations(on))
    line = Q(kin__in=[Kin.PARENT, Kin.GRANDPARENT])
    noted = Kinship.objects.filter(
        line & (Q(one=OuterRef("pk"), other__in=grown) | Q(other=OuterRef("pk"), one__in=grown))
    )
    first = date(on.year - child_below(on) - 1, 1, 1)  # some are too old; the law's own age decides
    near: PersonQuerySet = Person.objects.living().filter(Exists(mates) | Exists(noted), born__gte=first)
    born = near.values_list("pk", "born")
    found: PersonQuerySet = Person.objects.filter(pk__in=[key for key, day_ in born if is_child(day_, on)])
    return found.order_by("born", "pk")


def _near(day: date) -> Q:
    """Return what holds of members who are near relatives of the head, and of the head."""
    return Q(*[("relation__startswith", first) for first in near_relations(day)], _connector=Q.OR)


def _in_force(day: date) -> QuerySet[Consent]:
    """Return the consents that hold on that day; one that was withdrawn in its course does not."""
    next_day = timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min))
    open_then = Q(withdrawn_at__isnull=True) | Q(withdrawn_at__gte=next_day)
    return Consent.objects.filter(open_then, since__lte=day, until__gte=day)


def _given(person: Person, purpose: str, day: date) -> QuerySet[Consent]:
    """Return what was given for the person and counts on that day, the latest to end first."""
    by_guardian = is_child(person.born, day)
    rows = _in_force(day).filter(person=person, purpose=purpose, withdrawn_at__isnull=True)
    return rows.filter(guardian__isnull=not by_guardian).order_by("-until")


def _refuse_guardian(person: Person, guardian: Person | None, day: date) -> None:
    """Refuse a child without a guardian, a guardian for whom has none, and one who is not hers."""
    age = child_below(day)
    if not is_child(person.born, day):
        if guardian is not None:
            raise refusals.NeedsOwnWord(name=person.name, age=age)
    elif guardian is None:
        raise refusals.NeedsGuardian(name=person.name, age=age)
    elif not wards_of([guardian], day).filter(pk=person.pk).exists():
        raise refusals.NotAGuardian(guardian=guardian.name, name=person.name)


def _refuse_taker(
    person: Person, guardian: Person | None, channel: Channel, actor: User | System, *, giving: bool = False
) -> str:
    """Return the code of the place at which it is recorded; refuse who may neither agree nor enter it."""
    place = place_of(person)
    if isinstance(actor, System) or channel != Channel.SCREEN:
        can_register(actor, place).or_refuse()
        return place.code
    mine = persons_of(actor, own=giving)
    own = mine.filter(pk=guardian.pk if guardian else person.pk).exists()
    if not own and (guardian or not wards_of(mine).filter(pk=person.pk).exists()):
        raise refusals.NotHers
    return place.code
