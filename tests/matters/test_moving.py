"""Moving matters: who may not, what is missing, who was faster; done is not solved."""

from datetime import timedelta

import pytest
from django.utils import timezone
from tests.mattered import bound, days_after, wish
from tests.matters.test_openings import photo

from wugong.access.refusals import NotAllowed
from wugong.counties.actors import SYSTEM
from wugong.matters import refusals
from wugong.matters.assigning import assign, give_hand
from wugong.matters.models import Asker, Evidence, Matter, NeighbourCall, Step
from wugong.matters.moving import move, moves_for
from wugong.matters.openings import open_matter
from wugong.matters.states import Channel
from wugong.notices.models import Notice
from wugong.rules.register_parts import StateKind

pytestmark = pytest.mark.django_db


def now_of(matter: Matter) -> Matter:
    return Matter.objects.get(pk=matter.pk)


def desk_matter(place, actor, register, **facts):
    return open_matter(wish(place, register=register, channel=Channel.DESK, **facts), actor=actor).matter


@pytest.fixture
def fixing(here, village, town_officer, cadre):
    facts = {"grade": "general", "found-on": "2026-03-06"}
    matter = desk_matter(village, town_officer, "rectification", facts=facts)
    move(matter, "take", actor=cadre)
    return now_of(matter)


# --- Refused --------------------------------------------------------------------------------------


def test_a_move_that_is_none_is_refused(here, lamp, cadre):
    with pytest.raises(refusals.NoSuchMove):
        move(lamp, "fly", actor=cadre)


def test_a_move_that_does_not_lead_on_from_here_is_refused(here, lamp, cadre):
    with pytest.raises(refusals.NotFromHere):
        move(lamp, "finish", actor=cadre, answer="换了")


@pytest.mark.parametrize("who", ["resident", "supervisor", "town_officer", "other_town_officer"])
def test_who_does_not_do_the_desk_accepts_nothing(here, lamp, request, who):
    with pytest.raises(NotAllowed):
        move(lamp, "accept", actor=request.getfixturevalue(who), facts={"grade": "simple"})


def test_who_was_slower_is_told_so(here, lamp, cadre):
    move(lamp, "accept", actor=cadre, seen="reported", facts={"grade": "simple"})
    with pytest.raises(refusals.MovedMeanwhile):
        move(lamp, "refuse", actor=cadre, seen="reported", reason="不归村里管")


@pytest.mark.parametrize(
    ("code", "given", "refusal"),
    [
        ("accept", {}, refusals.NeedsFacts),
        ("accept", {"facts": {"grade": "simple", "colour": "red"}}, refusals.FactsAmiss),
        ("refuse", {}, refusals.WordsMissing),
        ("refuse", {"reason": "打 13800000001"}, refusals.NumbersInWords),
        ("refuse", {"reason": "长" * 501}, refusals.WordsTooLong),
    ],
)
def test_what_a_move_needs_must_come_with_it(here, lamp, cadre, code, given, refusal):
    with pytest.raises(refusal):
        move(lamp, code, actor=cadre, **given)
    assert now_of(lamp).state == "reported"


def test_a_pair_of_photos_is_needed_where_the_register_says_so(here, fixing, cadre):
    with pytest.raises(refusals.NeedsBeforeAfter, match="办理前、办理后"):
        move(fixing, "fix", actor=cadre, answer="清了")
    with pytest.raises(refusals.NeedsBeforeAfter, match="办理前"):
        move(fixing, "fix", actor=cadre, answer="清了", photos=[photo()])
    move(fixing, "fix", actor=cadre, answer="清了", before=[photo()], photos=[photo("blue")])
    assert sorted(Evidence.objects.values_list("kind", flat=True)) == ["after", "before"]


def test_who_did_it_does_not_close_it(here, fixing, town_officer, town_approver):
    move(fixing, "fix", actor=SYSTEM, answer="清了", before=[photo()], photos=[photo("blue")])
    Matter.objects.filter(pk=fixing.pk).update(moved_by=town_officer)
    with pytest.raises(NotAllowed, match="另一个人"):
        move(fixing, "close", actor=town_officer)
    move(fixing, "close", actor=town_approver)
    assert now_of(fixing).kind == StateKind.SOLVED


def test_a_task_does_not_start_with_blanks(here, town, town_officer, unit):
    task = desk_matter(town, town_officer, "task", leader="")
    with pytest.raises(refusals.NeedsUnit):
        move(task, "start", actor=town_officer)
    filled = {"officer-name": "向办", "until": "2026-07-30"}
    with pytest.raises(refusals.NeedsFacts, match="责任领导"):
        move(task, "start", actor=town_officer, unit=unit, facts=filled)
    for blank in ("xxx", "20xx年", "×××", "待定"):
        with pytest.raises(refusals.StillBlank):
            move(task, "start", actor=town_officer, unit=unit, facts=filled | {"leader-name": blank})
    with pytest.raises(refusals.StillBlank):
        assign(task, actor=town_officer, leader="xxx")
    move(task, "start", actor=town_officer, unit=unit, facts=filled | {"leader-name": "丁镇长"})
    task = now_of(task)
    assert (task.state, task.leader, task.lead_unit, task.facts["unit-name"]) == (
        "running",
        "丁镇长",
        unit,
        unit.name,
    )


def test_who_answers_is_filled_in_and_not_asked_again(here, town, town_officer, unit):
    task = desk_matter(town, town_officer, "task")
    assign(task, actor=town_officer, lead_unit=unit, leader="丁镇长", handler=town_officer)
    move(task, "start", actor=town_officer, facts={"until": "2026-07-30"})
    assert now_of(task).state == "running"


def test_a_day_and_a_signature_are_asked_for(here, village, cadre):
    problem = desk_matter(village, cadre, "problem-list")
    move(problem, "ask", actor=cadre, facts={"source": "visit"})
    counts = {"consulted": "40", "supporting": "30", "weakest-group": "50"}
    move(problem, "agree", actor=cadre, facts=counts)
    with pytest.raises(refusals.NeedsDay):
        move(problem, "schedule", actor=cadre)
    step = move(problem, "schedule", actor=cadre, day=timezone.localdate())
    assert step.facts["day"] == timezone.localdate().isoformat()


# --- Done is not solved ---------------------------------------------------------------------------


def test_done_waits_for_who_asked(here, finished, resident):
    assert (finished.kind, finished.solved_at, finished.done_at is None) == ("done", None, False)
    assert Notice.objects.filter(to=resident, kind="matters.confirm", read_at__isnull=True).exists()


def test_who_asked_says_it_is_solved(here, finished, resident):
    move(finished, "confirm", actor=resident)
    matter = now_of(finished)
    assert (matter.kind, matter.due_at, matter.solved_at is None) == ("solved", None, False)
    assert not Notice.objects.filter(kind="matters.confirm", read_at__isnull=True).exists()


def test_who_asked_says_it_is_not_and_the_clock_begins_anew(here, finished, resident, cadre):
    with pytest.raises(refusals.WordsMissing):
        move(finished, "reopen", actor=resident)
    move(finished, "reopen", actor=resident, reason="还是不亮")
    matter = now_of(finished)
    assert (matter.state, matter.kind, matter.reopened) == ("accepted", "open", 1)
    assert (matter.done_at, matter.due_at is None) == (None, False)
    assert Notice.objects.filter(to=cadre, kind="matters.reopened_told").exists()
    assert [run.ended_at is None for run in matter.clocks.filter(clock="handle")] == [False, True]


@pytest.mark.parametrize("code", ["confirm", "reopen"])
@pytest.mark.parametrize("who", ["cadre", "town_officer", "county_officer"])
def test_nobody_else_confirms(here, finished, request, code, who):
    with pytest.raises(NotAllowed):
        move(finished, code, actor=request.getfixturevalue(who), reason="好了")


@pytest.mark.parametrize("code", ["confirm", "reopen"])
@pytest.mark.parametrize(("days", "late"), [(27, False), (28, False), (29, True)])
def test_it_is_said_within_28_days(here, finished, resident, code, days, late):
    done = days_after(timezone.now(), -days)
    Matter.objects.filter(pk=finished.pk).update(done_at=done)
    if late:
        with pytest.raises(refusals.WindowOver):
            move(finished, code, actor=resident, reason="不亮")
        assert now_of(finished).kind == StateKind.DONE
    else:
        move(finished, code, actor=resident, reason="不亮")
        assert now_of(finished).kind != StateKind.DONE


def test_what_cannot_be_done_is_its_own_end(here, accepted, cadre):
    with pytest.raises(refusals.WordsMissing):
        move(accepted, "give-up", actor=cadre)
    move(accepted, "give-up", actor=cadre, reason="线路归供电公司管")
    matter = now_of(accepted)
    assert (matter.kind, matter.done_at, matter.solved_at, matter.due_at) == ("ended", None, None, None)


def test_the_neighbour_drawn_answers_and_nobody_drawn_before(here, finished, supervisor, head, spouse):
    bound(supervisor, head)
    with pytest.raises(NotAllowed):
        move(finished, "confirm", actor=supervisor)
    call = NeighbourCall.objects.create(matter=finished, person=head, seed="0", drawn_at=timezone.now())
    NeighbourCall.objects.filter(pk=call.pk).update(drawn_at=finished.done_at - timedelta(seconds=1))
    with pytest.raises(NotAllowed):
        move(finished, "confirm", actor=supervisor)
    NeighbourCall.objects.filter(pk=call.pk).update(drawn_at=finished.done_at)
    step = move(finished, "confirm", actor=supervisor)
    call.refresh_from_db()
    assert (call.answer, step.facts["role"]) == (True, "neighbour")


# --- What is offered ------------------------------------------------------------------------------


def test_moves_are_offered_with_why_not(here, lamp, resident, cadre):
    offered = {one.move.code: one.verdict for one in moves_for(lamp, resident)}
    assert [code for code, verdict in offered.items() if verdict] == ["withdraw"]
    assert offered["accept"].reason
    mine = [one.move.code for one in moves_for(lamp, cadre) if one.verdict]
    assert mine == ["accept", "refuse"]


def test_the_units_hand_may_finish(here, accepted, cadre, town_officer, unit, make_user):
    hand = make_user("hand", "余手")
    assert not [one for one in moves_for(accepted, hand) if one.verdict]
    assign(accepted, actor=cadre, lead_unit=unit)
    give_hand(unit, hand, actor=town_officer)
    move(now_of(accepted), "finish", actor=hand, answer="修好了")
    assert now_of(accepted).state == "done"


def test_every_step_says_who_when_and_what(here, finished):
    steps = list(Step.objects.filter(matter=finished).values_list("kind", "move", "source", "target"))
    assert steps == [
        ("opened", "", "", "reported"),
        ("moved", "accept", "reported", "accepted"),
        ("moved", "finish", "accepted", "done"),
    ]
    assert Asker.objects.filter(matter=finished).count() == 1
