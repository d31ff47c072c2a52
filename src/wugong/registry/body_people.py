"""Finding somebody of the register for a body, an office or a pool; their names as one may see them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from wugong.access.verdicts import Visitor
from wugong.base.masking import masked_name
from wugong.base.spelling import typed
from wugong.places.codes import Level
from wugong.places.models import Place
from wugong.registry.masks import name_seen
from wugong.registry.models import BodyMember, Membership, Person
from wugong.registry.permissions import can_register

MOST = 20


@dataclass(frozen=True, slots=True)
class Found:
    """Somebody who was found: whom to choose, as the visitor may see her, and of which household."""

    person: Person
    name: str
    household: str


@dataclass(frozen=True, slots=True)
class Finder:
    """What was typed, who was found, and whether there are more."""

    words: str
    rows: Sequence[Found]
    more: bool
    private: bool = False


def around(place: Place) -> str:
    """Return the code within which the people of this place are: the village's, of a group."""
    code: str = place.code
    return code[: Level.VILLAGE]


def find_people(place: Place, words: str, viewer: Visitor) -> Finder:
    """Return the living who are registered here and go by these words, in Chinese or by their initials."""
    asked = typed(words)
    if asked.private or not asked.words:
        return Finder(asked.text, [], more=False, private=asked.private)
    members = Membership.objects.today().filter(
        household__place__code__startswith=around(place), person__died__isnull=True
    )
    for word in asked.words:
        spelt = Q(person__spelt__startswith=word) | Q(person__spelt__contains=f" {word}")
        members = members.filter(Q(person__name__contains=word) | spelt | Q(household__number=word))
    rows = members.select_related("person", "household__place").order_by("person__name", "pk")[: MOST + 1]
    clear = bool(can_register(viewer, place))
    found = [Found(one.person, name_seen(one.person, in_clear=clear), _home(one)) for one in rows]
    return Finder(asked.text, found[:MOST], more=len(found) > MOST)


def chosen(place: Place, key: str, viewer: Visitor) -> Found | None:
    """Return the person of that key if she is registered here."""
    try:
        wanted = UUID(key)
    except ValueError:
        return None
    members = Membership.objects.today().filter(household__place__code__startswith=around(place))
    one = members.filter(person=wanted).select_related("person", "household__place").first()
    if one is None:
        return None
    clear = bool(can_register(viewer, place))
    return Found(one.person, name_seen(one.person, in_clear=clear), _home(one))


def _home(member: Membership) -> str:
    household = member.household
    return _("%(place)s %(number)s 户") % {"place": household.place.name, "number": household.number}


@dataclass(frozen=True, slots=True)
class MemberSeen:
    """A member of a body as a page may print her."""

    seat: BodyMember
    name: str
    unit: str
    gone: bool

    @property
    def since(self) -> date:
        """Since when she belongs to it."""
        return self.seat.since


def seen_members(
    seats: Iterable[BodyMember], gone: Iterable[UUID], *, in_clear: bool, day: date | None = None
) -> list[MemberSeen]:
    """Return the members with their names as far as they may stand in clear."""
    today, away = day or timezone.localdate(), set(gone)
    return [
        MemberSeen(seat, seat_name(seat, today, in_clear=in_clear), seat.unit, gone=seat.person_id in away)
        for seat in seats
    ]


def seat_name(seat: BodyMember, day: date | None = None, *, in_clear: bool) -> str:
    """Return the name of a member, hidden unless it may stand in clear."""
    if seat.person is None:
        return seat.outsider if in_clear else masked_name(seat.outsider)
    return name_seen(seat.person, day, in_clear=in_clear)
