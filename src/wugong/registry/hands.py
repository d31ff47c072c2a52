"""Whose an account is or ever was, as whoever judges others' matters is held to it: what ended counts too."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Final
from uuid import UUID

from django.db.models import Q

from wugong.access.verdicts import YES, Verdict, Visitor, refused
from wugong.accounts.models import User
from wugong.base.texts import mark
from wugong.registry.models import Binding

NOBODYS: Final = mark(
    "这个账号还没有和您本人连在一起，看不出哪些户要回避，这一步不能办。"
    "请带身份证，请另一位登记的人（村干部或网格员）当面把账号连到您本人，再来办。"
)


def can_judge(actor: Visitor) -> Verdict:
    """Only an account that is or once was a resident's own judges others: else nobody knows who is kin."""
    known = not isinstance(actor, User) or Binding.objects.filter(user=actor, is_self=True).exists()
    return YES if known else refused("registry.nobodys_account", NOBODYS)


def persons_ever_of(user: User, *, own: bool = False) -> set[UUID]:
    """Return the keys of all for whom the account acts or ever acted, or of those whose own it was."""
    bound = Binding.objects.filter(user=user, **({"is_self": True} if own else {}))
    return set(bound.values_list("person_id", flat=True))


def users_ever_of(persons: Iterable[UUID]) -> set[UUID]:
    """Return the keys of the accounts that act, or ever acted, for any of these persons: one query."""
    return set(Binding.objects.filter(person__in=list(persons)).values_list("user_id", flat=True))


def had_own_account(person: UUID, since: date) -> bool:
    """Say whether the resident has an account of her own, or had one on that day or at any time after it."""
    last = since - timedelta(days=1)  # whoever is parted that day acted to the day before
    after = Q(until__isnull=True) | Q(until__gte=last)
    return bool(Binding.objects.filter(after, person=person, is_self=True).exists())
