"""Ages of the law: who is a child, who is of age."""

from datetime import date

import pytest

from wugong.rules.ages import age_on, child_below, is_adult, is_child

DAY = date(2026, 6, 15)


@pytest.mark.parametrize(
    ("born", "age"), [(date(2012, 6, 14), 14), (date(2012, 6, 15), 14), (date(2012, 6, 16), 13), (DAY, 0)]
)
def test_birthday_completes_a_year(born: date, age: int) -> None:
    assert age_on(born, DAY) == age


def test_born_on_the_leap_day_is_older_on_the_first_of_march() -> None:
    born = date(2012, 2, 29)
    assert is_child(born, date(2026, 2, 28))
    assert not is_child(born, date(2026, 3, 1))


@pytest.mark.parametrize(
    ("born", "child"), [(date(2012, 6, 15), False), (date(2012, 6, 16), True), (None, False)]
)
def test_child_is_below_fourteen(born: date | None, child: bool) -> None:
    assert is_child(born, DAY) is child
    assert child_below(DAY) == 14


@pytest.mark.parametrize(
    ("born", "adult"), [(date(2008, 6, 15), True), (date(2008, 6, 16), False), (None, False)]
)
def test_adult_is_eighteen(born: date | None, adult: bool) -> None:
    assert is_adult(born, DAY) is adult
