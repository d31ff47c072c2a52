"""Villages merge and split; what was before stays theirs, and what came after says from whom."""

from datetime import date, timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from wugong.audit.models import Record
from wugong.counties.actors import SYSTEM
from wugong.places import actions, acts, refusals
from wugong.places.changes import merge_places, split_place
from wugong.places.models import Place, PlaceCode, Succession
from wugong.places.signals import places_changed

DAY = date(2026, 8, 15)
EVE = date(2026, 8, 14)
NEW = "990101101299"


def last_words():
    return str(Record.objects.latest("pk"))


def state():
    places = Place.objects.order_by("code").values_list("code", "name", "since", "until")
    return list(places), Succession.objects.count(), PlaceCode.objects.count(), Record.objects.count()


@pytest.fixture
def pair(here, village, neighbour_village):
    return [village, neighbour_village]


@pytest.fixture
def heard():
    """What was told of changed places: towns, day, actor."""
    came = []

    def hear(sender, towns, day, actor, **kwargs):
        assert transaction.get_connection().in_atomic_block
        came.append(([town.code for town in towns], day, actor))

    places_changed.connect(hear)
    yield came
    places_changed.disconnect(hear)


class TestMergingIsRefused:
    def refused(self, refusal, match, places, code=NEW, name="新村", day=DAY):
        before = state()
        with pytest.raises(refusal, match=match), transaction.atomic():
            merge_places(places, code, name, actor=SYSTEM, day=day)
        assert state() == before

    @pytest.mark.parametrize("count", [0, 1])
    def test_for_fewer_than_two(self, count, pair):
        self.refused(refusals.TooFew, f"只有 {count} 个", pair[:count])

    def test_for_a_place_with_itself(self, pair):
        self.refused(refusals.NamedTwice, "“枫林坳村”（990101101201）写了两次", [pair[0], pair[0]])

    def test_across_towns(self, pair, other_town_village):
        self.refused(refusals.NotSideBySide, "“枫林坳村”和“白石村”", [pair[0], other_town_village])

    def test_across_levels(self, pair, group):
        self.refused(refusals.NotSideBySide, "先把它改代码", [pair[1], group])

    def test_of_towns(self, pair, town, other_town):
        self.refused(refusals.NeitherVillageNorGroup, "“枫林镇”是乡镇街道", [town, other_town])

    def test_of_one_that_is_closed(self, pair):
        actions.close_place(pair[1], actor=SYSTEM, until=date(2026, 1, 31))
        self.refused(refusals.AlreadyClosed, "“青山村”已经撤销，最后一天是 2026-01-31", pair)

    @pytest.mark.parametrize("name", ["", " ", "长" * 61])
    def test_without_a_name(self, name, pair):
        self.refused(refusals.NoName, "写上全称", pair, name=name)
        self.refused(refusals.NoName, "写上全称", pair, code=pair[0].code, name=name)

    def test_to_a_code_that_another_has(self, pair, here):
        third = actions.register_place("990101101203", "丙村", actor=SYSTEM)
        self.refused(refusals.PlaceExists, "已经登记为“丙村”", pair, code=third.code)

    def test_to_a_code_that_another_once_had(self, pair, here):
        third = actions.register_place("990101101203", "丙村", actor=SYSTEM)
        actions.change_code(third, "990101101204", actor=SYSTEM, day=DAY)
        self.refused(refusals.CodeOnceUsed, "以前是“丙村”的", pair, code="990101101203")

    @pytest.mark.parametrize("code", ["990101102299", "99010110129901", "990101103"])
    def test_to_a_code_of_elsewhere(self, code, pair, other_town):
        self.refused(refusals.CodeElsewhere, "不在“枫林镇”（990101101）以内", pair, code=code)

    def test_to_a_code_that_is_wrong(self, pair):
        self.refused(refusals.BadLength, "13 位", pair, code="9901011012999")

    def test_on_the_day_a_place_began(self, pair):
        self.refused(refusals.BeforeItsTime, "从 2020-01-01 起设立", pair, day=date(2020, 1, 1))

    def test_on_a_day_to_come(self, pair):
        self.refused(refusals.DayToCome, "还没有到", pair, day=timezone.localdate() + timedelta(days=1))

    def test_before_the_latest_change(self, pair):
        actions.change_code(pair[0], "990101101205", actor=SYSTEM, day=DAY)
        self.refused(refusals.BeforeLatestChange, "2026-08-15 有过变动", pair, day=EVE)

    def test_a_second_time(self, pair):
        merge_places(pair, NEW, "枫青村", actor=SYSTEM, day=DAY)
        self.refused(refusals.AlreadyClosed, "找接续它的村", pair, code="990101101298")


class TestMerging:
    def test_begins_a_place_and_ends_the_others_the_day_before(self, pair):
        one = merge_places(pair, NEW, " 枫青村 ", actor=SYSTEM, day=DAY)
        assert (one.code, one.name, one.since, one.until) == (NEW, "枫青村", DAY, None)
        assert {place.until for place in Place.objects.filter(pk__in=[p.pk for p in pair])} == {EVE}
        assert set(one.predecessors.all()) == set(pair)
        assert set(Succession.objects.values_list("day", flat=True)) == {DAY}

    def test_is_one_record(self, pair):
        before = Record.objects.count()
        merge_places(pair, NEW, "枫青村", actor=SYSTEM, day=DAY)
        assert Record.objects.count() == before + 1
        assert last_words() == (
            "系统 办理合并：“枫林坳村”（990101101201）、“青山村”（990101101202）"
            "自 2026-08-15 起合并为“枫青村”（990101101299），原有记录不变"
        )

    def test_may_let_one_of_them_go_on_under_another_name(self, pair):
        one = merge_places(pair, pair[1].code, "枫青村", actor=SYSTEM, day=DAY)
        assert one == pair[1]
        assert (one.name, one.since, one.until) == ("枫青村", date(2020, 1, 1), None)
        assert [str(row) for row in Succession.objects.all()] == ["枫林坳村 → 枫青村"]

    def test_ends_the_groups_within_those_that_end(self, pair, group):
        merge_places(pair, NEW, "枫青村", actor=SYSTEM, day=DAY)
        assert Place.objects.get(pk=group.pk).until == EVE

    def test_leaves_the_groups_of_the_one_that_goes_on(self, pair, group):
        merge_places(pair, pair[0].code, "枫林坳村", actor=SYSTEM, day=DAY)
        assert Place.objects.get(pk=group.pk).until is None

    def test_takes_the_day_after_a_beginning_and_today(self, pair):
        merge_places(pair, NEW, "枫青村", actor=SYSTEM, day=date(2020, 1, 2))
        third = actions.register_place("990101101203", "丙村", actor=SYSTEM)
        one = Place.objects.get(code=NEW)
        assert merge_places([one, third], one.code, "丁村", actor=SYSTEM, day=timezone.localdate()) == one

    def test_takes_the_day_of_the_latest_change(self, pair):
        actions.change_code(pair[0], "990101101205", actor=SYSTEM, day=DAY)
        assert merge_places(pair, NEW, "枫青村", actor=SYSTEM, day=DAY).since == DAY

    def test_is_told_with_its_town_and_day(self, pair, town, heard):
        before = Place.objects.get(pk=town.pk).revision
        merge_places(pair, NEW, "枫青村", actor=SYSTEM, day=DAY)
        assert heard == [([town.code], DAY, SYSTEM)]
        assert Place.objects.get(pk=town.pk).revision == before + 1

    def test_of_groups_is_told_to_nobody(self, pair, group, heard):
        other = actions.register_place("99010110120102", "二组", actor=SYSTEM)
        merge_places([group, other], group.code, "一组", actor=SYSTEM, day=DAY)
        assert heard == []

    def test_that_breaks_off_leaves_nothing(self, pair, monkeypatch):
        before = state()
        monkeypatch.delitem(vars(acts), "PLACES_MERGED")
        with pytest.raises(AttributeError), transaction.atomic():
            merge_places(pair, NEW, "枫青村", actor=SYSTEM, day=DAY)
        assert state() == before


PARTS = [("990101101298", "上村"), (NEW, "下村")]


class TestSplittingIsRefused:
    def refused(self, refusal, match, place, parts=PARTS, day=DAY):
        before = state()
        with pytest.raises(refusal, match=match), transaction.atomic():
            split_place(place, parts, actor=SYSTEM, day=day)
        assert state() == before

    @pytest.mark.parametrize("count", [0, 1])
    def test_into_fewer_than_two(self, count, here, village):
        self.refused(refusals.TooFewParts, f"只有 {count} 个", village, PARTS[:count])

    def test_into_one_code_twice(self, here, village):
        self.refused(refusals.NamedTwice, "写了两次", village, [(NEW, "上村"), (NEW, "下村")])

    def test_of_a_town(self, here, town):
        self.refused(refusals.NeitherVillageNorGroup, "逐个改村的代码", town)

    def test_of_one_that_is_closed(self, here, village):
        actions.close_place(village, actor=SYSTEM, until=DAY)
        self.refused(refusals.AlreadyClosed, "已经撤销", village)

    def test_into_a_part_that_is_taken(self, here, village, neighbour_village):
        self.refused(refusals.PlaceExists, "青山村", village, [(neighbour_village.code, "上村"), PARTS[1]])

    def test_into_a_part_elsewhere(self, here, village, other_town):
        self.refused(refusals.CodeElsewhere, "枫林镇", village, [("990101102298", "上村"), PARTS[1]])

    def test_into_a_part_without_a_name(self, here, village):
        self.refused(refusals.NoName, "写上全称", village, [PARTS[0], (NEW, "")])

    def test_on_the_day_it_began(self, here, village):
        self.refused(refusals.BeforeItsTime, "枫林坳村", village, day=date(2020, 1, 1))


class TestSplitting:
    def test_ends_the_place_and_begins_its_parts(self, here, village, group):
        parts = split_place(village, PARTS, actor=SYSTEM, day=DAY)
        assert [(one.code, one.name, one.since) for one in parts] == [(c, n, DAY) for c, n in PARTS]
        assert set(Place.objects.under(village.code).values_list("until", flat=True)) == {EVE}
        assert set(village.successors.all()) == set(parts)
        assert last_words() == (
            "系统 办理拆分：“枫林坳村”（990101101201）自 2026-08-15 起拆分为"
            "“上村”（990101101298）、“下村”（990101101299），原有记录不变"
        )

    def test_may_let_the_place_go_on_as_one_of_them(self, here, village, group):
        parts = split_place(village, [(village.code, "枫林坳村"), PARTS[1]], actor=SYSTEM, day=DAY)
        assert parts[0] == village
        assert set(Place.objects.under(village.code).values_list("until", flat=True)) == {None}
        assert [str(row) for row in Succession.objects.all()] == ["枫林坳村 → 下村"]

    def test_is_told_with_its_town_and_day(self, here, village, heard):
        split_place(village, PARTS, actor=SYSTEM, day=DAY)
        assert heard == [(["990101101"], DAY, SYSTEM)]
