"""A receipt typed wrong is taken back the same day, for a reason, by an opposite entry."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone
from tests.share.conftest import key

from wugong.access.refusals import NotAllowed
from wugong.audit.models import Record
from wugong.base.periods import Level, Period
from wugong.ledger.verifying import verify
from wugong.share import refusals as no
from wugong.share import stock
from wugong.share.models import Receipt, ReceiptBack
from wugong.share.orders import order
from wugong.share.receipts import take_back, take_in
from wugong.share.statements import statement_of

pytestmark = pytest.mark.usefixtures("here")


@pytest.fixture
def wrong(rice, keeper):
    """A hundred bags where there were ten."""
    return take_in(rice, 100, 120000, supplier="供销社", key=key(), actor=keeper)


@pytest.fixture
def there(village, rice):
    return lambda: stock.stock_of(village, [rice])[rice.pk].available


@pytest.mark.parametrize("who", ["cadre", "supervisor", "resident"])
def test_only_the_keeper_takes_back(who, request, wrong):
    with pytest.raises(NotAllowed):
        take_back(wrong, "多写了一个零", actor=request.getfixturevalue(who))


def test_a_reason_is_said(wrong, keeper, there):
    with pytest.raises(no.NoReason):
        take_back(wrong, "  ", actor=keeper)
    assert there() == 110


def test_on_the_day_it_was_typed_and_not_on_the_next(wrong, keeper, there):
    with time_machine.travel(timezone.now() + timedelta(days=1)), pytest.raises(no.DayOfReceiptOver):
        take_back(wrong, "多写了一个零", actor=keeper)
    take_back(wrong, "多写了一个零", actor=keeper)
    assert there() == 10


def test_once(wrong, keeper, there):
    take_back(wrong, "多写了一个零", actor=keeper)
    with pytest.raises(no.TakenBack):
        take_back(wrong, "多写了一个零", actor=keeper)
    assert there() == 10


def test_what_was_ordered_already_stays(wrong, keeper, rich, villager, there, make_good):
    few = make_good("毛巾", 1)
    came = take_in(few, 3, 300, supplier="供销社", key=key(), actor=keeper)
    order(rich, {few: 1}, actor=villager, key=key())
    with pytest.raises(no.GoneFromShelf, match="只剩 2 件"):
        take_back(came, "记错了", actor=keeper)
    assert not ReceiptBack.objects.exists()


def test_the_month_agrees_without_it_and_the_books_verify(wrong, keeper, village, rice):
    yesterday = timezone.localdate() - timedelta(days=1)
    late = take_in(rice, 7, 8400, supplier="供销社", key=key(), day=yesterday, actor=keeper)
    take_back(wrong, "多写了一个零", actor=keeper)
    take_back(late, "是别的店的", actor=keeper)
    for day in (timezone.localdate(), yesterday):
        month = statement_of(village, Period.of(day, Level.MONTH))
        assert month.agrees
        assert not {wrong, late} & set(month.receipts)
    assert verify().faults == []
    said = [str(one) for one in Record.objects.filter(act="share.receipt_back")]
    assert "店主 更正当天记错的进货“大米” 100 袋：多写了一个零" in said


def test_the_keeper_takes_back_what_she_typed_and_types_it_again(as_user, village, wrong, keeper, there):
    client, page = as_user(keeper), reverse("receipt_new", args=[village.code])
    back = reverse("receipt_back", args=[village.code, wrong.pk])
    assert back in client.get(page).content.decode()
    assert "100 袋" in client.get(back).content.decode()
    assert "错在哪里" in client.post(back, {"reason": ""}).content.decode()
    assert client.post(back, {"reason": "多写了一个零"}).url == page
    assert back not in client.get(page).content.decode()
    good = reverse("good", args=[village.code, wrong.good_id])
    assert "更正进货" in client.get(good).content.decode()
    assert there() == 10
    assert Receipt.objects.count() == 2
