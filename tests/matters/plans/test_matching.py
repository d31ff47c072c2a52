"""Names of units are matched to the register: the same name, a former one, a short form, the nearest place."""

import pytest
from django.utils import timezone
from tests.cast import LONG_AGO

from wugong.access.refusals import NotAllowed
from wugong.counties.actors import SYSTEM
from wugong.matters.models import PlanUnit
from wugong.matters.plans import refusals
from wugong.matters.plans.matching import level_of_group, propose, settle_unit, villages_of
from wugong.places.codes import Level
from wugong.registry.bodies import dissolve_body, found_body, rename_body


@pytest.fixture
def found(here):
    return lambda place, name: found_body(place, name, actor=SYSTEM, kind="office", since=LONG_AGO)


@pytest.mark.parametrize("name", ["县教育局", "教育局", "清江县教育局"])
def test_a_name_without_its_place_means_the_same_body(found, county_place, town, name):
    body = found(county_place, "清江县教育局")
    assert propose([name], town)[name] == body


@pytest.mark.parametrize(
    ("short", "long"),
    [("县住建局", "县住房和城乡建设局"), ("县教育局", "县教育体育局"), ("农技站", "镇农业技术推广站")],
)
def test_a_short_form_means_the_one_body_that_it_fits(found, county_place, town, short, long):
    body = found(county_place if long[0] == "县" else town, long)
    assert propose([short], town)[short] == body


def test_a_short_form_that_fits_two_means_none(found, county_place, town):
    found(county_place, "县教育体育局")
    found(county_place, "县教育科技局")
    assert propose(["县教育局"], town)["县教育局"] is None


def test_the_exact_name_counts_before_a_short_form(found, county_place, town):
    found(county_place, "县教育体育局")
    exact = found(county_place, "县教育局")
    assert propose(["县教育局"], town)["县教育局"] == exact


def test_the_nearest_place_counts(found, county_place, town):
    found(county_place, "财政所")
    near = found(town, "财政所")
    assert propose(["财政所"], town)["财政所"] == near


def test_a_level_that_is_named_keeps_out_other_levels(found, town):
    found(town, "镇财政局")
    assert propose(["县财政局"], town)["县财政局"] is None


def test_a_former_name_means_the_body(found, town):
    body = found(town, "村镇建设管理所")
    rename_body(body, "乡村建设服务中心", actor=SYSTEM)
    assert propose(["村镇建设管理所"], town)["村镇建设管理所"] == body


def test_a_dissolved_body_is_meant_by_nobody(found, town):
    dissolve_body(found(town, "扶贫办"), actor=SYSTEM, day=timezone.localdate(), because="撤并")
    assert propose(["扶贫办"], town)["扶贫办"] is None


def test_matching_costs_the_same_for_many(found, town, django_assert_num_queries):
    found(town, "财政所")
    for names in (["财政所"], [f"第{number}办公室" for number in range(50)]):
        with django_assert_num_queries(3):
            propose(names, town)


def test_no_names_cost_nothing(here, town, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert propose([], town) == {}


def test_villages_of_a_town_are_its_villages(here, kept_plan, village, neighbour_village, other_town_village):
    assert villages_of(kept_plan) == [village, neighbour_village]


@pytest.mark.parametrize(
    ("name", "level"),
    [
        ("各村", Level.VILLAGE),
        ("各行政村", Level.VILLAGE),
        ("各镇", Level.TOWN),
        ("各乡镇", Level.TOWN),
        ("各村民小组", Level.GROUP),
        ("各茶企", None),
        ("各相关单位", None),
    ],
)
def test_groups_mean_places_of_a_level(name, level):
    assert level_of_group(name) == level


def test_a_unit_is_settled_by_hand(here, kept_plan, town_officer, unit_bodies):
    unit = PlanUnit.objects.get(plan=kept_plan, name="镇农业农村办")
    settled = settle_unit(unit, unit_bodies["镇财政所"], actor=town_officer)
    assert (settled.body, settled.proposed) == (unit_bodies["镇财政所"], False)
    assert settle_unit(unit, None, actor=town_officer).body is None


def test_a_dissolved_body_cannot_be_settled(here, kept_plan, town_officer, unit_bodies):
    body = unit_bodies["镇财政所"]
    dissolve_body(body, actor=SYSTEM, day=timezone.localdate(), because="撤并")
    body.refresh_from_db()
    unit = PlanUnit.objects.get(plan=kept_plan, name="镇财政所")
    with pytest.raises(refusals.BodyElsewhere):
        settle_unit(unit, body, actor=town_officer)


def test_a_stranger_settles_nothing(here, kept_plan, other_town_officer):
    unit = PlanUnit.objects.filter(plan=kept_plan).first()
    with pytest.raises(NotAllowed):
        settle_unit(unit, None, actor=other_town_officer)
