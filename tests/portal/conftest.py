"""No drawing of an earlier test is shown in the next one; runs are posted and corrected on demand."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date

import pytest
from django.core.cache import cache
from django.utils.translation import override
from tests.appraised import Publish

from wugong.accounts.models import User
from wugong.base.periods import Period
from wugong.counties.models import County
from wugong.counties.standing import standing_in
from wugong.places.models import Place
from wugong.publish.models import Posting
from wugong.publish.notice_periods import APPRAISAL_BULLETIN
from wugong.publish.queries import wording_for
from wugong.publish.wording import set_wording
from wugong.review.bulletins import approve_correction_and_post, post_bulletin
from wugong.review.corrections import prepare_correction
from wugong.review.models import Run
from wugong.review.registers import post_cadre
from wugong.review.scores import Sheet

Post = Callable[[Run], Posting]
Correct = Callable[[], list[Posting]]


@pytest.fixture(autouse=True)
def nothing_kept() -> Iterator[None]:
    cache.clear()
    with override("zh-hans"):  # a visit in English must not speak in the next test
        yield
    cache.clear()


@pytest.fixture
def post(county: County, town_approver: User) -> Post:
    """Post the bulletin of a run."""

    def posting(run: Run) -> Posting:
        with standing_in(county):
            return post_bulletin(run, actor=town_approver)

    return posting


@pytest.fixture
def correct(county: County, town: Place, town_officer: User, town_approver: User) -> Correct:
    """Correct the cross inspection of the last village in July."""

    def correcting() -> list[Posting]:
        with standing_in(county):
            sheets = [Sheet("990101101306", Period.parse("2026-07"), "cross", 10000, seen=1)]
            correction = prepare_correction(town, sheets, actor=town_officer, reason="漏记一处加分")
            return approve_correction_and_post(correction, actor=town_approver)

    return correcting


@pytest.fixture
def brief(county: County, town: Place, town_officer: User) -> None:
    with standing_in(county):
        chosen = replace(wording_for(town, APPRAISAL_BULLETIN), table="brief", phone="0700-6120018")
        set_wording(town, APPRAISAL_BULLETIN, chosen, actor=town_officer)


@pytest.fixture
def leaky(county: County, villages: list[Place], town_officer: User, quarter: None, publish: Publish) -> Run:
    """A quarter with everything that could leak: posted cadres, last places twice, a referral."""
    with standing_in(county):
        for village in (villages[0], villages[5]):
            for role in ("post-cadre", "post-leader"):
                post_cadre(village, role, "密档-07", actor=town_officer, since=date(2020, 1, 1))
    return publish("2026-Q3")
