"""A round handed back with a reason: who may, whom it tells, and when it is over."""

import pytest
from tests.review.round_stage import COVERT, JULY, text

from wugong.access.refusals import NotAllowed
from wugong.audit.models import Record
from wugong.notices.models import Notice
from wugong.review.models import Round
from wugong.review.refusals import NothingToCheck, NoWords
from wugong.review.returns import LONGEST, return_round
from wugong.review.rounds import check_round
from wugong.review.scores import Sheet, enter_scores

pytestmark = pytest.mark.usefixtures("adopted")
WHY = "甲村的分和检查表对不上"


@pytest.fixture
def entered(town, villages, town_officer, town_approver):
    enter_scores(town, [Sheet(one.code, JULY, "covert", 9000) for one in villages], actor=town_officer)


def sent_back(town, actor, reason=WHY):
    return return_round(town, JULY, "covert", actor=actor, reason=reason)


def unread(user, kind):
    return Notice.objects.to_user(user).unread().filter(kind=kind)


class TestRefused:
    @pytest.mark.parametrize("reason", ["", " ", "长" * (LONGEST + 1)])
    def test_without_a_reason_of_fair_length(self, reason, town, entered, town_approver):
        with pytest.raises(NoWords):
            sent_back(town, town_approver, reason)

    def test_by_whoever_entered_a_score(self, town, entered, town_officer):
        with pytest.raises(NotAllowed, match="录入和复核不能是同一人"):
            sent_back(town, town_officer)

    def test_after_the_check(self, town, entered, town_approver):
        check_round(town, JULY, "covert", actor=town_approver)
        with pytest.raises(NotAllowed, match="这一轮已经复核"):
            sent_back(town, town_approver)

    def test_where_nothing_was_entered(self, town, villages, town_approver):
        with pytest.raises(NothingToCheck):
            sent_back(town, town_approver)


class TestReturned:
    def test_the_round_stays_open_and_says_why(self, town, entered, town_approver):
        sent_back(town, town_approver)
        one = Round.objects.get()
        assert (one.state, one.returned) == ("entering", WHY)
        assert Record.objects.filter(act="review.round_returned").count() == 1

    def test_the_officers_are_told_and_nobody_is_asked_to_check(
        self, town, entered, town_officer, town_approver
    ):
        assert unread(town_approver, "review.round_waits").exists()
        sent_back(town, town_approver)
        assert unread(town_officer, "review.round_back").get().link == COVERT
        assert not unread(town_approver, "review.round_waits").exists()

    def test_a_changed_score_ends_it_and_asks_for_the_check_again(
        self, town, villages, entered, town_officer, town_approver
    ):
        sent_back(town, town_approver)
        enter_scores(town, [Sheet(villages[0].code, JULY, "covert", 8000)], actor=town_officer)
        assert Round.objects.get().returned == ""
        assert not unread(town_officer, "review.round_back").exists()
        assert unread(town_approver, "review.round_waits").count() == 1

    def test_the_check_ends_it_too(self, town, entered, town_officer, town_approver):
        sent_back(town, town_approver)
        check_round(town, JULY, "covert", actor=town_approver)
        assert Round.objects.get().returned == ""
        assert not unread(town_officer, "review.round_back").exists()


class TestPage:
    def test_a_second_person_hands_it_back_and_the_page_says_why(
        self, as_user, town, entered, town_officer, town_approver
    ):
        client = as_user(town_approver)
        assert "有问题，退回录入" in text(client.get(COVERT))
        page = text(client.post(f"{COVERT}return/", {"reason": WHY}, follow=True))
        for words in ("已退回，经办人会收到消息", f"这一轮退回了：{WHY}", "已退回，等改正"):
            assert words in page
        assert WHY in text(as_user(town_officer).get(COVERT))

    def test_an_empty_reason_is_said_at_the_form_and_it_stays_open(self, as_user, entered, town_approver):
        page = as_user(town_approver).post(f"{COVERT}return/", {"reason": " "})
        assert page.status_code == NoWords.status
        assert "退回原因还是空的" in page.content.decode()
        assert '<details class="marks__back" open>' in page.content.decode()

    def test_whoever_entered_it_is_told_why_not(self, as_user, entered, town_officer):
        page = as_user(town_officer).post(f"{COVERT}return/", {"reason": WHY})
        assert page.status_code == 403
        assert "录入和复核不能是同一人" in page.content.decode()
