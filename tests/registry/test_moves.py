"""Moves, splits, mergers, deaths and heads: who belongs where from which day on, and what is refused."""

from datetime import date, timedelta

import pytest
from django.db import transaction
from django.utils import timezone
from tests.meanwhile import meanwhile
from tests.registered import citizen_id, members

from wugong.access.refusals import NotAllowed
from wugong.access.roles import RoleKind
from wugong.audit.models import Record
from wugong.registry import acts, refusals
from wugong.registry.corrections import correct_person
from wugong.registry.histories import label_of
from wugong.registry.households import mark_care
from wugong.registry.models import CareMark, Change, Household, Lineage, Membership, Person
from wugong.registry.moves import (
    change_relations,
    merge_households,
    move_household,
    move_members,
    note_death,
    split_household,
)
from wugong.registry.persons import Facts, register_person
from wugong.registry.queries import earlier_of, later_of, membership_of
from wugong.registry.states import Care

DAY = date(2026, 1, 5)
BEFORE = DAY - timedelta(days=1)
WHOLE = {"陈建国": "02", "李桂芳": "12", "陈小禾": "30"}


def state():
    return (
        list(Household.objects.order_by("pk").values()),
        list(Membership.objects.order_by("pk").values()),
        list(Person.objects.order_by("pk").values("pk", "name", "born", "died", "revision")),
        (Change.objects.count(), Lineage.objects.count(), Record.objects.count()),
    )


def refused(refusal, act, match="."):
    before = state()
    with pytest.raises(refusal, match=match), transaction.atomic():
        act()
    assert state() == before


def on(household, day):
    rows = Membership.objects.on(day).filter(household=household)
    return dict(rows.values_list("person__name", "relation"))


@pytest.fixture
def aunt(neighbours):
    return Person.objects.get(name="欧阳秀英")


# --- Heads and relations ------------------------------------------------------------------------


def test_another_head_needs_everybodys_relation(here, family, head, spouse, child, cadre, supervisor):
    def changed(given, **more):
        return lambda: change_relations(
            family, given, actor=more.get("actor", cadre), day=more.get("day", DAY)
        )

    refused(refusals.WhoIsHead, changed({spouse.pk: "户主"}), "选了 2 位")
    refused(refusals.WhoIsHead, changed({head.pk: "夫"}), "选了 0 位")
    refused(refusals.RelationsMissing, changed({spouse.pk: "户主", head.pk: "夫"}), "陈小禾")
    refused(refusals.NothingToChange, changed({spouse.pk: "妻"}))
    refused(refusals.NothingToChange, changed({}))
    given = {spouse.pk: "户主", head.pk: "丈夫", child.pk: "独生女"}
    refused(NotAllowed, changed(given, actor=supervisor))
    refused(refusals.DayToCome, changed(given, day=timezone.localdate() + timedelta(days=1)))
    changed(given)()
    assert on(family, BEFORE) == WHOLE
    assert on(family, DAY) == members(family) == {"陈建国": "11", "李桂芳": "02", "陈小禾": "31"}
    lines = Change.objects.filter(household=family, day=DAY)
    assert sorted(label_of(one) for one in lines) == ["变更户主", *["改与户主关系"] * 3]
    assert str(Record.objects.newest_first()[0]) == "“枫林坳村”0101 户自 2026-01-05 起由李桂芳任户主（林可）"


def test_relation_is_changed_alone(here, family, child, cadre):
    change_relations(family, {child.pk: "长女"}, actor=cadre, day=DAY)
    assert members(family) == WHOLE | {"陈小禾": "32"}
    line = Change.objects.get(what=acts.RELATIONS_RECODED.code)
    assert (line.person, line.facts) == (child, {"before": "30", "relation": "32"})
    early = lambda: change_relations(family, {child.pk: "女"}, actor=cadre, day=BEFORE)  # noqa: E731 -- as others
    refused(refusals.DayTooEarly, early, "2026-01-05")


def test_relations_are_of_the_household(here, family, aunt, cadre):
    act = lambda: change_relations(family, {aunt.pk: "母亲"}, actor=cadre, day=DAY)  # noqa: E731 -- as others
    refused(refusals.NotAMember, act, "欧××英不在 0101 户|欧阳×英不在 0101 户")


# --- Moves of persons ---------------------------------------------------------------------------


def test_wife_moves_to_another_household(here, family, spouse, neighbours, aunt, cadre):
    relations = {spouse.pk: "女儿"}
    move_members(family, [spouse.pk], actor=cadre, day=DAY, to=neighbours, relations=relations, married=True)
    assert on(family, BEFORE) == WHOLE
    assert members(family) == {"陈建国": "02", "陈小禾": "30"}
    assert members(neighbours) == {"欧阳秀英": "02", "李桂芳": "30"}
    left, entered = Membership.objects.filter(person=spouse).order_by("pk")
    assert (left.until, left.leaving, entered.since, entered.entry) == (DAY, "married", DAY, "married")
    assert [label_of(one) for one in Change.objects.filter(person=spouse)] == ["登记", "迁出", "迁入"]
    said = [str(one) for one in Record.objects.newest_first()[:2]]
    assert said == [
        "李桂芳自 2026-01-05 起迁入“枫林坳村”0102 户（林可）",
        "李桂芳自 2026-01-05 起迁出“枫林坳村”0101 户（林可）",
    ]


def test_head_moves_and_the_rest_say_who_is_head(here, family, head, spouse, child, neighbours, cadre):
    def moving(**more):
        relations = {head.pk: "子"}
        facts = {"actor": cadre, "day": DAY, "to": neighbours, "relations": relations} | more
        return lambda: move_members(family, [head.pk], **facts)

    refused(refusals.WhoIsHead, moving())
    refused(
        refusals.RelationsMissing,
        moving(remaining={spouse.pk: "户主", child.pk: "女"}, relations={}),
        "陈建国",
    )
    moving(remaining={spouse.pk: "户主", child.pk: "女"})()
    assert members(family) == {"李桂芳": "02", "陈小禾": "30"}
    assert members(neighbours) == {"欧阳秀英": "02", "陈建国": "20"}


def test_last_member_moves_and_the_household_goes_on_there(here, family, neighbours, aunt, cadre):
    mark_care(neighbours, Care.ELDER_ALONE, actor=cadre)
    mark_care(neighbours, Care.DISABLED, actor=cadre)
    mark_care(family, Care.DISABLED, actor=cadre)
    move_members(neighbours, [aunt.pk], actor=cadre, day=DAY, to=family, relations={aunt.pk: "母亲"})
    neighbours.refresh_from_db()
    assert neighbours.until == DAY
    assert [one.later for one in later_of(neighbours)] == [family]
    assert [one.earlier for one in earlier_of(family)] == [neighbours]
    kept = CareMark.objects.filter(household=family, until__isnull=True).values_list("care", flat=True)
    assert sorted(kept) == ["disabled", "elder_alone"]


def test_moving_out_of_the_county_names_where_to(here, family, spouse, cadre):
    def moving(where):
        return lambda: move_members(family, [spouse.pk], actor=cadre, day=DAY, whereabouts=where)

    refused(refusals.NoWhereabouts, moving(" "), "李桂芳")
    moving("广东省深圳市")()
    assert membership_of(spouse) is None
    line = Change.objects.get(person=spouse, what=acts.PERSON_MOVED_OUT.code)
    assert line.facts == {"leaving": "moved_out", "whereabouts": "广东省深圳市"}


def test_who_was_registered_by_mistake_goes_nowhere(here, family, spouse, cadre):
    move_members(family, [spouse.pk], actor=cadre, day=DAY, mistaken=True)
    assert Membership.objects.get(person=spouse).leaving == "mistaken"


def test_all_move_away_and_the_household_is_closed(here, family, head, spouse, child, cadre):
    everyone = [head.pk, spouse.pk, child.pk]
    move_members(family, everyone, actor=cadre, day=DAY, whereabouts="广东")
    family.refresh_from_db()
    assert family.until == DAY
    assert members(family) == {}
    refused(
        refusals.HouseholdClosed,
        lambda: move_members(family, everyone, actor=cadre, day=DAY, whereabouts="广东"),
    )


def test_moves_are_refused(here, family, spouse, aunt, neighbours, cadre, make_household, other_town_village):
    def moving(persons=(spouse.pk,), **more):
        facts = {"actor": cadre, "day": DAY, "to": neighbours, "relations": {spouse.pk: "女儿"}} | more
        return lambda: move_members(family, persons, **facts)

    refused(refusals.NobodyChosen, moving([]))
    refused(refusals.NotAMember, moving([aunt.pk]), "0101")
    refused(refusals.SameHousehold, moving(to=family))
    refused(refusals.UnknownRelation, moving(relations={spouse.pk: "邻居"}))
    refused(refusals.RelationOfOtherSex, moving(relations={spouse.pk: "长子"}))
    refused(refusals.WhoIsHead, moving(relations={spouse.pk: "户主"}), "选了 2 位")
    refused(refusals.DayToCome, moving(day=timezone.localdate() + timedelta(days=1)))
    far = make_household(other_town_village, "1")
    refused(NotAllowed, moving(to=far, relations={spouse.pk: "户主"}), "白石村")


@pytest.mark.parametrize("who", ["resident", "supervisor", "county_officer", "other_town_officer"])
def test_only_who_confirms_carries_out_a_move(who, here, family, spouse, cast):
    refused(
        NotAllowed,
        lambda: move_members(family, [spouse.pk], actor=cast[who], day=DAY, whereabouts="广东"),
    )


# --- Moves of households ------------------------------------------------------------------------


def test_household_moves_within_its_village_as_the_same(here, family, group, cadre):
    later = move_household(family, group, actor=cadre, day=DAY, address="坳上 3 号")
    assert later == family
    assert (later.place, later.village_id, later.number, later.address) == (
        group,
        family.village_id,
        "0101",
        "坳上 3 号",
    )
    assert members(family) == WHOLE
    assert Change.objects.filter(household=family).latest("made_at").facts == {
        "before": "枫林坳村",
        "place": "枫林坳村一组",
    }
    refused(refusals.SamePlace, lambda: move_household(family, group, actor=cadre, day=DAY))


def test_household_moves_to_another_village_as_a_new_one(
    here, family, spouse, neighbour_village, town_officer, cadre
):
    mark_care(family, Care.OTHER, actor=cadre)
    refused(NotAllowed, lambda: move_household(family, neighbour_village, actor=cadre, day=DAY), "青山村")
    later = move_household(family, neighbour_village, actor=town_officer, day=DAY)
    assert (later.village, later.number, later.since) == (neighbour_village, "0101", DAY)
    assert members(later) == WHOLE
    assert on(family, BEFORE) == WHOLE
    assert members(family) == {}
    family.refresh_from_db()
    assert family.until == DAY
    assert [one.later for one in later_of(family)] == [later]
    assert CareMark.objects.get(household=later).since == DAY
    assert Membership.objects.get(person=spouse, until__isnull=True).entry == "moved_in"


def test_moving_household_needs_a_free_number_and_a_day(
    here, family, neighbour_village, make_household, town_officer
):
    make_household(neighbour_village, "0101")
    move = lambda **more: move_household(  # noqa: E731 -- as others
        family, neighbour_village, actor=town_officer, **{"day": DAY} | more
    )
    refused(refusals.NumberTaken, move, "青山村")
    refused(refusals.DayToCome, lambda: move(number="9", day=timezone.localdate() + timedelta(days=1)))
    assert move(number="9").number == "9"


def test_empty_household_moves_too(here, household, neighbour_village, town_officer):
    later = move_household(household, neighbour_village, actor=town_officer, day=DAY)
    assert (later.village, members(later)) == (neighbour_village, {})


# --- Splits -------------------------------------------------------------------------------------


def test_split_keeps_both_histories(here, family, head, spouse, child, group, cadre):
    given = {spouse.pk: "户主", child.pk: "女儿"}
    later = split_household(family, given, "0103", actor=cadre, day=DAY, place=group, address="坳上")
    assert (later.place, later.since, later.address) == (group, DAY, "坳上")
    assert on(family, BEFORE) == WHOLE
    assert on(family, DAY) == members(family) == {"陈建国": "02"}
    assert on(later, DAY) == members(later) == {"李桂芳": "02", "陈小禾": "30"}
    assert [(one.earlier, one.later, one.day) for one in Lineage.objects.all()] == [(family, later, DAY)]
    lines = [label_of(one) for one in Change.objects.filter(household=later).order_by("pk")]
    assert lines == ["分户", "分户", "立户"]
    assert str(Record.objects.newest_first()[0]) == (
        "林可 办理分户：“枫林坳村”0101 户自 2026-01-05 起分出 0103 户，2 人"
    )


def test_split_is_refused(
    here, family, head, spouse, child, cadre, supervisor, neighbour_village, town_officer
):
    def splitting(given, number="0103", **more):
        facts = {"actor": cadre, "day": DAY} | more
        return lambda: split_household(family, given, number, **facts)

    going = {spouse.pk: "户主"}
    refused(refusals.NobodyChosen, splitting({}))
    refused(refusals.AllOfThem, splitting({head.pk: "户主", spouse.pk: "妻", child.pk: "女"}))
    refused(refusals.WhoIsHead, splitting({spouse.pk: "妻"}), "0103")
    refused(refusals.WhoIsHead, splitting({head.pk: "户主"}), "0101")  # who is head of the rest?
    refused(refusals.NoNumber, splitting(going, " "))
    refused(refusals.NumberTaken, splitting(going, "0101"))
    refused(refusals.OtherVillage, splitting(going, place=neighbour_village, actor=town_officer))
    refused(refusals.DayToCome, splitting(going, day=timezone.localdate() + timedelta(days=1)))
    refused(NotAllowed, splitting(going, actor=supervisor))


def test_head_splits_off_and_the_rest_say_who_is_head(here, family, head, spouse, child, cadre):
    remaining = {spouse.pk: "户主", child.pk: "女"}
    later = split_household(family, {head.pk: "户主"}, "0103", actor=cadre, day=DAY, remaining=remaining)
    assert members(later) == {"陈建国": "02"}
    assert members(family) == {"李桂芳": "02", "陈小禾": "30"}


# --- Mergers ------------------------------------------------------------------------------------


def test_merger_closes_the_other_household(here, family, neighbours, aunt, cadre):
    merge_households(family, neighbours, {aunt.pk: "母亲"}, actor=cadre, day=DAY)
    assert members(family) == WHOLE | {"欧阳秀英": "52"}
    assert on(neighbours, BEFORE) == {"欧阳秀英": "02"}
    neighbours.refresh_from_db()
    assert neighbours.until == DAY
    assert [one.earlier for one in earlier_of(family)] == [neighbours]
    assert (
        str(Record.objects.newest_first()[0])
        == "林可 办理并户：“枫林坳村”0102 户自 2026-01-05 起并入 0101 户"
    )


def test_who_comes_by_merger_may_be_the_head(here, family, head, spouse, child, neighbours, aunt, cadre):
    given = {aunt.pk: "户主", head.pk: "子", spouse.pk: "儿媳", child.pk: "孙女"}
    merge_households(family, neighbours, given, actor=cadre, day=DAY)
    assert members(family) == {"欧阳秀英": "02", "陈建国": "20", "李桂芳": "38", "陈小禾": "42"}
    assert Change.objects.filter(what=acts.HEAD_CHANGED.code, person=aunt).exists()


def test_empty_household_is_merged_too(here, family, household, make_household, village, cadre):
    empty = make_household(village, "7")
    merge_households(family, empty, {}, actor=cadre, day=DAY)
    assert members(family) == WHOLE
    assert [one.earlier for one in earlier_of(family)] == [empty]


def test_mergers_are_refused(
    here, family, head, neighbours, aunt, cadre, supervisor, make_household, other_town_village
):
    def merging(other, given, **more):
        facts = {"actor": cadre, "day": DAY} | more
        return lambda: merge_households(family, other, given, **facts)

    refused(refusals.SameHousehold, merging(family, {}))
    refused(refusals.RelationsMissing, merging(neighbours, {}), "欧阳秀英")
    refused(refusals.RelationsMissing, merging(neighbours, {aunt.pk: "户主", head.pk: "子"}), "李桂芳")
    refused(refusals.WhoIsHead, merging(neighbours, {aunt.pk: "户主"}), "选了 2 位")
    refused(
        refusals.DayToCome, merging(neighbours, {aunt.pk: "母"}, day=timezone.localdate() + timedelta(days=1))
    )
    refused(NotAllowed, merging(neighbours, {aunt.pk: "母"}, actor=supervisor))
    refused(NotAllowed, merging(make_household(other_town_village, "1"), {}), "白石村")


# --- Deaths -------------------------------------------------------------------------------------


def test_dead_belong_to_no_household_from_the_next_day_on(here, family, child, cadre):
    note_death(child, DAY, actor=cadre)
    assert on(family, DAY) == WHOLE
    assert on(family, DAY + timedelta(days=1)) == members(family) == {"陈建国": "02", "李桂芳": "12"}
    child.refresh_from_db()
    assert child.died == DAY
    assert Membership.objects.get(person=child).leaving == "died"


def test_who_dies_today_is_out_today(here, family, child, cadre):
    today = timezone.localdate()
    note_death(child, today, actor=cadre)
    assert Membership.objects.get(person=child).until == today


def test_when_the_head_dies_the_rest_say_who_is_head(here, family, head, spouse, child, cadre):
    refused(refusals.WhoIsHead, lambda: note_death(head, DAY, actor=cadre), "0101")
    one = {spouse.pk: "户主"}
    refused(refusals.RelationsMissing, lambda: note_death(head, DAY, actor=cadre, remaining=one), "陈小禾")
    note_death(head, DAY, actor=cadre, remaining={spouse.pk: "户主", child.pk: "女"})
    assert members(family) == {"李桂芳": "02", "陈小禾": "30"}


def test_household_of_one_is_closed_by_death(here, neighbours, aunt, cadre):
    note_death(aunt, DAY, actor=cadre)
    neighbours.refresh_from_db()
    assert neighbours.until == DAY + timedelta(days=1)


def test_deaths_are_refused(here, family, head, spouse, child, cadre, supervisor):
    tomorrow = timezone.localdate() + timedelta(days=1)
    refused(refusals.DayToCome, lambda: note_death(child, tomorrow, actor=cadre), "死亡日期")
    early = date(2018, 5, 31)
    refused(refusals.DayTooEarly, lambda: note_death(child, early, actor=cadre), "出生日期 2018-06-01")
    refused(NotAllowed, lambda: note_death(child, DAY, actor=supervisor))
    note_death(child, date(2018, 6, 1), actor=cadre)
    refused(refusals.DeadAlready, lambda: note_death(child, DAY, actor=cadre), "2018-06-01")
    child.refresh_from_db()
    refused(refusals.DeadAlready, lambda: note_death(child, DAY, actor=cadre), "2018-06-01")
    move_members(family, [spouse.pk], actor=cadre, day=DAY, whereabouts="广东")
    refused(refusals.InNoHousehold, lambda: note_death(spouse, DAY, actor=cadre), "李桂芳")


def test_death_is_not_before_the_household_was_entered(here, household, make_member, cadre):
    one = make_member(household, "陈二", "户主", since=DAY)
    refused(refusals.DayTooEarly, lambda: note_death(one, BEFORE, actor=cadre), "加入这户之日")


def test_household_without_a_head_loses_somebody_without_being_asked_for_one(
    here, household, make_member, cadre
):
    make_member(household, "陈二", "子", sex="m")
    one = make_member(household, "陈三", "女", sex="f")
    note_death(one, DAY, actor=cadre)
    assert members(household) == {"陈二": "20"}


# --- Corrections --------------------------------------------------------------------------------


def test_correction_keeps_what_was_before_but_no_number(here, head, cadre):
    born = date(1975, 3, 9)
    number = citizen_id(born, 13)
    correct_person(head, actor=cadre, name="陈建果", id_number=number)
    head.refresh_from_db()
    assert (head.name, head.born, head.id_number.clear(), head.revision) == ("陈建果", born, number, 1)
    assert head.id_mark == head.id_number.mark()
    assert "chen jianguo" in head.spelt
    line = Change.objects.get(person=head, what=acts.PERSON_CORRECTED.code)
    assert line.facts == {
        "fields": "姓名、出生日期、证件号",
        "before": {"name": "陈建国", "born": "1975-03-08"},
    }


def test_corrections_are_refused(here, family, head, spouse, neighbours, aunt, cadre, supervisor):
    def correcting(person=head, actor=cadre, **facts):
        return lambda: correct_person(person, actor=actor, **facts)

    refused(NotAllowed, correcting(actor=supervisor, name="陈建果"))
    refused(refusals.NothingToChange, correcting())
    refused(refusals.NothingToChange, correcting(name="陈建国"))
    refused(refusals.NoPersonName, correcting(name="1"))
    refused(refusals.BirthDisagrees, correcting(born=date(1975, 3, 9)))
    refused(refusals.SexDisagrees, correcting(sex="f"))
    refused(refusals.BadIdNumber, correcting(id_number="1"))
    refused(refusals.RegisteredAlready, correcting(id_number=citizen_id(date(1950, 1, 20), 2)), "欧阳×英")
    refused(
        refusals.RelationOfOtherSex,
        correcting(person=spouse, id_number=citizen_id(date(1978, 11, 2), 23)),
        "“妻”",
    )
    move_members(family, [spouse.pk], actor=cadre, day=DAY, whereabouts="广东")
    refused(refusals.InNoHousehold, correcting(person=spouse, name="李桂方"))
    refused(refusals.RegisteredAlready, correcting(id_number=citizen_id(date(1978, 11, 2), 22)), "“—”")


# --- At once ------------------------------------------------------------------------------------

at_once = pytest.mark.django_db(transaction=True)


@at_once
def test_split_that_waits_for_a_death_is_refused(
    county, here, family, head, spouse, child, cadre, make_user, village
):
    second = make_user("second", "周二", RoleKind.VILLAGE_CADRE, village)
    given = {child.pk: "户主"}
    with meanwhile(county, lambda: split_household(family, given, "0103", actor=second, day=DAY)) as came:
        note_death(child, BEFORE, actor=cadre)
    assert [type(one) for one in came] == [refusals.NotAMember]
    assert members(family) == {"陈建国": "02", "李桂芳": "12"}


@at_once
def test_second_of_two_deaths_at_once_is_refused(county, here, family, child, cadre, town_officer):
    with meanwhile(county, lambda: note_death(child, BEFORE, actor=town_officer)) as came:
        note_death(child, DAY, actor=cadre)
    assert [type(one) for one in came] == [refusals.DeadAlready]


@at_once
def test_two_that_move_to_each_other_wait_in_one_order(
    county, here, family, spouse, child, neighbours, aunt, cadre, town_officer
):
    there = {"to": family, "relations": {aunt.pk: "母"}, "day": DAY}
    with meanwhile(county, lambda: move_members(neighbours, [aunt.pk], actor=town_officer, **there)) as came:
        move_members(family, [spouse.pk], actor=cadre, day=DAY, to=neighbours, relations={spouse.pk: "女"})
    assert [type(one) for one in came] == [refusals.WhoIsHead]  # she is not alone any more
    assert members(neighbours) == {"欧阳秀英": "02", "李桂芳": "30"}


@at_once
def test_member_does_not_join_a_household_that_is_being_closed(
    county, here, family, neighbours, aunt, cadre, town_officer
):
    facts = Facts(name="陈二", born=date(1990, 1, 1))
    act = lambda: register_person(neighbours, facts, "子", actor=town_officer)  # noqa: E731 -- as others
    with meanwhile(county, act) as came:
        merge_households(family, neighbours, {aunt.pk: "母"}, actor=cadre, day=DAY)
    assert [type(one) for one in came] == [refusals.HouseholdClosed]
