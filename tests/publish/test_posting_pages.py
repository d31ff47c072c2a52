"""The pages of what hangs: listed, opened, taken down where it may be."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.publish.conftest import NEW_RUN, RUN, bulletin_of

from wugong.accounts.models import User
from wugong.counties.actors import SYSTEM
from wugong.counties.models import County
from wugong.counties.standing import standing_in
from wugong.places.models import Place
from wugong.publish.models import Posting
from wugong.publish.notice_periods import APPRAISAL_BULLETIN
from wugong.publish.postings import post, replace
from wugong.publish.states import PostingState

LIST = "/desk/990101101/postings/"
pytestmark = pytest.mark.django_db


@pytest.fixture
def hung(county: County, town: Place) -> Posting:
    with standing_in(county):
        return post(town, APPRAISAL_BULLETIN, RUN, bulletin_of(), actor=SYSTEM)


def page_of(posting: Posting) -> str:
    return reverse("posting", args=["990101101", posting.pk])


def test_list_says_when_nothing_was_posted(as_user, town_officer: User) -> None:
    assert "还没有公示过" in as_user(town_officer).get(LIST).content.decode()


def test_list_costs_the_same_for_one_and_for_three(
    as_user, town_officer: User, hung: Posting, county: County
) -> None:
    client = as_user(town_officer)
    client.get(LIST)
    with CaptureQueriesContext(connection) as one:
        assert client.get(LIST).content.decode().count("公示至") == 1
    with standing_in(county):
        for number in range(2):
            hung = replace(hung, bulletin_of(heading=f"第 {number} 版"), RUN, actor=SYSTEM, reason="补录")
    with CaptureQueriesContext(connection) as three:
        page = client.get(LIST).content.decode()
    assert (page.count("公示至"), page.count("已更正")) == (3, 2)
    assert len(three) == len(one)


def test_officer_reads_and_is_not_offered_to_take_down(as_user, town_officer: User, hung: Posting) -> None:
    page = as_user(town_officer).get(page_of(hung)).content.decode()
    assert hung.digest in page
    assert "撤下的理由" not in page


def test_approver_is_told_why_it_stays_up(
    as_user, town_approver: User, hung: Posting, county: County
) -> None:
    client = as_user(town_approver)
    assert "撤下的理由" in client.get(page_of(hung)).content.decode()
    answer = client.post(f"{page_of(hung)}down/", {"reason": "over"}).content.decode()
    assert "期满前不能撤下" in answer
    with standing_in(county):
        assert Posting.objects.up().count() == 1


def test_reason_must_be_chosen(as_user, town_approver: User, hung: Posting) -> None:
    answer = as_user(town_approver).post(f"{page_of(hung)}down/", {"reason": "mistake"}).content.decode()
    assert 'id="id_reason_error"' in answer


def test_approver_takes_down_a_leak(as_user, town_approver: User, hung: Posting, county: County) -> None:
    client = as_user(town_approver)
    page = client.post(f"{page_of(hung)}down/", {"reason": "personal-data"}, follow=True).content.decode()
    assert "已经撤下" in page
    assert "泄露了个人信息" in page
    assert "撤下的理由" not in page
    with standing_in(county):
        assert Posting.objects.get().state == PostingState.DOWN


def test_approver_hides_a_leak_in_what_was_corrected(
    as_user, town_approver: User, hung: Posting, county: County
) -> None:
    with standing_in(county):
        replace(hung, bulletin_of(heading="新版"), NEW_RUN, actor=SYSTEM, reason="补录一项")
    client = as_user(town_approver)
    page = client.get(page_of(hung)).content.decode()
    assert "不再给人看" in page
    assert "公示期满" not in page
    page = client.post(f"{page_of(hung)}down/", {"reason": "personal-data"}, follow=True).content.decode()
    assert "泄露了个人信息" in page
    assert "撤下的理由" not in page


def test_versions_lead_to_each_other(as_user, town_officer: User, hung: Posting, county: County) -> None:
    with standing_in(county):
        new = replace(hung, bulletin_of(heading="新版"), NEW_RUN, actor=SYSTEM, reason="补录一项")
    client = as_user(town_officer)
    assert page_of(new) in client.get(page_of(hung)).content.decode()
    page = client.get(page_of(new)).content.decode()
    assert page_of(hung) in page
    assert "补录一项" in page


def test_posting_of_another_place_is_not_found(
    as_user, town_officer: User, hung: Posting, village: Place
) -> None:
    there = reverse("posting", args=[village.code, hung.pk])
    assert as_user(town_officer).get(there).status_code == 404
