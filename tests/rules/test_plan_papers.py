"""When the papers of a plan are due: the 15th and the month's end, January and December (R36)."""

from datetime import date

import pytest

from wugong.rules.plan_papers import Term, _parts, due_rule, later, term, term_on, terms_due


def test_a_half_month_report_is_due_on_the_15th_and_at_the_months_end():
    first, second = term("half-month", "2026-11-a"), term("half-month", "2026-11-b")
    assert (first.first, first.last, first.due) == (date(2026, 11, 1), date(2026, 11, 15), date(2026, 11, 15))
    assert (second.first, second.last, second.due) == (
        date(2026, 11, 16),
        date(2026, 11, 30),
        date(2026, 11, 30),
    )
    assert (first.label, second.label) == ("2026年11月上半月", "2026年11月下半月")


@pytest.mark.parametrize(("code", "day"), [("2026-02-b", 28), ("2028-02-b", 29), ("2026-12-b", 31)])
def test_the_second_half_ends_with_the_month(code, day):
    assert term("half-month", code).due.day == day


def test_from_10_september_to_31_december_a_group_hands_in_eight():
    dues = [one.due for one in terms_due("half-month", date(2026, 9, 10), date(2026, 12, 31))]
    said = ["09-15", "09-30", "10-15", "10-31", "11-15", "11-30", "12-15", "12-31"]
    assert dues == [date.fromisoformat(f"2026-{one}") for one in said]
    assert 6 * len(dues) == 48


@pytest.mark.parametrize(
    ("first", "last", "count"),
    [("09-15", "09-30", 2), ("09-16", "09-30", 1), ("09-15", "09-29", 1), ("09-16", "09-16", 0)],
)
def test_a_report_counts_when_its_due_day_lies_within(first, last, count):
    days = date.fromisoformat(f"2026-{first}"), date.fromisoformat(f"2026-{last}")
    assert len(terms_due("half-month", *days)) == count


@pytest.mark.parametrize(
    ("day", "code"), [(15, "2026-11-a"), (16, "2026-11-b"), (1, "2026-11-a"), (30, "2026-11-b")]
)
def test_each_day_lies_in_one_half(day, code):
    assert term_on("half-month", date(2026, 11, day)).code == code


def test_a_years_plan_is_due_in_january_and_its_summary_in_december():
    plan, summary = term("year-plan", "2026"), term_on("year-sum", date(2026, 7, 1))
    assert (plan.due, plan.opens) == (date(2026, 1, 31), date(2026, 1, 1))
    assert (summary.due, summary.opens) == (date(2026, 12, 31), date(2026, 12, 1))
    assert (plan.first, plan.last, plan.label) == (date(2026, 1, 1), date(2026, 12, 31), "2026年")


def test_terms_follow_each_other_over_the_turn_of_the_year():
    one = term("half-month", "2026-12-b")
    assert later(one).code == "2027-01-a"
    assert later(one, -3).code == "2026-11-a"
    assert later(term("year-plan", "2026"), 2).code == "2028"
    assert later(one, 0) == one


@pytest.mark.parametrize(
    ("kind", "code"),
    [
        ("half-month", "2026-13-a"),
        ("half-month", "2026-11-c"),
        ("half-month", "2026"),
        ("year-plan", "2026-01-a"),
        ("year-sum", "x"),
        ("weekly", "2026"),
    ],
)
def test_there_is_no_other_term(kind, code):
    assert term(kind, code) is None


def test_a_half_month_opens_with_its_first_day():
    assert term("half-month", "2026-11-b").opens == date(2026, 11, 16)


def test_what_lies_before_the_first_rule_goes_by_it_and_says_its_source():
    rule = due_rule("half-month", date(1999, 1, 1))
    assert rule.days == (15, 31)
    assert "000#1" in rule.source


def test_a_rule_of_other_days_parts_the_month_by_them():
    thirds, fours, short = (
        _parts(2026, 2, (10, 20, 31)),
        _parts(2026, 2, (7, 14, 21, 28)),
        _parts(2026, 3, (25,)),
    )
    assert [one.label for one in thirds] == ["2026年2月上旬", "2026年2月中旬", "2026年2月下旬"]
    assert [one.label[-3:] for one in fours] == ["第1期", "第2期", "第3期", "第4期"]
    assert [(one.due.day, one.last.day) for one in short] == [(25, 31)]
    assert isinstance(term_on("half-month", date(2026, 1, 1)), Term)
