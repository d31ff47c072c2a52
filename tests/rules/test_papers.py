"""The form registry."""

from datetime import date

import pytest

from wugong.rules.papers import papers_on


@pytest.mark.parametrize("day", [date(2020, 1, 1), date(2026, 1, 1), date(2030, 1, 1)])
def test_each_form_says_who_asks_by_which_right_and_until_when(day):
    found = papers_on(day)
    assert found.source
    assert found.papers
    for key, one in found.papers.items():
        assert one.key == key
        assert one.title
        assert one.owner
        assert one.basis
        assert 0 < one.minutes <= 60
        assert one.sunset > found.since
