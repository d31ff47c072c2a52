"""One scheme after another: each period goes by the one of its last day and builds on what is public."""

from dataclasses import replace
from datetime import date

import pytest
from tests.appraised import Publish, check_rounds, sheets

from wugong.accounts.models import User
from wugong.base.periods import Period
from wugong.counties.actors import SYSTEM
from wugong.places.models import Place
from wugong.review import refusals
from wugong.review.history import History
from wugong.review.models import AdoptedScheme, Award, Figure, Run
from wugong.review.queries import adopted_until
from wugong.review.runs import prepare_run
from wugong.review.schemes import adopt_scheme
from wugong.review.scores import enter_scores
from wugong.review.states import RunState
from wugong.rules.library import scheme_text

TEXT = scheme_text("town-environment")
HALVES = TEXT.replace("0.30 * covert + 0.70 * cross", "0.50 * covert + 0.50 * cross")
COARSE = TEXT.replace("most: 100, decimals: 2,", "most: 100, decimals: 1,")
JULY = date(2026, 7, 1)
Q2, Q3 = Period.parse("2026-Q2"), Period.parse("2026-Q3")
POINTS = ((90, 100), (90, 90), (80, 90), (80, 80), (70, 80), (70, 70))  # covert, cross


@pytest.fixture(autouse=True)
def two_quarters(
    adopted: AdoptedScheme, town: Place, villages: list[Place], town_officer: User, town_approver: User
) -> None:
    """Scores of half a year, every month alike, the villages in the order of their letters."""
    rows = [
        row
        for number in range(4, 10)
        for village, (covert, cross) in zip(villages, POINTS, strict=True)
        for row in sheets(village.code, f"2026-{number:02}", covert, cross)
    ]
    enter_scores(town, rows, actor=town_officer)
    check_rounds(town, town_approver)


def scores(run: Run) -> list[int | None]:
    return list(Figure.objects.filter(run=run).order_by("village__code").values_list("hundredths", flat=True))


def test_scheme_from_within_a_public_period_is_refused(
    county_place: Place, rule_keeper: User, publish: Publish
) -> None:
    publish("2026-Q2")
    with pytest.raises(
        refusals.UnfitScheme, match="“枫林镇”2026年二季度考核已经公布，生效日期不能早于 2026-07-01"
    ):
        adopt_scheme(county_place, HALVES, actor=rule_keeper, since=date(2026, 6, 30))
    assert AdoptedScheme.objects.count() == 1


def test_towns_own_scheme_from_before_what_is_public_is_refused(
    town: Place, rule_keeper: User, publish: Publish
) -> None:
    publish("2026-04")
    with pytest.raises(refusals.UnfitScheme, match="2026年4月"):
        adopt_scheme(town, HALVES, actor=rule_keeper, since=date(2026, 1, 1))


def test_countys_scheme_may_begin_where_a_town_published_by_its_own(
    county_place: Place, town: Place, rule_keeper: User, publish: Publish
) -> None:
    adopt_scheme(town, HALVES, actor=rule_keeper, since=date(2026, 1, 1))
    public = publish("2026-Q2")
    prepared = prepare_run(town, Q3, actor=public.prepared_by)
    adopt_scheme(county_place, TEXT, actor=rule_keeper, since=date(2026, 4, 1))
    prepared.refresh_from_db()
    assert prepared.state == RunState.PREPARED


def test_new_scheme_sets_aside_only_what_goes_by_it(
    county_place: Place, town: Place, rule_keeper: User, town_officer: User
) -> None:
    periods = Period.parse("2026-06"), Period.parse("2026-07")
    before, after = (prepare_run(town, period, actor=town_officer) for period in periods)
    adopt_scheme(county_place, HALVES, actor=rule_keeper, since=JULY)
    before.refresh_from_db()
    after.refresh_from_db()
    assert (before.state, after.state) == (RunState.PREPARED, RunState.REPLACED)


def test_switch_holds_from_its_day_and_ranks_before_stay(
    county_place: Place, rule_keeper: User, publish: Publish
) -> None:
    assert scores(publish("2026-Q2"))[0] == 9700
    adopt_scheme(county_place, TEXT, actor=rule_keeper, since=JULY, settings={"quarter": "literal"})
    run = publish("2026-Q3")
    assert scores(run)[0] == 8730  # 0.30 × (97 + 97 + 97)
    assert list(run.figures.order_by("rank").values_list("previous_rank", flat=True)) == [1, 2, 3, 4, 5, 6]


def test_text_that_begins_with_its_day_is_built_on_the_one_before(
    county_place: Place, rule_keeper: User, publish: Publish
) -> None:
    publish("2026-Q2")
    text = TEXT.replace("from: 2000-01-01", "from: 2026-07-01")
    assert text != TEXT
    adopt_scheme(county_place, text, actor=rule_keeper, since=JULY)
    assert scores(publish("2026-Q3"))[0] == 9700


def test_quarter_is_built_on_months_of_both_schemes(
    county_place: Place, rule_keeper: User, publish: Publish
) -> None:
    publish("2026-Q2")
    assert scores(publish("2026-07"))[0] == 9700
    adopt_scheme(county_place, HALVES, actor=rule_keeper, since=date(2026, 8, 1))
    run = publish("2026-Q3")
    said = run.figures.get(village__name="甲村").explanation
    assert [value for _, value, _ in said["inputs"]] == ["97.00", "95.00", "95.00"]
    assert scores(run)[0] == 9567
    assert said["rule"] == "1/quarter"


def test_last_place_under_both_schemes_is_a_repeated_one(
    county_place: Place, rule_keeper: User, publish: Publish
) -> None:
    publish("2026-Q2")
    adopt_scheme(county_place, HALVES, actor=rule_keeper, since=JULY)
    referred = Award.objects.filter(run=publish("2026-Q3"), award="referral")
    assert list(referred.values_list("village__name", flat=True)) == ["己村"]


def test_half_year_is_built_on_quarters_of_both_schemes(
    county_place: Place,
    rule_keeper: User,
    town: Place,
    villages: list[Place],
    publish: Publish,
    town_officer: User,
) -> None:
    old = [row for month in (1, 2, 3) for row in sheets(villages[0].code, f"2026-0{month}", 90, 100)]
    enter_scores(town, old, actor=town_officer)
    publish("2026-Q1")
    adopt_scheme(county_place, HALVES, actor=rule_keeper, since=date(2026, 4, 1))
    assert scores(publish("2026-H1"))[0] == 9600  # (97 + 95) ÷ 2


def test_scheme_with_fewer_decimals_leaves_what_was_entered_finer(
    county_place: Place,
    town: Place,
    villages: list[Place],
    rule_keeper: User,
    town_officer: User,
    publish: Publish,
) -> None:
    rows = [replace(row, hundredths=9955) for row in sheets(villages[0].code, "2026-06", 99, 99)]
    enter_scores(town, rows, actor=town_officer)
    publish("2026-Q2")
    adopt_scheme(county_place, COARSE, actor=rule_keeper, since=JULY)
    assert scores(publish("2026-Q3"))[0] == 9700


def test_what_is_missing_stands_at_what_the_months_own_scheme_says(
    county_place: Place, town: Place, rule_keeper: User
) -> None:
    adopt_scheme(
        county_place,
        COARSE.replace("optional: yes,", "optional: yes, missing: 60,"),
        actor=SYSTEM,
        since=JULY,
    )
    history = History(adopted_until(town, Q3.last_day))
    months = (Period.parse("2026-06"), Period.parse("2026-07"))
    assert [history.missing("routine", month) for month in months] == [None, 6000]
