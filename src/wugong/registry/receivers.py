"""What the register does when rooms below it act: kin are kept apart, households follow their villages."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.dispatch import receiver

from wugong.access.models import Role, RoleQuerySet
from wugong.access.roles import RoleKind
from wugong.access.signals import role_granting
from wugong.accounts.models import User
from wugong.counties.actors import System
from wugong.places.codes import Level
from wugong.places.models import Place
from wugong.places.signals import groups_changed, places_changed
from wugong.registry import right_refusals as refusals
from wugong.registry.following import follow
from wugong.registry.hands import persons_ever_of
from wugong.registry.kinship import recused_from
from wugong.registry.models import Binding, Membership, Person
from wugong.registry.recusal_rules import kept_apart, kept_away


@receiver(role_granting, dispatch_uid="registry.kin")
def refuse_near_relatives(
    *, user: User, kind: RoleKind, at: Place | None, since: date, until: date | None, **_: Any
) -> None:
    """Refuse a role in a village where a near relative holds, or lives, what the rules keep it from."""
    if at is None or at.level < Level.VILLAGE:
        return
    apart, away = kept_apart(kind, since), kept_away(kind, since)
    mine = list(Person.objects.filter(pk__in=persons_ever_of(user, own=True))) if apart or away else []
    if not mine:
        return
    kin = recused_from(mine, since)
    span = Role.objects.overlapping(since, until).exclude(user=user)
    if held := _held_by(kin, span.filter(kind__in=apart, place=at)):
        facts = {"name": user.display_name, "place": at, "kind": kind.label}
        raise refusals.MustRecuse(held=RoleKind(held.kind).label, **facts)
    if away and _live_in(kin, at):
        raise refusals.RecusedHere(name=user.display_name, place=at, kind=kind.label)


@receiver(places_changed, dispatch_uid="registry.follow_villages")
def follow_villages(*, towns: Sequence[Place], actor: User | System, **_: Any) -> None:
    """Households of a village that was merged, split or closed stand in the one that goes on for it."""
    follow([town.code for town in towns], actor=actor)


@receiver(groups_changed, dispatch_uid="registry.follow_groups")
def follow_groups(*, villages: Sequence[str], actor: User | System, **_: Any) -> None:
    """Households of a group that was merged, closed or given another village's code stand where it is now."""
    follow(villages, actor=actor)


def _held_by(kin: set[UUID], roles: RoleQuerySet) -> Role | None:
    """Return one of these roles that one of the kin holds."""
    theirs = Binding.objects.filter(person__in=kin, is_self=True)  # whoever parted with it stays kin
    return roles.filter(user__in=theirs.values("user")).first()


def _live_in(kin: set[UUID], village: Place) -> bool:
    return bool(Membership.objects.today().filter(person__in=kin, household__village=village).exists())
