"""Acts that take back words: a reason or an answer that anybody could read and that gave a person away."""

from typing import Final

from django.db import transaction

from wugong.access.abilities import Ability
from wugong.access.verdicts import Verdict, may
from wugong.accounts.models import User
from wugong.audit.actions import record
from wugong.places.models import Place
from wugong.publish.notice_periods import APPRAISAL_BULLETIN
from wugong.publish.postings import forget_reason
from wugong.review import acts
from wugong.review.models import Correction, Objection
from wugong.review.standing import hold

GONE: Final = "（已删去）"


def can_blank(actor: User, town: Place) -> Verdict:
    """Who approves for the town takes back what she let out."""
    return may(actor, Ability.APPROVE, town.code)


@transaction.atomic
def blank_reason(correction: Correction, *, actor: User) -> Correction:
    """Nobody reads the reason again, also where it was an answer; what still hangs with it must come down."""
    can_blank(actor, correction.town).or_refuse()
    hold(correction.town)
    one = Correction.objects.select_for_update().get(pk=correction.pk)
    if one.blanked:
        return one
    Objection.objects.filter(corrections=one, answer=one.reason).update(answer=GONE, blanked=True)
    corrected = [run.replaces_id for run in one.runs.all() if run.replaces_id]
    forget_reason(corrected, APPRAISAL_BULLETIN, GONE, actor=actor)
    one.reason, one.blanked = GONE, True
    one.save(update_fields=["reason", "blanked"])
    record(acts.REASON_BLANKED, actor=actor, at=one.town.code, town=one.town.name)
    return one


@transaction.atomic
def blank_answer(objection: Objection, *, actor: User) -> Objection:
    """Nobody reads the answer again; nothing happens where there is none."""
    town = objection.run.town
    can_blank(actor, town).or_refuse()
    hold(town)
    found = Objection.objects.select_for_update(of=("self",)).select_related("run__town", "village")
    one = found.get(pk=objection.pk)
    if one.blanked or not one.answer:
        return one
    one.answer, one.blanked = GONE, True
    one.save(update_fields=["answer", "blanked"])
    record(acts.ANSWER_BLANKED, actor=actor, at=one.village.code, village=one.village.name)
    return one
