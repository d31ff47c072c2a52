"""The words of a place's bulletins: the usual ones, its own, and the ones before kept."""

from dataclasses import replace

import pytest
from tests.cast import place
from tests.publish.conftest import RUN, bulletin_of

from wugong.access.refusals import NotAllowed
from wugong.accounts.models import User
from wugong.audit.models import Record
from wugong.counties.actors import SYSTEM
from wugong.counties.models import County
from wugong.places.models import Place
from wugong.publish import refusals
from wugong.publish.models import Wording
from wugong.publish.notice_periods import APPRAISAL_BULLETIN as KIND
from wugong.publish.postings import post
from wugong.publish.queries import Words, wording_for
from wugong.publish.wording import set_wording

pytestmark = pytest.mark.django_db
OWN = Words("环境卫生通报", "枫林镇人居环境专班", "0700-6120018", "镇政府一楼", "请提意见。", "brief")


@pytest.mark.parametrize(
    ("code", "name", "organ"),
    [
        ("990101103", "河东街道", "河东街道办事处"),
        ("990101104", "白石乡", "白石乡人民政府"),
        ("990101104201", "大塘村", "大塘村村民委员会"),
        ("990101104202", "塘边社区", "塘边社区居民委员会"),
    ],
)
def test_usual_words_follow_from_the_name(code: str, name: str, organ: str, county: County) -> None:
    if len(code) == 12:
        place(county, code[:9], "白石乡")
    words = wording_for(place(county, code, name), KIND)
    assert (words.organ, words.where, words.heading) == (organ, organ, "人居环境考核通报")
    assert (words.phone, words.table) == ("", "full")
    assert "15 天内答复" in words.closing


def test_only_who_prepares_sets_the_words(town: Place, town_approver: User) -> None:
    with pytest.raises(NotAllowed):
        set_wording(town, KIND, OWN, actor=town_approver)
    assert not Wording.objects.exists()


@pytest.mark.parametrize(
    ("field", "label"), [("heading", "标题"), ("organ", "落款单位"), ("closing", "公示说明")]
)
def test_what_every_bulletin_needs_is_not_left_out(field: str, label: str, town: Place) -> None:
    with pytest.raises(refusals.NoWords, match=f"“{label}”不能空着"):
        set_wording(town, KIND, replace(OWN, **{field: " "}), actor=SYSTEM)


def test_words_pass_the_gate(town: Place) -> None:
    with pytest.raises(refusals.Personal, match="公示说明有手机号"):
        set_wording(town, KIND, replace(OWN, closing="打 13812345678"), actor=SYSTEM)


def test_words_that_no_poster_can_show_are_refused_at_once(town: Place) -> None:
    with pytest.raises(refusals.NotPrintable, match=r"公示说明里的“\U0001f600”（U\+1F600）"):
        set_wording(town, KIND, replace(OWN, closing="请提意见\U0001f600"), actor=SYSTEM)
    assert not Wording.objects.exists()


def test_office_may_be_called_on_a_mobile(town: Place) -> None:
    assert set_wording(town, KIND, replace(OWN, phone="13812345678"), actor=SYSTEM).phone == "13812345678"


def test_unknown_kind_is_refused(town: Place) -> None:
    with pytest.raises(refusals.UnknownKind):
        set_wording(town, "poem", OWN, actor=SYSTEM)


def test_own_words_hold_at_the_place_and_nowhere_else(
    town: Place, other_town: Place, town_officer: User
) -> None:
    row = set_wording(town, KIND, OWN, actor=town_officer)
    assert wording_for(town, KIND) == OWN
    assert wording_for(other_town, KIND).organ == "白石镇人民政府"
    assert (row.set_by, str(row)) == (town_officer.pk, "环境卫生通报")
    assert "考核通报的文字" in str(Record.objects.get(act="publish.wording_set"))


def test_later_words_take_the_place_of_earlier_ones_which_are_kept(town: Place) -> None:
    first = set_wording(town, KIND, OWN, actor=SYSTEM)
    set_wording(town, KIND, replace(OWN, phone=""), actor=SYSTEM)
    assert wording_for(town, KIND).phone == ""
    first.refresh_from_db()
    assert first.ended_at is not None
    assert Wording.objects.count() == 2


def test_same_words_again_change_nothing(town: Place) -> None:
    first = set_wording(town, KIND, OWN, actor=SYSTEM)
    assert set_wording(town, KIND, OWN, actor=SYSTEM) == first
    assert Record.objects.filter(act="publish.wording_set").count() == 1


def test_what_hangs_keeps_its_words(town: Place) -> None:
    posting = post(town, KIND, RUN, bulletin_of(), actor=SYSTEM)
    set_wording(town, KIND, OWN, actor=SYSTEM)
    posting.refresh_from_db()
    assert (posting.bulletin.heading, str(posting)) == ("人居环境季度通报", "2026年一季度人居环境季度通报")
