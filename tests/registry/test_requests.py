"""Change requests: asked by one, decided by another, carried out as they are decided."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from tests.meanwhile import meanwhile
from tests.registered import citizen_id, members

from wugong.access.refusals import NotAllowed
from wugong.access.roles import RoleKind
from wugong.audit.models import Record
from wugong.counties.actors import SYSTEM
from wugong.registry import refusals, request_refusals
from wugong.registry.bindings import bind_account
from wugong.registry.households import mark_care
from wugong.registry.models import Change, ChangeRequest, Household, Membership
from wugong.registry.moves import note_death
from wugong.registry.requests import ask_change, can_ask, decide_change, wanted_of, withdraw_change
from wugong.registry.right_refusals import NumberInRequest
from wugong.registry.signals import change_asked, change_decided
from wugong.registry.states import Care, RequestKind, RequestState

DAY = date(2026, 1, 5)
WHOLE = {"陈建国": "02", "李桂芳": "12", "陈小禾": "30"}


@pytest.fixture
def second(make_user, village):
    return make_user("second", "周二", RoleKind.VILLAGE_CADRE, village)


@pytest.fixture
def death(here, family, child, cadre):
    return ask_change(RequestKind.DEATH, family, {"died": DAY}, "病故", actor=cadre, person=child)


@pytest.fixture
def heard():
    """What was told: of which request, by whom, in what state it was."""
    came = []

    def asked(request, actor, **_):
        came.append(("asked", request.state, actor))

    def decided(request, actor, **_):
        came.append(("decided", request.state, actor))

    change_asked.connect(asked)
    change_decided.connect(decided)
    yield came
    change_asked.disconnect(asked)
    change_decided.disconnect(decided)


def state():
    rows = ChangeRequest.objects.order_by("pk").values("pk", "state", "answer", "decided_by")
    return (
        list(rows),
        list(Membership.objects.order_by("pk").values()),
        Change.objects.count(),
        Record.objects.count(),
    )


def refused(refusal, act, match="."):
    before = state()
    with pytest.raises(refusal, match=match), transaction.atomic():
        act()
    assert state() == before


# --- Asking -------------------------------------------------------------------------------------


def test_request_writes_nothing_but_itself(here, family, child, cadre, heard):
    before = state()
    request = ask_change("death", family, {"died": DAY}, " 病故 ", actor=cadre, person=child)
    assert state()[1:3] == before[1:3]
    assert members(family) == WHOLE
    assert (request.state, request.reason, request.asked_by, request.village) == (
        "asked",
        "病故",
        cadre,
        family.village,
    )
    assert wanted_of(request) == {"died": "2026-01-05"}
    assert heard == [("asked", "asked", cadre)]
    assert str(Record.objects.newest_first()[0]) == "林可 为“枫林坳村”0101 户申请死亡"


def test_what_is_wanted_lies_under_seal(here, family, head, cadre):
    number = citizen_id(date(1975, 3, 8), 15)
    request = ask_change("correct", family, {"id_number": number}, "抄错", actor=cadre, person=head)
    raw = (
        ChangeRequest.objects.extra(select={"raw": "wanted"}).values_list("raw", flat=True).get()
    )  # as it lies
    assert number.encode() not in bytes(raw)
    assert str(request.wanted) == "••••"
    assert wanted_of(request)["id_number"] == number


@pytest.mark.parametrize(
    ("kind", "wanted", "refusal"),
    [
        ("death", {}, refusals.Unreadable),
        ("death", {"died": "2026-02-30"}, refusals.Unreadable),
        ("death", {"died": "2999-01-01"}, refusals.DayToCome),
        ("correct", {}, refusals.NothingToChange),
        ("correct", {"born": "gestern"}, refusals.Unreadable),
        ("correct", {"id_number": "1"}, refusals.BadIdNumber),
        ("correct", {"relations": ["x"]}, refusals.Unreadable),
        ("correct", {"relations": {"x": "女"}}, refusals.Unreadable),
        ("move", {"day": "2026-01-05"}, refusals.NoWhereabouts),
        ("move", {"day": "2026-01-05", "to": "x"}, refusals.Unreadable),
        ("move", {"day": "2026-01-05", "to": "01a20897-cb9b-77b9-9ebd-5960f6565e53"}, refusals.Unreadable),
        ("move", {"day": "2026-01-05", "place": "x"}, refusals.Unreadable),
        ("split", {"day": "2026-01-05"}, refusals.NobodyChosen),
        ("merge", {"day": "2026-01-05"}, refusals.Unreadable),
    ],
)
def test_request_is_refused_for_what_its_act_refuses(kind, wanted, refusal, here, family, child, cadre):
    refused(refusal, lambda: ask_change(kind, family, wanted, "因故", actor=cadre, person=child))


def test_death_and_correction_name_a_person(here, family, cadre):
    refused(refusals.NobodyChosen, lambda: ask_change("death", family, {"died": DAY}, "病故", actor=cadre))
    refused(refusals.NobodyChosen, lambda: ask_change("correct", family, {"name": "陈"}, "错", actor=cadre))


def test_person_is_of_the_household(here, family, child, neighbours, cadre):
    act = lambda: ask_change("death", neighbours, {"died": DAY}, "病故", actor=cadre, person=child)  # noqa: E731 -- as others
    refused(refusals.NotAMember, act, "0102")
    note_death(child, DAY, actor=SYSTEM)
    act = lambda: ask_change("correct", family, {"name": "陈"}, "错", actor=cadre, person=child)  # noqa: E731 -- as others
    refused(refusals.NotAMember, act, "0101")


@pytest.mark.parametrize("reason", ["", "  ", "长" * 201])
def test_request_says_why(reason, here, family, child, cadre):
    refused(
        refusals.NoReason,
        lambda: ask_change("death", family, {"died": DAY}, reason, actor=cadre, person=child),
    )


def test_request_is_of_a_kind(here, family, cadre):
    refused(refusals.UnknownChoice, lambda: ask_change("marry", family, {}, "因故", actor=cadre), "marry")


def test_one_request_of_a_kind_waits_for_a_person(death, family, child, spouse, cadre, second):
    again = lambda: ask_change("death", family, {"died": DAY}, "病故", actor=second, person=child)  # noqa: E731 -- as others
    refused(request_refusals.AskedAlready, again)
    ask_change("death", family, {"died": DAY}, "病故", actor=cadre, person=spouse)
    withdraw_change(death, actor=cadre)
    assert again().state == RequestState.ASKED


@pytest.mark.parametrize(
    "who", ["resident", "supervisor", "town_approver", "county_officer", "other_town_officer"]
)
def test_only_who_registers_there_asks_for_others(who, here, family, child, cast):
    act = lambda: ask_change("death", family, {"died": DAY}, "病故", actor=cast[who], person=child)  # noqa: E731 -- as others
    refused(request_refusals.NotYourHousehold, act)


def test_resident_asks_for_her_own_household_only(here, family, head, child, neighbours, resident):
    bind_account(resident, head, actor=SYSTEM)
    assert can_ask(resident, family)
    assert not can_ask(resident, neighbours)
    request = ask_change("death", family, {"died": DAY}, "病故", actor=resident, person=child)
    assert request.asked_by == resident


def test_resident_does_not_learn_whose_number_it_is(here, family, head, neighbours, resident, cadre):
    bind_account(resident, head, actor=SYSTEM)
    wanted = {"id_number": citizen_id(date(1950, 1, 20), 2)}

    def asking(actor):
        return lambda: ask_change("correct", family, wanted, "抄错", actor=actor, person=head)

    refused(refusals.RegisteredAlready, asking(cadre), "枫林坳村")
    refused(refusals.NumberOfAnother, asking(resident), "别人名下")


# --- Deciding -----------------------------------------------------------------------------------


def test_each_kind_is_carried_out(here, family, head, spouse, child, neighbours, group, cadre, second):
    aunt = Membership.objects.get(household=neighbours).person
    asked = [
        ("correct", family, {"name": "陈建果", "sex": "m", "born": "1975-03-08"}, head),
        ("correct", family, {"relations": {child.pk: "独生女"}, "day": DAY}, None),
        ("move", family, {"place": group.pk, "day": DAY, "address": "坳上"}, None),
        (
            "split",
            family,
            {"members": {spouse.pk: "户主"}, "number": "0103", "day": DAY, "place": group.pk},
            None,
        ),
        ("move", neighbours, {"to": family.pk, "relations": {aunt.pk: "母"}, "day": DAY}, aunt),
        ("move", family, {"persons": [child.pk], "day": DAY, "whereabouts": "广东"}, None),
        ("death", family, {"died": DAY, "remaining": {head.pk: "户主"}}, aunt),
    ]
    for kind, household, wanted, person in asked:
        request = ask_change(kind, household, wanted, "因故", actor=cadre, person=person)
        done = decide_change(request, actor=second, approve=True)
        assert (done.state, done.decided_by) == ("done", second)
    split = Household.objects.get(number="0103")
    request = ask_change(
        "merge", family, {"other": split.pk, "relations": {spouse.pk: "妻"}, "day": DAY}, "合住", actor=cadre
    )
    decide_change(request, actor=second, approve=True)
    assert members(family) == {"陈建果": "02", "李桂芳": "12"}
    family.refresh_from_db()
    assert (family.place, family.address) == (group, "坳上")


def test_refusal_carries_an_answer_and_changes_nothing(death, family, cadre, second, heard):
    refused(refusals.NoReason, lambda: decide_change(death, actor=second, approve=False))
    done = decide_change(death, actor=second, approve=False, answer="请带证明")
    assert (done.state, done.answer) == ("refused", "请带证明")
    assert members(family) == WHOLE
    assert heard[-1] == ("decided", "refused", second)
    assert str(Record.objects.newest_first()[0]) == "周二 核定“枫林坳村”0101 户的死亡申请：不办"


def test_who_asked_does_not_decide(death, cadre):
    refused(request_refusals.DecidedByAsker, lambda: decide_change(death, actor=cadre, approve=True))
    refused(
        request_refusals.DecidedByAsker, lambda: decide_change(death, actor=cadre, approve=False, answer="不")
    )


def test_database_too_refuses_a_decision_by_who_asked(death, cadre):
    rows = ChangeRequest.objects.filter(pk=death.pk)
    for wrong in ("done", "refused"):
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(state=wrong, decided_by=cadre)


@pytest.mark.parametrize(
    "who", ["resident", "supervisor", "county_officer", "other_town_officer", "rule_keeper"]
)
def test_only_who_confirms_there_decides(who, death, cast):
    refused(NotAllowed, lambda: decide_change(death, actor=cast[who], approve=True))


@pytest.mark.parametrize("who", ["town_officer", "town_approver"])
def test_the_towns_office_decides_too(who, death, cast):
    assert decide_change(death, actor=cast[who], approve=True).state == "done"


def test_kin_do_not_decide(death, spouse, second):
    bind_account(second, spouse, actor=SYSTEM)
    refused(request_refusals.MustRecuse, lambda: decide_change(death, actor=second, approve=True), "回避")


def test_who_acts_for_somebody_of_the_household_does_not_decide(death, spouse, second):
    bind_account(second, spouse, actor=SYSTEM, is_self=False)
    refused(request_refusals.MustRecuse, lambda: decide_change(death, actor=second, approve=True), "回避")


@pytest.mark.parametrize("kind", ["move", "merge"])
def test_kin_of_the_other_household_do_not_decide(
    kind, here, family, neighbours, child, cadre, second, town_officer
):
    if kind == "move":
        wanted = {"day": DAY, "to": neighbours.pk, "relations": {child.pk: "42"}}
        request = ask_change("move", family, wanted, "投亲", actor=cadre, person=child)
    else:
        [widow] = [one.person for one in Membership.objects.filter(household=neighbours)]
        wanted = {"day": DAY, "other": neighbours.pk, "relations": {widow.pk: "52"}}
        request = ask_change("merge", family, wanted, "同住", actor=cadre)
    bind_account(second, Membership.objects.get(household=neighbours).person, actor=SYSTEM)
    refused(
        request_refusals.MustRecuse, lambda: decide_change(request, actor=second, approve=False, answer="不")
    )
    assert decide_change(request, actor=town_officer, approve=True).state == "done"


def test_a_request_that_does_not_open_is_still_refused(death, second):
    ChangeRequest.everywhere.filter(pk=death.pk).update(wanted=b"\x01nothing opens this")
    assert decide_change(death, actor=second, approve=False, answer="打不开").state == "refused"


NUMBERS = ("电话 138 0000 0001", f"证号{citizen_id(date(1975, 3, 8), 11)}")


@pytest.mark.parametrize("words", NUMBERS)
def test_no_personal_number_stands_in_a_reason_or_an_answer(words, death, family, head, cadre, second):
    def ask():
        ask_change("correct", family, {"name": "陈建囯"}, words, actor=cadre, person=head)

    refused(NumberInRequest, ask, "理由里有")
    refused(
        NumberInRequest, lambda: decide_change(death, actor=second, approve=False, answer=words), "答复里有"
    )


def test_move_into_another_village_is_confirmed_for_both(
    here, family, neighbour_village, cadre, second, town_approver
):
    wanted = {"place": neighbour_village.pk, "day": DAY}
    request = ask_change("move", family, wanted, "搬家", actor=cadre)
    refused(NotAllowed, lambda: decide_change(request, actor=second, approve=True), "青山村")
    decide_change(request, actor=town_approver, approve=True)
    assert members(Household.objects.get(village=neighbour_village)) == WHOLE


def test_decided_request_is_decided_once(death, cadre, second, town_officer):
    decide_change(death, actor=second, approve=True)
    refused(
        request_refusals.DecidedAlready,
        lambda: decide_change(death, actor=town_officer, approve=True),
        "已办",
    )
    refused(request_refusals.DecidedAlready, lambda: withdraw_change(death, actor=cadre))


def test_request_of_a_household_that_changed_meanwhile_is_stale(death, family, cadre, second):
    mark_care(family, Care.OTHER, actor=cadre)
    refused(
        request_refusals.StaleRequest, lambda: decide_change(death, actor=second, approve=True), "又有变动"
    )
    assert decide_change(death, actor=second, approve=False, answer="请重提").state == "refused"


def test_withdrawn_by_who_asked_alone(death, cadre, second, heard):
    refused(request_refusals.NotYourRequest, lambda: withdraw_change(death, actor=second))
    done = withdraw_change(death, actor=cadre)
    assert (done.state, done.decided_by) == ("withdrawn", cadre)
    assert heard[-1] == ("decided", "withdrawn", cadre)
    refused(request_refusals.DecidedAlready, lambda: withdraw_change(death, actor=cadre), "已撤回")


# --- At once ------------------------------------------------------------------------------------

at_once = pytest.mark.django_db(transaction=True)


@at_once
def test_second_of_two_who_decide_at_once_is_refused(county, death, second, town_officer):
    act = lambda: decide_change(death, actor=town_officer, approve=False, answer="不办")  # noqa: E731 -- as others
    with meanwhile(county, act) as came:
        decide_change(death, actor=second, approve=True)
    assert [type(one) for one in came] == [request_refusals.DecidedAlready]
    assert ChangeRequest.objects.get().state == "done"


@at_once
def test_decision_that_waits_for_a_change_is_stale(county, death, family, cadre, second):
    with meanwhile(county, lambda: decide_change(death, actor=second, approve=True)) as came:
        mark_care(family, Care.OTHER, actor=cadre)
    assert [type(one) for one in came] == [request_refusals.StaleRequest]


@at_once
def test_second_request_at_once_is_refused(county, here, family, child, cadre, second):
    act = lambda: ask_change("death", family, {"died": DAY}, "病故", actor=second, person=child)  # noqa: E731 -- as others
    with meanwhile(county, act) as came:
        ask_change("death", family, {"died": DAY}, "病故", actor=cadre, person=child)
    assert [type(one) for one in came] == [request_refusals.AskedAlready]
