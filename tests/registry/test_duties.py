"""Acts on duties: who may name whom, what is refused, hand-over, and the county's own lists."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from wugong.access.refusals import NotAllowed
from wugong.accounts.actions import deactivate_user
from wugong.audit.models import Record
from wugong.counties.actors import SYSTEM
from wugong.places.actions import close_place
from wugong.registry import duty_refusals as no
from wugong.registry.duties import assign_duty, end_duty, hand_over_duty
from wugong.registry.duty_clusters import close_cluster, fill_cluster, found_cluster
from wugong.registry.models import ClusterHousehold, Duty

CHAIN, POSTS = "four-cover-one-link", "posts"
DAY = date(2026, 6, 1)
A_DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def standing(here):
    """Stand in the first county."""


class TestAssigning:
    def test_a_cadre_does_not_name_who_covers_his_village(self, village, cadre):
        with pytest.raises(NotAllowed, match="拟办"):
            assign_duty(CHAIN, "village", village, "向明", actor=cadre)
        assert not Duty.objects.exists()

    @pytest.mark.parametrize("who", ["resident", "supervisor", "town_approver", "other_town_officer"])
    def test_within_the_village_only_its_cadre_and_the_towns_officer_name(self, who, request, group):
        with pytest.raises(NotAllowed):
            assign_duty(CHAIN, "group", group, "向明", actor=request.getfixturevalue(who))

    def test_a_line_that_no_list_has(self, village, town_officer):
        for plan, line in (("nothing", "village"), (CHAIN, "nothing")):
            with pytest.raises(no.NoSuchLine):
                assign_duty(plan, line, village, "向明", actor=town_officer)

    def test_before_the_lists_began_there_is_no_line(self, village, town_officer):
        with pytest.raises(no.NoSuchLine):
            assign_duty(CHAIN, "village", village, "向明", actor=town_officer, since=date(2019, 12, 31))

    def test_a_unit_of_another_kind(self, group, town_officer):
        with pytest.raises(no.WrongUnit, match="乡镇干部包村"):
            assign_duty(CHAIN, "village", group, "向明", actor=town_officer)

    def test_a_place_that_is_no_more(self, group, cadre):
        close_place(group, actor=SYSTEM, until=DAY - A_DAY)
        group.refresh_from_db()
        with pytest.raises(no.PlaceEnded):
            assign_duty(CHAIN, "group", group, "向明", actor=cadre, since=DAY)
        assign_duty(CHAIN, "group", group, "向明", actor=cadre, since=DAY - A_DAY)

    @pytest.mark.parametrize("named", ["", "  "])
    def test_nobody(self, group, cadre, named):
        with pytest.raises(no.NobodyNamed):
            assign_duty(CHAIN, "group", group, named, actor=cadre)

    def test_a_unit_is_wanted_where_units_hold(self, village, town_officer, cadre):
        with pytest.raises(no.UnitWanted, match="单位名称"):
            assign_duty(POSTS, "paired-unit", village, cadre, actor=town_officer)
        made = assign_duty(POSTS, "paired-unit", village, "县水利局", actor=town_officer)
        assert made.named == "县水利局"

    def test_an_account_that_was_stopped(self, group, cadre, supervisor):
        deactivate_user(supervisor, actor=SYSTEM)
        with pytest.raises(no.HolderGone):
            assign_duty(CHAIN, "group", group, supervisor, actor=cadre)

    def test_someone_who_died(self, group, cadre, head):
        head.died = DAY
        head.save()
        with pytest.raises(no.HolderGone):
            assign_duty(CHAIN, "group", group, head, actor=cadre)

    @pytest.mark.parametrize(("born", "fits"), [(date(2008, 6, 1), True), (date(2008, 6, 2), False)])
    def test_whoever_is_not_of_age_on_the_first_day(self, group, cadre, head, born, fits):
        head.born = born
        head.save()
        if fits:
            assert assign_duty(CHAIN, "group", group, head, actor=cadre, since=DAY).person == head
        else:
            with pytest.raises(no.TooYoung, match="18"):
                assign_duty(CHAIN, "group", group, head, actor=cadre, since=DAY)

    @pytest.mark.parametrize("where", ["holder", "unit", "note"])
    def test_a_phone_number_in_any_text(self, group, cadre, where):
        said = {"holder": "向明", "unit": "", "note": ""} | {where: "向明 13800000001"}
        with pytest.raises(no.HoldsNumbers, match="手机号"):
            assign_duty(CHAIN, "group", group, said.pop("holder"), actor=cadre, **said)

    def test_the_same_holder_twice(self, group, cadre):
        assign_duty(CHAIN, "group", group, "向明", actor=cadre)
        with pytest.raises(no.AlreadyHolds, match="向明 已经承担"):
            assign_duty(CHAIN, "group", group, "向明", actor=cadre)
        assert Duty.objects.count() == 1

    def test_a_second_first_person(self, village, town_officer):
        assign_duty(POSTS, "first-of-village", village, "向明", actor=town_officer)
        with pytest.raises(no.TooMany, match="现在是 向明"):
            assign_duty(POSTS, "first-of-village", village, "林可", actor=town_officer)
        assign_duty(POSTS, "first-of-village", village, "林可", actor=town_officer, deputy=True)
        assert Duty.objects.count() == 2

    def test_it_is_recorded_with_the_name_apart(self, group, cadre, head):
        made = assign_duty(CHAIN, "group", group, head, actor=cadre, since=DAY, note="兼网格员")
        row = Record.objects.get(act="registry.duty_assigned")
        assert str(row) == "林可 让 陈建国 承担“枫林坳村一组”的村干部包组，自 2026-06-01 起"
        assert "陈建国" not in str(row.facts)
        assert (made.assigned_by, made.note, made.since) == (cadre, "兼网格员", DAY)

    def test_the_towns_officer_may_name_within_a_village_too(self, group, town_officer, cadre):
        made = assign_duty(CHAIN, "group", group, cadre, actor=town_officer)
        assert made.user == cadre
        assert Record.objects.concerning(cadre.pk).filter(act="registry.duty_assigned").exists()


class TestEnding:
    @pytest.fixture
    def duty(self, group, cadre):
        return assign_duty(CHAIN, "group", group, "向明", actor=cadre, since=DAY)

    def test_by_someone_of_another_town(self, duty, other_town_officer):
        with pytest.raises(NotAllowed):
            end_duty(duty, actor=other_town_officer)

    def test_before_it_began(self, duty, cadre):
        with pytest.raises(no.EndsTooEarly):
            end_duty(duty, actor=cadre, day=DAY - A_DAY)

    def test_twice(self, duty, cadre):
        end_duty(duty, actor=cadre, day=DAY)
        with pytest.raises(no.EndedAlready, match="2026-06-01"):
            end_duty(duty, actor=cadre)

    def test_from_that_day_on_it_is_not_held(self, duty, cadre):
        end_duty(duty, actor=cadre, day=DAY + A_DAY)
        assert Duty.objects.on(DAY).exists()
        assert not Duty.objects.on(DAY + A_DAY).exists()
        assert not Duty.objects.open().exists()

    def test_to_the_same_again(self, duty, cadre):
        with pytest.raises(no.SameHolder):
            hand_over_duty(duty, " 向明 ", actor=cadre, day=DAY + A_DAY)

    def test_to_another_keeps_the_earlier_one(self, duty, cadre, head):
        made = hand_over_duty(duty, head, actor=cadre, day=DAY + A_DAY)
        duty.refresh_from_db()
        assert (duty.until, made.since, made.person) == (DAY + A_DAY, DAY + A_DAY, head)
        said = str(Record.objects.get(act="registry.duty_handed_over"))
        assert said == "“枫林坳村一组”的村干部包组由 向明 交给 陈建国，自 2026-06-02 起"

    def test_from_a_resident_to_a_user_and_back(self, duty, cadre, head):
        first = hand_over_duty(duty, head, actor=cadre, day=DAY + A_DAY)
        with pytest.raises(no.SameHolder):
            hand_over_duty(first, head, actor=cadre, day=DAY + A_DAY)
        second = hand_over_duty(first, cadre, actor=cadre, day=DAY + A_DAY)
        with pytest.raises(no.SameHolder):
            hand_over_duty(second, cadre, actor=cadre, day=DAY + A_DAY)

    def test_where_only_one_may_hold_it_the_next_one_may(self, village, town_officer):
        first = assign_duty(POSTS, "first-of-village", village, "向明", actor=town_officer, since=DAY)
        made = hand_over_duty(first, "林可", actor=town_officer, day=DAY + A_DAY)
        assert made.named == "林可"


class TestYards:
    @pytest.fixture
    def yard(self, village, household, cadre):
        return found_cluster(village, "竹林屋场", actor=cadre, numbers=["0101"])

    def test_the_supervisor_founds_none(self, village, supervisor):
        with pytest.raises(NotAllowed):
            found_cluster(village, "竹林屋场", actor=supervisor)

    @pytest.mark.parametrize("name", ["", " ", "竹" * 41])
    def test_without_a_fitting_name(self, village, cadre, name):
        with pytest.raises(no.NoClusterName):
            found_cluster(village, name, actor=cadre)

    def test_a_name_of_forty_fits(self, village, cadre):
        assert found_cluster(village, "竹" * 40, actor=cadre).name == "竹" * 40

    def test_named_by_a_phone_number(self, village, cadre):
        with pytest.raises(no.HoldsNumbers):
            found_cluster(village, "13800000001", actor=cadre)

    def test_twice(self, village, yard, cadre):
        with pytest.raises(no.ClusterExists):
            found_cluster(village, "竹林屋场", actor=cadre)

    def test_with_a_number_that_no_household_has(self, village, household, cadre):
        with pytest.raises(no.UnknownNumbers, match="0999"):
            found_cluster(village, "竹林屋场", actor=cadre, numbers=["0101", "0999"])
        assert not ClusterHousehold.objects.exists()

    def test_a_household_lies_in_one_yard(self, village, group, yard, household, cadre):
        other = found_cluster(group, "河边院", actor=cadre, numbers=["0101"])
        assert ClusterHousehold.objects.get(household=household).cluster == other
        assert fill_cluster(yard, ["0101", " 0101 ", ""], actor=cadre) == 1
        assert fill_cluster(yard, ["0101"], actor=cadre) == 1
        assert ClusterHousehold.objects.get(household=household).cluster == yard
        assert fill_cluster(yard, [], actor=cadre) == 0
        assert not ClusterHousehold.objects.exists()

    def test_one_that_someone_answers_for_is_not_closed(self, yard, cadre):
        duty = assign_duty(CHAIN, "yard", yard, "向明", actor=cadre)
        with pytest.raises(no.ClusterHeld):
            close_cluster(yard, actor=cadre)
        end_duty(duty, actor=cadre)
        close_cluster(yard, actor=cadre)
        assert yard.until == timezone.localdate()
        with pytest.raises(no.PlaceEnded):
            assign_duty(CHAIN, "yard", yard, "向明", actor=cadre)

    def test_whoever_links_households_may_hold_a_yard_or_a_household(self, yard, household, cadre):
        whole = assign_duty(CHAIN, "household", yard, "向明", actor=cadre)
        one = assign_duty(CHAIN, "household", household, "林可", actor=cadre)
        assert (whole.cluster, one.household) == (yard, household)
        hand_over_duty(one, "向明", actor=cadre)
        end_duty(whole, actor=cadre)
        assert "枫林坳村 竹林屋场" in str(Record.objects.get(act="registry.duty_ended"))
