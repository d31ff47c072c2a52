"""A county is founded once, with a code of the national list, and the founding is recorded."""

import pytest

from wugong.audit.models import Record
from wugong.counties.actions import found_county
from wugong.counties.actors import SYSTEM
from wugong.counties.models import County
from wugong.counties.refusals import BadCountyCode, CountyExists
from wugong.counties.standing import standing_in


@pytest.mark.django_db
@pytest.mark.parametrize("code", ["", "99010", "9901011", "99010a", "090101", "990001", "９９０１０１"])
def test_a_wrong_code_founds_nothing(code):
    with pytest.raises(BadCountyCode, match="应是 6 位数字"):
        found_county(code, "某县", actor=SYSTEM)
    assert not County.objects.exists()


def test_a_county_is_not_founded_twice(county):
    with pytest.raises(CountyExists, match="990101"):
        found_county("990101", "清江县", actor=SYSTEM)


@pytest.mark.django_db
def test_a_city_without_counties_may_be_founded():
    assert found_county("441900", "某市", actor=SYSTEM).code == "441900"


@pytest.mark.django_db
def test_the_founding_stands_in_the_records_of_the_county():
    county = found_county("990103", "桥头县", actor=SYSTEM)
    record = Record.everywhere.get(county=county)
    with standing_in(county):
        assert str(record) == "系统 建立县区“桥头县”（990103）"
