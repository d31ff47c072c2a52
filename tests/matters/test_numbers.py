"""Numbers that are said on the phone: a slip of one digit is heard, no number is given twice."""

import pytest

from wugong.matters import refusals
from wugong.matters.numbers import MOST, next_numbers, number_of, parse_number, spoken


@pytest.mark.parametrize("text", ["", "12345678", "1234567890", "26004178x", "二六零零四一七八三"])
def test_what_is_no_number_is_refused(text):
    with pytest.raises(refusals.NoNumber):
        parse_number(text)


def test_every_wrong_digit_is_heard():
    number = number_of(2026, 4178)
    for place in range(9):
        for digit in "0123456789".replace(number[place], ""):
            with pytest.raises(refusals.WrongNumber):
                parse_number(number[:place] + digit + number[place + 1 :])


def test_two_neighbours_that_changed_places_are_heard():
    for running in range(1, 400):
        number = number_of(2026, running)
        for place in range(8):
            a, b = number[place], number[place + 1]
            if a != b:
                with pytest.raises(refusals.WrongNumber):
                    parse_number(number[:place] + b + a + number[place + 2 :])


def test_a_number_is_read_as_it_is_said_and_typed():
    number = number_of(2026, 4178)
    said = spoken(number)
    assert (len(number), said[:7]) == (9, "26-0041")
    for text in (number, said, said.replace("-", " "), f"第{said}号", said.replace("2", "２"), f" {said} "):
        assert parse_number(text) == number


@pytest.mark.django_db
def test_numbers_go_on_and_a_year_begins_anew(here):
    assert next_numbers(2026, 2) == [number_of(2026, 1), number_of(2026, 2)]
    assert next_numbers(2026, 1) == [number_of(2026, 3)]
    assert next_numbers(2027, 1) == [number_of(2027, 1)]


@pytest.mark.django_db
def test_a_year_has_so_many_numbers_and_no_more(here):
    assert next_numbers(2026, MOST)[-1] == number_of(2026, MOST)
    with pytest.raises(refusals.NumbersOut):
        next_numbers(2026, 1)


@pytest.mark.django_db(transaction=True)
def test_numbers_outside_a_transaction_are_a_fault(here):
    with pytest.raises(RuntimeError, match="outside the transaction"):
        next_numbers(2026, 1)
