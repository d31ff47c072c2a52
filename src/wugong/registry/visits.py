"""The acts on visits: note one, and note how what was asked was followed up."""

from datetime import date
from typing import Final

from django.db import transaction
from django.utils import timezone

from wugong.accounts.models import User
from wugong.audit.actions import record
from wugong.audit.acts import Act
from wugong.base.masking import personal_in
from wugong.counties.actors import System
from wugong.media.sounds import Speech, keep_sound
from wugong.registry import duty_acts, duty_refusals
from wugong.registry.models import Household, Visit
from wugong.registry.permissions import can_visit

LONGEST: Final = 500


@transaction.atomic
def note_visit(
    household: Household,
    *,
    actor: User | System,
    day: date | None = None,
    asked: str = "",
    spoken: Speech | None = None,
    answer_until: date | None = None,
) -> Visit:
    """The household was visited on that day (today, if none is given), and this was asked there."""
    can_visit(actor, household.place).or_refuse()
    came, words = day or timezone.localdate(), asked.strip()
    if household.until and household.until <= came:
        raise duty_refusals.HouseholdClosed(household=household.number)
    if came > timezone.localdate():
        raise duty_refusals.NotYet
    if answer_until and answer_until < came:
        raise duty_refusals.AnswerBeforeVisit
    if not words and spoken is None:
        raise duty_refusals.NothingSaid
    _refuse_numbers(words)
    visit = Visit.objects.create(
        household=household,
        visited_by=actor if isinstance(actor, User) else None,
        day=came,
        asked=words,
        spoken=keep_sound(spoken, actor=actor, at=household.place) if spoken else None,
        answer_until=answer_until,
    )
    _record(duty_acts.VISIT_NOTED, visit, actor=actor)
    return visit


@transaction.atomic
def follow_up(visit: Visit, answer: str, *, actor: User | System) -> None:
    """What was asked on the visit has been dealt with, in these words."""
    can_visit(actor, visit.household.place).or_refuse()
    words = answer.strip()
    if not 0 < len(words) <= LONGEST:
        raise duty_refusals.NoAnswer(most=LONGEST)
    _refuse_numbers(words)
    visit = Visit.objects.select_for_update(of=("self",)).select_related("household__place").get(pk=visit.pk)
    if visit.answered_at or not visit.answer_until:
        raise duty_refusals.AnsweredAlready
    visit.answer = words
    visit.answered_by = actor if isinstance(actor, User) else None
    visit.answered_at = timezone.now()
    visit.save(update_fields=["answer", "answered_by", "answered_at"])
    _record(duty_acts.VISIT_ANSWERED, visit, actor=actor)


def _refuse_numbers(words: str) -> None:
    for kind, _ in personal_in(words):
        raise duty_refusals.HoldsNumbers(kind=kind.label)


def _record(act: Act, visit: Visit, *, actor: User | System) -> None:
    place, number = visit.household.place, visit.household.number
    record(act, actor=actor, at=place.code, day=visit.day, household=number)
