"""Writing a record; every act of every room ends here, inside its own transaction."""

from collections.abc import Iterable
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import override

from wugong.audit.acts import TEXTS_BLANKED, Act
from wugong.audit.models import Concern, Record, RecordText
from wugong.counties.actors import SYSTEM, Actor
from wugong.counties.refusals import OtherCounty
from wugong.counties.standing import county_here

__all__ = ["SYSTEM", "Actor", "blank_texts_of", "record"]


def record(
    act: Act, *, actor: Actor, at: str | None = None, concerning: Iterable[UUID] = (), **facts: object
) -> Record:
    """Write what was done into the running transaction: one row, and one for each person concerned.

    `at` is a place code of the county stood in (the county itself, when not given). The sentence may
    name `actor` and `at` beside the facts.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError(f"{act.code} is recorded outside the transaction of its act")
    county = county_here()
    place = at or county.code
    if not place.startswith(county.code):
        raise OtherCounty(field=place)
    with override(settings.LANGUAGE_CODE):  # labels among the facts are kept in the source language
        plain = {name: str(value) if isinstance(value, Promise) else value for name, value in facts.items()}
    said = {"actor": str(actor.display_name), "at": place, **plain}
    act.say(said)  # a fact the sentence lacks stops the act, not the reader
    kept = {name: value for name, value in said.items() if name not in act.scrub}
    row = Record.objects.create(act=act.code, actor=actor.pk, place=place, facts=kept)
    if texts := {name: value for name, value in said.items() if name in act.scrub}:
        RecordText.objects.create(record=row, facts=texts)
    persons = set(concerning) | ({actor.pk} if actor.pk else set())
    Concern.objects.bulk_create(Concern(record=row, person=person) for person in sorted(persons))
    return row


@transaction.atomic
def blank_texts_of(person: UUID, *, actor: Actor) -> int:
    """The names and texts in the records that concern this person are gone; the acts stay."""
    texts = RecordText.objects.filter(record__concerns__person=person)
    count = texts.count()
    RecordText.objects.filter(pk__in=list(texts.values_list("pk", flat=True))).delete()
    record(TEXTS_BLANKED, actor=actor, concerning=[person], count=count)
    return count
