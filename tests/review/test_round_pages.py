"""The pages of rounds: a month, a round, one village, what was drawn for me."""

from datetime import date

import pytest

from wugong.base.periods import Period
from wugong.counties.actors import SYSTEM
from wugong.review.models import Score
from wugong.review.schemes import adopt_sheet
from wugong.rules.score_sheets import sheet_text

JULY = Period.parse("2026-07")
ROUNDS = "/desk/990101101/rounds/2026-07/"
COVERT = f"{ROUNDS}covert/"
CROSS = f"{ROUNDS}cross/"

pytestmark = pytest.mark.usefixtures("adopted")


@pytest.fixture
def sheet(county_place):
    return adopt_sheet(county_place, sheet_text("village-environment"), actor=SYSTEM, since=date(2020, 1, 1))


def text(page):
    assert page.status_code == 200, page.content.decode()
    return page.content.decode()


class TestMonth:
    def test_shows_each_round_with_days_and_who_inspects(self, as_user, villages, town_officer):
        page = text(as_user(town_officer).get(ROUNDS))
        for words in ("2026年7月评分", "暗访", "7月11日至7月20日", "各村派人互查", "0 / 6 个村", "录入暗访"):
            assert words in page


class TestChain:
    def test_month_to_round_to_sheet_to_check(self, as_user, villages, sheet, town_officer, town_approver):
        client = as_user(town_officer)
        assert COVERT in text(client.get(ROUNDS))
        first = f"{COVERT}{villages[0].code}/"
        assert first in text(client.get(COVERT))
        page = client.get(first)
        assert "散落垃圾" in text(page)
        version = page.context["form"]["version"].value()
        given = {"day": "2026-07-15", "seen": "0", "version": version, "n-litter.seen": "3", "note": "补"}
        answer = client.post(first, given)
        assert answer.status_code == 302, answer.content.decode()
        assert Score.objects.get().hundredths == 9700
        page = text(client.get(first))
        assert "97 分" in page
        assert "散落垃圾 3 处" in page
        assert "下一个：乙村" in page
        checker = as_user(town_approver)
        answer = checker.post(f"{COVERT}check/", {"without": "没有去"})
        assert answer.status_code == 302, answer.content.decode()
        assert "已复核" in text(checker.get(ROUNDS))
