"""Chains and single duties as data, their coverage, and the visiting rhythm."""

from datetime import date

import pytest

from wugong.base.faults import FileRefused
from wugong.rules.duty_coverage import Held, Spot, coverage
from wugong.rules.duty_plans import PLANS, NoSuchPlan, Unit, plan_text, read_plan
from wugong.rules.duty_rhythm import read_rhythm, rhythm_text

DAY = date(2026, 6, 30)

SMALL = """\
duties: small
title: 小清单
chain: yes
versions:
  - version: 1
    from: 2024-01-01
    basis: {document: 某方案, article: 一}
    least_age: 18
    lines:
      - {key: village, title: 包村, unit: village, least: 1, by: town, area: 全村, responsibility: 管, matters: [看]}
      - {key: group, title: 包组, unit: group, least: 1, by: village, area: 全组, responsibility: 管, matters: [看]}
"""


def refused(text, read=read_plan):
    with pytest.raises(FileRefused) as caught:
        read(text)
    return caught.value.faults


def changed(before, after):
    assert before in SMALL
    return SMALL.replace(before, after, 1)


class TestReading:
    def test_an_unknown_key_is_named_with_its_line(self):
        assert "chian" in "".join(refused(changed("chain: yes", "chian: yes")))

    def test_a_line_twice_is_refused(self):
        assert "写了两次" in refused(changed("key: group", "key: village"))[0]

    @pytest.mark.parametrize("unit", ["village", "town"])
    def test_a_chain_that_does_not_narrow_is_refused(self, unit):
        assert "从大到小" in refused(changed("unit: group", f"unit: {unit}"))[0]

    def test_single_duties_may_stand_in_any_order(self):
        text = changed("chain: yes", "chain: no").replace("unit: group", "unit: village")
        assert not read_plan(text).chain

    @pytest.mark.parametrize(("least", "most"), [(1, 0), (0, 0), (3, 2)])
    def test_a_most_below_the_least_or_one_is_refused(self, least, most):
        assert "most" in refused(changed("least: 1", f"least: {least}, most: {most}"))[0]

    @pytest.mark.parametrize(("least", "most"), [(1, 1), (0, 1), (2, 2)])
    def test_a_most_from_there_on_is_taken(self, least, most):
        line = read_plan(changed("least: 1", f"least: {least}, most: {most}")).versions[0].lines[0]
        assert (line.least, line.most) == (least, most)

    def test_a_day_that_is_none_is_refused(self):
        assert "2024-02-30" in refused(changed("2024-01-01", "2024-02-30"))[0]

    def test_before_its_first_day_nothing_is_in_force(self):
        plan = read_plan(SMALL)
        assert plan.on(date(2023, 12, 31)) is None
        assert plan.on(date(2024, 1, 1)) is plan.versions[0]

    def test_a_line_is_found_by_its_key(self):
        version = read_plan(SMALL).versions[0]
        assert version.line("group").title == "包组"
        assert version.line("yard") is None

    def test_another_name_than_those_that_come_along_is_refused(self):
        with pytest.raises(NoSuchPlan, match="posts"):
            plan_text("nothing")


class TestBundled:
    @pytest.mark.parametrize("name", PLANS)
    def test_each_is_read_and_says_what_it_rests_on(self, name):
        plan = read_plan(plan_text(name))
        assert plan.name == name
        assert str(plan.on(DAY).basis)

    def test_four_cover_one_link_goes_from_town_to_household(self):
        lines = read_plan(plan_text("four-cover-one-link")).on(DAY).lines
        assert [line.unit for line in lines] == list(Unit)
        assert all(line.least == 1 for line in lines)

    def test_first_persons_are_exactly_one_with_a_deputy(self):
        version = read_plan(plan_text("posts")).on(DAY)
        for key in ("first-of-town", "first-of-village"):
            line = version.line(key)
            assert (line.least, line.most, line.deputy) == (1, 1, True)

    @pytest.mark.parametrize("key", ["police", "legal-adviser"])
    def test_each_village_has_police_and_a_legal_adviser(self, key):
        assert read_plan(plan_text("posts")).on(DAY).line(key).least == 1

    def test_paired_units_are_units(self):
        assert read_plan(plan_text("posts")).on(DAY).line("paired-unit").of_units


def chain_of(text=SMALL):
    plan = read_plan(text)
    return plan.versions[0].lines, plan.chain


VILLAGE, EAST, WEST = Spot("v"), Spot("e", ("v",)), Spot("w", ("v",))
SPOTS = {Unit.VILLAGE: [VILLAGE], Unit.GROUP: [EAST, WEST]}
ONE = Held(1)


def standing(held, spots=SPOTS, text=SMALL):
    lines, chain = chain_of(text)
    return coverage(lines, spots, held, chain=chain)


class TestCoverage:
    def test_where_nobody_answers_all_is_vacant(self):
        village, groups = standing({})
        assert (village.vacant, groups.vacant) == (("v",), ("e", "w"))
        assert (groups.units, groups.covered, groups.full) == (2, 0, False)

    def test_one_in_each_unit_is_full(self):
        assert all(
            one.full for one in standing({("village", "v"): ONE, ("group", "e"): ONE, ("group", "w"): ONE})
        )

    def test_a_holder_of_another_line_does_not_count(self):
        assert standing({("group", "v"): ONE})[0].vacant == ("v",)

    def test_a_deputy_alone_does_not_cover(self):
        assert standing({("village", "v"): Held(0, 1)})[0].vacant == ("v",)

    def test_a_group_held_under_a_village_without_anyone_hangs_loose(self):
        village, groups = standing({("group", "e"): ONE})
        assert village.vacant == ("v",)
        assert groups.loose == ("e",)

    def test_a_group_in_no_village_of_the_chain_hangs_loose(self):
        spots = {Unit.VILLAGE: [VILLAGE], Unit.GROUP: [Spot("x")]}
        assert standing({("village", "v"): ONE, ("group", "x"): ONE}, spots)[1].loose == ("x",)

    def test_where_no_wider_unit_is_known_nothing_hangs_loose(self):
        assert standing({("group", "e"): ONE}, {Unit.GROUP: [EAST]})[1].loose == ()

    def test_single_duties_hang_on_nothing(self):
        groups = standing({("group", "e"): ONE}, text=changed("chain: yes", "chain: no"))[1]
        assert groups.loose == ()

    @pytest.mark.parametrize(("holders", "crowded"), [(1, ()), (2, ("v",))])
    def test_more_than_the_most_is_said(self, holders, crowded):
        text = changed("least: 1", "least: 1, most: 1")
        assert standing({("village", "v"): Held(holders)}, text=text)[0].crowded == crowded

    @pytest.mark.parametrize(("held", "lacking"), [(Held(1, 0), ("v",)), (Held(1, 1), ()), (Held(0, 0), ())])
    def test_a_holder_without_a_deputy_is_said_where_one_is_asked_for(self, held, lacking):
        text = changed("least: 1", "least: 1, deputy: yes")
        assert standing({("village", "v"): held}, text=text)[0].undeputised == lacking

    def test_a_line_that_asks_for_nobody_is_never_vacant(self):
        assert standing({}, text=changed("least: 1", "least: 0"))[0].full

    def test_a_household_is_covered_by_whoever_answers_for_its_yard(self):
        text = SMALL.replace("unit: group", "unit: household")
        homes = [Spot("h1", ("y", "v")), Spot("h2", ("v",)), Spot("h3", ("v",))]
        held = {("village", "v"): ONE, ("group", "y"): ONE, ("group", "h2"): ONE}
        found = standing(held, {Unit.VILLAGE: [VILLAGE], Unit.HOUSEHOLD: homes}, text)[1]
        assert (found.covered, found.vacant) == (2, ("h3",))


RHYTHM = rhythm_text()


class TestRhythm:
    def test_a_care_twice_is_refused(self):
        text = RHYTHM.replace("care: disabled", "care: other", 1)
        assert "写了两次" in refused(text, read_rhythm)[0]

    def test_an_elder_alone_is_visited_monthly(self):
        version = read_rhythm(RHYTHM).on(DAY)
        assert version.days_for(["elder_alone"]) == 30

    def test_the_most_frequent_of_several_cares_counts(self):
        assert read_rhythm(RHYTHM).on(DAY).days_for(["other", "disabled"]) == 30

    @pytest.mark.parametrize("cares", [[], ["unheard-of"]])
    def test_all_others_are_visited_as_others(self, cares):
        version = read_rhythm(RHYTHM).on(DAY)
        assert version.days_for(cares) == version.others

    def test_the_next_visit_is_due_so_many_days_after_the_last(self):
        version = read_rhythm(RHYTHM).on(DAY)
        assert version.due(["elder_alone"], date(2026, 5, 31)) == DAY
        assert version.due(["elder_alone"], None) is None

    def test_before_its_first_day_there_is_none(self):
        assert read_rhythm(RHYTHM).on(date(2022, 10, 25)) is None
