"""Feeds for other programs: the public matters of a place as RSS, and one's own dues as a calendar."""

import hashlib
from collections.abc import Iterable
from datetime import timedelta
from typing import Final
from uuid import UUID

from django.core.signing import BadSignature, Signer
from django.db import transaction
from django.utils import timezone
from django.utils.feedgenerator import Rss201rev2Feed
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from wugong.accounts.models import User
from wugong.audit.actions import record
from wugong.audit.models import Record
from wugong.matters.acts import CALENDAR_RENEWED
from wugong.matters.models import Matter
from wugong.matters.publicity import public_matters, public_sides
from wugong.matters.registers import registers_on
from wugong.places.models import Place

LINES: Final = 50
DUES: Final = 500
SALT: Final = "wugong.matters.dues"


def public_feed(place: Place, link: str, address_of: str) -> str:
    """Return the newest public matters of the place as RSS; `address_of` is that of the matter 0."""
    title = _("%(place)s的公开事项") % {"place": place.name}
    feed = Rss201rev2Feed(title=title, link=link, description=title, language="zh-cn")
    for side in public_sides(public_matters(place.code)[:LINES]):
        feed.add_item(
            title=f"{side.title}（{side.state.title}）",
            link=address_of.replace("/0/", f"/{side.number}/"),
            description=side.text,
            unique_id=f"{side.number}-{side.state.code}",
            unique_id_is_permalink=False,
            pubdate=side.moved_at,
            categories=[name for name in (side.category_title, side.register_title) if name],
        )
    return str(feed.writeString("utf-8"))


def dues_of(user: User) -> list[Matter]:
    """Return the matters that were given to the user and have a time running, the earliest due first."""
    running = Matter.objects.running().filter(handler=user, due_at__isnull=False, paused_at__isnull=True)
    return list(running.select_related("place").order_by("due_at")[:DUES])


def calendar(matters: Iterable[Matter]) -> bytes:
    """Return the dues as a calendar: number, register and place, and no words that somebody wrote."""
    titles = {code: held.register.title for code, held in registers_on().items()}
    book = Calendar()
    book.add("prodid", "-//Wugong//matters//ZH")
    book.add("version", "2.0")
    book.add("x-wr-calname", _("到期事项"))
    for matter in matters:
        event = Event()
        event.add("uid", f"{matter.number}@wugong")
        event.add("dtstamp", matter.moved_at)
        event.add("dtstart", timezone.localtime(matter.due_at) - timedelta(minutes=30))
        event.add("dtend", timezone.localtime(matter.due_at))
        register = titles.get(matter.register, matter.register)
        event.add("summary", f"{register} {matter.number}（{matter.place.name}）")
        book.add_component(event)
    return bytes(book.to_ical())


def calendar_token(user: User) -> str:
    """Return the word in the address of the user's calendar; renewing it, or a new password, ends the old."""
    return Signer(salt=SALT).sign(f"{user.pk}.{_mark(user)}")


@transaction.atomic
def renew_calendar(*, actor: User) -> None:
    """The address of the actor's calendar is another one; who had the old one reads nothing any more."""
    record(CALENDAR_RENEWED, actor=actor)


def user_of_token(token: str) -> User | None:
    """Return whose calendar this word opens, or nobody."""
    try:
        key, mark = Signer(salt=SALT).unsign(token).split(".")
        user = User.objects.filter(pk=UUID(key), is_active=True).select_related("county").first()
    except (BadSignature, ValueError):
        return None
    return user if user and _mark(user) == mark else None


def _mark(user: User) -> str:
    """Return what changes with the password, and each time the user wants another address."""
    renewals = Record.everywhere.concerning(user.pk).filter(act=CALENDAR_RENEWED.code, actor=user.pk)
    last = renewals.order_by("-pk").values_list("pk", flat=True).first()
    return hashlib.sha256(f"{user.password}{last or ''}".encode()).hexdigest()[:16]
