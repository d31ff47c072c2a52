"""Reading in clear what lies under seal: each reading is a row with its reason, which the person sees."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from wugong.accounts.models import User
from wugong.audit.actions import record
from wugong.base.masking import personal_in
from wugong.base.texts import printable
from wugong.counties.actors import System
from wugong.places.models import Place
from wugong.registry import right_acts as acts
from wugong.registry import right_refusals as refusals
from wugong.registry.belonging import place_of
from wugong.registry.consents import consented
from wugong.registry.masks import name_told
from wugong.registry.models import Person, Reading
from wugong.registry.permissions import can_reveal
from wugong.registry.purposes import CHILD_DATA
from wugong.registry.queries import users_bound_to
from wugong.registry.states import Sealed
from wugong.rules.ages import child_below, is_child

LEAST, MOST = 4, 100  # characters of a reason; as many as the column holds
AT_ONCE: Final = 1000

OFFERED: Final[Sequence[Promise]] = (
    _("核对登记是不是写对了"),
    _("通知开会、签字"),
    _("办理补贴、社保等手续"),
    _("走访前联系"),
    _("有急事，联系本人或家人"),
)


@transaction.atomic
def read_in_clear(
    person: Person, fields: Iterable[Sealed], reason: str, *, actor: User | System
) -> dict[Sealed, str]:
    """Return what is registered of these fields in clear; that it was read, by whom and why is on record.

    A child's numbers stay shut until a guardian has agreed that they are kept.
    """
    why = _reason(reason)
    place = place_of(person)
    can_reveal(actor, place).or_refuse()
    asked = [Sealed(field) for field in fields]
    row = Person.objects.get(pk=person.pk)
    if kept_shut([row]):
        raise refusals.GuardianHasNotAgreed(name=row.name, age=child_below(timezone.localdate()))
    found = {field: secret.clear() for field in asked if (secret := getattr(row, field.value))}
    if not found:
        raise refusals.NothingThere(name=row.name, fields=_named(asked))
    _write([row.pk], list(found), why, actor, place.code)
    record(
        acts.READ_IN_CLEAR,
        actor=actor,
        at=place.code,
        concerning=users_bound_to([row]),
        name=name_told(row),
        fields=_named(found),
        reason=why,
    )
    return found


@transaction.atomic
def note_readings(
    persons: Iterable[Person], fields: Iterable[Sealed], reason: str, *, actor: User | System, at: Place
) -> set[UUID]:
    """That these persons' fields are read in clear is on record: a row each, written some thousand at once.

    Refused unless all of them belong to a household of the place, and the actor may see its numbers.
    Returns the keys of those whose numbers may be shown; children for whom no guardian has agreed are not
    among them. Fields that are empty count for no reading.
    """
    why = _reason(reason)
    can_reveal(actor, at).or_refuse()
    rows, asked = list(persons), [Sealed(field) for field in fields]
    here = set(Person.objects.within(at.code).values_list("pk", flat=True))
    if stranger := next((row for row in rows if row.pk not in here), None):
        raise refusals.NotInAHousehold(name=stranger.name)
    shut = kept_shut(rows)
    opened = [row for row in rows if row.pk not in shut]
    count = sum(
        _write([row.pk for row in opened if getattr(row, field.value)], [field], why, actor, at.code)
        for field in asked
    )
    if count:
        concerned = users_bound_to(opened)
        facts = {"count": len(opened), "fields": _named(asked), "reason": why}
        record(acts.READ_MANY, actor=actor, at=at.code, concerning=concerned, **facts)
    return {row.pk for row in opened}


def kept_shut(persons: Iterable[Person]) -> set[UUID]:
    """Return the keys of the children whose numbers nobody reads, as no guardian has agreed yet."""
    today = timezone.localdate()
    children = [person for person in persons if is_child(person.born, today)]
    return {child.pk for child in children} - (consented(children, CHILD_DATA) if children else set())


def _reason(text: str) -> str:
    """Return the reason as it is kept; refuse one that says nothing, or a number that it must not hold."""
    why = " ".join(printable(text).split())
    if not LEAST <= len(why) <= MOST:
        raise refusals.NoReadingReason(least=LEAST, most=MOST)
    if personal_in(why):
        raise refusals.NumberInReason
    return why


def _named(fields: Iterable[Sealed] | Mapping[Sealed, str]) -> str:
    return "、".join(str(Sealed(field).label) for field in fields)


def _write(
    persons: Sequence[UUID], fields: Sequence[Sealed], why: str, actor: User | System, code: str
) -> int:
    rows = [
        Reading(person_id=person, field=field, reason=why, read_by_id=actor.pk, at=code)
        for person in persons
        for field in fields
    ]
    return len(Reading.objects.bulk_create(rows, batch_size=AT_ONCE))
