"""The conditions of a plan are dated data with their source."""

from datetime import date

from wugong.rules.readiness import conditions_on


def test_the_five_conditions_hold_with_their_source():
    held = conditions_on(date(2026, 1, 1))
    assert list(held.conditions) == ["leadership", "staff", "money", "coordination", "supervision"]
    assert "001#5" in held.source


def test_before_the_first_day_the_first_ones_hold():
    assert conditions_on(date(1990, 1, 1)) == conditions_on(date(2026, 1, 1))
