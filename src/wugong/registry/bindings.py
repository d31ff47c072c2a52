"""Accounts bound to residents, face to face: one phone may serve several residents of a family."""

from collections.abc import Sequence
from datetime import date, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from wugong.accounts.models import User
from wugong.audit.actions import record
from wugong.audit.acts import Act
from wugong.counties.actors import System
from wugong.counties.refusals import OtherCounty
from wugong.registry import right_acts as acts
from wugong.registry import right_refusals as refusals
from wugong.registry.belonging import place_of
from wugong.registry.holding import hold_person
from wugong.registry.masks import name_told
from wugong.registry.models import Binding, Person, PersonQuerySet
from wugong.registry.permissions import can_register, can_reveal
from wugong.registry.queries import users_bound_to


def persons_of(user: User, day: date | None = None, *, own: bool = False) -> PersonQuerySet:
    """Return the living for whom the account acts on that day (today), or only the one it belongs to."""
    on = day or timezone.localdate()
    bound = Binding.objects.filter(user=user, since__lte=on).exclude(until__lt=on)
    if own:
        bound = bound.filter(is_self=True)
    found: PersonQuerySet = Person.objects.living().filter(pk__in=bound.values("person"))
    return found.order_by("born", "pk")


@transaction.atomic
def bind_account(user: User, person: Person, *, actor: User | System, is_self: bool = True) -> Binding:
    """The account acts for the resident from today, as whoever registers there has seen with her own eyes.

    `is_self`: it is the resident's own; else a family's phone, of which she is one. As the account's holder
    sees the resident's numbers, only who may see them in clear binds it.
    """
    one = hold_person(person)
    place = place_of(one)
    can_register(actor, place).or_refuse()
    can_reveal(actor, place).or_refuse()
    if actor.pk == user.pk:
        raise refusals.OwnAccount
    if user.county_id != one.county_id:
        raise OtherCounty(field="账号")
    User.objects.select_for_update().get(pk=user.pk)
    _refuse_beside_others(user, one, is_self=is_self)
    known = users_bound_to([one])
    binding = Binding.objects.create(
        user=user, person=one, is_self=is_self, since=timezone.localdate(), bound_by_id=actor.pk
    )
    _record(acts.ACCOUNT_BOUND, user, one, actor, place.code, known=known)
    return binding


@transaction.atomic
def unbind(user: User, person: Person, *, actor: User | System) -> None:
    """The account acts for the resident no longer, from this moment; its holder may say so too."""
    one = hold_person(person)
    place = place_of(one)
    if actor.pk != user.pk:
        can_register(actor, place).or_refuse()
    open_ones = Binding.objects.select_for_update().filter(user=user, person=one, until__isnull=True)
    binding = open_ones.first()
    if binding is None:
        raise refusals.NotBound(account=user.login_name, name=one.name)
    known = users_bound_to([one])
    binding.until = timezone.localdate() - timedelta(days=1)
    binding.save(update_fields=["until"])
    _record(acts.ACCOUNT_UNBOUND, user, one, actor, place.code, known=known)


def _refuse_beside_others(user: User, person: Person, *, is_self: bool) -> None:
    """Refuse what is bound already, and a second resident to whom the account would belong."""
    open_ones = Binding.objects.filter(until__isnull=True)
    if open_ones.filter(user=user, person=person).exists():
        raise refusals.BoundAlready(account=user.login_name, name=person.name)
    if is_self and open_ones.filter(user=user, is_self=True).exists():
        raise refusals.SelfAlready(account=user.login_name)
    if is_self and open_ones.filter(person=person, is_self=True).exists():
        raise refusals.HasAnAccount(name=person.name)


def _record(
    act: Act, user: User, person: Person, actor: User | System, code: str, *, known: Sequence[UUID]
) -> None:
    """Record it before the holder, and before whoever acted for the resident already."""
    concerned = sorted({user.pk, *known})
    record(act, actor=actor, at=code, concerning=concerned, account=user.login_name, name=name_told(person))
