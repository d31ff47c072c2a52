"""A scheme that changes in mid-month: each inspection is held to the one in force on its own day."""

from datetime import date

import pytest
from tests.review.round_stage import COVERT, LATE, score_of, text, workbook

from wugong.counties.actors import SYSTEM
from wugong.review.models import Score
from wugong.review.schemes import adopt_scheme
from wugong.rules.library import scheme_text

HEAD = ("村代码", "检查日期", "得分", "说明")
BEFORE, AFTER = date(2026, 7, 15), date(2026, 7, 16)


@pytest.fixture(autouse=True)
def stricter(adopted, county_place):
    """From 16 July on, a covert inspection gives 50 points at most."""
    old = "{title: 暗访, least: 0, most: 100,"
    new = scheme_text("town-environment").replace(old, "{title: 暗访, least: 0, most: 50,")
    assert new != scheme_text("town-environment")
    return adopt_scheme(county_place, new, actor=SYSTEM, since=AFTER)


def hand_in(client, village, day, score="90"):
    given = {"day": str(day), "score": score, "seen": "0", **LATE}
    return client.post(f"{COVERT}{village.code}/", given)


def test_one_village_goes_by_the_scheme_of_its_day(as_user, villages, town_officer):
    client = as_user(town_officer)
    assert hand_in(client, villages[0], BEFORE).status_code == 302
    assert "要写 0 到 50 的数" in text(hand_in(client, villages[1], AFTER))
    assert Score.objects.get() == score_of(villages[0])


def test_each_row_of_the_table_of_totals_too(as_user, villages, town_officer):
    given = {"all-day": str(AFTER), "all-note": LATE["note"]}
    for village in villages:
        given |= {f"{village.code}-{name}": "" for name in ("score", "day")} | {f"{village.code}-seen": "0"}
    mine = given | {f"{villages[0].code}-score": "90", f"{villages[0].code}-day": str(BEFORE)}
    client = as_user(town_officer)
    assert "甲村：写的是“90”" in text(client.post(COVERT, mine | {f"{villages[0].code}-day": ""}))
    assert client.post(COVERT, mine).status_code == 302


def test_each_row_of_a_workbook_too(as_user, villages, town_officer):
    client = as_user(town_officer)
    rows = [(villages[0].code, BEFORE, 90, LATE["note"]), (villages[1].code, AFTER, 90, LATE["note"])]
    page = text(client.post(f"{COVERT}upload/", {"table": workbook(HEAD, *rows)}))
    assert "第 3 行，得分 列：写的是“90”，要写 0 到 50 的数" in page
    assert "第 2 行" not in page
    assert client.post(f"{COVERT}upload/", {"table": workbook(HEAD, rows[0])}).status_code == 302


def test_a_day_before_the_first_scheme_is_refused_with_whom_to_ask(as_user, adopted, villages, town_officer):
    adopted.delete()
    assert "请先请县级规则管理员发布" in text(hand_in(as_user(town_officer), villages[0], BEFORE, "40"))
    given = {"all-day": str(BEFORE), "all-note": LATE["note"]}
    for village in villages:
        given |= {f"{village.code}-{name}": "" for name in ("score", "day")} | {f"{village.code}-seen": "0"}
    page = as_user(town_officer).post(COVERT, given | {f"{villages[0].code}-score": "40"})
    assert "请先请县级规则管理员发布" in text(page)
    assert 'value="40"' in text(page)
    assert not Score.objects.exists()
