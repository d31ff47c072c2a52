"""Acts on roles: granted and ended by the security administrator, never by oneself."""

from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from wugong.access import acts, refusals
from wugong.access.abilities import Ability
from wugong.access.models import Role
from wugong.access.roles import HOUSE, LEVELS, RoleKind, excluded_by
from wugong.access.signals import role_granting
from wugong.access.verdicts import may
from wugong.accounts.actions import close_administration, open_administration
from wugong.accounts.models import User
from wugong.audit.actions import record
from wugong.audit.acts import Act
from wugong.counties.actors import System
from wugong.counties.standing import standing_in
from wugong.places.models import Place

HOUSE_NAME = "全平台"


@transaction.atomic
def grant_role(
    user: User,
    kind: RoleKind,
    *,
    actor: User | System,
    at: Place | None = None,
    since: date | None = None,
    until: date | None = None,
) -> Role:
    """The user holds the role from its first day (today, if none is given) to its last (open, if none)."""
    begins = since or timezone.localdate()
    if until and until < begins:
        raise refusals.EndsBeforeItBegins(since=begins, until=until)
    _refuse_grantor(actor, user, at)
    _refuse_place(user, kind, at)
    _one_at_a_time(user)
    _refuse_beside_others(user, kind, at, begins, until)
    with standing_in(user.county):
        term = {"since": begins, "until": until}
        role_granting.send(sender=Role, user=user, kind=kind, at=at, actor=actor, **term)
        role = Role.objects.create(user=user, kind=kind, place=at, since=begins, until=until)
        if kind in HOUSE:
            open_administration(user, actor=actor)
        _record(acts.ROLE_GRANTED, role, actor, since=begins)
    return role


@transaction.atomic
def end_role(role: Role, *, actor: User | System) -> None:
    """The role is over since yesterday; one that was yet to begin ended the day before, and never was."""
    _refuse_grantor(actor, role.user, role.place)
    _one_at_a_time(role.user)
    today = timezone.localdate()
    role.until = _last_day(role, today)
    with standing_in(role.user.county):
        role.save(update_fields=["until"])
        others = Role.objects.of(role.user).overlapping(today, None)
        if role.kind in HOUSE and not others.filter(kind__in=HOUSE).exists():
            close_administration(role.user, actor=actor)
        _record(acts.ROLE_ENDED, role, actor, until=role.until)


def _one_at_a_time(user: User) -> None:
    """Wait until nobody else is granting a role to this user or ending one."""
    User.objects.select_for_update().get(pk=user.pk)


def _last_day(role: Role, today: date) -> date:
    """Return the day with which the role would be over; one that is over already keeps its own."""
    until = Role.everywhere.values_list("until", flat=True).get(pk=role.pk)
    over = max(today, role.since)
    if until and until < over:
        raise refusals.OverAlready(
            name=role.user.display_name,
            place=role.place or HOUSE_NAME,
            kind=RoleKind(role.kind).label,
            until=until,
        )
    return over - timedelta(days=1)


def _refuse_grantor(actor: User | System, user: User, at: Place | None) -> None:
    may(actor, Ability.GRANT_ROLES, at.code if at else user.county.code).or_refuse()
    if actor.pk == user.pk:
        raise refusals.OwnRole


def _refuse_place(user: User, kind: RoleKind, at: Place | None) -> None:
    """Refuse a place of another level or county than the role needs."""
    levels = LEVELS[kind]
    if (at.level not in levels) if at else bool(levels):
        wanted = "、".join(level.label for level in sorted(levels)) or HOUSE_NAME
        raise refusals.WrongLevel(kind=kind.label, levels=wanted, place=at or HOUSE_NAME)
    if at and at.county_id != user.county_id:
        raise refusals.OtherCountyUser(name=user.display_name)


def _refuse_beside_others(
    user: User, kind: RoleKind, at: Place | None, since: date, until: date | None
) -> None:
    """Refuse a role that is held already, or that the law keeps apart from one that is held."""
    held = list(Role.everywhere.of(user).overlapping(since, until))
    for role in held:
        if role.kind == kind and role.place_id == (at.pk if at else None):
            raise refusals.AlreadyHeld(name=user.display_name, place=at or HOUSE_NAME, kind=kind.label)
    for other, exclusion in excluded_by(kind):
        for role in held:
            if role.kind == other and (exclusion.anywhere or (at and role.place_id == at.pk)):
                raise refusals.Incompatible(
                    name=user.display_name,
                    place=role.place or HOUSE_NAME,
                    held=other.label,
                    kind=kind.label,
                    because=exclusion.because,
                )


def _record(act: Act, role: Role, actor: User | System, **days: date) -> None:
    record(
        act,
        actor=actor,
        at=role.place.code if role.place else None,
        concerning=[role.user.pk],
        name=role.user.display_name,
        place=str(role.place or HOUSE_NAME),
        kind=RoleKind(role.kind).label,
        **days,
    )
