"""Scoped tables answer only to those who said in which county they stand."""

import pytest
from tests.cast import place

from wugong.counties.refusals import NoCounty
from wugong.counties.standing import county_here, county_here_or_none, standing_in
from wugong.places.models import Place


def test_a_scoped_table_is_closed_to_who_stands_nowhere(village):
    with pytest.raises(NoCounty, match="还没有选定县区"):
        Place.objects.all()


def test_a_row_without_a_county_is_not_written_by_who_stands_nowhere(county):
    with pytest.raises(NoCounty):
        Place(code="990101101", name="枫林镇").save()


def test_who_stands_in_a_county_sees_its_rows_only(village, far_village, county):
    with standing_in(county):
        assert far_village not in Place.objects.all()
        assert village in Place.objects.all()


def test_everywhere_sees_all_counties(village, far_village):
    assert {village, far_village} <= set(Place.everywhere.all())


def test_a_row_is_written_into_the_county_stood_in(here):
    row = Place.objects.create(code="990101109", name="新镇")
    assert row.county == here


def test_many_rows_are_written_into_the_county_stood_in(here):
    Place.objects.bulk_create([Place(code="990101108", name="一镇"), Place(code="990101109", name="二镇")])
    assert Place.objects.filter(county=here, code__endswith="9").count() == 1


def test_one_county_within_another_is_left_again(county, other_county):
    with standing_in(county):
        with standing_in(other_county):
            assert county_here() == other_county
        assert county_here() == county
    assert county_here_or_none() is None


def test_the_county_is_left_after_a_fault_too(county):
    with pytest.raises(ZeroDivisionError), standing_in(county):
        _ = 1 / 0
    assert county_here_or_none() is None


def test_standing_nowhere_shuts_the_tables_again(county):
    with standing_in(county), standing_in(None), pytest.raises(NoCounty):
        Place.objects.all()


def test_an_update_never_reaches_another_county(village, other_county):
    village.county = other_county
    village.name = "改名"
    with pytest.raises(Exception, match="did not affect any rows"):
        village.save(update_fields=["name"])


def test_the_county_of_a_row_stays_out_of_its_updates(village, django_assert_num_queries, here):
    village.name = "改名村"
    with django_assert_num_queries(1) as queries:
        village.save()
    assert '"county_id" =' not in queries[0]["sql"].split("WHERE")[0]


def test_saving_nothing_but_the_county_changes_nothing(here, village):
    village.save(update_fields=["county"])
    assert Place.objects.get(pk=village.pk) == village


def test_names_of_a_county_and_its_place_agree(county):
    assert str(county) == "清江县"
    assert place(county, "990101107", "又一镇").county == county
