"""How long a posting stays up: dated, sourced, and read strictly."""

from datetime import date

import pytest

from wugong.base.faults import FileRefused
from wugong.publish import refusals
from wugong.publish.notice_periods import (
    APPRAISAL_BULLETIN,
    answer_days,
    book,
    kind_of,
    last_day_of,
    notice_days,
    read_book,
    reason_of,
)

DAY = date(2026, 4, 15)
TEXT = """
kinds:
  bulletin:
    title: 通报
    notice:
      - {from: 2027-01-01, days: 20, source: 新规定}
      - {from: 2026-01-01, days: 15, source: 规定}
    answer:
      - {from: 2026-01-01, days: 10, source: 规定}
take_down:
  over: {title: 期满, early: "no", hides: "no", source: 规定}
"""


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ("days: 15", "days: 0"),
        ("days: 15", "days: many"),
        ("from: 2026-01-01, days: 15", "from: 1.1.2026, days: 15"),
        ("source: 规定}\n    answer", "sauce: 规定}\n    answer"),
        ('early: "no"', 'early: "perhaps"'),
        ("title: 通报", "titel: 通报"),
        ("kinds:", "sorts:"),
    ],
)
def test_book_with_a_fault_is_refused(wrong: str, said: str) -> None:
    assert wrong in TEXT
    with pytest.raises(FileRefused):
        read_book(TEXT.replace(wrong, said))


def test_broken_book_is_refused() -> None:
    with pytest.raises(FileRefused):
        read_book("- a\n- b")


def test_each_fault_names_its_line() -> None:
    with pytest.raises(FileRefused) as caught:
        read_book(TEXT.replace("days: 10", "days: x"))
    assert "第 9 行" in caught.value.faults[0]


def test_figure_of_the_day_holds(monkeypatch: pytest.MonkeyPatch) -> None:
    made = read_book(TEXT)
    monkeypatch.setattr("wugong.publish.notice_periods.book", lambda: made)
    assert [notice_days("bulletin", day) for day in (date(2026, 12, 31), date(2027, 1, 1))] == [15, 20]
    with pytest.raises(refusals.NoRuleYet, match="2025-12-31 还没有“通报”"):
        notice_days("bulletin", date(2025, 12, 31))


def test_bulletin_hangs_fifteen_days_and_objections_are_answered_in_fifteen() -> None:
    assert notice_days(APPRAISAL_BULLETIN, DAY) == answer_days(APPRAISAL_BULLETIN, DAY) == 15
    assert last_day_of(APPRAISAL_BULLETIN, DAY) == date(2026, 4, 30)
    assert last_day_of(APPRAISAL_BULLETIN, DAY, 16) == date(2026, 5, 1)


def test_unknown_kind_is_refused() -> None:
    with pytest.raises(refusals.UnknownKind, match="没有“poem”"):
        kind_of("poem")


def test_every_figure_says_where_it_comes_from() -> None:
    dated = [one for kind in book().kinds.values() for one in (*kind.notice, *kind.answer)]
    assert all(len(one.source) > 10 for one in dated)
    assert "参照" in kind_of(APPRAISAL_BULLETIN).answer[0].source


def test_only_a_leak_comes_down_early_and_is_hidden() -> None:
    assert {key: (one.early, one.hides) for key, one in book().reasons.items()} == {
        "over": (False, False),
        "personal-data": (True, True),
    }
    with pytest.raises(refusals.UnknownReason):
        reason_of("mistake")
