"""The console word `notices`, and the dated rule that it goes by."""

from datetime import date

import pytest

from wugong.config import cli
from wugong.notices.retention import days_kept


@pytest.mark.parametrize("words", [["mop"], ["sweep", "--days", "0"], ["sweep", "--days", "many"]])
def test_wrong_words_are_refused_with_the_way_to_the_help(words, capsys):
    assert cli.run(["notices", *words]) == 2
    assert "wugong notices --help" in capsys.readouterr().err


@pytest.mark.django_db
@pytest.mark.parametrize(("more", "days"), [([], 180), (["--days", "1"], 1)])
def test_the_sweep_says_how_many_went_and_by_how_many_days(more, days, capsys):
    assert cli.run(["notices", "sweep", *more]) == 0
    assert capsys.readouterr().out == f"清除了 0 条读过超过 {days} 天的消息。\n"


def test_the_rule_holds_from_its_day_on():
    assert days_kept(date(2021, 11, 1)) == 180
    with pytest.raises(ValueError, match="empty"):
        days_kept(date(2021, 10, 31))
