"""Pages of catalogues: for everybody what gives points; at the desk a draft, its faults, its replay, its adoption."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from tests.points.test_pools import opened

from wugong.points.forms import catalogues as forms
from wugong.points.models import Adoption, Claim
from wugong.points.replays import replay_of
from wugong.points.states import ClaimState
from wugong.rules.points_catalogue import catalogue_text, read_catalogue

TODAY = timezone.localdate()
STARTER = catalogue_text("starter")
DECIDED = {"decision": "村民代表会议第 3 次", "decided_on": f"{TODAY}", "since": f"{TODAY}", "adopt": "1"}


def text(answer):
    return answer.content.decode()


@pytest.fixture
def desk(here, village, cadre, as_user):
    return as_user(cadre)


@pytest.fixture
def draft(here, village):
    return reverse("points_adopt", args=[village.code])


@pytest.fixture
def public(here, village):
    return reverse("points_catalogue", args=[village.code])


def test_a_village_without_a_catalogue_says_so(client, public):
    assert "还没有积分细则" in text(client.get(public))


def test_everybody_reads_what_gives_points(client, public, catalogue):
    page = text(client.get(public))
    for said in ("到会议事", "每半日 5 分", "每户每月 4 次", "每月 60 分", "村民代表会议第 1 号决议"):
        assert said in page


def test_in_english_a_cap_is_of_a_month(client, public, catalogue):
    client.cookies["django_language"] = "en"
    assert "4 times per household per month" in text(client.get(public))


def test_a_word_finds_items(client, public, catalogue):
    page = text(client.get(public, {"q": "巡逻"}))
    assert "参加夜间巡逻" in page
    assert "到会议事" not in page
    assert "没有找到" in text(client.get(public, {"q": "无此项"}))


def test_what_was_adopted_is_listed(desk, village, catalogue):
    page = text(desk.get(reverse("points_rules", args=[village.code])))
    for said in ("现行", catalogue.digest[:16], "试算和启用"):
        assert said in page


def test_a_supervisor_reads_and_adopts_nothing(here, village, supervisor, as_user):
    page = text(as_user(supervisor).get(reverse("points_rules", args=[village.code])))
    assert "还没有启用细则" in page
    assert "试算和启用" not in page


def test_a_bundled_one_stands_in_the_box(desk, draft):
    assert "catalogue: hygiene" in text(desk.get(draft, {"source": "hygiene"}))
    assert "catalogue: starter" in text(desk.get(draft))


def test_the_one_in_force_stands_in_the_box(desk, draft, village, make_adoption):
    make_adoption(village, catalogue_text("volunteer"), TODAY)
    assert "catalogue: volunteer" in text(desk.get(draft))


def test_a_clean_draft_is_adopted(desk, draft):
    assert "没有查到不能写的内容" in text(desk.post(draft, {"text": STARTER}))
    assert Adoption.objects.count() == 0
    assert "已启用" in text(desk.post(draft, {"text": STARTER, **DECIDED}, follow=True))
    assert Adoption.objects.get().digest


def test_a_draft_with_what_must_not_be_said_is_shown_where_and_why(desk, draft):
    banned = STARTER.replace("到会议事", "不越级上访")
    page = text(desk.post(draft, {"text": banned, **DECIDED}))
    for said in ("第 ", "依据", "可以改成", "不越级上访"):
        assert said in page
    assert Adoption.objects.count() == 0


@pytest.mark.parametrize(
    ("given", "says"), [("catalogue: [", "第 "), ("x" * 60_001, "60000"), ("", "请贴上细则全文")]
)
def test_a_text_that_is_no_catalogue(desk, draft, given, says):
    assert says in text(desk.post(draft, {"text": given}))


def test_a_file_takes_the_place_of_the_text(desk, draft):
    file = SimpleUploadedFile("细则.yaml", catalogue_text("hygiene").encode())
    page = text(desk.post(draft, {"text": "", "file": file}))
    assert "catalogue: hygiene" in page
    assert "没有查到不能写的内容" in page


@pytest.mark.parametrize(("data", "says"), [(b"\xff\xfe\x00", "不是 UTF-8"), (b"12345", "太大")])
def test_a_file_that_is_none(desk, draft, monkeypatch, data, says):
    monkeypatch.setattr(forms, "LARGEST", 4)
    assert says in text(desk.post(draft, {"text": "", "file": SimpleUploadedFile("细则.yaml", data)}))


def test_a_day_that_is_taken_is_said_at_the_form(desk, draft, village, make_adoption):
    make_adoption(village, STARTER, TODAY)
    assert "已经有一份自" in text(desk.post(draft, {"text": STARTER, **DECIDED}))


# --- Replay -------------------------------------------------------------------------------------


@pytest.fixture
def decided(claimed):
    Claim.objects.filter(pk=claimed.pk).update(points=5, state=ClaimState.DECIDED)
    return claimed


def test_nothing_to_replay(here, village, claimed):
    assert replay_of(village, read_catalogue(STARTER)) is None


def test_a_draft_beside_what_was_given_in_points_and_money(here, village, decided):
    opened(village, 100_00, 200)
    dearer = read_catalogue(
        STARTER.replace(
            "title: 为村里投工\n    category: labour\n    points: 5",
            "title: 为村里投工\n    category: labour\n    points: 8",
        )
    )
    found = replay_of(village, dearer)
    assert (found.before, found.after, found.short, found.differing) == (10_00, 16_00, 0, 1)
    assert [row.title for row in found.households] == ["0101"]


def test_a_draft_beyond_the_money_says_what_lacks(desk, draft, village, decided):
    opened(village, 6_00, 200)
    page = text(desk.post(draft, {"text": STARTER}))
    assert "照草案一年还差 4.00 元" in page


def test_a_draft_within_the_money(desk, draft, village, decided):
    opened(village)
    page = text(desk.post(draft, {"text": catalogue_text("hygiene")}))
    assert "草案里没有" in page
    assert "哪些户会变" in page
