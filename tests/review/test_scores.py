"""Scores: entered all or none, by the town's officer, within the scheme's ranges."""

import pytest
from tests.appraised import Publish, month, sheets

from wugong.access.refusals import NotAllowed
from wugong.accounts.models import User
from wugong.audit.models import Record
from wugong.base.faults import FileRefused
from wugong.base.periods import Period
from wugong.places.models import Place
from wugong.review import refusals
from wugong.review.models import AdoptedScheme, Score
from wugong.review.queries import rounds_of, scheme_of
from wugong.review.scores import Entered, Sheet, enter_scores

JULY = month("2026-07")

pytestmark = pytest.mark.usefixtures("adopted")


def lines(fault: pytest.ExceptionInfo[FileRefused]) -> str:
    assert not Score.objects.exists()
    return "\n".join(fault.value.lines)


def test_approver_cannot_enter_scores(town: Place, villages: list[Place], town_approver: User) -> None:
    with pytest.raises(NotAllowed, match="乡镇经办人"):
        enter_scores(town, sheets(villages[0].code, "2026-07", 90, 90), actor=town_approver)


def test_village_is_no_town(villages: list[Place], town_officer: User) -> None:
    with pytest.raises(NotAllowed, match="不是乡镇街道"):
        enter_scores(villages[0], [], actor=town_officer)


def test_village_of_another_town_is_refused(
    town: Place, villages: list[Place], other_town_village: Place, town_officer: User
) -> None:
    with pytest.raises(FileRefused) as fault:
        enter_scores(town, sheets(other_town_village.code, "2026-07", 90, 90), actor=town_officer)
    assert "990101102201 不是“枫林镇”2026年7月的村" in lines(fault)


@pytest.mark.parametrize("hundredths", [-1, 10001])
def test_score_outside_the_range_is_refused(
    hundredths: int, town: Place, villages: list[Place], town_officer: User
) -> None:
    with pytest.raises(FileRefused) as fault:
        enter_scores(town, [Sheet(villages[0].code, JULY, "covert", hundredths)], actor=town_officer)
    assert "第 1 行，暗访 列" in lines(fault)
    assert "不在 0 到 100 之间" in lines(fault)


def test_unknown_inspection_is_refused(town: Place, villages: list[Place], town_officer: User) -> None:
    with pytest.raises(FileRefused) as fault:
        enter_scores(town, [Sheet(villages[0].code, JULY, "secret", 100)], actor=town_officer)
    assert "没有 secret 这一项" in lines(fault)


def test_same_score_twice_is_refused(town: Place, villages: list[Place], town_officer: User) -> None:
    row = Sheet(villages[0].code, JULY, "covert", 9000)
    with pytest.raises(FileRefused) as fault:
        enter_scores(town, [row, row], actor=town_officer)
    assert "重复" in lines(fault)


def test_more_decimals_than_the_scheme_knows_are_refused(
    town: Place, villages: list[Place], town_officer: User, adopted: AdoptedScheme
) -> None:
    text = adopted.text.replace(
        "{title: 暗访, least: 0, most: 100, decimals: 2,",
        "{title: 暗访, least: 0, most: 100, decimals: 1,",
    )
    AdoptedScheme.objects.update(text=text)
    with pytest.raises(FileRefused) as fault:
        enter_scores(town, [Sheet(villages[0].code, JULY, "covert", 9055)], actor=town_officer)
    assert "90.55 的小数多于 1 位" in lines(fault)


def test_quarter_is_no_month(town: Place, villages: list[Place], town_officer: User) -> None:
    with pytest.raises(refusals.NotInScheme):
        enter_scores(
            town, [Sheet(villages[0].code, Period.parse("2026-Q3"), "covert", 1)], actor=town_officer
        )


def test_month_before_any_scheme_is_refused(town: Place, villages: list[Place], town_officer: User) -> None:
    with pytest.raises(refusals.NoScheme):
        enter_scores(town, [Sheet(villages[0].code, month("2019-07"), "covert", 1)], actor=town_officer)


@pytest.mark.usefixtures("quarter")
@pytest.mark.parametrize("published", ["2026-09", "2026-Q3"])
def test_month_of_a_published_period_is_closed(
    published: str, town: Place, villages: list[Place], town_officer: User, publish: Publish
) -> None:
    publish(published)
    with pytest.raises(refusals.AlreadyApproved):
        enter_scores(town, sheets(villages[0].code, "2026-09", 90, 90), actor=town_officer)


def test_scores_replace_earlier_ones_and_are_recorded(
    town: Place, villages: list[Place], town_officer: User
) -> None:
    assert enter_scores(town, sheets(villages[0].code, "2026-07", 90, 80), actor=town_officer) == Entered(
        2, 0, 0
    )
    assert enter_scores(town, sheets(villages[0].code, "2026-07", 91, None), actor=town_officer) == Entered(
        0, 1, 0
    )
    assert dict(Score.objects.current().values_list("input", "hundredths")) == {"covert": 9100, "cross": 8000}
    said = [str(record) for record in Record.objects.filter(act="review.scores_entered").order_by("pk")]
    assert said[-1] == "向办 录入“枫林镇”2026年7月的评分 1 项"


def test_nothing_to_enter_leaves_no_record(town: Place, town_officer: User) -> None:
    assert enter_scores(town, [], actor=town_officer) == Entered(0, 0, 0)
    assert not Record.objects.filter(act="review.scores_entered").exists()


def test_missing_rounds_are_named(
    town: Place, villages: list[Place], town_officer: User, adopted: AdoptedScheme
) -> None:
    rows = [row for village in villages for row in sheets(village.code, "2026-07", 90, 90)][:-1]
    enter_scores(town, rows, actor=town_officer)
    covert, cross = rounds_of(town, JULY, scheme_of(adopted))
    assert (covert.title, covert.entered, covert.whole) == ("暗访", 6, True)
    assert (cross.title, cross.entered, cross.missing) == ("交叉检查", 5, ("己村",))
