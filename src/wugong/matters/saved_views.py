"""Saved views (常用查询): the filters of a list under a name, kept for the one who saved them."""

from typing import Final

from django.db import transaction

from wugong.accounts.models import User
from wugong.base.texts import printable
from wugong.matters import desk_refusals as refusals
from wugong.matters.models import SavedView

MOST: Final = 20


@transaction.atomic
def save_view(title: str, query: str, *, actor: User) -> SavedView:
    """The filters stand under that name on the actor's desks; the same name again takes the new ones."""
    name = printable(title).strip()[:40]
    if not name:
        raise refusals.NoViewTitle
    own = SavedView.objects.select_for_update().filter(user=actor)
    if own.exclude(title=name).count() >= MOST:
        raise refusals.TooManyViews(limit=MOST)
    return SavedView.objects.update_or_create(user=actor, title=name, defaults={"query": query[:500]})[0]


@transaction.atomic
def drop_view(view: SavedView, *, actor: User) -> None:
    """The view stands on the actor's desks no more; another's is left as it is."""
    SavedView.objects.filter(pk=view.pk, user=actor).delete()
