"""Schemes: adopted by the county's rule keeper, for the county or one town, from a day on."""

from datetime import date

import pytest

from wugong.access.refusals import NotAllowed
from wugong.accounts.models import User
from wugong.audit.models import Record
from wugong.base.faults import FileRefused
from wugong.counties.actors import SYSTEM
from wugong.places.models import Place
from wugong.review import refusals
from wugong.review.models import AdoptedScheme
from wugong.review.queries import adopted_for, scheme_of
from wugong.review.schemes import adopt_scheme
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
