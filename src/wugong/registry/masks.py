"""Persons as somebody may see them: names, ages and numbers, hidden as far as the viewer has no right."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from wugong.access.verdicts import Visitor
from wugong.base.citizen_ids import MASK
from wugong.base.masking import masked_name, masked_phone
from wugong.base.refusals import Refusal
from wugong.places.models import Place
from wugong.registry.fields import Secret
from wugong.registry.models import HEAD, Membership, Person
from wugong.registry.permissions import can_register
from wugong.registry.states import Residence, Sex
from wugong.rules.ages import age_on, child_below, is_adult, is_child
from wugong.rules.relations import relation_name

CHILD: Final = MASK * 2  # a child's name hidden whole


@dataclass(frozen=True, slots=True)
class PersonSeen:
    """居民，按看的人的权限: what a page may print of a person; never a number in clear."""

    pk: UUID
    name: str
    sex: str
    birth: str  # the day, or how old about
    is_child: bool
    died: date | None
    relation: str  # empty where no household is asked about
    relation_code: str
    residence: str
    whereabouts: str
    id_number: str
    phone: str
    bank: str
    in_clear: bool  # the name stands as it is, and so does the day of birth

    @property
    def is_head(self) -> bool:
        """Say whether this is the head of the household."""
        return self.relation_code == HEAD


Rows = Iterable[Person] | Iterable[Membership]


def seen(rows: Rows, viewer: Visitor, place: Place, day: date | None = None) -> list[PersonSeen]:
    """Return the persons (or members) as the viewer may see them at this place: no query a row.

    Names and birthdays stand in clear for those who register there, numbers for nobody.
    """
    return _all(rows, day, in_clear=bool(can_register(viewer, place)))


def seen_by_family(rows: Rows, day: date | None = None) -> list[PersonSeen]:
    """Return the members of a household as one of them sees them: names in clear, numbers in part."""
    return _all(rows, day, in_clear=True)


def seen_in_part(rows: Rows, day: date | None = None) -> list[PersonSeen]:
    """Return the persons (or members) as whoever does not register there sees them."""
    return _all(rows, day, in_clear=False)


def name_seen(person: Person, day: date | None = None, *, in_clear: bool) -> str:
    """Return the name, hidden unless it may stand in clear; a child's is hidden whole."""
    if in_clear:
        return person.name
    last = person.died or day or timezone.localdate()  # who died a child stays one
    return CHILD if is_child(person.born, last) else masked_name(person.name)


def name_told(person: Person, day: date | None = None) -> str:
    """Return the name as the records may keep it, which others read than the register: of minors hidden."""
    last = person.died or day or timezone.localdate()
    return name_seen(person, last, in_clear=person.born is None or is_adult(person.born, last))


def birth_seen(person: Person, day: date | None = None, *, in_clear: bool) -> str:
    """Return the day of birth, or unless it may stand in clear how old somebody is about."""
    return _birth(person, day or timezone.localdate(), in_clear=in_clear)


def id_seen(secret: Secret) -> str:
    """Return whether a number of papers or of a bank is registered; nothing of the number itself."""
    return _("已登记") if secret else _("没有登记")


def phone_seen(secret: Secret) -> str:
    """Return the phone number without its middle, or that it does not open (the key is gone)."""
    if not secret:
        return _("没有登记")
    try:
        return masked_phone(secret.clear())
    except Refusal:
        return _("打不开")


def _all(rows: Rows, day: date | None, *, in_clear: bool) -> list[PersonSeen]:
    today = day or timezone.localdate()
    return [_one(row, today, in_clear=in_clear) for row in rows]


def _one(row: Person | Membership, today: date, *, in_clear: bool) -> PersonSeen:
    member = row if isinstance(row, Membership) else None
    person = row.person if isinstance(row, Membership) else row
    child = is_child(person.born, person.died or today)
    hidden = child and not in_clear
    return PersonSeen(
        pk=person.pk,
        name=name_seen(person, today, in_clear=in_clear),
        sex=str(Sex(person.sex).label) if person.sex else "",
        birth=_birth(person, today, in_clear=in_clear),
        is_child=child,
        died=person.died,
        relation=relation_name(member.relation) if member else "",
        relation_code=member.relation if member else "",
        residence=str(Residence(member.residence).label) if member else "",
        whereabouts=member.whereabouts if member and in_clear else "",
        id_number="" if hidden else id_seen(person.id_number),
        phone="" if hidden else phone_seen(person.phone),
        bank="" if hidden else id_seen(person.bank),
        in_clear=in_clear,
    )


def _birth(person: Person, today: date, *, in_clear: bool) -> str:
    """Return the day of birth, or within ten years how old somebody is."""
    if person.born is None:
        return ""
    if in_clear:
        return person.born.isoformat()
    age = age_on(person.born, person.died or today)
    if age < child_below(today):
        return _("不满 %(age)s 岁") % {"age": child_below(today)}
    return _("%(age)s 多岁") % {"age": max(age // 10 * 10, child_below(today))}
