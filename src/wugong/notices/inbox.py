"""The acts of the inbox: tell, and read what one was told; nothing here is recorded, nobody is watched."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import override

from wugong.accounts.models import User
from wugong.counties.actors import System
from wugong.counties.refusals import OtherCounty
from wugong.counties.standing import county_here
from wugong.notices.kinds import Kind
from wugong.notices.models import Notice
from wugong.notices.refusals import NotYours


def tell(users: Iterable[User], kind: Kind, *, link: str, actor: User | System, **facts: object) -> int:
    """Each of these users, but for the actor, has this notice in the inbox; returns how many were told.

    It is written into the running transaction: who is told of an act that was rolled back was told nothing.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError(f"{kind.code} is told outside the transaction of its act")
    if not leads_into_the_house(link):
        raise ValueError(f"{kind.code} leads out of the house: {link!r}")
    with override(settings.LANGUAGE_CODE):  # labels among the facts are kept in the source language
        plain = {name: str(value) if isinstance(value, Promise) else value for name, value in facts.items()}
    kind.say(plain)  # a fact the sentence lacks stops the act, not the reader
    told = {user.pk: user for user in users if user.is_active and user.pk != actor.pk}
    if any(user.county_id != county_here().pk for user in told.values()):
        raise OtherCounty(field=Notice._meta.get_field("to").verbose_name)
    rows = [Notice(to=user, kind=kind.code, facts=plain, link=link) for user in told.values()]
    return len(Notice.objects.bulk_create(rows))


def leads_into_the_house(link: str) -> bool:
    """Say whether a link is a path of this site; browsers take a backslash for a slash."""
    return link.startswith("/") and not link.startswith("//") and "\\" not in link and link.isprintable()


@transaction.atomic
def read(notice: Notice, *, actor: User) -> None:
    """The notice was read by its addressee; one that was read before keeps its time."""
    if notice.to_id != actor.pk:
        raise NotYours
    Notice.objects.to_user(actor).unread().filter(pk=notice.pk).update(read_at=timezone.now())


@transaction.atomic
def read_all(*, actor: User) -> int:
    """All notices to the actor are read; returns how many were not before."""
    return int(Notice.objects.to_user(actor).unread().update(read_at=timezone.now()))


def settle(kind: Kind, *, link: str, actor: User | System) -> int:
    """Nobody is asked any more for the step that this kind of notice on this link asked for: it is done.

    Part of the act that did it; returns how many notices were still unread.
    """
    asked = Notice.objects.filter(kind=kind.code, link=link).unread()
    return int(asked.update(read_at=timezone.now()))


@transaction.atomic
def sweep(days: int, *, actor: User | System, now: datetime | None = None) -> int:
    """No notice that was read longer ago than so many days is left, in any county; returns how many went."""
    old = Notice.everywhere.read_before((now or timezone.now()) - timedelta(days=days))
    return int(old.delete()[0])
