"""The act of a resident who reports, with an account or without one, and in which registers she may."""

from collections.abc import Callable
from uuid import UUID

from django.contrib.auth.models import AnonymousUser
from django.db import transaction

from wugong.accounts.models import User
from wugong.counties.actors import SYSTEM
from wugong.matters.knocking import count_knock
from wugong.matters.models import Matter
from wugong.matters.openings import Opened, Wish, open_matter
from wugong.matters.permissions import can_open
from wugong.matters.registers import Held, registers_on
from wugong.registry.bindings import persons_of
from wugong.registry.models import Person
from wugong.rules.register_parts import By


def reportable(visitor: User | None, *, everyone: bool = False) -> list[Held]:
    """Return the registers that residents open; to who has no account only those that ask for none."""
    known = everyone or visitor is not None
    return [
        one
        for one in registers_on().values()
        if one.version.anonymous or (known and By.ASKER in one.version.opened_by)
    ]


def was_sent(key: UUID) -> bool:
    """Say whether a matter came under this key before."""
    return Matter.objects.filter(key=key).exists()


@transaction.atomic
def report(
    wish: Callable[[Person | None], Wish], held: Held, *, actor: User | None, address: str = ""
) -> Opened:
    """The report is a matter with a number, once for its key; who has no account gets a code.

    From one address only so many come without an account; what is sent again is not counted again.
    """
    person = persons_of(actor, own=True).first() if actor else None
    asked = wish(person)
    can_open(actor or AnonymousUser(), held.version, asked.place).or_refuse()
    if actor is None and not was_sent(asked.key):
        count_knock("report", address)
    return open_matter(asked, actor=actor or SYSTEM)
