"""Exact numbers against Python's own decimals."""

from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wugong.base.amounts import half_up, plain, scaled, written

WHOLE = st.integers(-(10**15), 10**15)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " 1",
        "1 ",
        "+1",
        ".5",
        "1.",
        "1,5",
        "1e2",
        "NaN",
        "inf",
        "１",
        "٣",
        "--1",
        "0x1",
        "1_0",
        "1\n",
        "一",
    ],
)
def test_text_that_is_no_number(text):
    with pytest.raises(ValueError, match=r"^"):
        scaled(text, 4)


@pytest.mark.parametrize(("text", "decimals"), [("1.234", 2), ("0.1", 0), ("1.00", 1)])
def test_more_decimals_than_there_is_room_for(text, decimals):
    with pytest.raises(ValueError, match=r"^"):
        scaled(text, decimals)


@given(WHOLE, st.integers(0, 6))
def test_written_is_read_back(pieces, decimals):
    assert scaled(written(pieces, decimals), decimals) == pieces


@given(WHOLE, st.integers(0, 6))
def test_written_is_the_decimal(pieces, decimals):
    text = written(pieces, decimals)
    assert Decimal(text) == Decimal(pieces).scaleb(-decimals)
    assert len(text.partition(".")[2]) == decimals


@given(st.decimals(-(10**9), 10**9, places=3))
def test_scaled_is_the_decimal(number):
    assert scaled(f"{number:f}", 3) == int(number.scaleb(3))


@given(WHOLE, st.integers(0, 6))
def test_plain_says_the_same_without_empty_zeros(pieces, decimals):
    text = plain(pieces, decimals)
    assert Decimal(text) == Decimal(pieces).scaleb(-decimals)
    assert not (("." in text) and text.endswith(("0", ".")))


@given(WHOLE, st.integers(1, 10**6))
def test_half_up_goes_to_the_nearest_and_away_from_zero(numerator, divisor):
    half = Decimal(numerator) / Decimal(divisor)
    exact = half.quantize(Decimal(1), ROUND_DOWN) * divisor == numerator
    twice = 2 * abs(numerator) % (2 * divisor) == divisor
    found = half_up(numerator, divisor)
    assert abs(found * divisor - numerator) * 2 <= divisor
    if exact:
        assert found * divisor == numerator
    if twice:
        assert abs(found) * divisor > abs(numerator)


@given(st.integers(-(10**12), 10**12))
def test_half_up_to_two_decimals_is_that_of_decimal(thousandths):
    wanted = (Decimal(thousandths) / 1000).quantize(Decimal("0.01"), ROUND_HALF_UP)
    assert half_up(thousandths, 10) == int(wanted.scaleb(2))
