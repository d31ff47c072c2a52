"""Replay of a draft beside what was published."""

from dataclasses import replace

import pytest

from wugong.audit.models import Record
from wugong.base.periods import Level, Period
from wugong.places.models import Place
from wugong.review.models import Run
from wugong.review.replays import replay
from wugong.rules.library import read_scheme, scheme_text
from wugong.rules.scheme import Scheme

YEAR = Period.parse("2026")
TEXT = scheme_text("town-environment")

pytestmark = pytest.mark.usefixtures("here", "public_quarter")


def draft(old: str = "", new: str = "", **settings: str) -> Scheme:
    return read_scheme(TEXT.replace(old, new) if old else TEXT, settings)


def test_scheme_in_force_makes_again_what_was_published(town: Place) -> None:
    replayed = list(replay(town, draft(), YEAR))
    assert [one.run.period for one in replayed] == ["2026-Q3"]
    assert (replayed[0].differing, replayed[0].why) == (0, "")
    assert replayed[0].paid_before == replayed[0].paid_after == 2_400_000


def test_other_reward_shows_side_by_side_and_nothing_is_written(town: Place) -> None:
    before = (Run.objects.count(), Record.objects.count())
    (one,) = replay(town, draft("{1: 10000, 2: 8000, 3: 6000}", "{1: 12000, 2: 8000}"), YEAR)
    assert [(pair.village.name, pair.before.fen, pair.after.fen) for pair in one.pairs[:3]] == [
        ("甲村", 1_000_000, 1_200_000),
        ("乙村", 800_000, 800_000),
        ("丙村", 600_000, 0),
    ]
    assert (one.differing, one.paid_after) == (2, 2_000_000)
    assert (Run.objects.count(), Record.objects.count()) == before


def test_other_reading_of_the_quarter_moves_scores_and_no_ranks(town: Place) -> None:
    (one,) = replay(town, draft(quarter="literal"), YEAR)
    assert [pair.moved for pair in one.pairs] == [0] * 6
    assert one.pairs[0].after.hundredths == 8550  # 0.30 × (95 + 95 + 95)
    assert one.differing == 6


def test_draft_that_begins_later_is_replayed_all_the_same(town: Place) -> None:
    (one,) = replay(town, draft("from: 2000-01-01", "from: 2027-01-01"), YEAR)
    assert one.differing == 0


def test_period_that_the_draft_does_not_score_says_so(town: Place) -> None:
    whole = draft().versions[0]
    months = replace(whole, scores={Level.MONTH: whole.scores[Level.MONTH]}, awards={}, eligible=None)
    (one,) = replay(town, replace(draft(), versions=(months,)), YEAR)
    assert (list(one.pairs), "不算2026年三季度的成绩" in one.why) == ([], True)


def test_year_without_anything_public_replays_nothing(town: Place) -> None:
    assert list(replay(town, draft(), Period.parse("2025"))) == []
