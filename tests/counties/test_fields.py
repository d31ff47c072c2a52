"""A key between two rows joins on the county and never leaves it."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.db.models import F

from wugong.access.models import Role
from wugong.counties.refusals import OtherCounty
from wugong.counties.standing import standing_in
from wugong.counties.uuid7 import uuid7
from wugong.places.models import Place, PlaceCode

DAY = date(2026, 1, 1)


def test_a_row_may_not_point_at_a_row_of_another_county(here, far_village):
    with pytest.raises(OtherCounty, match="属于另一个县区"):
        PlaceCode.objects.create(place=far_village, code="1", until=DAY)


def test_a_key_without_its_row_at_hand_is_looked_up(here, far_village):
    with pytest.raises(OtherCounty):
        PlaceCode.objects.create(place_id=far_village.pk, code="1", until=DAY)


def test_many_rows_at_once_may_not_point_out_of_the_county(here, village, far_village):
    rows = [PlaceCode(place=village, code="1", until=DAY), PlaceCode(place=far_village, code="2", until=DAY)]
    with pytest.raises(OtherCounty):
        PlaceCode.objects.bulk_create(rows)
    assert not PlaceCode.objects.exists()


def test_many_keys_without_their_rows_are_looked_up_at_once(here, village, far_village):
    rows = [PlaceCode(place_id=p.pk, code=str(n), until=DAY) for n, p in enumerate([village, far_village])]
    with pytest.raises(OtherCounty):
        PlaceCode.objects.bulk_create(rows)


def test_a_key_left_empty_points_nowhere(here, system_administrator):
    Role.objects.bulk_create([Role(user=system_administrator, kind="audit_administrator", since=DAY)])
    Role.objects.get(kind="audit_administrator").save()
    assert Role.objects.get(kind="audit_administrator").place is None


@pytest.mark.parametrize("n", [1, 3])
def test_looking_up_many_keys_costs_one_query(n, here, village, django_assert_num_queries):
    rows = [PlaceCode(place_id=village.pk, code=str(number), until=DAY) for number in range(n)]
    with django_assert_num_queries(2):
        PlaceCode.objects.bulk_create(rows)


def test_rows_found_may_not_be_pointed_out_of_the_county(here, village, far_village):
    PlaceCode.objects.create(place=village, code="1", until=DAY)
    for change in ({"place": far_village}, {"place_id": far_village.pk}):
        with pytest.raises(OtherCounty):
            PlaceCode.objects.update(**change)
    assert PlaceCode.objects.get().place == village


def test_rows_found_may_be_pointed_elsewhere_in_the_county(here, village, town):
    PlaceCode.objects.create(place=village, code="1", until=DAY)
    assert PlaceCode.objects.update(place=town, code="2") == 1
    assert PlaceCode.objects.update(place=F("place")) == 1
    assert PlaceCode.objects.get().place == town


def test_many_rows_may_not_be_pointed_out_of_the_county(here, village, far_village):
    row = PlaceCode.objects.create(place=village, code="1", until=DAY)
    row.place, row.code = far_village, "2"
    with pytest.raises(OtherCounty):
        PlaceCode.objects.bulk_update([row], ["place"])
    assert PlaceCode.objects.bulk_update([row], ["code"]) == 1
    assert PlaceCode.objects.get().place == village


def test_a_change_of_other_fields_does_not_ask_about_the_key(here, village, django_assert_num_queries):
    row = PlaceCode.objects.create(place=village, code="1", until=DAY)
    row = PlaceCode.objects.get(pk=row.pk)
    with django_assert_num_queries(1):
        row.save(update_fields=["code"])


def test_a_key_to_nothing_is_kept_out_by_the_database(here, village):
    with pytest.raises(IntegrityError):
        _write_and_check(PlaceCode(place_id=uuid7(), code="1", until=DAY))


@transaction.atomic
def _write_and_check(row):
    PlaceCode.objects.bulk_create([row])
    transaction.get_connection().check_constraints()


@pytest.fixture
def earlier(here, village):
    return PlaceCode.objects.create(place=village, code="990101199201", until=DAY)


def test_a_join_forward_carries_the_county(earlier):
    found = PlaceCode.objects.filter(place__name="枫林坳村")
    assert list(found) == [earlier]
    assert str(found.query).count("county_id") >= 4


def test_a_join_backward_carries_the_county(earlier, village):
    found = Place.objects.filter(earlier_codes__code=earlier.code)
    assert list(found) == [village]
    assert str(found.query).count("county_id") >= 4


def test_excluding_across_a_backward_key_stays_in_the_county(earlier, village, town):
    found = Place.objects.exclude(earlier_codes__code=earlier.code)
    assert village not in found
    assert town in found


def test_excluding_works_for_who_stands_nowhere(earlier, village, far_village):
    with standing_in(None):
        found = Place.everywhere.exclude(earlier_codes__code=earlier.code)
        assert village not in found
        assert far_village in found


def test_excluding_across_a_forward_key_stays_in_the_county(earlier, village):
    assert not PlaceCode.objects.exclude(place__name=village.name).exists()


def test_the_related_row_is_fetched_without_standing_anywhere(earlier, village):
    with standing_in(None):
        assert PlaceCode.everywhere.get(pk=earlier.pk).place == village
