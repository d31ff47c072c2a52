"""How often visitors without an account may do a thing."""

from datetime import date

import pytest

from wugong.rules.visitor_limits import visitor_limits_on


@pytest.mark.parametrize("day", [date(2020, 1, 1), date(2026, 1, 1), date(2030, 1, 1)])
def test_each_limit_has_a_number_and_a_time(day):
    found = visitor_limits_on(day)
    assert found.source
    assert set(found.limits) == {"report", "follow", "open"}
    assert all(one.most > 0 and one.minutes > 0 for one in found.limits.values())
