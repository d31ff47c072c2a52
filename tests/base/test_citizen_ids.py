"""Citizens' ID numbers: what can be one, what it tells, how it is shown."""

from datetime import date

import pytest

from wugong.base.citizen_ids import (
    Fault,
    born_of,
    comparable,
    fault_of,
    is_citizen_id,
    masked_id,
    plain_id,
    sex_of,
)
from wugong.base.masking import masked_phone

EXAMPLE = "11010519491231002X"  # of GB 11643
OLD = "110105491231002"


@pytest.mark.parametrize(
    ("written", "fault"),
    [
        (EXAMPLE, None),
        ("11010519491231002x", Fault.LENGTH),
        ("", Fault.LENGTH),
        ("1101051949123100", Fault.LENGTH),
        ("1101051949123100X2", Fault.LENGTH),
        ("11010549123100X", Fault.LENGTH),
        ("101105194912310029", Fault.PROVINCE),
        ("110105194913310025", Fault.BIRTH),
        ("110105187912310020", Fault.BIRTH),
        ("110105210001010020", Fault.BIRTH),
        ("110105194912310021", Fault.CHECK),
        (OLD, Fault.OLD),
        ("110105491331002", Fault.BIRTH),
    ],
)
def test_first_fault_of_a_number(written: str, fault: Fault | None) -> None:
    assert fault_of(written) is fault


def test_old_and_new_numbers_are_ids() -> None:
    assert is_citizen_id(EXAMPLE)
    assert is_citizen_id(OLD)
    assert not is_citizen_id("110105194912310021")


@pytest.mark.parametrize(
    "written",
    [
        "11010519491231002x",
        "110105 19491231 002X",
        "１１０１０５１９４９１２３１００２Ｘ",
        "'110105-19491231-002X",
    ],
)
def test_number_is_kept_plain(written: str) -> None:
    assert plain_id(written) == EXAMPLE


def test_old_number_is_compared_under_the_new_one() -> None:
    assert comparable(OLD) == EXAMPLE
    assert comparable(EXAMPLE) == EXAMPLE
    assert comparable("P1234567") == "P1234567"


def test_number_tells_birth_and_sex() -> None:
    assert born_of(EXAMPLE) == born_of(OLD) == date(1949, 12, 31)
    assert sex_of(EXAMPLE) == sex_of(OLD) == "f"
    assert sex_of("110105194912310119") == "m"


def test_birth_is_not_asked_of_what_is_no_number() -> None:
    with pytest.raises(AssertionError):
        born_of("110105194913310025")


def test_number_is_shown_by_its_last_two_places() -> None:
    assert masked_id(EXAMPLE) == "×" * 16 + "2X"
    assert masked_id("E1234567") == "××××××67"
    assert masked_id("1234567") == "×" * 7


@pytest.mark.parametrize(
    ("number", "shown"),
    [("13812345678", "138××××5678"), ("0731", "××××"), ("", ""), ("1234567890", "×" * 10)],
)
def test_phone_is_shown_without_its_middle(number: str, shown: str) -> None:
    assert masked_phone(number) == shown
