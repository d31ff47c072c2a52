"""How much may come from one address without an account: at the limit, one more, and after the while."""

from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone
from tests.mattered import wish

from wugong.counties.actors import SYSTEM
from wugong.counties.standing import standing_in
from wugong.matters.following import matter_by_code
from wugong.matters.knocking import count_knock, refuse_used_up
from wugong.matters.models import Knock, Matter
from wugong.matters.openings import open_matter
from wugong.matters.report_refusals import TooManyFollowed, TooManyReported
from wugong.rules.visitor_limits import visitor_limits_on

JSON = {"HTTP_ACCEPT": "application/json"}
HOME, NEXT_DOOR = "203.0.113.7", "203.0.113.8"


def limit(kind):
    return visitor_limits_on(timezone.localdate()).limits[kind]


@pytest.fixture
def here(county):
    with standing_in(county):
        yield county


def used(kind, times, address=HOME):
    """So many came already from that address."""
    count_knock(kind, address)
    Knock.objects.update(count=times)


@pytest.fixture
def sent(client, village):
    """Return a sender of anonymous reports from an address."""

    def sending(address=HOME, **facts):
        plain = {"text": "水管漏水", "place": village.code, "key": str(uuid4()), "at": village.code}
        to = f"{reverse('report_send', args=['resident-report'])}?at={village.code}"
        return client.post(to, plain | facts, REMOTE_ADDR=address, **JSON)

    return sending


def test_one_more_than_the_limit_is_refused_with_a_sentence(here, sent):
    used("report", limit("report").most)
    answer = sent()
    assert (answer.status_code, Matter.objects.count()) == (429, 0)
    assert "登录后交" in answer.json()["sentence"]


def test_on_the_plain_form_it_stands_above_what_was_written(here, client, village):
    used("report", limit("report").most)
    facts = {"text": "水管漏水", "place": village.code, "key": str(uuid4()), "at": village.code}
    page = client.post(f"/matters/report/?at={village.code}", facts, REMOTE_ADDR=HOME).content.decode()
    assert "登录后交" in page
    assert "水管漏水" in page


def test_the_last_of_the_limit_is_taken(here, sent):
    used("report", limit("report").most - 1)
    assert sent().status_code == 200
    assert Knock.objects.get().count == limit("report").most


def test_another_address_has_its_own_limit(here, sent):
    used("report", limit("report").most)
    assert sent(NEXT_DOOR).status_code == 200


def test_what_is_sent_again_is_not_counted_again(here, sent):
    key = str(uuid4())
    assert sent(key=key).json()["again"] is False
    Knock.objects.update(count=limit("report").most)
    assert sent(key=key).json()["again"] is True


def test_what_was_refused_is_not_counted(here, sent):
    assert sent(text="").status_code == 422
    assert not Knock.objects.exists()


def test_who_has_an_account_is_not_counted(here, client, as_user, resident, village):
    as_user(resident)
    used("report", limit("report").most)
    facts = {"text": "水管漏水", "place": village.code, "key": str(uuid4()), "by": str(resident.pk)}
    to = reverse("report_send", args=["resident-report"])
    answer = client.post(to, facts | {"shown": "masked"}, REMOTE_ADDR=HOME, **JSON)
    assert answer.status_code == 200


@pytest.mark.parametrize(("early", "refused"), [(1, True), (0, False), (-1, False)])
def test_after_the_while_it_begins_anew(here, early, refused):
    with time_machine.travel(timezone.now().replace(hour=4), tick=False) as clock:
        used("report", limit("report").most)
        clock.shift(timedelta(minutes=limit("report").minutes, seconds=-early))
        if refused:
            with pytest.raises(TooManyReported, match="请过 1 分钟"):
                count_knock("report", HOME)
        else:
            count_knock("report", HOME)
            assert Knock.objects.get().count == 1


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", True),
        ("2001:db8:1:2::1", "2001:db8:1:3::1", False),
        ("::ffff:203.0.113.7", HOME, True),
        ("", "", True),
    ],
)
def test_the_addresses_of_one_house_are_counted_together(here, one, other, same):
    count_knock("report", one)
    count_knock("report", other)
    assert (Knock.objects.count() == 1) is same


def test_the_address_itself_is_kept_nowhere(here):
    count_knock("report", HOME)
    assert HOME not in Knock.objects.get().mark


def test_counts_of_yesterday_are_swept(here):
    count_knock("report", HOME)
    Knock.objects.update(began_at=timezone.now() - timedelta(days=1, seconds=1))
    count_knock("follow", NEXT_DOOR)
    assert Knock.objects.get().kind == "follow"


class TestFollowing:
    @pytest.fixture
    def receipt(self, here, village):
        return open_matter(wish(village), actor=SYSTEM)

    def test_wrong_ones_are_counted_and_right_ones_are_not(self, receipt):
        wrong = f"{(int(receipt.code) + 1) % 1_000_000:06d}"
        with pytest.raises(Exception, match="查询码"):
            matter_by_code(receipt.matter.number, wrong, address=HOME)
        assert matter_by_code(receipt.matter.number, receipt.code, address=HOME) == receipt.matter
        assert Knock.objects.get().count == 1

    def test_with_one_left_the_right_one_opens(self, receipt):
        used("follow", limit("follow").most - 1)
        assert matter_by_code(receipt.matter.number, receipt.code, address=HOME) == receipt.matter

    def test_when_they_are_used_up_nothing_opens(self, receipt, client):
        used("follow", limit("follow").most)
        with pytest.raises(TooManyFollowed):
            refuse_used_up("follow", HOME)
        facts = {"number": receipt.matter.number, "code": receipt.code}
        page = client.post(reverse("follow"), facts, REMOTE_ADDR=HOME).content.decode()
        assert "从您这个网络输错" in page
        assert client.post(reverse("follow"), facts, REMOTE_ADDR=NEXT_DOOR).status_code == 302
