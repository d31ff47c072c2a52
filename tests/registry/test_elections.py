"""Elections of a body's offices: three channels, a yard meeting, a count, a run-off, a result in office."""

from collections.abc import Mapping
from datetime import date, timedelta
from uuid import UUID

import pytest
from django.utils import timezone
from tests.registered import MakeMember

from wugong.access.refusals import NotAllowed
from wugong.accounts.models import User
from wugong.audit.models import Record
from wugong.counties.actors import SYSTEM
from wugong.places.models import Place
from wugong.registry import body_refusals as refusals
from wugong.registry.bindings import bind_account
from wugong.registry.bodies import found_profile
from wugong.registry.body_states import ElectionState, How, Nomination
from wugong.registry.elections import (
    call_election,
    call_off_election,
    count,
    name_candidate,
    publish_election,
    standing_in_round,
    withdraw_candidate,
)
from wugong.registry.kinship import note_kin
from wugong.registry.models import Body, Candidate, Election, Holding, Household, Person
from wugong.registry.offices import take_office
from wugong.registry.states import Kin
from wugong.rules.body_elections import CountRefused

DAY = date(2026, 3, 1)
MEETING = date(2026, 6, 1)

pytestmark = pytest.mark.usefixtures("here")


@pytest.fixture
def groups(village: Place, cadre: User) -> dict[str, Body]:
    return {one.slot: one for one in found_profile(village, "three-tiers", actor=cadre, since=DAY)}


@pytest.fixture
def election(groups: dict[str, Body], cadre: User) -> Election:
    return call_election(groups["groups"], "head", 1, actor=cadre, day=MEETING, where="一组晒场")


@pytest.fixture
def people(household: Household, make_member: MakeMember) -> list[Person]:
    make_member(household, "陈建国")
    names = ("陈一", "陈二", "陈三")
    return [make_member(household, name, "其他", born=date(1990, 1, 1)) for name in names]


@pytest.fixture
def candidates(election: Election, people: list[Person], cadre: User) -> list[Candidate]:
    channels = (Nomination.BRANCH, Nomination.PEOPLE, Nomination.SELF)
    return [
        name_candidate(election, person, channel, actor=cadre, nominated="一组 12 名村民")
        for person, channel in zip(people, channels, strict=True)
    ]


def votes(candidates: list[Candidate], *counts: int) -> Mapping[UUID, int]:
    return {one.pk: number for one, number in zip(candidates, counts, strict=True)}


# --- Calling --------------------------------------------------------------------------------------


def test_supervisor_calls_no_election(groups: dict[str, Body], supervisor: User) -> None:
    with pytest.raises(NotAllowed):
        call_election(groups["groups"], "head", 1, actor=supervisor, day=MEETING, where="晒场")


@pytest.mark.parametrize(
    ("profile", "slot", "office", "law"),
    [
        ("three-one-one-one", "committee", "director", "村民委员会组织法第三章"),
        ("three-one-one-one", "supervision", "chair", "村民委员会组织法第五章"),
        ("three-one-one-one", "collective", "chair", "农村集体经济组织法"),
        ("three-tiers", "branch", "secretary", "基层组织选举工作条例"),
        ("estate", "owners", "chair", "民法典"),
    ],
)
def test_statutory_elections_are_not_held_here(
    village: Place, cadre: User, profile: str, slot: str, office: str, law: str
) -> None:
    made = {one.slot: one for one in found_profile(village, profile, actor=cadre, since=DAY)}
    with pytest.raises(refusals.StatutoryElection, match=law):
        call_election(made[slot], office, 1, actor=cadre, day=MEETING, where="村部")
    assert not Election.objects.exists()


@pytest.mark.parametrize("seats", [0, 2])
def test_seats_are_those_that_are_free(groups: dict[str, Body], cadre: User, seats: int) -> None:
    with pytest.raises(refusals.NoSeats, match="还缺 1 名"):
        call_election(groups["groups"], "head", seats, actor=cadre, day=MEETING, where="晒场")


def test_office_without_a_limit_takes_any_number(groups: dict[str, Body], cadre: User) -> None:
    assert call_election(groups["centres"], "head", 12, actor=cadre, day=MEETING, where="晒场").seats == 12


def test_one_election_of_an_office_at_a_time(election: Election, cadre: User) -> None:
    with pytest.raises(refusals.ElectionOpen):
        call_election(election.body, "head", 1, actor=cadre, day=MEETING, where="晒场")
    call_off_election(election, actor=cadre)
    assert call_election(election.body, "head", 1, actor=cadre, day=MEETING, where="晒场")


# --- Candidates -----------------------------------------------------------------------------------


def test_channel_of_each_candidate_is_kept(candidates: list[Candidate]) -> None:
    assert [one.channel for one in candidates] == ["branch", "people", "self"]
    assert [one.nominated for one in candidates] == ["", "一组 12 名村民", ""]


def test_people_who_recommend_are_named(election: Election, people: list[Person], cadre: User) -> None:
    with pytest.raises(refusals.NoNominator):
        name_candidate(election, people[0], Nomination.PEOPLE, actor=cadre, nominated=" ")


def test_candidate_stands_once(election: Election, candidates: list[Candidate], cadre: User) -> None:
    with pytest.raises(refusals.StandsAlready):
        name_candidate(election, candidates[0].person, Nomination.SELF, actor=cadre)


def test_candidate_who_could_not_hold_the_office_is_refused(
    village: Place, people: list[Person], cadre: User
) -> None:
    made = found_profile(village, "sanitation", actor=cadre, since=DAY)[0]
    take_office(made, "keeper", people[0], actor=cadre)
    election = call_election(made, "cashier", 1, actor=cadre, day=MEETING, where="村部")
    with pytest.raises(refusals.OfficesClash):
        name_candidate(election, people[0], Nomination.SELF, actor=cadre)


def test_who_withdrew_stands_no_more(election: Election, candidates: list[Candidate], cadre: User) -> None:
    withdraw_candidate(candidates[2], actor=cadre)
    assert standing_in_round(election) == candidates[:2]


# --- Counting -------------------------------------------------------------------------------------


def test_nothing_is_counted_without_candidates(election: Election, cadre: User) -> None:
    with pytest.raises(refusals.NoCandidates):
        count(election, {}, actor=cadre, present=10, ballots=10)


def test_every_candidate_needs_a_count(election: Election, candidates: list[Candidate], cadre: User) -> None:
    with pytest.raises(refusals.VotesIncomplete, match="陈三"):
        count(election, votes(candidates[:2], 3, 2), actor=cadre, present=10, ballots=10)


@pytest.mark.parametrize(("ballots", "fine"), [(20, True), (21, False)])
def test_ballots_are_at_most_those_present(
    election: Election, candidates: list[Candidate], cadre: User, ballots: int, fine: bool
) -> None:
    if fine:
        assert count(election, votes(candidates, 9, 6, 5), actor=cadre, present=20, ballots=ballots).final
    else:
        with pytest.raises(CountRefused):
            count(election, votes(candidates, 9, 6, 5), actor=cadre, present=20, ballots=ballots)
        election.refresh_from_db()
        assert election.state == ElectionState.CALLED


def test_votes_are_counted_after_the_meeting(
    groups: dict[str, Body], people: list[Person], cadre: User
) -> None:
    tomorrow = timezone.localdate() + timedelta(days=1)
    election = call_election(groups["groups"], "head", 1, actor=cadre, day=tomorrow, where="晒场")
    candidate = name_candidate(election, people[0], Nomination.SELF, actor=cadre)
    with pytest.raises(refusals.WrongDay):
        count(election, {candidate.pk: 3}, actor=cadre, present=5, ballots=5)


def test_tie_is_run_off_between_the_tied(
    election: Election, candidates: list[Candidate], cadre: User
) -> None:
    outcome = count(election, votes(candidates, 7, 7, 2), actor=cadre, present=20, ballots=16)
    assert not outcome.final
    election.refresh_from_db()
    assert (election.state, standing_in_round(election)) == (ElectionState.TIED, candidates[:2])
    count(election, votes(candidates[:2], 8, 9), actor=cadre, present=19, ballots=17)
    election.refresh_from_db()
    assert election.state == ElectionState.COUNTED
    assert [one.is_elected for one in Candidate.objects.all()] == [False, True, False]
    with pytest.raises(refusals.ElectionState, match="已计票"):
        count(election, votes(candidates[:2], 8, 9), actor=cadre, present=19, ballots=17)


def test_tie_for_the_second_seat_keeps_the_first(
    village: Place, people: list[Person], cadre: User, town_officer: User
) -> None:
    made = {one.slot: one for one in found_profile(village, "one-six-n", actor=cadre, since=DAY)}
    election = call_election(made["governance"], "deputy", 2, actor=cadre, day=MEETING, where="村部")
    rows = [name_candidate(election, person, Nomination.SELF, actor=cadre) for person in people]
    count(election, votes(rows, 9, 4, 4), actor=cadre, present=12, ballots=10)
    election.refresh_from_db()
    assert standing_in_round(election) == rows[1:]
    count(election, votes(rows[1:], 6, 5), actor=cadre, present=12, ballots=11)
    election.refresh_from_db()
    assert len(publish_election(election, actor=town_officer)) == 2


# --- Publishing -----------------------------------------------------------------------------------


def test_another_publishes_than_who_counted(
    election: Election, candidates: list[Candidate], cadre: User, town_officer: User
) -> None:
    with pytest.raises(refusals.ElectionState):
        publish_election(election, actor=town_officer)
    count(election, votes(candidates, 9, 6, 5), actor=cadre, present=20, ballots=20)
    election.refresh_from_db()
    with pytest.raises(refusals.CountedByYou):
        publish_election(election, actor=cadre)
    (holding,) = publish_election(election, actor=town_officer)
    assert (holding.how, holding.since, holding.election) == (How.ELECTED, MEETING, election)
    assert holding.member.person == candidates[0].person
    assert Record.objects.filter(act="registry.election_published").count() == 1
    election.refresh_from_db()
    assert (election.state, election.published_by) == (ElectionState.PUBLISHED, town_officer)
    with pytest.raises(refusals.ElectionState):
        call_off_election(election, actor=cadre)


def test_nobody_takes_office_where_the_result_clashes(
    village: Place, people: list[Person], cadre: User, town_officer: User
) -> None:
    made = found_profile(village, "sanitation", actor=cadre, since=DAY)[0]
    election = call_election(made, "cashier", 1, actor=cadre, day=MEETING, where="村部")
    one = name_candidate(election, people[0], Nomination.SELF, actor=cadre)
    count(election, {one.pk: 5}, actor=cadre, present=9, ballots=9)
    take_office(made, "keeper", people[0], actor=cadre)
    election.refresh_from_db()
    with pytest.raises(refusals.OfficesClash):
        publish_election(election, actor=town_officer)
    assert Holding.objects.count() == 1
    election.refresh_from_db()
    assert election.state == ElectionState.COUNTED


def test_candidate_neither_counts_nor_publishes(
    election: Election, candidates: list[Candidate], cadre: User, town_officer: User
) -> None:
    bind_account(cadre, candidates[2].person, actor=SYSTEM)
    with pytest.raises(refusals.OwnElection):
        count(election, votes(candidates, 9, 6, 5), actor=cadre, present=20, ballots=20)
    count(election, votes(candidates, 9, 6, 5), actor=town_officer, present=20, ballots=20)
    election.refresh_from_db()
    with pytest.raises(refusals.OwnElection):
        publish_election(election, actor=cadre)
    assert not Holding.objects.exists()


def test_near_kin_of_a_candidate_does_not_count_till_she_withdraws(
    election: Election, candidates: list[Candidate], neighbours: Household, cadre: User
) -> None:
    aunt = Person.objects.get(name="欧阳秀英")
    bind_account(cadre, aunt, actor=SYSTEM)
    note_kin(aunt, candidates[0].person, Kin.SIBLING, actor=SYSTEM)
    with pytest.raises(refusals.OwnElection):
        count(election, votes(candidates, 9, 6, 5), actor=cadre, present=20, ballots=20)
    withdraw_candidate(candidates[0], actor=cadre)
    assert count(election, votes(candidates, 9, 6, 5), actor=cadre, present=20, ballots=20).final
