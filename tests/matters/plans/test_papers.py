"""Papers drafted from what happened: the half month's figures, their text, handing in, review by another."""

import json
from datetime import date

import pytest
from django.utils import timezone
from tests.mattered import at

from wugong.access.refusals import NotAllowed
from wugong.access.roles import RoleKind
from wugong.audit.models import Record
from wugong.counties.actors import SYSTEM
from wugong.matters.models import Matter, PlanPaper, Step
from wugong.matters.moving import move
from wugong.matters.numbers import spoken
from wugong.matters.plans import board_refusals as refusals
from wugong.matters.plans.paper_figures import half_month_figures
from wugong.matters.plans.papers import (
    digest_of,
    draft_paper,
    is_edited,
    review_paper,
    submit_paper,
    write_paper,
)
from wugong.matters.refusals import NumbersInWords, WordsMissing
from wugong.matters.states import PaperState
from wugong.matters.supervising import Cause, supervise
from wugong.rules.plan_papers import term

pytestmark = pytest.mark.django_db
HALF = ("half-month", "2026-11-a")


@pytest.fixture(autouse=True)
def november(on):
    """The second of November, when all begins."""
    on("2026-11-02 09:00")


@pytest.fixture
def second(make_user, town):
    """Another officer of the town."""
    return make_user("second", "何以宁", RoleKind.TOWN_OFFICER, town)


def fresh(matter):
    return Matter.objects.select_related("place__county", "document", "lead_unit").get(pk=matter.pk)


def accept(matter, actor):
    move(fresh(matter), "accept", actor=actor, facts={"grade": "general"})


def counts(place, now, code="2026-11-a"):
    found = half_month_figures(place, term("half-month", code), now)["counts"]
    return {key: one["n"] for key, one in found.items()}


@pytest.fixture
def half(here, village, opened, cadre, resident, on):
    """Two lamps asked for, one mended and confirmed, then not solved after all; one left lying and late."""
    first, left = opened(title="路灯不亮"), opened(title="水管漏水")
    accept(first, cadre)
    accept(left, cadre)
    on("2026-11-05 10:00")
    move(fresh(first), "finish", actor=cadre, answer="换了灯泡")
    on("2026-11-06 10:00")
    move(fresh(first), "confirm", actor=resident)
    return first, left


def test_the_half_month_counts_what_was_opened_done_and_solved(half, village):
    found = half_month_figures(village, term(*HALF), at("2026-11-15 18:00"))["counts"]
    assert {key: one["n"] for key, one in found.items()} == {
        "opened": 2,
        "done": 1,
        "solved": 1,
        "reopened": 0,
        "ended": 0,
        "late": 1,
        "ordered": 0,
    }
    assert found["solved"]["numbers"] == [half[0].number]
    assert found["late"]["numbers"] == [half[1].number]


@pytest.mark.parametrize(
    ("moment", "count"),
    [
        ("2026-10-31 23:59:59", 0),
        ("2026-11-01 00:00:00", 1),
        ("2026-11-15 23:59:59", 1),
        ("2026-11-16 00:00:00", 0),
    ],
)
def test_a_half_month_holds_its_first_and_its_last_moment(here, village, lamp, moment, count):
    Matter.objects.filter(pk=lamp.pk).update(opened_at=at(moment))
    assert counts(village, at("2026-12-01 09:00"))["opened"] == count


def test_what_was_solved_before_is_not_solved_again(half, village):
    step = Step.objects.get(matter=half[0], move="confirm")
    again = {"move": "look", "source": step.target, "target": step.target, "at": at("2026-11-20 10:00")}
    Step.objects.create(matter=step.matter, place=step.place, kind=step.kind, **again)
    assert counts(village, at("2026-11-30 18:00"), "2026-11-b")["solved"] == 0


def test_what_comes_after_now_is_not_counted_yet(half, village):
    assert counts(village, at("2026-11-05 09:59"))["done"] == 0
    assert counts(village, at("2026-11-05 10:01"))["done"] == 1


def test_the_next_half_begins_anew(half, village):
    later = counts(village, at("2026-11-30 18:00"), "2026-11-b")
    assert (later["opened"], later["done"], later["late"]) == (0, 0, 1)


@pytest.mark.parametrize(("moment", "late"), [("2026-11-10 23:59:59", 0), ("2026-11-11 00:00:00", 1)])
def test_what_is_late_is_late_a_second_after_its_time(half, village, moment, late):
    due = Matter.objects.get(pk=half[1].pk).clocks.filter(ended_at__isnull=True).get().due_at
    assert timezone.localtime(due).date() == date(2026, 11, 11)
    half[1].clocks.update(due_at=at("2026-11-10 23:59:59"))
    assert counts(village, at(moment))["late"] == late


def test_what_came_back_counts_as_reopened(half, village, opened, cadre, resident, on):
    back = opened(title="井盖松动")
    accept(back, cadre)
    move(fresh(back), "finish", actor=cadre, answer="垫了")
    move(fresh(back), "reopen", actor=resident, reason="还在响")
    assert counts(village, at("2026-11-15 18:00"))["reopened"] == 1


def test_an_order_counts_with_the_matter_it_is_about(half, town, village, town_officer, on):
    on("2026-11-14 09:00")
    supervise(fresh(half[1]), Cause.OVERDUE, "请三天内办结", actor=town_officer)
    found = half_month_figures(town, term(*HALF), at("2026-11-14 18:00"))
    assert found["counts"]["ordered"]["numbers"] == [half[1].number]
    assert [(one["number"], one["days"], one["ordered"]) for one in found["late"]] == [
        (half[1].number, 3, True)
    ]


def test_what_is_due_in_the_next_half_comes_next(half, village, on):
    Matter.objects.filter(pk=half[1].pk).update(due_at=at("2026-11-30 23:59:59"))
    assert [one["number"] for one in figures(village)["next"]] == [half[1].number]
    Matter.objects.filter(pk=half[1].pk).update(due_at=at("2026-12-01 00:00:00"))
    assert figures(village)["next"] == []


def figures(place):
    return half_month_figures(place, term(*HALF), at("2026-11-10 08:00"))


def test_closed_registers_and_askers_are_in_no_paper(half, village, opened, cadre, on):
    facts = {"kind": "neighbours", "parties": "两家"}
    opened(actor=cadre, register="dispute", title="张大山家和邻居争地界", facts=facts)
    on("2026-11-07 09:00")
    paper = draft_paper(village, *HALF, actor=SYSTEM)
    told = json.dumps(paper.figures, ensure_ascii=False) + paper.text
    assert not any(one in told for one in ("张大山", "地界", "陈禾"))
    assert paper.figures["counts"]["opened"]["n"] == 2


def test_the_paper_says_each_task_by_its_unit_with_its_last_step(here, followed, town, town_officer, on):
    on("2026-11-02 09:01")
    paper = draft_paper(town, *HALF, actor=town_officer)
    assert [(one["name"], one["tasks"]) for one in paper.figures["units"]] == [
        ("镇农业农村办公室", 2),
        ("镇规划建设办公室", 1),
        ("", 1),
    ]
    assert all(one["last"]["day"] == "2026-11-02" for one in paper.figures["tasks"])
    rivers = Matter.objects.get(title__contains="河塘")
    assert f"“{rivers.title}”（{spoken(rivers.number)}）：待填齐，最近一步：11月2日提出。" in paper.text
    assert "还要补的内容" in paper.text
    assert "量化指标" in paper.text


def test_what_a_later_plan_left_blank_is_in_no_earlier_paper(here, followed, town, on):
    Matter.objects.filter(register="task").update(opened_at=at("2026-11-16 00:00:00"))
    assert half_month_figures(town, term(*HALF), at("2026-11-20 09:00"))["blanks"] == []
    assert half_month_figures(town, term("half-month", "2026-11-b"), at("2026-11-20 09:00"))["blanks"]


def test_a_paper_of_nothing_says_that_there_was_nothing(here, village):
    text = draft_paper(village, *HALF, actor=SYSTEM).text
    assert text.startswith("枫林坳村2026年11月上半月工作报告\n")
    for one in ("新立 0 件", "这段时间没有在办的任务。", "没有超期的。", "下半个月没有到期的。"):
        assert one in text


def test_only_the_desk_drafts(here, village, resident):
    with pytest.raises(NotAllowed):
        draft_paper(village, *HALF, actor=resident)


@pytest.mark.parametrize("period", ["2026-11", "2026-13-a", "2026", "x"])
def test_there_is_no_paper_of_another_term(here, village, cadre, period):
    with pytest.raises(refusals.NoSuchPaper):
        draft_paper(village, "half-month", period, actor=cadre)


@pytest.mark.parametrize(("moment", "early"), [("2026-11-15 23:59", True), ("2026-11-16 00:00", False)])
def test_a_paper_is_drafted_from_its_first_day_on(here, village, cadre, on, moment, early):
    on(moment)
    if early:
        with pytest.raises(refusals.TooEarly):
            draft_paper(village, "half-month", "2026-11-b", actor=cadre)
    else:
        assert draft_paper(village, "half-month", "2026-11-b", actor=cadre).due == date(2026, 11, 30)


def test_drafted_again_it_has_new_figures_and_the_new_text(here, village, cadre, opened, on):
    draft_paper(village, *HALF, actor=cadre)
    opened()
    on("2026-11-02 09:01")
    again = draft_paper(village, *HALF, actor=cadre)
    assert "新立 1 件" in again.text
    assert PlanPaper.objects.count() == 1


def test_what_was_edited_stays_and_its_figures_are_new(here, village, cadre, opened, on):
    paper = draft_paper(village, *HALF, actor=cadre)
    write_paper(paper, f"{paper.text}\n六、其他\n", actor=cadre)
    opened()
    on("2026-11-02 09:01")
    again = draft_paper(village, *HALF, actor=cadre)
    assert again.text.endswith("六、其他")
    assert again.figures["counts"]["opened"]["n"] == 1
    assert is_edited(again)
    assert "新立 1 件" in draft_paper(village, *HALF, actor=cadre, afresh=True).text


def test_two_who_edit_do_not_overwrite_each_other(here, village, cadre):
    paper = draft_paper(village, *HALF, actor=cadre)
    seen = digest_of(paper.text)
    write_paper(paper, "甲写的", actor=cadre, seen=seen)
    with pytest.raises(refusals.PaperChanged):
        write_paper(paper, "乙写的", actor=cadre, seen=seen)


def test_an_empty_text_and_one_with_a_personal_number_are_refused(here, village, cadre):
    paper = draft_paper(village, *HALF, actor=cadre)
    with pytest.raises(WordsMissing):
        write_paper(paper, " ", actor=cadre)
    with pytest.raises(NumbersInWords):
        write_paper(paper, "请找张大山 13800138000", actor=cadre)


def test_what_was_submitted_is_changed_no_more(here, village, cadre):
    paper = submit_paper(draft_paper(village, *HALF, actor=cadre), actor=cadre)
    assert paper.submitted_by_id == cadre.pk
    for act in (
        lambda: write_paper(paper, "x", actor=cadre),
        lambda: submit_paper(paper, actor=cadre),
        lambda: draft_paper(village, *HALF, actor=cadre),
    ):
        with pytest.raises(refusals.NotDrafted):
            act()


def test_who_submitted_does_not_review(here, village, cadre, town_officer):
    paper = submit_paper(draft_paper(village, *HALF, actor=cadre), actor=cadre)
    with pytest.raises(NotAllowed, match="另一个人审阅"):
        review_paper(paper, actor=cadre)
    assert review_paper(paper, actor=town_officer).state == PaperState.REVIEWED


def test_a_towns_paper_is_reviewed_by_its_approver(here, town, town_officer, second, town_approver):
    paper = submit_paper(draft_paper(town, *HALF, actor=town_officer), actor=town_officer)
    with pytest.raises(NotAllowed):
        review_paper(paper, actor=second)
    assert review_paper(paper, actor=town_approver).reviewed_by_id == town_approver.pk


def test_what_nobody_submitted_is_not_reviewed(here, village, cadre, town_officer):
    paper = draft_paper(village, *HALF, actor=cadre)
    with pytest.raises(refusals.NotSubmitted):
        review_paper(paper, actor=town_officer)


def test_given_back_it_says_why_and_is_drafted_again(here, village, cadre, town_officer):
    paper = submit_paper(draft_paper(village, *HALF, actor=cadre), actor=cadre)
    with pytest.raises(WordsMissing):
        review_paper(paper, actor=town_officer, back=" ")
    back = review_paper(paper, actor=town_officer, back="请写明水管哪天修")
    assert (back.state, back.remark) == (PaperState.DRAFTED, "请写明水管哪天修")
    submit_paper(back, actor=cadre, text="修好了")
    assert PlanPaper.objects.get().text == "修好了"
    said = list(Record.objects.filter(act__startswith="matters.plan_paper").values_list("act", flat=True))
    assert [one.rpartition("_")[2] for one in sorted(said)] == [
        "drafted",
        "returned",
        "submitted",
        "submitted",
    ]


def test_a_paper_asks_as_often_for_many_as_for_one(
    here, village, town, opened, followed, django_assert_max_num_queries
):
    def ask(most):
        with django_assert_max_num_queries(most):
            return half_month_figures(town, term(*HALF), at("2026-11-15 18:00"))

    opened()
    ask(22)
    for _ in range(5):
        opened()
    assert ask(22)["counts"]["opened"]["n"] == 10
