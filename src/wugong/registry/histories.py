"""The history of households and persons: a line for each change, never altered."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from wugong.audit.acts import Act
from wugong.counties.actors import Actor
from wugong.registry import acts
from wugong.registry.models import Change, Household, Import, Person

LABELS: Final[Mapping[str, Promise]] = {
    acts.HOUSEHOLD_FOUNDED.code: _("立户"),
    acts.HOUSEHOLD_RELOCATED.code: _("改住址或位置"),
    acts.HOUSEHOLD_CLOSED.code: _("销户"),
    acts.HOUSEHOLD_MOVED.code: _("整户迁移"),
    acts.HOUSEHOLD_SPLIT.code: _("分户"),
    acts.HOUSEHOLDS_MERGED.code: _("并户"),
    acts.HEAD_CHANGED.code: _("变更户主"),
    acts.CARE_MARKED.code: _("列为重点照护"),
    acts.CARE_ENDED.code: _("结束重点照护"),
    acts.PERSON_REGISTERED.code: _("登记"),
    acts.PERSON_BORN.code: _("出生"),
    acts.PERSON_CORRECTED.code: _("更正登记"),
    acts.CONTACT_CHANGED.code: _("改联系方式"),
    acts.RESIDENCE_NOTED.code: _("改居住情况"),
    acts.PERSON_MOVED_IN.code: _("迁入"),
    acts.PERSON_MOVED_OUT.code: _("迁出"),
    acts.PERSON_DIED.code: _("去世"),
    acts.RELATIONS_RECODED.code: _("改与户主关系"),
    acts.HOUSEHOLDS_FOLLOWED.code: _("随村变动"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """What is to be noted: of a household, a person, or both; facts are values that JSON knows."""

    what: Act
    household: Household | None = None
    person: Person | None = None
    day: date | None = None
    facts: Mapping[str, Any] = field(default_factory=dict)


def note(
    what: Act,
    *,
    actor: Actor,
    household: Household | None = None,
    person: Person | None = None,
    day: date | None = None,
    **facts: Any,
) -> None:
    """The history has one line more; of what lies under seal it says only that it changed."""
    note_all([Line(what, household, person, day, facts)], actor=actor)


def note_all(lines: Iterable[Line], *, actor: Actor, source: Import | None = None) -> None:
    """The history has all these lines: one statement, or one for every thousand of them."""
    today = timezone.localdate()
    rows = (
        Change(
            household=one.household,
            person=one.person,
            what=one.what.code,
            facts=dict(one.facts),
            day=one.day or today,
            made_by_id=actor.pk,
            source=source,
        )
        for one in lines
    )
    Change.objects.bulk_create(rows, batch_size=1000)


def label_of(change: Change) -> str:
    """Return in a word what happened."""
    return str(LABELS.get(change.what, change.what))
