"""A resident's report, as a form and from the outbox of a phone: refused with its reason, opened once."""

import io
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image
from tests.mattered import wish

from wugong.access.refusals import NotAllowed
from wugong.audit.models import Record
from wugong.counties.actors import SYSTEM
from wugong.counties.standing import standing_in
from wugong.matters.models import Asker, Evidence, Matter, Step
from wugong.matters.moving import move
from wugong.matters.openings import open_matter
from wugong.matters.states import Shown

PAGE = "/matters/report/"
SEND = "/matters/report/send/resident-report/"
JSON = {"HTTP_ACCEPT": "application/json"}
SCRIPT = b"<script>alert(1)</script>"


def photo(width=60, height=40, comment=b"", name="lamp.jpg"):
    into = io.BytesIO()
    Image.effect_noise((width, height), 60).save(into, "JPEG", comment=comment)
    return SimpleUploadedFile(name, into.getvalue(), "image/jpeg")


def bomb():
    """A picture of 10,000 × 10,000 px that is a few hundred kilobytes on the way."""
    into = io.BytesIO()
    Image.new("1", (10_000, 10_000)).save(into, "PNG")
    return SimpleUploadedFile("big.png", into.getvalue(), "image/png")


@pytest.fixture
def said(village, resident):
    """Return what the form of the resident carries."""

    def made(**facts):
        plain = {"text": "路灯不亮。夜里有人摔跤", "place": village.code, "key": str(uuid4())}
        return plain | {"by": str(resident.pk), "shown": "masked"} | facts

    return made


@pytest.fixture
def me(client, as_user, resident):
    """The resident's browser."""
    as_user(resident)
    return client


def sent(client, facts):
    return client.post(SEND, facts, **JSON)


class TestRefused:
    def test_nothing_said(self, me, said):
        page = me.post(PAGE, said(text=""))
        assert "写一句，或者录一段话" in page.content.decode()
        assert not Matter.everywhere.exists()

    def test_a_phone_number_in_the_text(self, me, said):
        answer = sent(me, said(text="路灯不亮，打我电话13812345678"))
        assert "手机号" in answer.json()["sentence"]

    def test_a_place_that_was_not_offered(self, me, said, other_town_village):
        assert sent(me, said(place=other_town_village.code)).status_code == 422

    def test_a_file_that_is_no_photo(self, me, said):
        file = SimpleUploadedFile("lamp.jpg", b"no picture at all", "image/jpeg")
        answer = sent(me, said(photos=[file]))
        assert answer.status_code == 422
        assert "这个文件不是照片" in answer.json()["sentence"]

    def test_a_photo_of_ten_thousand_by_ten_thousand(self, me, said):
        answer = sent(me, said(photos=[bomb()]))
        assert answer.status_code == 422
        assert "万像素" in answer.json()["sentence"]

    def test_a_script_in_the_metadata_of_a_photo(self, me, said):
        answer = sent(me, said(photos=[photo(comment=SCRIPT)]))
        assert answer.status_code == 422
        assert "夹带了别的文件" in answer.json()["sentence"]
        assert not Matter.everywhere.exists()

    def test_more_photos_than_the_register_takes(self, me, said):
        answer = sent(me, said(photos=[photo(60 + n) for n in range(4)]))
        assert "最多交 3 张" in answer.json()["sentence"]

    def test_a_session_that_ended_is_told_to_sign_in(self, client, said):
        answer = sent(client, said())
        assert (answer.status_code, answer.json()["code"]) == (401, "matters.sign_in_to_send")
        assert not Matter.everywhere.exists()

    def test_before_sending_the_phone_learns_that_the_session_ended(self, client, resident):
        assert client.get(f"{SEND}?by={resident.pk}", **JSON).status_code == 401

    def test_what_another_account_wrote(self, client, as_user, said, cadre):
        as_user(cadre)
        assert sent(client, said()).json()["code"] == "matters.another_account"

    def test_a_form_without_token(self, resident, said):
        guarded = Client(enforce_csrf_checks=True)
        guarded.force_login(resident)
        answer = sent(guarded, said())
        assert (answer.status_code, answer.json()["code"]) == (403, "web.403")

    def test_a_register_that_residents_do_not_open(self, me, village):
        assert me.get("/matters/report/supervision-order/").status_code == 404

    def test_a_register_that_nobody_has(self, me, village):
        assert me.get("/matters/report/no-such-thing/").status_code == 404

    def test_without_account_a_register_that_asks_for_one_leads_to_the_door(self, client, village):
        assert client.get("/matters/report/dispute/").status_code in {302, 404}

    def test_several_counties_and_none_named(self, client, county, other_county):
        assert client.get(PAGE).status_code == 404


class TestOpened:
    def test_the_form_leads_to_the_number(self, me, said):
        page = me.post(PAGE, said(), follow=True)
        assert page.redirect_chain == [("/matters/report/done/", 302)]
        [matter] = Matter.everywhere.all()
        assert f"{matter.number[:2]}-{matter.number[2:6]}-{matter.number[6:]}" in page.content.decode()
        assert (matter.title, matter.channel) == ("路灯不亮", "phone")

    def test_the_same_outbox_five_times_is_one_matter(self, me, said):
        facts = said()
        answers = [sent(me, facts).json() for _ in range(5)]
        assert len({one["number"] for one in answers}) == 1
        assert [one["again"] for one in answers] == [False, True, True, True, True]
        assert Matter.everywhere.count() == 1

    def test_photos_are_encoded_anew_and_lie_with_the_first_line(self, me, said):
        sent(me, said(photos=[photo(900, 700)]))
        [evidence] = Evidence.everywhere.select_related("photo")
        assert evidence.photo.bytes <= 200_000

    def test_a_point_chosen_on_the_map(self, me, said):
        sent(me, said(latitude="27.512345", longitude="111.234567"))
        matter = Matter.everywhere.get()
        assert (str(matter.latitude), str(matter.longitude)) == ("27.512345", "111.234567")

    def test_shown_as_she_chose(self, me, said):
        sent(me, said(shown="anonymous"))
        assert Asker.everywhere.get().shown == Shown.ANONYMOUS

    def test_a_long_text_has_a_short_title(self, me, said):
        sent(me, said(text="桥" * 80))
        assert Matter.everywhere.get().title == "桥" * 39 + "…"

    def test_the_token_for_a_page_opened_without_network(self, resident, said):
        guarded = Client(enforce_csrf_checks=True)
        guarded.force_login(resident)
        token = guarded.get(f"{SEND}?by={resident.pk}", **JSON).json()["token"]
        assert guarded.post(SEND, said(), HTTP_X_CSRFTOKEN=token, **JSON).status_code == 200


class TestWithoutAccount:
    def told(self, client, village, **facts):
        plain = {"text": "水管漏水", "place": village.code, "key": str(uuid4()), "at": village.code}
        return client.post(f"{SEND}?at={village.code}", plain | facts, **JSON).json()

    def test_one_chooses_town_then_village(self, client, village, town):
        assert f"?at={town.code}" in client.get(PAGE).content.decode()
        assert f"?at={village.code}" in client.get(f"{PAGE}?at={town.code}").content.decode()

    def test_a_code_is_given_to_follow_it_by(self, client, village):
        told = self.told(client, village)
        assert len(told["code"]) == 6
        page = client.post("/matters/follow/", {"number": told["number"], "code": told["code"]}, follow=True)
        assert "水管漏水" in page.content.decode()
        assert "不报了" in page.content.decode()

    def test_in_one_of_several_counties(self, client, village, far_village):
        told = self.told(client, far_village)
        with standing_in(far_village.county):
            assert Matter.objects.get().place_id == far_village.pk
        assert told["number"]

    def test_a_wrong_code_opens_nothing(self, client, village):
        told = self.told(client, village)
        wrong = f"{(int(told['code']) + 1) % 1_000_000:06d}"
        page = client.post("/matters/follow/", {"number": told["number"], "code": wrong})
        assert "errs" in page.content.decode()

    def test_who_follows_may_withdraw(self, client, village):
        told = self.told(client, village)
        client.post("/matters/follow/", {"number": told["number"], "code": told["code"]})
        number = told["number"].replace("-", "")
        client.post(reverse("matter_answer", args=[number]), {"move": "withdraw", "seen": "reported"})
        assert Matter.everywhere.get().state == "withdrawn"
        step, record = Step.everywhere.get(kind="moved"), Record.everywhere.get(act="matters.moved_by_code")
        assert (step.by_id, step.facts["role"], record.actor) == (None, "asker", None)
        assert "提出人（凭查询码）" in client.get(reverse("matter", args=[number])).content.decode()

    def test_a_code_opens_no_step_of_the_desk(self, county, village, cadre):
        with standing_in(county):
            matter = open_matter(wish(village), actor=SYSTEM).matter
            with pytest.raises(NotAllowed, match="提出的人"):
                move(matter, "accept", actor=SYSTEM, by_code=True, facts={"grade": "simple"})
