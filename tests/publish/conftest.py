"""Every test of this room's acts stands in the first county; a bulletin and its posting are at hand."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest

from wugong.accounts.models import User
from wugong.counties.models import County
from wugong.places.models import Place
from wugong.publish.bulletins import Bulletin, Column, Line, Notice, Sign, Table
from wugong.publish.models import Posting
from wugong.publish.notice_periods import APPRAISAL_BULLETIN
from wugong.publish.postings import post

RUN = UUID("00000000-0000-7000-8000-000000000001")
NEW_RUN = UUID("00000000-0000-7000-8000-000000000002")

MakeBulletin = Callable[..., Bulletin]


@pytest.fixture(autouse=True)
def standing(request: pytest.FixtureRequest) -> None:
    """Stand there, where the test has a county at all."""
    if "county" in request.fixturenames and "client" not in request.fixturenames:
        request.getfixturevalue("here")


def bulletin_of(**changes: Any) -> Bulletin:
    """Return a small bulletin, with these changes."""
    facts: dict[str, Any] = {
        "heading": "人居环境季度通报",
        "place_line": "清江县枫林镇",
        "period_line": "2026年一季度",
        "number_line": "第 1 期",
        "table": Table(
            title="两个村的名次",
            columns=(
                Column(key="rank", title="名次", align="right"),
                Column(key="village", title="村", weight=2),
                Column(key="score", title="季度分", align="right"),
            ),
            rows=(("1", "枫林坳村", "96.50"), ("2", "青山村", "95.10")),
            strong=frozenset({0}),
            note="青山村只排名。",
        ),
        "prizes_title": "奖励",
        "prizes": (Line(left="枫林坳村", middle="参评第 1 名", right="10,000 元"),),
        "notes": ("各村评议推荐。",),
        "how_title": "分数怎么来的",
        "how": ("每月一次暗访占 30%，一次交叉检查占 70%。", "季度分是三个月的平均。"),
        "notice": Notice(text="有不同意见，请提出，15 天内答复。", phone="0700-6120018", where="镇政府一楼"),
        "qr_url": "https://example.test/990101101/2026-Q1/",
        "qr_caption": "扫码看分数由来",
        "sign": Sign(organ="枫林镇人民政府"),
    }
    return Bulletin(**facts | changes)


@pytest.fixture
def posting(town: Place, town_approver: User, here: County) -> Posting:
    return post(town, APPRAISAL_BULLETIN, RUN, bulletin_of(), actor=town_approver)
