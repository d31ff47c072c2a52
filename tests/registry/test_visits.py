"""Visits: who notes them, what is refused, and how what was asked is followed up."""

from datetime import timedelta

import pytest
from django.utils import timezone
from tests.media.recordings import speech

from wugong.access.refusals import NotAllowed
from wugong.access.roles import RoleKind
from wugong.audit.models import Record
from wugong.counties.actors import SYSTEM
from wugong.media.models import Sound
from wugong.registry import duty_refusals as no
from wugong.registry.models import Household, Visit
from wugong.registry.visits import LONGEST, follow_up, note_visit

A_DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def standing(here, folder):
    """Stand in the first county, with a folder for files."""


@pytest.fixture
def today():
    return timezone.localdate()


@pytest.mark.parametrize("who", ["resident", "supervisor", "town_officer", "county_officer"])
def test_only_who_visits_there_notes_a_visit(who, request, household):
    with pytest.raises(NotAllowed, match="入户走访"):
        note_visit(household, actor=request.getfixturevalue(who), asked="灯坏了")


def test_a_keeper_of_a_group_visits_in_that_group_only(make_user, make_household, village, group, household):
    keeper = make_user("keeper", "网格", RoleKind.GRID_KEEPER, group)
    note_visit(make_household(group, "0102"), actor=keeper, asked="灯坏了")
    with pytest.raises(NotAllowed):
        note_visit(household, actor=keeper, asked="灯坏了")


def test_tomorrow_is_not_yet(household, cadre, today):
    with pytest.raises(no.NotYet):
        note_visit(household, actor=cadre, day=today + A_DAY, asked="灯坏了")
    assert note_visit(household, actor=cadre, day=today, asked="灯坏了").day == today


def test_a_household_that_is_no_more(household, cadre, today):
    Household.objects.filter(pk=household.pk).update(until=today)
    household.refresh_from_db()
    with pytest.raises(no.HouseholdClosed, match="0101"):
        note_visit(household, actor=cadre, asked="灯坏了")
    assert note_visit(household, actor=cadre, day=today - A_DAY, asked="灯坏了")


@pytest.mark.parametrize("asked", ["", "  \n"])
def test_a_visit_that_says_nothing(household, cadre, asked):
    with pytest.raises(no.NothingSaid):
        note_visit(household, actor=cadre, asked=asked)
    assert not Visit.objects.exists()


def test_a_number_in_what_was_asked(household, cadre):
    with pytest.raises(no.HoldsNumbers, match="手机号"):
        note_visit(household, actor=cadre, asked="请打 13800000001")


def test_an_answer_before_the_visit(household, cadre, today):
    with pytest.raises(no.AnswerBeforeVisit):
        note_visit(household, actor=cadre, asked="灯坏了", answer_until=today - A_DAY)
    assert note_visit(household, actor=cadre, asked="灯坏了", answer_until=today).answer_until == today


def test_it_is_recorded_without_what_was_asked(household, cadre, today):
    visit = note_visit(household, actor=cadre, asked="灯坏了")
    row = Record.objects.get(act="registry.visit_noted")
    assert str(row) == f"林可 {today} 走访了 0101 号户"
    assert (visit.visited_by, visit.asked) == (cadre, "灯坏了")


def test_spoken_words_are_kept_beside_it(household, cadre):
    visit = note_visit(household, actor=cadre, spoken=speech())
    assert visit.spoken == Sound.objects.get()
    assert visit.spoken.place == household.place


def test_the_house_itself_may_note_and_answer(household, today):
    visit = note_visit(household, actor=SYSTEM, asked="灯坏了", answer_until=today)
    follow_up(visit, "换了", actor=SYSTEM)
    visit.refresh_from_db()
    assert (visit.visited_by, visit.answered_by) == (None, None)


class TestFollowingUp:
    @pytest.fixture
    def visit(self, household, cadre, today):
        return note_visit(household, actor=cadre, asked="灯坏了", answer_until=today)

    def test_by_someone_who_does_not_visit_there(self, visit, supervisor):
        with pytest.raises(NotAllowed):
            follow_up(visit, "换了灯", actor=supervisor)

    @pytest.mark.parametrize("words", ["", " ", "换" * (LONGEST + 1)])
    def test_without_fitting_words(self, visit, cadre, words):
        with pytest.raises(no.NoAnswer, match="500"):
            follow_up(visit, words, actor=cadre)

    def test_with_a_number(self, visit, cadre):
        with pytest.raises(no.HoldsNumbers):
            follow_up(visit, "找 13800000001", actor=cadre)

    def test_of_a_visit_that_wants_none(self, household, cadre):
        with pytest.raises(no.AnsweredAlready):
            follow_up(note_visit(household, actor=cadre, asked="都好"), "好", actor=cadre)

    def test_twice(self, visit, cadre):
        follow_up(visit, "换了灯", actor=cadre)
        with pytest.raises(no.AnsweredAlready):
            follow_up(visit, "又换了", actor=cadre)

    def test_it_says_how_by_whom_and_when(self, visit, cadre):
        assert list(Visit.objects.waiting()) == [visit]
        follow_up(visit, " 换了灯 ", actor=cadre)
        visit.refresh_from_db()
        assert (visit.answer, visit.answered_by) == ("换了灯", cadre)
        assert visit.answered_at
        assert not Visit.objects.waiting().exists()
