"""What waits on a desk: by when, for whom, and where it is done."""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _


@dataclass(frozen=True)
class Todo:
    """待办: one thing that waits, by when, and where it is done; `mine` where this person may do it."""

    due: date | None
    title: str
    state: str
    word: str
    detail: str
    href: str
    mine: bool


def urgency(one: Todo) -> tuple[bool, bool, date]:
    """Return the order: what she may do herself first, then by the day."""
    return not one.mine, one.due is None, one.due or date.max


def left(due: date) -> str:
    """Return how many days are left."""
    return _("还剩 %(days)s 天") % {"days": (due - timezone.localdate()).days}
