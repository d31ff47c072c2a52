"""The categories of events."""

from datetime import date

from wugong.rules.event_categories import categories_on, category_lists


def test_there_are_thirteen_and_each_has_two_figures_and_a_name():
    found = categories_on(date(2026, 1, 1))
    assert len(found) == 13
    assert all(len(code) == 2 and one.title and one.code == code for code, one in found.items())


def test_before_the_first_day_those_of_the_first_hold():
    assert categories_on(date(1999, 1, 1)) == categories_on(date(2026, 1, 1))


def test_disputes_and_help_for_persons_are_never_public():
    assert {code for code, one in categories_on(date(2026, 1, 1)).items() if one.restricted} == {"05", "07"}


def test_each_list_says_what_it_rests_on():
    assert all(one.source and one.mapping_source and one.levels for one in category_lists())
