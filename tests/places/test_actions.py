"""Places are registered below their parents, renamed, recoded and closed; their records stay with them."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from wugong.audit.models import Record
from wugong.counties.actors import SYSTEM
from wugong.places import actions, refusals
from wugong.places.codes import Level
from wugong.places.models import Place, PlaceCode, Succession

DAY = date(2026, 1, 1)


def last_words():
    return str(Record.objects.latest("pk"))


def test_a_place_of_another_county_is_refused(here):
    with pytest.raises(refusals.OutsideCounty, match="不在 清江县（990101）以内"):
        actions.register_place("990102101", "渔浦镇", actor=SYSTEM)


def test_a_wrong_code_is_refused(here):
    with pytest.raises(refusals.BadLength):
        actions.register_place("9901011", "某镇", actor=SYSTEM)


def test_a_code_that_is_taken_is_refused(here, town):
    with pytest.raises(refusals.PlaceExists, match="已经登记为“枫林镇”"):
        actions.register_place(town.code, "又一镇", actor=SYSTEM)


def test_a_place_without_its_parent_is_refused(here):
    with pytest.raises(refusals.NoParent, match="先登记上一级"):
        actions.register_place("990101109201", "孤村", actor=SYSTEM)


@pytest.mark.parametrize("name", ["", "  ", "长" * 61])
def test_a_place_needs_a_name(name, here):
    with pytest.raises(refusals.NoName, match="写上全称"):
        actions.register_place("990101109", name, actor=SYSTEM)
    assert not Place.objects.filter(code="990101109").exists()


def test_a_registered_place_is_there_and_on_record(here, town):
    village = actions.register_place("990101101203", " 桃花村 ", actor=SYSTEM, since=DAY)
    assert (village.name, village.level, village.since, str(village)) == (
        "桃花村",
        Level.VILLAGE,
        DAY,
        "桃花村",
    )
    assert last_words() == "系统 登记了“桃花村”（990101101203）"


def test_a_renamed_place_keeps_its_id_and_is_on_record(here, village):
    actions.rename_place(village, "枫林村", actor=SYSTEM)
    assert Place.objects.get(pk=village.pk).name == "枫林村"
    assert last_words() == "系统 把“枫林坳村”（990101101201）改名为“枫林村”"


def test_the_same_name_again_is_not_recorded(here, village):
    before = Record.objects.count()
    actions.rename_place(village, "枫林坳村", actor=SYSTEM)
    assert Record.objects.count() == before


def test_a_recoded_place_is_found_by_both_codes(here, village):
    actions.change_code(village, "990101101299", actor=SYSTEM, day=DAY)
    assert Place.objects.known_as("990101101201").get() == village
    assert Place.objects.known_as("990101101299").get() == village
    assert str(PlaceCode.objects.get()) == "990101101201"
    assert PlaceCode.objects.get().until == date(2025, 12, 31)
    assert last_words() == "系统 把“枫林坳村”的代码由 990101101201 改为 990101101299，原有记录不变"


def test_a_code_is_not_changed_to_one_that_is_taken(here, village, neighbour_village):
    with pytest.raises(refusals.PlaceExists):
        actions.change_code(village, neighbour_village.code, actor=SYSTEM, day=DAY)


def test_a_place_does_not_end_before_it_began(here, village):
    with pytest.raises(refusals.ClosedBeforeOpened, match="请核对日期"):
        actions.close_place(village, actor=SYSTEM, until=date(2019, 1, 1))


def test_a_closed_place_goes_on_in_its_successors(here, village, neighbour_village):
    actions.close_place(village, actor=SYSTEM, until=DAY, successors=[neighbour_village])
    assert list(village.successors.all()) == [neighbour_village]
    assert str(Succession.objects.get()) == "枫林坳村 → 青山村"
    assert last_words() == "系统 撤销了“枫林坳村”（990101101201），最后一天是 2026-01-01，由 青山村 接续"


def test_a_place_may_end_without_a_successor(here, group):
    actions.close_place(group, actor=SYSTEM, until=DAY)
    assert "由 — 接续" in last_words()


class TestVerbs:
    def test_under_a_place_lie_itself_and_all_within(
        self, here, town, village, neighbour_village, group, other_town_village
    ):
        assert set(Place.objects.under(town.code)) == {town, village, neighbour_village, group}

    def test_a_longer_code_with_the_same_beginning_lies_elsewhere(self, here, town):
        neighbour = actions.register_place("990101110", "邻镇", actor=SYSTEM)
        assert neighbour not in Place.objects.under("990101101")

    def test_a_level_is_the_length_of_the_code(self, here, village, group, other_town):
        assert set(Place.objects.at_level(Level.TOWN).values_list("code", flat=True)) == {
            "990101101",
            "990101102",
        }
        assert list(Place.objects.at_level(Level.GROUP)) == [group]

    @pytest.mark.parametrize(
        ("day", "there"),
        [(date(2019, 12, 31), False), (date(2020, 1, 1), True), (DAY, True), (date(2026, 1, 2), False)],
    )
    def test_a_place_is_in_force_from_its_first_to_its_last_day(self, day, there, here, village):
        actions.close_place(village, actor=SYSTEM, until=DAY)
        assert Place.objects.in_force(day).filter(pk=village.pk).exists() is there

    def test_a_place_without_days_is_always_in_force(self, here):
        always = actions.register_place("990101109", "老镇", actor=SYSTEM)
        assert always in Place.objects.in_force(date(1950, 1, 1))


class TestChangingACode:
    def refused(self, refusal, match, place, code, day=DAY):
        before = list(Place.objects.values_list("pk", "code"))
        with pytest.raises(refusal, match=match):
            actions.change_code(place, code, actor=SYSTEM, day=day)
        assert list(Place.objects.values_list("pk", "code")) == before
        assert not PlaceCode.objects.filter(until__gte=DAY).exists()

    def test_is_refused_for_the_county(self, here, county_place):
        self.refused(refusals.CountysOwnCode, "装系统的人", county_place, "990103")

    def test_is_refused_to_another_level(self, here, village):
        self.refused(refusals.OtherLevel, "改后也要是 12 位", village, "99010110120101")

    def test_is_refused_to_its_own(self, here, village):
        self.refused(refusals.SameCode, "不用改", village, village.code)

    def test_is_refused_to_nowhere(self, here, village):
        self.refused(refusals.NoParent, "先登记上一级", village, "990101109201")

    def test_is_refused_to_another_county(self, here, village, far_town):
        self.refused(refusals.OutsideCounty, "清江县", village, "990102101209")

    def test_is_refused_to_what_still_leads_to_another(self, here, village, neighbour_village):
        once = neighbour_village.code
        actions.change_code(neighbour_village, "990101101209", actor=SYSTEM, day=date(2025, 1, 1))
        self.refused(refusals.CodeOnceUsed, "青山村", village, once)

    def test_is_refused_of_a_closed_place(self, here, village):
        actions.close_place(village, actor=SYSTEM, until=date(2025, 12, 31))
        self.refused(refusals.AlreadyClosed, "枫林坳村", village, "990101101299")

    def test_is_refused_on_a_day_to_come(self, here, village):
        tomorrow = timezone.localdate() + timedelta(days=1)
        self.refused(refusals.DayToCome, "还没有到", village, "990101101299", tomorrow)

    def test_is_refused_before_its_first_day(self, here, village):
        self.refused(refusals.BeforeItsTime, "2020-01-01", village, "990101101299", date(2019, 12, 31))

    def test_is_refused_before_a_change_within(self, here, village, group):
        actions.change_code(group, "99010110120109", actor=SYSTEM, day=date(2025, 5, 5))
        self.refused(refusals.BeforeLatestChange, "2025-05-05", village, "990101101299", date(2025, 5, 4))

    def test_is_refused_into_a_closed_town(self, here, village, other_town):
        actions.close_place(other_town, actor=SYSTEM, until=DAY)
        self.refused(refusals.AlreadyClosed, "白石镇", village, "990101102209")

    def test_is_refused_into_a_town_that_was_not_there_yet(self, here, village):
        actions.register_place("990101103", "新镇", actor=SYSTEM, since=date(2026, 1, 2))
        self.refused(refusals.BeforeItsTime, "“新镇”从 2026-01-02 起设立", village, "990101103209")

    def test_may_go_to_today(self, here, village):
        actions.change_code(village, "990101101299", actor=SYSTEM, day=timezone.localdate())
        assert Place.objects.get(pk=village.pk).code == "990101101299"

    def test_takes_along_all_that_lies_within(self, here, town, village, group, neighbour_village):
        actions.change_code(town, "990101150", actor=SYSTEM, day=DAY)
        codes = ["990101150", "990101150201", "99010115020101", "990101150202"]
        assert list(Place.objects.under("990101150").values_list("code", flat=True)) == codes
        assert not Place.objects.under("990101101").exists()
        for place in (town, village, group, neighbour_village):
            assert Place.objects.known_as(Place.objects.get(pk=place.pk).code).get() == place
            assert Place.objects.known_as("990101101" + place.code[9:]).get() == place

    def test_costs_the_same_for_many_within(self, here, town, village, django_assert_max_num_queries):
        for number in range(10, 60):
            actions.register_place(f"{village.code}{number}", f"{number}组", actor=SYSTEM)
        with django_assert_max_num_queries(20):
            actions.change_code(town, "990101150", actor=SYSTEM, day=DAY)

    def test_may_move_a_village_into_another_town(self, here, village, other_town):
        actions.change_code(village, "990101102205", actor=SYSTEM, day=DAY)
        assert Place.objects.known_as("990101101201").get().code == "990101102205"

    def test_may_go_back_and_away_again_on_one_day(self, here, village):
        for code in ("990101101299", "990101101201", "990101101298"):
            actions.change_code(village, code, actor=SYSTEM, day=DAY)
        for code in ("990101101299", "990101101201", "990101101298"):
            assert Place.objects.known_as(code).get() == village


class TestClosing:
    def test_a_second_time_is_refused(self, here, village):
        actions.close_place(village, actor=SYSTEM, until=DAY)
        with pytest.raises(refusals.AlreadyClosed):
            actions.close_place(village, actor=SYSTEM, until=DAY)

    def test_a_town_with_villages_is_refused(self, here, town, village, neighbour_village):
        with pytest.raises(refusals.StillHasVillages, match="还有 2 个村"):
            actions.close_place(town, actor=SYSTEM, until=DAY)

    def test_a_town_whose_villages_have_ended_may_end(self, here, town, village):
        actions.close_place(village, actor=SYSTEM, until=DAY)
        actions.close_place(town, actor=SYSTEM, until=DAY)
        assert Place.objects.get(pk=town.pk).until == DAY

    def test_before_something_within_began_is_refused(self, here, village):
        actions.register_place("99010110120105", "五组", actor=SYSTEM, since=date(2026, 2, 1))
        with pytest.raises(refusals.ClosedBeforeOpened, match="五组"):
            actions.close_place(village, actor=SYSTEM, until=DAY)

    def test_ends_the_groups_within(self, here, village, group):
        actions.close_place(village, actor=SYSTEM, until=DAY)
        assert Place.objects.get(pk=group.pk).until == DAY
