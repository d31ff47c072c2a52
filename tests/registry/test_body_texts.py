"""Texts of organisations tell nobody's number: names, charters, activities, notes, answers, who nominated."""

from datetime import date

import pytest
from tests.registered import MakeMember, citizen_id

from wugong.accounts.models import User
from wugong.places.models import Place
from wugong.registry import body_refusals as refusals
from wugong.registry.bodies import change_body, found_body, found_profile, rename_body
from wugong.registry.body_charters import adopt_charter, note_activity
from wugong.registry.body_members import ask_to_join, decide_join, join
from wugong.registry.body_states import Dossier, JoinState, Nomination
from wugong.registry.elections import call_election, name_candidate
from wugong.registry.models import Body, Candidate, Holding, Household, JoinRequest, Person, PoolEntry
from wugong.registry.offices import end_office, hand_over, note_dossier, take_office
from wugong.registry.pools import enter_pool

DAY = date(2026, 3, 1)
PHONE = "电话 138 0000 0001"
PAPERS = f"身份证 {citizen_id(DAY)}"

pytestmark = pytest.mark.usefixtures("here")


@pytest.fixture
def council(village: Place, cadre: User) -> Body:
    return found_profile(village, "one-six-n", actor=cadre, since=DAY)[1]


@pytest.fixture
def holding(council: Body, head: Person, cadre: User) -> Holding:
    return take_office(council, "chair", head, actor=cadre, since=DAY)


def test_names_and_units_tell_no_number(village: Place, council: Body, cadre: User) -> None:
    with pytest.raises(refusals.PersonalNumber, match="名称里有手机号"):
        found_body(village, f"腰鼓队{PHONE}", actor=cadre, kind="other-group")
    with pytest.raises(refusals.PersonalNumber, match="名称里有身份证号"):
        rename_body(council, PAPERS, actor=cadre)
    with pytest.raises(refusals.PersonalNumber, match="办公地点"):
        change_body(council, actor=cadre, parent=None, unit=PHONE)
    with pytest.raises(refusals.PersonalNumber, match="单位职务"):
        join(council, actor=cadre, outsider="章明远", unit=PHONE)
    assert not Body.objects.exclude(name__regex=r"^\D*$").exists()


def test_charters_and_activities_tell_no_number(council: Body, cadre: User) -> None:
    with pytest.raises(refusals.PersonalNumber, match="全文里有手机号"):
        adopt_charter(council, "章程", f"找{PHONE}", actor=cadre, since=DAY, decided="成员大会")
    with pytest.raises(refusals.PersonalNumber, match="内容里有身份证号"):
        note_activity(council, PAPERS, actor=cadre, day=DAY)


def test_notes_on_offices_tell_no_number(holding: Holding, spouse: Person, cadre: User) -> None:
    with pytest.raises(refusals.PersonalNumber, match="说明里有手机号"):
        note_dossier(holding, Dossier.FILED, actor=cadre, day=DAY, text=PHONE)
    with pytest.raises(refusals.PersonalNumber, match="交接说明"):
        hand_over(holding, spouse, actor=cadre, note=PHONE)
    with pytest.raises(refusals.PersonalNumber, match="交接说明"):
        end_office(holding, actor=cadre, note=PAPERS)
    holding.refresh_from_db()
    assert holding.until is None


def test_note_in_a_pool_tells_no_number(village: Place, head: Person, cadre: User) -> None:
    with pytest.raises(refusals.PersonalNumber, match="特长"):
        enter_pool(village, "reserve-cadres", head, actor=cadre, note=PHONE)
    assert not PoolEntry.objects.exists()


def test_answer_to_who_asked_to_join_tells_no_number(
    council: Body, head: Person, cadre: User, town_officer: User
) -> None:
    asked = ask_to_join(council, head, actor=cadre)
    with pytest.raises(refusals.PersonalNumber, match="答复"):
        decide_join(asked, actor=town_officer, accepted=False, answer=PHONE)
    assert JoinRequest.objects.get().state == JoinState.ASKED


def test_who_nominated_is_told_without_a_number(
    village: Place, household: Household, make_member: MakeMember, cadre: User
) -> None:
    made = found_profile(village, "sanitation", actor=cadre, since=DAY)[0]
    election = call_election(made, "cashier", 1, actor=cadre, day=DAY, where="村部")
    stands = make_member(household, "陈建国")
    with pytest.raises(refusals.PersonalNumber, match="由谁推荐"):
        name_candidate(election, stands, Nomination.PEOPLE, actor=cadre, nominated=PHONE)
    assert not Candidate.objects.exists()
