"""What everybody may read of a matter: the public words and fields, with what belongs to a person hidden."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Final
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from wugong.base.citizen_ids import MASK
from wugong.base.masking import personal_in
from wugong.matters.fact_words import value_said
from wugong.matters.models import Matter, MatterQuerySet
from wugong.matters.permissions import is_public
from wugong.matters.registers import Held, held_by, registers_on
from wugong.rules.event_categories import categories_on
from wugong.rules.register_parts import State

SHOWN: Final = ("place", "document", "lead_unit")


@dataclass(frozen=True, slots=True)
class PublicMatter:
    """A matter as everybody may read it."""

    key: UUID
    number: str
    register: str
    register_title: str
    stage: str
    title: str
    text: str
    where: str
    place_code: str
    place_name: str
    category: str
    category_title: str
    state: State
    lead_unit: str
    opened_at: datetime
    moved_at: datetime
    due_at: datetime | None
    done_at: datetime | None
    solved_at: datetime | None
    reopened: int
    point: tuple[Decimal, Decimal] | None
    facts: tuple[tuple[str, str], ...]


def public_registers() -> Mapping[str, Held]:
    """Return the registers whose matters everybody may read: one query."""
    return {code: held for code, held in registers_on().items() if held.version.publicity.shown}


def public_matters(code: str, registers: Iterable[str] | None = None) -> MatterQuerySet:
    """Return the matters at this place and within it that may be public, the newest first.

    What the version of each says of its state is asked by `public_side`, which leaves out what is not.
    """
    hidden = [one.code for one in categories_on(timezone.localdate()).values() if one.restricted]
    named = public_registers() if registers is None else registers
    found = Matter.objects.under(code).filter(Q(merged_into__isnull=True), register__in=list(named))
    rows: MatterQuerySet = found.exclude(category__in=hidden).select_related(*SHOWN).order_by("-pk")
    return rows


def public_sides(matters: Iterable[Matter]) -> Iterator[PublicMatter]:
    """Yield the public side of each matter that has one; no query of its own (`public_matters` read all)."""
    for matter in matters:
        held = held_by(matter)
        if is_public(matter, held.version) and not _is_restricted(matter):
            yield public_side(matter, held)


def public_side(matter: Matter, held: Held) -> PublicMatter:
    """Return what everybody may read of this matter; whether it is public at all is asked before."""
    category = categories_on(timezone.localdate()).get(matter.category)
    point = None
    if matter.latitude is not None and matter.longitude is not None:
        point = (matter.latitude, matter.longitude)
    return PublicMatter(
        key=matter.pk,
        number=matter.number,
        register=matter.register,
        register_title=held.register.title,
        stage=matter.stage,
        title=blanked(matter.title),
        text=blanked(matter.text),
        where=blanked(matter.where),
        place_code=matter.place.code,
        place_name=matter.place.name,
        category=matter.category,
        category_title=category.title if category else "",
        state=held.version.state(matter.state),
        lead_unit=matter.lead_unit.name if matter.lead_unit else "",
        opened_at=matter.opened_at,
        moved_at=matter.moved_at,
        due_at=matter.due_at,
        done_at=matter.done_at,
        solved_at=matter.solved_at,
        reopened=matter.reopened,
        point=point,
        facts=tuple(_facts(matter, held)),
    )


def blanked(text: str) -> str:
    """Return the text with each personal number in it hidden, and all else as it was."""
    shown = list(text)
    for _, (start, end) in personal_in(text):
        shown[start:end] = MASK * (end - start)
    return "".join(shown)


def _is_restricted(matter: Matter) -> bool:
    category = categories_on(timezone.localdate()).get(matter.category)
    return bool(category and category.restricted)


def _facts(matter: Matter, held: Held) -> Iterator[tuple[str, str]]:
    for field in held.version.fields:
        value = matter.facts.get(field.code)
        if field.public and value:
            yield field.title, blanked(value_said(field, str(value), in_clear=False))
