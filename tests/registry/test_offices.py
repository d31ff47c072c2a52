"""Members and offices: joined, taken, handed over; refused where a law or a rule keeps two offices apart."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.utils import timezone
from tests.registered import MakeMember

from wugong.access.refusals import NotAllowed
from wugong.accounts.models import User
from wugong.audit.models import Concern, Record
from wugong.counties.actors import SYSTEM
from wugong.places.models import Place
from wugong.registry import body_refusals as refusals
from wugong.registry.bindings import bind_account
from wugong.registry.bodies import dissolve_body, establish_body, found_body, found_profile
from wugong.registry.body_members import ask_to_join, decide_join, join, leave
from wugong.registry.body_states import Dossier, How, JoinState, Standing
from wugong.registry.body_templates import adopt_templates
from wugong.registry.kinship import note_kin
from wugong.registry.models import Body, BodyMember, Holding, Household, JoinRequest, Person
from wugong.registry.offices import end_office, hand_over, note_dossier, take_office
from wugong.registry.pools import enter_pool
from wugong.registry.states import Kin

DAY = date(2026, 3, 1)
LATER = date(2026, 6, 1)

pytestmark = pytest.mark.usefixtures("here")


@pytest.fixture
def three(village: Place, cadre: User) -> dict[str, Body]:
    """3会1社1站1中心 of the village, by line."""
    made = found_profile(village, "three-one-one-one", actor=cadre, since=DAY)
    return {body.slot: body for body in made}


@pytest.fixture
def council(village: Place, cadre: User) -> Body:
    return found_profile(village, "one-six-n", actor=cadre, since=DAY)[1]


@pytest.fixture
def aunt(neighbours: Household) -> Person:
    return Person.objects.get(name="欧阳秀英")


# --- Members --------------------------------------------------------------------------------------


def test_supervisor_does_not_change_members(council: Body, head: Person, supervisor: User) -> None:
    with pytest.raises(NotAllowed):
        join(council, head, actor=supervisor)


def test_member_joins_once_and_leaves(council: Body, head: Person, cadre: User) -> None:
    seat = join(council, head, actor=cadre, since=DAY)
    with pytest.raises(refusals.MemberAlready):
        join(council, head, actor=cadre)
    assert leave(seat, actor=cadre, day=LATER).until == LATER
    with pytest.raises(refusals.NotAMember):
        leave(seat, actor=cadre)
    assert join(council, head, actor=cadre).pk != seat.pk


def test_member_is_registered_where_the_body_works(
    council: Body,
    neighbour_village: Place,
    make_household: Callable[..., Household],
    make_member: MakeMember,
    cadre: User,
) -> None:
    stranger = make_member(make_household(neighbour_village, "0201"), "田野")
    with pytest.raises(refusals.NotFromHere):
        join(council, stranger, actor=cadre)


def test_the_dead_do_not_join(council: Body, head: Person, cadre: User) -> None:
    Person.objects.filter(pk=head.pk).update(died=LATER)
    head.refresh_from_db()
    with pytest.raises(refusals.PersonIsDead):
        join(council, head, actor=cadre)


def test_body_does_not_take_members_before_it_stands(council: Body, head: Person, cadre: User) -> None:
    with pytest.raises(refusals.WrongDay):
        join(council, head, actor=cadre, since=DAY - timedelta(days=1))
    with pytest.raises(refusals.WrongDay):
        join(council, head, actor=cadre, since=timezone.localdate() + timedelta(days=1))


def test_source_is_one_of_the_template(village: Place, head: Person, aunt: Person, cadre: User) -> None:
    team = {
        one.slot: one for one in found_profile(village, "three-councils-one-team", actor=cadre, since=DAY)
    }
    with pytest.raises(refusals.WrongSource, match="民兵、辅警"):
        join(team["team"], head, actor=cadre)
    with pytest.raises(refusals.WrongSource):
        join(team["team"], head, actor=cadre, source="老党员")
    assert join(team["team"], head, actor=cadre, source="民兵").source == "民兵"
    assert join(team["supervision"], aunt, actor=cadre).source == ""


def test_somebody_of_another_unit_joins_by_name(town: Place, town_officer: User) -> None:
    group = found_profile(town, "leading-group", actor=town_officer, since=DAY)[0]
    with pytest.raises(refusals.NoName):
        join(group, actor=town_officer)
    seat = join(group, actor=town_officer, outsider=" 章明远 ", unit="镇党委副书记")
    assert (seat.name, seat.person, seat.unit) == ("章明远", None, "镇党委副书记")


def test_body_with_a_limit_takes_no_more(
    three: dict[str, Body], household: Household, make_member: MakeMember, cadre: User
) -> None:
    make_member(household, "陈建国")
    people = [
        make_member(household, "陈" + "零一二三四五六七八"[n], "其他", born=date(1990, 1, n))
        for n in range(1, 9)
    ]
    for person in people[:7]:
        join(three["committee"], person, actor=cadre)
    with pytest.raises(refusals.BodyIsFull, match="最多 7 名"):
        join(three["committee"], people[7], actor=cadre)


# --- Asking to join -------------------------------------------------------------------------------


def test_resident_asks_and_another_accepts(council: Body, head: Person, resident: User, cadre: User) -> None:
    with pytest.raises(refusals.NotYours):
        ask_to_join(council, head, actor=resident)
    bind_account(resident, head, actor=SYSTEM)
    asked = ask_to_join(council, head, actor=resident)
    with pytest.raises(refusals.AskedAlready):
        ask_to_join(council, head, actor=resident)
    with pytest.raises(NotAllowed):
        decide_join(asked, actor=resident, accepted=True)
    decided = decide_join(asked, actor=cadre, accepted=True, answer="欢迎")
    assert (decided.state, decided.answer) == (JoinState.ACCEPTED, "欢迎")
    assert BodyMember.objects.get(body=council).person == head
    with pytest.raises(refusals.DecidedAlready):
        decide_join(asked, actor=cadre, accepted=False)
    with pytest.raises(refusals.MemberAlready):
        ask_to_join(council, head, actor=resident)
    assert Concern.objects.filter(record__act="registry.join_accepted", person=resident.pk).exists()


def test_cadre_who_asked_for_somebody_does_not_decide(
    council: Body, head: Person, cadre: User, town_officer: User
) -> None:
    asked = ask_to_join(council, head, actor=cadre)
    with pytest.raises(refusals.AskedByYou):
        decide_join(asked, actor=cadre, accepted=True)
    assert decide_join(asked, actor=town_officer, accepted=False).state == JoinState.REFUSED
    assert not BodyMember.objects.exists()


def test_proposed_body_is_not_joined_by_asking(village: Place, head: Person, cadre: User) -> None:
    proposed = found_body(village, "腰鼓队", actor=cadre, kind="other-group")
    with pytest.raises(refusals.BodyState, match="筹建中"):
        ask_to_join(proposed, head, actor=cadre)
    establish_body(proposed, actor=cadre, day=DAY)
    assert ask_to_join(proposed, head, actor=cadre).state == JoinState.ASKED
    assert JoinRequest.objects.count() == 1


# --- Offices --------------------------------------------------------------------------------------


def test_office_is_taken_with_a_seat(council: Body, head: Person, cadre: User) -> None:
    holding = take_office(council, "chair", head, actor=cadre, since=DAY)
    assert (holding.title, holding.member.person, holding.how) == ("主任", head, How.APPOINTED)
    assert BodyMember.objects.filter(body=council, person=head, until=None).count() == 1


def test_supervisor_appoints_nobody(council: Body, head: Person, supervisor: User) -> None:
    with pytest.raises(NotAllowed):
        take_office(council, "chair", head, actor=supervisor)


def test_unknown_office_is_named_with_those_there_are(council: Body, head: Person, cadre: User) -> None:
    with pytest.raises(refusals.NoSuchOffice, match="主任、副主任"):
        take_office(council, "king", head, actor=cadre)
    bare = found_body(council.place, "腰鼓队", actor=cadre, kind="other-group")
    with pytest.raises(refusals.NoSuchOffice):
        take_office(bare, "chair", head, actor=cadre)


def test_one_chair_two_deputies_and_no_more(
    council: Body, household: Household, make_member: MakeMember, cadre: User
) -> None:
    make_member(household, "陈建国")
    people = [
        make_member(household, "陈" + "零一二三四五六七八"[n], "其他", born=date(1990, 1, n))
        for n in range(1, 6)
    ]
    take_office(council, "chair", people[0], actor=cadre)
    with pytest.raises(refusals.OfficeIsFull, match="最多 1 名"):
        take_office(council, "chair", people[1], actor=cadre)
    for person in people[1:3]:
        take_office(council, "deputy", person, actor=cadre)
    with pytest.raises(refusals.OfficeIsFull, match="最多 2 名"):
        take_office(council, "deputy", people[3], actor=cadre)
    with pytest.raises(refusals.InOfficeAlready):
        take_office(council, "deputy", people[1], actor=cadre, standing=Standing.DEPUTY)
    stands_in = take_office(council, "chair", people[4], actor=cadre, standing=Standing.DEPUTY)
    assert stands_in.standing == Standing.DEPUTY


def test_two_heads_and_a_standing_deputy(town: Place, town_officer: User) -> None:
    group = found_profile(town, "leading-group-two-heads", actor=town_officer, since=DAY)[0]
    take_office(group, "head", actor=town_officer, outsider="甲书记", unit="镇党委书记")
    take_office(group, "head", actor=town_officer, outsider="乙镇长", unit="镇长")
    with pytest.raises(refusals.OfficeIsFull, match="最多 2 名，现在是甲书记、乙镇长"):
        take_office(group, "head", actor=town_officer, outsider="丙主席", unit="人大主席")


def test_hand_over_names_both_and_keeps_the_history(
    council: Body, head: Person, spouse: Person, cadre: User
) -> None:
    first = take_office(council, "chair", head, actor=cadre, since=DAY)
    with pytest.raises(refusals.WrongDay):
        hand_over(first, spouse, actor=cadre, day=DAY - timedelta(days=1))
    second = hand_over(first, spouse, actor=cadre, day=LATER, note="公章、账册已交")
    first.refresh_from_db()
    assert (first.until, first.note) == (LATER, "公章、账册已交")
    assert (second.after, second.since, second.member.person) == (first, LATER, spouse)
    said = Record.objects.get(act="registry.office_handed_over")
    assert "name" not in said.facts
    assert "before" not in said.facts
    with pytest.raises(refusals.OfficeIsOver):
        hand_over(first, spouse, actor=cadre)
    assert list(Holding.objects.on(DAY)) == [first]
    assert list(Holding.objects.on(LATER)) == [second]


def test_member_in_office_does_not_leave_before_it_ends(council: Body, head: Person, cadre: User) -> None:
    holding = take_office(council, "chair", head, actor=cadre, since=DAY)
    with pytest.raises(refusals.StillInOffice, match="主任"):
        leave(holding.member, actor=cadre)
    end_office(holding, actor=cadre, note="任满")
    assert leave(holding.member, actor=cadre).until is not None


def test_offices_end_with_the_body(council: Body, head: Person, cadre: User) -> None:
    take_office(council, "chair", head, actor=cadre, since=DAY)
    for child in Body.objects.filter(parent=council):
        dissolve_body(child, actor=cadre, day=LATER, because="改组")
    dissolve_body(council, actor=cadre, day=LATER, because="改组")
    assert not Holding.objects.today().exists()
    assert not BodyMember.objects.today().exists()


def test_dossier_of_a_secretary(three: dict[str, Body], head: Person, cadre: User) -> None:
    secretary = take_office(three["branch"], "secretary", head, actor=cadre, since=DAY, how=How.BY_LAW)
    with pytest.raises(refusals.WrongDay):
        note_dossier(secretary, Dossier.FILED, actor=cadre, day=DAY - timedelta(days=1))
    note_dossier(secretary, Dossier.FILED, actor=cadre, day=DAY)
    note_dossier(secretary, Dossier.REVIEWED, actor=cadre, day=LATER, text="合格")
    assert [line.kind for line in secretary.dossier.all()] == ["filed", "reviewed"]


# --- What excludes what ---------------------------------------------------------------------------


def test_supervisor_of_the_village_does_not_sit_on_its_committee(
    three: dict[str, Body], head: Person, cadre: User
) -> None:
    take_office(three["supervision"], "chair", head, actor=cadre)
    with pytest.raises(refusals.OfficesClash, match="《村民委员会组织法》第三十七条"):
        take_office(three["committee"], "director", head, actor=cadre)
    with pytest.raises(refusals.OfficesClash, match="成员"):
        join(three["committee"], head, actor=cadre)


def test_near_relative_is_refused_by_the_article(
    three: dict[str, Body], head: Person, aunt: Person, cadre: User
) -> None:
    take_office(three["committee"], "director", head, actor=cadre)
    take_office(three["supervision"], "committee", aunt, actor=cadre)
    end_office(Holding.objects.get(member__person=aunt), actor=cadre)
    leave(BodyMember.objects.get(person=aunt), actor=cadre)
    note_kin(head, aunt, Kin.PARENT, actor=SYSTEM)
    with pytest.raises(refusals.OfficesClash, match="应当回避的人已是“村民委员会”"):
        take_office(three["supervision"], "committee", aunt, actor=cadre)


def test_spouse_is_near_without_a_note(
    three: dict[str, Body], head: Person, spouse: Person, cadre: User
) -> None:
    take_office(three["committee"], "director", head, actor=cadre)
    with pytest.raises(refusals.OfficesClash):
        take_office(three["supervision"], "chair", spouse, actor=cadre)


def test_office_may_be_taken_once_the_other_is_over(
    three: dict[str, Body], head: Person, cadre: User
) -> None:
    holding = take_office(three["supervision"], "chair", head, actor=cadre)
    end_office(holding, actor=cadre)
    leave(holding.member, actor=cadre)
    assert take_office(three["committee"], "director", head, actor=cadre)


def test_hand_over_to_oneself_of_a_clashing_office_counts_what_ends(
    village: Place, head: Person, aunt: Person, cadre: User
) -> None:
    body = found_profile(village, "sanitation", actor=cadre, since=DAY)[0]
    cashier = take_office(body, "cashier", head, actor=cadre)
    with pytest.raises(refusals.OfficesClash, match="收费员"):
        take_office(body, "keeper", head, actor=cadre)
    hand_over(cashier, aunt, actor=cadre)
    assert take_office(body, "keeper", head, actor=cadre).title == "记账员"


def test_village_supervisor_may_sit_elsewhere(
    three: dict[str, Body], council: Body, head: Person, cadre: User
) -> None:
    take_office(three["supervision"], "chair", head, actor=cadre)
    assert take_office(council, "chair", head, actor=cadre)


OURS = """\
templates: tea
title: 茶乡的组织
versions:
  - version: 1
    from: 2026-01-01
    basis: {document: 县里的方案}
    levels: [village]
    kinds:
      - {kind: tea-council, title: 茶叶理事会}
    bodies:
      - {key: tea, kind: tea-council, part: 茶会, wanted: {exactly: 1}, offices: [{key: chair, title: 会长, wanted: {exactly: 1}}]}
    exclusions:
      - {key: tea, title: 茶会和治理委员会, one: {kind: tea-council, offices: [chair]}, other: {kind: governance-committee, offices: [chair]}, because: 两个会互相监督, law: 茶乡方案, article: 第三条}
"""


def test_county_adds_a_template_and_an_incompatibility_without_code(
    county_place: Place, council: Body, head: Person, aunt: Person, cadre: User, rule_keeper: User
) -> None:
    adopt_templates(county_place, OURS, actor=rule_keeper, since=DAY)
    tea = found_profile(council.place, "tea", actor=cadre)[0]
    take_office(council, "chair", head, actor=cadre)
    with pytest.raises(refusals.OfficesClash, match="两个会互相监督（《茶乡方案》第三条）"):
        take_office(tea, "chair", head, actor=cadre)
    assert take_office(tea, "chair", aunt, actor=cadre).title == "会长"


def test_child_joins_but_takes_no_office(council: Body, child: Person, village: Place, cadre: User) -> None:
    with pytest.raises(refusals.NotOfAge):
        take_office(council, "chair", child, actor=cadre)
    with pytest.raises(refusals.NotOfAge):
        enter_pool(village, "reserve-cadres", child, actor=cadre)
    assert join(council, child, actor=cadre).person == child
