"""Acts on objections: someone of a village says what is wrong, the town's office answers in time."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from wugong.accounts.models import User
from wugong.audit.actions import record
from wugong.base.masking import personal_in
from wugong.places.models import Place
from wugong.publish.gate import refuse_personal
from wugong.publish.notice_periods import APPRAISAL_BULLETIN, answer_days
from wugong.review import acts, notices, refusals
from wugong.review.models import Correction, Objection, Run
from wugong.review.permissions import can_answer, can_object
from wugong.review.standing import hold
from wugong.review.states import CorrectionState, ObjectionState

LONGEST = 500


@transaction.atomic
def raise_objection(run: Run, village: Place, text: str, *, actor: User, assisted: bool = False) -> Objection:
    """The objection has a day by which it is answered, and the town's office knows of it.

    `assisted`: raised for a villager who came in person; no name is kept.
    """
    words = _words("异议", text)
    _refuse_numbers(words)
    hold(run.town)
    now = Run.objects.select_related("town").get(pk=run.pk)
    can_object(actor, now, village, assisted=assisted).or_refuse()
    open_ones = Objection.objects.filter(run=now, village=village, state=ObjectionState.RAISED)
    if not assisted and open_ones.filter(raised_by=actor, assisted=False).exists():
        raise refusals.ObjectionExists(village=village.name, period=now.span.label)
    today = timezone.localdate()
    objection = Objection.objects.create(
        run=now,
        village=village,
        text=words,
        assisted=assisted,
        raised_by=actor,
        due=today + timedelta(days=answer_days(APPRAISAL_BULLETIN, today)),
    )
    record(
        acts.OBJECTION_RAISED,
        actor=actor,
        at=village.code,
        village=village.name,
        period=now.span.label,
    )
    notices.objection_raised(objection, actor=actor)
    return objection


@transaction.atomic
def keep_figure(objection: Objection, answer: str, *, actor: User) -> Objection:
    """The objection is answered: the figure stays, and the answer, which anybody may read, says why."""
    words = _words("答复", answer)
    refuse_personal([("答复", words)])
    hold(objection.run.town)
    if objection.corrections.filter(state=CorrectionState.PREPARED).exists():
        raise refusals.AnswerWaits
    return _answered(objection, ObjectionState.KEPT, words, actor)


def uphold_objections(correction: Correction, *, actor: User) -> None:
    """The objection that led to the correction is answered by it; part of the act that approves it."""
    objection = correction.objection
    if objection is not None and objection.state == ObjectionState.RAISED:
        _answered(objection, ObjectionState.UPHELD, correction.reason, actor)


def _answered(objection: Objection, state: ObjectionState, answer: str, actor: User) -> Objection:
    one = Objection.objects.select_for_update().select_related("run__town", "village").get(pk=objection.pk)
    can_answer(actor, one).or_refuse()
    one.state, one.answer = state, answer
    one.answered_by, one.answered_at = actor, timezone.now()
    one.save(update_fields=["state", "answer", "answered_by", "answered_at"])
    record(
        acts.OBJECTION_ANSWERED,
        actor=actor,
        at=one.village.code,
        concerning=[one.raised_by_id],
        village=one.village.name,
        period=one.run.span.label,
        outcome=state.label,
    )
    notices.objection_answered(one, actor=actor)
    return one


def _refuse_numbers(words: str) -> None:
    """Refuse numbers of persons: nobody needs them to look into a figure."""
    if found := dict.fromkeys(kind.label for kind, _ in personal_in(words)):
        raise refusals.NumbersInside(kinds="、".join(found))


def _words(what: str, text: str) -> str:
    words = text.strip()
    if not 0 < len(words) <= LONGEST:
        raise refusals.NoWords(what=what, most=LONGEST)
    return words
