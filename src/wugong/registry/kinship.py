"""Who may not judge whose matters: kin that was noted, and near relatives of one household, now or before.

What kind of kin it is stays in the table; whoever asks is told only who is recused.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Final
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from wugong.accounts.models import User
from wugong.audit.actions import record
from wugong.counties.actors import System
from wugong.places.models import Place
from wugong.registry import right_acts as acts
from wugong.registry import right_refusals as refusals
from wugong.registry.belonging import place_of
from wugong.registry.hands import persons_ever_of, users_ever_of
from wugong.registry.masks import name_told
from wugong.registry.models import Kinship, Membership, Person
from wugong.registry.permissions import can_confirm, can_register
from wugong.registry.queries import users_bound_to
from wugong.registry.recusal_rules import near_relations
from wugong.registry.states import Kin
from wugong.rules.ages import is_adult

LINE: Final = frozenset({Kin.PARENT, Kin.GRANDPARENT})  # whoever is noted so may agree for a child


@transaction.atomic
def note_kin(one: Person, other: Person, kin: Kin, *, actor: User | System) -> Kinship:
    """The two do not judge each other's matters; why is kept, and shown to nobody.

    Noted as parent or grandparent, a grown-up may agree for a child: for two who were never of one family in
    one household, only who confirms changes where the younger belongs notes that.
    """
    place = _refuse_stranger(one, other, actor)
    if one.pk == other.pk:
        raise refusals.KinToOneself(name=one.name)
    _refuse_guardian(one, other, kin, actor)
    first, second = sorted((one, other), key=lambda person: person.pk)
    list(Person.objects.select_for_update(no_key=True).filter(pk__in=[first.pk, second.pk]).order_by("pk"))
    if Kinship.objects.filter(one=first, other=second).exists():
        raise refusals.KinNotedAlready
    row = Kinship.objects.create(one=first, other=second, kin=kin, noted_by_id=actor.pk)
    record(
        acts.KIN_NOTED,
        actor=actor,
        at=place.code,
        concerning=users_bound_to([one, other]),
        name=name_told(one),
    )
    return row


@transaction.atomic
def strike_kin(one: Person, other: Person, *, actor: User | System) -> None:
    """What was noted of the two is gone: it was a mistake, or they asked for it with reason."""
    place = _refuse_stranger(one, other, actor)
    first, second = sorted((one, other), key=lambda person: person.pk)
    noted = Kinship.objects.select_for_update().filter(one=first, other=second).first()
    if noted is None:
        raise refusals.KinNotThere
    noted.delete()
    users = users_bound_to([one, other])
    record(acts.KIN_STRUCK, actor=actor, at=place.code, concerning=users, name=name_told(one))


def are_kin(one: Person, other: Person, day: date | None = None) -> bool:
    """Say whether the two are recused from each other's matters."""
    return other.pk in recused_from([one], day)


def recused_from(persons: Iterable[Person], day: date | None = None) -> set[UUID]:
    """Return the keys of all who may not judge a matter of any of these: themselves and their near kin."""
    return _near({person.pk for person in persons}, day or timezone.localdate())


def users_recused_from(persons: Iterable[Person], day: date | None = None) -> set[UUID]:
    """Return the keys of the users who may not judge a matter of any of these residents.

    An account that acts for one of them, or of their kin, judges no more than its own resident would; one
    that was parted from her since judges no more than before.
    """
    return users_ever_of(recused_from(persons, day))


def households_recused(user: User, households: Iterable[UUID], since: date | None = None) -> set[UUID]:
    """Return which of these households the account stays away from: its own, now or before, and its kin's.

    As many queries for one household as for many. Who left one after `since` (today) still counts as of it.
    """
    asked, acting = set(households), persons_ever_of(user)
    if not asked or not acting:
        return set()
    today = timezone.localdate()
    stays = Membership.objects.filter(
        Q(until__isnull=True) | Q(until__gt=since or today), household__in=asked
    )
    return set(stays.filter(person__in=_near(acting, today)).values_list("household_id", flat=True))


def _refuse_stranger(one: Person, other: Person, actor: User | System) -> Place:
    """Return where the first belongs; refuse who does not register where both do, or is one of them."""
    place = place_of(one)
    for at in (place, place_of(other)):
        can_register(actor, at).or_refuse()
    if isinstance(actor, User) and persons_ever_of(actor) & {one.pk, other.pk}:
        raise refusals.OwnKin
    return place


def _refuse_guardian(one: Person, other: Person, kin: Kin, actor: User | System) -> None:
    """Refuse to make somebody the guardian of a child of other people, but to who confirms changes there."""
    today = timezone.localdate()
    if kin not in LINE or other.pk in _of_one_household({one.pk}, today):
        return
    for person in (one, other):
        if not is_adult(person.born, today):
            can_confirm(actor, place_of(person)).or_refuse()


def _near(asked: set[UUID], day: date) -> set[UUID]:
    return asked | _noted(asked) | _of_one_household(asked, day)


def _noted(asked: set[UUID]) -> set[UUID]:
    rows = Kinship.objects.filter(Q(one__in=asked) | Q(other__in=asked)).values_list("one_id", "other_id")
    return {key for pair in rows for key in pair}


def _of_one_household(asked: set[UUID], day: date) -> set[UUID]:
    """Return the near relatives with whom one of these was in a household at the same time, ever."""
    near = tuple(near_relations(day))
    homes = Membership.objects.filter(person__in=asked).values("household")
    facts = ("household_id", "person_id", "relation", "since", "until")
    together: dict[UUID, list[tuple[UUID, date, date]]] = defaultdict(list)
    for home, person, relation, since, until in Membership.objects.filter(household__in=homes).values_list(
        *facts
    ):
        if relation.startswith(near):
            together[home].append((person, since or date.min, until or date.max))
    return {
        other
        for members in together.values()
        for person, since, until in members
        if person in asked
        for other, from_day, to_day in members
        if from_day < until and since < to_day
    }
