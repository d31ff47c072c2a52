"""A place code is its address: digits, 6, 9, 12 or 14 of them, each part saying something."""

import re

import pytest

from wugong.places import refusals
from wugong.places.codes import Level, checked, level_of, lineage, parent_code, trimmed
from wugong.places.converters import AreaCodeConverter, PlaceCodeConverter


@pytest.mark.parametrize(
    ("code", "refusal", "said"),
    [
        ("", refusals.BadPlaceCode, "只能用数字"),
        ("43068a", refusals.BadPlaceCode, "只能用数字"),
        ("４３０６８２", refusals.BadPlaceCode, "只能用数字"),
        (" 430682", refusals.BadPlaceCode, "只能用数字"),
        ("43068", refusals.BadLength, "有 5 位"),
        ("4306821010", refusals.BadLength, "有 10 位"),
        ("430682101001011", refusals.BadLength, "有 15 位"),
        ("030682", refusals.NoProvince, "前两位是省"),
        ("430082", refusals.NoProvince, "中间两位是市"),
        ("430682000", refusals.NoTown, "第 7 到 9 位是 000"),
        ("430682000001", refusals.NoTown, "请补上"),
        ("430682101000", refusals.NoVillage, "第 10 到 12 位是 000"),
        ("43068210100100", refusals.NoGroup, "最后两位是 00"),
    ],
)
def test_a_wrong_code_is_refused_with_what_is_wrong(code, refusal, said):
    with pytest.raises(refusal, match=said):
        checked(code)


@pytest.mark.parametrize(
    ("code", "level"),
    [
        ("430682", Level.COUNTY),
        ("441900", Level.COUNTY),
        ("430682101", Level.TOWN),
        ("430682101001", Level.VILLAGE),
        ("43068210100101", Level.GROUP),
    ],
)
def test_a_right_code_has_the_level_of_its_length(code, level):
    assert level_of(checked(code)) is level
    assert level.label


@pytest.mark.parametrize(
    ("padded", "code"),
    [
        ("430682101001", "430682101001"),
        ("430682101000", "430682101"),
        ("430682000000", "430682"),
        ("430682000", "430682"),
        ("430682000001", "430682000001"),
        ("430682", "430682"),
    ],
)
def test_zeros_that_fill_a_code_up_are_taken_off(padded, code):
    assert trimmed(padded) == code


def test_a_code_names_the_places_that_hold_it():
    assert lineage("43068210100101") == ["430682", "430682101", "430682101001", "43068210100101"]
    assert [parent_code(code) for code in lineage("43068210100101")] == [None, *lineage("430682101001")]


def test_the_address_takes_county_town_and_village():
    converter = PlaceCodeConverter()
    assert converter.to_python("430682101") == converter.to_url("430682101") == "430682101"


@pytest.mark.parametrize("code", ["430682", "430682101", "430682101001", "43068210100101"])
def test_the_address_of_a_desk_takes_a_group_too(code):
    assert re.fullmatch(AreaCodeConverter.regex, code)


@pytest.mark.parametrize("code", ["4306821010010", "430682101001011", "030682"])
def test_the_address_of_a_desk_takes_no_other_lengths(code):
    assert not re.fullmatch(AreaCodeConverter.regex, code)
