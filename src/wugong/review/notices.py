"""What the appraisal tells to whom, inside the act: who has the next step, and who asked."""

from collections.abc import Iterable

from django.utils import timezone

from wugong.access.abilities import Ability
from wugong.access.models import Role
from wugong.access.roles import kinds_with
from wugong.accounts.models import User
from wugong.base.texts import mark
from wugong.counties.actors import System
from wugong.notices.inbox import settle, tell
from wugong.notices.kinds import Kind
from wugong.notices.queries import holders
from wugong.places.models import Place
from wugong.review.models import Correction, Objection, ReviewMeeting, Round, Run

Actor = User | System

ROUND_WAITS = Kind(
    "review.round_waits", mark("“%(town)s”%(month)s%(title)s录完了，等另一位复核"), mark("去复核")
)
ROUND_BACK = Kind(
    "review.round_back", mark("“%(town)s”%(month)s%(title)s退回来了，请照原因核对评分"), mark("去看原因")
)
RUN_WAITS = Kind(
    "review.run_waits",
    mark("“%(town)s”%(period)s考核已算出，等您批准"),
    mark("去看预览"),
)
RUN_BACK = Kind(
    "review.run_back",
    mark("“%(town)s”%(period)s考核退回复核，请核对评分后再算"),
    mark("去核对"),
)
RUN_PUBLIC = Kind(
    "review.run_public", mark("“%(town)s”%(period)s考核已公布，您村的成绩可以看了"), mark("看成绩")
)
RAISED = Kind(
    "review.objection_raised",
    mark("“%(village)s”对%(period)s考核有异议，%(due)s以前（含当日）答复"),
    mark("去答复"),
)
ANSWERED = Kind(
    "review.objection_answered",
    mark("您对“%(village)s”%(period)s考核的异议有了答复：%(outcome)s"),
    mark("看答复"),
)
CORRECTION_WAITS = Kind(
    "review.correction_waits",
    mark("“%(town)s”有一份更正等您批准"),
    mark("去看更正"),
)
MEETING = Kind(
    "review.meeting_called", mark("“%(town)s”%(period)s讲评会定在 %(day)s，地点：%(where)s"), mark("看成绩")
)


def round_entered(one: Round, title: str, *, actor: Actor) -> None:
    """Whoever may check the round knows that it waits."""
    town = one.town
    facts = {"town": town.name, "month": one.span.label, "title": title}
    tell(_office(town), ROUND_WAITS, link=_round_link(one), actor=actor, **facts)


def round_checked(one: Round, *, actor: Actor) -> None:
    """Nobody is asked for the check any more."""
    settle(ROUND_WAITS, link=_round_link(one), actor=actor)


def round_returned(one: Round, title: str, *, actor: Actor) -> None:
    """The town's officers know that the round came back; nobody is asked for the check any more."""
    settle(ROUND_WAITS, link=_round_link(one), actor=actor)
    facts = {"town": one.town.name, "month": one.span.label, "title": title}
    officers = holders(Ability.PREPARE, one.town.code)
    tell(officers, ROUND_BACK, link=_round_link(one), actor=actor, **facts)


def round_mended(one: Round, *, actor: Actor) -> None:
    """Nobody is asked to look at the reason any more."""
    settle(ROUND_BACK, link=_round_link(one), actor=actor)


def run_prepared(run: Run, *, actor: Actor) -> None:
    """The town's approvers know that a run waits for them."""
    _of_run(holders(Ability.APPROVE, run.town.code), RUN_WAITS, run, actor)


def run_sent_back(run: Run, *, actor: Actor) -> None:
    """The town's officers know that a run came back."""
    _of_run(holders(Ability.PREPARE, run.town.code), RUN_BACK, run, actor)


def run_decided(run: Run, *, actor: Actor) -> None:
    """Nobody is asked to approve the run any more."""
    settle(RUN_WAITS, link=_run_link(run), actor=actor)


def run_published(run: Run, *, actor: Actor) -> None:
    """The cadres of the town's villages know that its figures are public."""
    link = f"/{run.town.code}/{run.period}/"
    facts = {"town": run.town.name, "period": run.span.label}
    tell(_cadres(run.town), RUN_PUBLIC, link=link, actor=actor, **facts)


def objection_raised(objection: Objection, *, actor: Actor) -> None:
    """The town's office knows of the objection and of its day."""
    town = objection.run.town
    tell(
        _office(town),
        RAISED,
        link=_objection_link(objection),
        actor=actor,
        village=objection.village.name,
        period=objection.run.span.label,
        due=objection.due,
    )


def objection_answered(objection: Objection, *, actor: Actor) -> None:
    """Whoever raised the objection knows the outcome; nobody is asked for an answer any more."""
    settle(RAISED, link=_objection_link(objection), actor=actor)
    tell(
        [objection.raised_by],
        ANSWERED,
        link=f"/{objection.village.code}/{objection.run.period}/object/",
        actor=actor,
        village=objection.village.name,
        period=objection.run.span.label,
        outcome=objection.get_state_display(),
    )


def correction_prepared(correction: Correction, *, actor: Actor) -> None:
    """The town's approvers know that a correction waits for them."""
    town = correction.town
    link = _correction_link(correction)
    tell(holders(Ability.APPROVE, town.code), CORRECTION_WAITS, link=link, actor=actor, town=town.name)


def correction_decided(correction: Correction, *, actor: Actor) -> None:
    """Nobody is asked to decide on the correction any more."""
    settle(CORRECTION_WAITS, link=_correction_link(correction), actor=actor)


def meeting_called(meeting: ReviewMeeting, *, actor: Actor) -> None:
    """The cadres of the town's villages know when and where."""
    facts = {"town": meeting.town.name, "period": meeting.span.label, "where": meeting.where}
    link = f"/{meeting.town.code}/{meeting.period}/"
    tell(_cadres(meeting.town), MEETING, link=link, actor=actor, day=meeting.day, **facts)


def _of_run(users: Iterable[User], kind: Kind, run: Run, actor: Actor) -> None:
    tell(users, kind, link=_run_link(run), actor=actor, town=run.town.name, period=run.span.label)


def _round_link(one: Round) -> str:
    return f"/desk/{one.town.code}/rounds/{one.month}/{one.input}/"


def _run_link(run: Run) -> str:
    return f"/desk/{run.town.code}/runs/{run.period}/"


def _objection_link(objection: Objection) -> str:
    return f"/desk/{objection.run.town.code}/objections/{objection.pk}/"


def _correction_link(correction: Correction) -> str:
    return f"/desk/{correction.town.code}/corrections/{correction.pk}/"


def _office(town: Place) -> set[User]:
    return {*holders(Ability.PREPARE, town.code), *holders(Ability.APPROVE, town.code)}


def _cadres(town: Place) -> list[User]:
    """Return whoever works at the desk of one of the town's villages today: one query."""
    roles = Role.objects.in_force(timezone.localdate()).filter(
        place__in=Place.objects.under(town.code), kind__in=kinds_with(Ability.WORK_VILLAGE_DESK)
    )
    return list(User.objects.active().filter(pk__in=roles.values("user")))
