"""Fields that must differ: refused at the opening, at a move, and where they are filled in."""

from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from PIL import Image
from tests.mattered import wish

from wugong.matters.moving import move
from wugong.matters.notes import fill
from wugong.matters.openings import open_matter
from wugong.matters.refusals import FactsAmiss

pytestmark = pytest.mark.django_db
BOTH = {"opener-one": "王小梅", "opener-two": "王小梅"}
TWO = {"opener-one": "王小梅", "opener-two": "李大海"}


def drawn() -> ContentFile:
    into = BytesIO()
    Image.new("RGB", (64, 48), "white").save(into, "PNG")
    return ContentFile(into.getvalue(), "name.png")


@pytest.fixture
def put(here, village, resident):
    """Return who puts a paper into the box."""

    def putting(**facts):
        asked = wish(village, register="feedback-box", title="井盖松了", facts=facts)
        return open_matter(asked, actor=resident).matter

    return putting


def test_who_opens_a_box_with_herself_is_refused_at_the_field(put):
    with pytest.raises(FactsAmiss, match="“开箱人之二”和“开箱人之一”要是两个人，请填另一个人") as refused:
        put(**BOTH)
    assert list(refused.value.by_field) == ["opener-two"]


def test_two_may_be_written_down(put):
    assert put(**TWO).facts == TWO


def test_one_alone_is_held_against_nothing(put):
    assert put(**{"opener-one": "王小梅"}).state == "received"


def test_a_move_with_the_same_person_twice_is_refused(put, cadre):
    matter = put()
    with pytest.raises(FactsAmiss, match="要是两个人"):
        move(matter, "open", actor=cadre, facts=BOTH, signature=drawn())
    matter.refresh_from_db()
    assert matter.state == "received"


def test_a_move_by_two_goes_on(put, cadre):
    assert move(put(), "open", actor=cadre, facts=TWO, signature=drawn()).target == "recorded"


def test_filling_in_the_same_person_is_refused(put, cadre):
    matter = put(**{"opener-one": "王小梅"})
    with pytest.raises(FactsAmiss, match="要是两个人"):
        fill(matter, {"opener-two": "王 小梅"}, actor=cadre)


def test_filling_in_another_person_is_taken(put, cadre):
    matter = put(**{"opener-one": "王小梅"})
    fill(matter, {"opener-two": "李大海"}, actor=cadre)
    matter.refresh_from_db()
    assert matter.facts == TWO
