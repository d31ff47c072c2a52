"""The counter: points leave a household against its code; without it somebody signs, and a supervisor reads it."""

from urllib.parse import urlparse

import pytest
from django.urls import reverse
from tests.media.scenes import saved, scene, upload
from tests.share.conftest import key

from wugong.access.refusals import NotAllowed
from wugong.access.roles import RoleKind
from wugong.counties.actors import SYSTEM
from wugong.media.pictures import picture_of
from wugong.notices.models import Notice
from wugong.points.models import Card
from wugong.registry.bindings import bind_account
from wugong.share import refusals as no
from wugong.share.counter import hand_over
from wugong.share.looking import look_at, unread_of
from wugong.share.models import Order
from wugong.share.orders import hand_over_held, order
from wugong.share.states import OrderChannel, OrderState, Proof, Signed

pytestmark = pytest.mark.usefixtures("here")


@pytest.fixture
def drawn(settings, tmp_path):
    """Return a maker of signatures; another seed is another hand."""
    settings.MEDIA_ROOT = tmp_path
    return lambda seed=7: picture_of(upload(saved(scene(seed, (300, 120)))))


@pytest.fixture
def card(rich):
    return Card.objects.create(household=rich, token="k" * 20)


@pytest.fixture
def at_counter(rich, rice, keeper):
    """An order that the keeper typed in for the family on its number alone."""
    return order(rich, {rice: 2}, actor=keeper, key=key(), channel=OrderChannel.COUNTER)


def at(name, village, *args):
    return reverse(name, args=[village.code, *args])


# --- what a keeper alone, or who found a card, cannot do --------------------------------------------


def test_a_keeper_never_learns_the_code_of_what_she_ordered_for_a_household(
    as_user, village, rich, rice, keeper
):
    client = as_user(keeper)
    basket = {f"g-{rice.pk.hex}": "1", "key": key(), "home": rich.number}
    done = client.post(at("counter_order", village), basket)
    one = Order.objects.get()
    shown = [done.url, *(client.get(path).content.decode() for path in (done.url, at("counter", village)))]
    assert not any(one.code in words for words in shown)


@pytest.mark.parametrize("given", ["", "card"])
def test_without_the_code_a_word_that_paper_was_signed_is_not_enough(given, at_counter, keeper, card):
    with pytest.raises(no.NoOwnSignature, match="签名"):
        hand_over(at_counter, given and card.token, actor=keeper, signed=Signed.PAPER)
    at_counter.refresh_from_db()
    assert at_counter.state == OrderState.HELD


def test_a_card_of_another_household_is_no_code(at_counter, keeper, neighbours, drawn):
    other = Card.objects.create(household=neighbours, token="o" * 20)
    with pytest.raises(no.WrongCodeGiven):
        hand_over(at_counter, other.token, actor=keeper, signed=Signed.DRAWN, signature=drawn())


def test_one_signature_is_not_shown_twice(at_counter, rich, rice, keeper, drawn):
    hand_over(at_counter, "", actor=keeper, signed=Signed.DRAWN, signature=drawn())
    again = order(rich, {rice: 1}, actor=keeper, key=key(), channel=OrderChannel.COUNTER)
    with pytest.raises(no.SignatureUsed):
        hand_over(again, "", actor=keeper, signed=Signed.DRAWN, signature=drawn())
    assert hand_over(again, "", actor=keeper, signed=Signed.DRAWN, signature=drawn(8)).proof == Proof.NONE


def test_the_act_itself_asks_for_the_signature_where_there_was_no_code(at_counter, keeper):
    for proof in (Proof.CARD, Proof.NONE):
        with pytest.raises(no.NoOwnSignature):
            hand_over_held(at_counter, actor=keeper, proof=proof, signed=Signed.PAPER)


def test_the_secret_of_a_card_stands_in_no_address(as_user, village, held, keeper, card):
    client = as_user(keeper)
    scanned = f"https://x.test/points/card/{card.token}/"
    answer = client.post(at("counter", village), {"given": scanned}, follow=True)
    passed = [path for path, _ in answer.redirect_chain] + [answer.request["QUERY_STRING"]]
    assert not any(card.token in path for path in passed)
    again = client.post(at("counter", village), {"given": scanned})
    assert f"?given={card.token}" not in again.content.decode()


# --- what works -------------------------------------------------------------------------------------


def test_with_the_code_paper_is_enough(at_counter, keeper):
    one = hand_over(at_counter, at_counter.code, actor=keeper, signed=Signed.PAPER)
    assert (one.proof, one.state) == (Proof.CODE, OrderState.HANDED)
    assert not unread_of(one.village)


def test_a_card_and_a_signature_are_enough(at_counter, keeper, card, drawn):
    one = hand_over(at_counter, card.token, actor=keeper, signed=Signed.DRAWN, signature=drawn())
    assert (one.proof, one.signature is None) == (Proof.CARD, False)
    assert not unread_of(one.village)


def test_the_slip_that_was_signed_on_paper_can_be_photographed(as_user, village, at_counter, keeper, drawn):
    client = as_user(keeper)
    address = at("counter_hand_over", village, at_counter.pk)
    assert "请领的人" in client.post(address, {"given": "", "signed": "paper"}).content.decode()
    slip = upload(saved(scene(3, (400, 300))))
    client.post(address, {"given": "", "signed": "paper", "slip": slip})
    one = Order.objects.get()
    assert (one.state, one.proof, one.signed) == ("handed", "none", "paper")
    assert one.signature is not None


def test_a_supervisor_reads_what_went_without_code_and_card(
    at_counter, keeper, supervisor, cadre, village, drawn
):
    one = hand_over(at_counter, "", actor=keeper, signed=Signed.DRAWN, signature=drawn())
    assert list(unread_of(village)) == [one]
    assert Notice.objects.filter(to=supervisor, kind="share.without_code").count() == 1
    for other in (keeper, cadre):
        with pytest.raises(NotAllowed):
            look_at(one, actor=other)
    seen = look_at(one, "签名不像本人，去问过了", actor=supervisor)
    assert (seen.looked_by, seen.looked_note) == (supervisor, "签名不像本人，去问过了")
    assert not unread_of(village)
    assert not Notice.objects.filter(to=supervisor, kind="share.without_code").unread().exists()


def test_only_what_went_without_code_is_looked_at_and_once(at_counter, held, keeper, supervisor, drawn):
    hand_over(held, held.code, actor=keeper, signed=Signed.PAPER)
    with pytest.raises(no.NothingToLookAt):
        look_at(held, actor=supervisor)
    one = hand_over(at_counter, "", actor=keeper, signed=Signed.DRAWN, signature=drawn())
    look_at(one, actor=supervisor)
    with pytest.raises(no.NothingToLookAt):
        look_at(one, actor=supervisor)


def test_a_supervisor_does_not_read_over_her_own_household(at_counter, keeper, head, make_user, drawn):
    own = make_user("own-eyes", "自家", RoleKind.SUPERVISOR, at_counter.village)
    bind_account(own, head, actor=SYSTEM)
    one = hand_over(at_counter, "", actor=keeper, signed=Signed.DRAWN, signature=drawn())
    with pytest.raises(NotAllowed):
        look_at(one, actor=own)


def test_the_page_of_the_order_shows_the_signature_and_takes_the_look(
    as_user, village, at_counter, keeper, supervisor, drawn
):
    one = hand_over(at_counter, "", actor=keeper, signed=Signed.DRAWN, signature=drawn())
    client = as_user(supervisor)
    page = client.get(at("my_order", village, one.pk)).content.decode()
    assert at("order_signature", village, one.pk) in page
    assert "没有取货码" in page
    answer = client.post(at("order_look", village, one.pk), {"note": ""})
    assert urlparse(answer.url).path == at("my_order", village, one.pk)
    assert Order.objects.get().looked_by == supervisor


def test_who_keeps_the_shop_marks_nothing_as_read(as_user, village, at_counter, keeper, drawn):
    one = hand_over(at_counter, "", actor=keeper, signed=Signed.DRAWN, signature=drawn())
    client = as_user(keeper)
    assert client.post(at("order_look", village, one.pk), {"note": ""}).status_code == 403


# --- the signature afterwards ------------------------------------------------------------------------


@pytest.fixture
def signed_for(at_counter, keeper, card, drawn):
    return hand_over(at_counter, card.token, actor=keeper, signed=Signed.DRAWN, signature=drawn())


def test_a_household_sees_the_signature_of_its_own_order(as_user, village, signed_for, resident, rich):
    person = rich.memberships.order_by("pk").first().person
    bind_account(resident, person, actor=SYSTEM)
    client, address = as_user(resident), at("order_signature", village, signed_for.pk)
    assert address in client.get(at("my_order", village, signed_for.pk)).content.decode()
    assert client.get(address)["Content-Type"] == "image/jpeg"


def test_another_household_sees_none(as_user, village, signed_for, resident):
    assert as_user(resident).get(at("order_signature", village, signed_for.pk)).status_code == 404


def test_an_order_that_nobody_signed_has_none(as_user, village, at_counter, supervisor):
    assert as_user(supervisor).get(at("order_signature", village, at_counter.pk)).status_code == 404
