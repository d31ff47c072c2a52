"""Periods are named in the reader's language."""

import pytest
from django.utils.translation import override

from wugong.base.periods import Level, Period
from wugong.web.periods import by_level, level_label, period_label, score_label, short_label

PERIODS = ["2026-09", "2026-Q1", "2026-Q2", "2026-Q3", "2026-Q4", "2026-H1", "2026-H2", "2026"]


@pytest.mark.parametrize("text", PERIODS)
def test_period_in_chinese_is_as_the_rules_say_it(text: str) -> None:
    period = Period.parse(text)
    with override("zh-hans"):
        assert period_label(period) == period.label
        assert short_label(period) == period.label.removeprefix("2026年") or period.level is Level.YEAR


@pytest.mark.parametrize(
    ("text", "long", "short"),
    [
        ("2026-09", "September 2026", "Sep"),
        ("2026-Q3", "Q3 2026", "Q3"),
        ("2026-H1", "first half of 2026", "1st half"),
        ("2026", "2026", "2026"),
    ],
)
def test_period_in_english_has_no_chinese_in_it(text: str, long: str, short: str) -> None:
    with override("en"):
        assert period_label(Period.parse(text)) == long
        assert short_label(Period.parse(text)) == short


@pytest.mark.parametrize("level", Level)
def test_level_has_its_words_in_both_languages(level: Level) -> None:
    with override("zh-hans"):
        assert level_label(level) == level.label
        assert by_level(level) == f"按{level.label}看"
    with override("en"):
        assert (level_label(level) + by_level(level) + score_label(level)).isascii()
