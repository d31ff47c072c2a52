"""Schemes: adopted by the county's rule keeper, for the county or one town, from a day on."""

from dataclasses import replace
from datetime import date

import pytest
from tests.appraised import Enter

from wugong.access.refusals import NotAllowed
from wugong.accounts.models import User
from wugong.audit.models import Record
from wugong.base.faults import FileRefused
from wugong.base.periods import Period
from wugong.counties.actors import SYSTEM
from wugong.places.models import Place
from wugong.review import refusals
from wugong.review.models import AdoptedScheme
from wugong.review.queries import adopted_for, scheme_of
from wugong.review.schemes import adopt_scheme
from wugong.review.scores import Sheet, enter_scores
from wugong.rules.library import NoSuchSwitch, scheme_text

CHECKED = "    checks:\n      clean: {title: 暗访合格, period: month, holds: covert >= 60, article: 保障措施五之一, public: yes}\n    eligible:\n"
TEXT = scheme_text("town-environment")
DAY = date(2026, 1, 1)

pytestmark = pytest.mark.usefixtures("here")


def test_town_officer_cannot_adopt(town: Place, town_officer: User) -> None:
    with pytest.raises(NotAllowed, match="县级规则管理员"):
        adopt_scheme(town, TEXT, actor=town_officer, since=DAY)
    assert not AdoptedScheme.objects.exists()


def test_scheme_with_faults_is_refused_line_by_line(county_place: Place, rule_keeper: User) -> None:
    with pytest.raises(FileRefused):
        adopt_scheme(county_place, TEXT.replace("covert:", "covrt:", 1), actor=rule_keeper, since=DAY)


def test_unknown_switch_is_refused(county_place: Place, rule_keeper: User) -> None:
    with pytest.raises(NoSuchSwitch):
        adopt_scheme(county_place, TEXT, actor=rule_keeper, since=DAY, settings={"fines": "perhaps"})


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (scheme_text("city-half-year"), "不按月打分"),
        (scheme_text("participation-grade"), "不按月打分"),
        (scheme_text("civilised-village"), "不按月打分"),
        (scheme_text("three-way-review"), "不按月打分"),
        (TEXT.replace("amount: 4000", "amount: 40\n        unit: points"), "奖积分"),
        (TEXT.replace("    eligible:\n", CHECKED), "有达标项"),
        (TEXT.replace("holders", "laurels"), "没有登记表 laurels"),
        (
            TEXT.replace("since: {type: date}", "since: {type: date}\n      note: {type: text}"),
            "holders 的 note",
        ),
        (TEXT.replace("most: 100, decimals: 2,", "most: 100, decimals: 3,"), "最多 2 位小数"),
        (TEXT.replace("from: 2000-01-01", "from: 2026-05-01"), "自 2026-05-01 起才有效，晚于生效日期"),
    ],
)
def test_scheme_without_room_in_our_tables_is_refused(
    text: str, why: str, county_place: Place, rule_keeper: User
) -> None:
    with pytest.raises(refusals.UnfitScheme, match=why):
        adopt_scheme(county_place, text, actor=rule_keeper, since=DAY)


def test_village_has_no_scheme_of_its_own(village: Place, rule_keeper: User) -> None:
    with pytest.raises(refusals.UnfitScheme, match="不是县区或乡镇街道"):
        adopt_scheme(village, TEXT, actor=rule_keeper, since=DAY)


def test_two_schemes_cannot_begin_on_one_day(county_place: Place, rule_keeper: User) -> None:
    adopt_scheme(county_place, TEXT, actor=rule_keeper, since=DAY)
    with pytest.raises(refusals.SchemeExists):
        adopt_scheme(county_place, TEXT, actor=rule_keeper, since=DAY)


def test_adopted_scheme_keeps_text_and_switches(county_place: Place, rule_keeper: User) -> None:
    adopted = adopt_scheme(county_place, TEXT, actor=rule_keeper, since=DAY, settings={"fines": "on"})
    assert (adopted.text, adopted.adopted_by) == (TEXT, rule_keeper.pk)
    assert scheme_of(adopted).settings["fines"] == "on"
    assert str(Record.objects.get(act="review.scheme_adopted")) == (
        "章规 发布《镇人居环境考核办法》，自 2026-01-01 起用于 990101"
    )


def test_town_goes_by_its_own_scheme_then_by_its_countys(
    county_place: Place, town: Place, other_town: Place
) -> None:
    of_county = adopt_scheme(county_place, TEXT, actor=SYSTEM, since=DAY)
    newer = adopt_scheme(county_place, TEXT, actor=SYSTEM, since=date(2026, 7, 1))
    of_town = adopt_scheme(town, TEXT, actor=SYSTEM, since=date(2026, 3, 1))
    assert adopted_for(town, date(2025, 12, 31)) is None
    assert adopted_for(town, date(2026, 2, 28)) == of_county
    assert adopted_for(town, date(2026, 8, 1)) == of_town
    assert adopted_for(other_town, date(2026, 8, 1)) == newer


# --- Scores that are entered already ------------------------------------------------------------

AUGUST = date(2026, 8, 1)
LEAST = "least: 0, most: 100, decimals: 2"


def fitted(most: str, decimals: int = 2) -> str:
    return TEXT.replace(LEAST, f"least: 0, most: {most}, decimals: {decimals}")


@pytest.fixture
def entered(enter: Enter) -> None:
    """Scores of August, from 95 down to 70."""
    enter("2026-08", 95, 90, 85, 80, 75, 70)


@pytest.mark.usefixtures("entered")
def test_scores_beyond_the_new_range_are_named(county_place: Place, rule_keeper: User) -> None:
    with pytest.raises(refusals.UnfitScheme, match=r"甲村2026年8月暗访：95 不在 0 到 94 之间.*先改这些分"):
        adopt_scheme(county_place, fitted("94"), actor=rule_keeper, since=AUGUST)
    with pytest.raises(refusals.UnfitScheme, match="等 12 个分"):
        adopt_scheme(county_place, fitted("20"), actor=rule_keeper, since=AUGUST)
    assert AdoptedScheme.objects.count() == 1


@pytest.mark.usefixtures("entered")
def test_scores_at_the_end_of_the_new_range_fit(county_place: Place, rule_keeper: User) -> None:
    assert adopt_scheme(county_place, fitted("95"), actor=rule_keeper, since=AUGUST).since == AUGUST


@pytest.mark.usefixtures("entered")
def test_scores_with_more_decimals_are_named_and_those_with_as_many_fit(
    county_place: Place, town: Place, villages: list[Place], rule_keeper: User, town_officer: User
) -> None:
    fine = Sheet(villages[0].code, Period.parse("2026-08"), "cross", 9455)
    enter_scores(town, [fine], actor=town_officer)
    with pytest.raises(refusals.UnfitScheme, match=r"甲村2026年8月交叉检查：94\.55 的小数多于 1 位"):
        adopt_scheme(county_place, fitted("100", 1), actor=rule_keeper, since=AUGUST)
    enter_scores(town, [replace(fine, hundredths=9450)], actor=town_officer)
    adopt_scheme(county_place, fitted("100", 1), actor=rule_keeper, since=AUGUST)


@pytest.mark.usefixtures("entered")
def test_scores_of_an_inspection_that_is_no_more_are_named(county_place: Place, rule_keeper: User) -> None:
    text = TEXT.replace("covert", "hidden")
    with pytest.raises(refusals.UnfitScheme, match="办法里没有 covert 这一项"):
        adopt_scheme(county_place, text, actor=rule_keeper, since=AUGUST)


@pytest.mark.usefixtures("entered")
def test_scores_of_before_do_not_matter(county_place: Place, rule_keeper: User) -> None:
    adopt_scheme(county_place, fitted("20"), actor=rule_keeper, since=date(2026, 9, 1))


@pytest.mark.usefixtures("entered")
def test_scores_of_a_town_with_a_scheme_of_its_own_do_not_matter(
    county_place: Place, town: Place, rule_keeper: User
) -> None:
    adopt_scheme(town, TEXT, actor=rule_keeper, since=date(2026, 7, 1))
    adopt_scheme(county_place, fitted("20"), actor=rule_keeper, since=AUGUST)
