"""Acts on the review meeting (讲评会): when and where a town talks over a published period."""

from datetime import date

from django.db import transaction

from wugong.accounts.models import User
from wugong.audit.actions import record
from wugong.review import acts, notices, refusals
from wugong.review.models import ReviewMeeting, Run
from wugong.review.permissions import can_prepare
from wugong.review.standing import hold
from wugong.review.states import RunState

LONGEST = 60


@transaction.atomic
def call_meeting(run: Run, *, actor: User, day: date, where: str) -> ReviewMeeting:
    """The meeting on the run's period is on that day at that place; called again, it is moved."""
    can_prepare(actor, run.town).or_refuse()
    if run.state not in RunState.PUBLIC:
        raise refusals.NotInForce(period=run.span.label)
    if day <= run.last_day:
        raise refusals.MeetingTooEarly(period=run.span.label, last_day=run.last_day)
    words = where.strip()
    if not 0 < len(words) <= LONGEST:
        raise refusals.NoWords(what="地点", most=LONGEST)
    hold(run.town)
    meeting, _ = ReviewMeeting.objects.update_or_create(
        town=run.town, period=run.period, defaults={"day": day, "where": words}
    )
    record(
        acts.MEETING_CALLED,
        actor=actor,
        at=run.town.code,
        town=run.town.name,
        period=run.span.label,
        day=day,
        where=words,
    )
    notices.meeting_called(meeting, actor=actor)
    return meeting
