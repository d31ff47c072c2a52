"""A resident's pages of points: tiles, the form, her list, one claim, what came back."""

import re

import pytest
from django.utils import timezone
from tests.media.scenes import saved, scene, upload
from tests.pointed import days_ago, queries_of

from wugong.counties.standing import standing_in
from wugong.points.claims import check, send_back
from wugong.points.models import Claim, ClaimPhoto
from wugong.registry.models import Membership

VILLAGE = "990101101201"


KEY = "5f0c1a52-6a0e-4a55-9f3b-0d1c8c7e9a11"


def text_of(answer):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def filled(**facts):
    return {"day": str(timezone.localdate()), "quantity": "1", "text": "和老李清沟", "key": KEY} | facts


class TestNew:
    def test_who_is_not_known_reads_how_to_be(self, as_user, resident):
        client = as_user(resident)
        for path in ("/points/mine/", "/points/claim/"):
            assert "还没有认出您是哪一户" in text_of(client.get(path))

    def test_a_village_without_rules_says_so(self, as_user, villager):
        assert "村里还没有积分细则" in text_of(as_user(villager).get("/points/claim/"))

    def test_tiles_show_what_a_resident_can_claim(self, as_user, villager, catalogue):
        said = text_of(as_user(villager).get("/points/claim/"))
        assert "为村里投工 每半日 5 分" in said
        assert "门前三包" not in said
        assert "扣" not in said.partition("村里评的")[0]

    @pytest.mark.parametrize("words", ["投工", "tougong", "cltg", "钓鱼"])
    def test_words_and_pinyin_find_a_tile(self, words, as_user, villager, catalogue):
        said = text_of(as_user(villager).get("/points/claim/", {"q": words}))
        assert ("为村里投工" in said) is (words != "钓鱼")

    def test_the_form_asks_for_what_the_item_needs(self, as_user, villager, catalogue):
        client = as_user(villager)
        labour = text_of(client.get("/points/claim/?item=labour"))
        assert "做了几半日" in labour
        honour = text_of(client.get("/points/claim/?item=honour-village"))
        assert "做了几" not in honour
        assert "要拍 1 张照片" in honour

    def test_it_is_claimed_and_shown(self, as_user, villager, catalogue, head):
        client = as_user(villager)
        answer = client.post("/points/claim/?item=labour", filled(quantity="2"), follow=True)
        assert answer.redirect_chain == [("/points/mine/", 302)]
        said = text_of(answer)
        assert "按细则 10 分" in said
        assert "为村里投工 +10 待初核" in said
        assert Claim.everywhere.get().person == head

    def test_sent_twice_it_is_there_once(self, as_user, villager, catalogue):
        client = as_user(villager)
        for _ in range(2):
            assert client.post("/points/claim/?item=labour", filled()).status_code == 302
        assert Claim.everywhere.count() == 1

    def test_what_is_refused_stays_filled_in(self, as_user, villager, catalogue):
        answer = as_user(villager).post("/points/claim/?item=labour", filled(day=str(days_ago(-1))))
        said = answer.content.decode()
        assert "还没有到" in said
        assert "和老李清沟" in said
        assert f'value="{KEY}"' in said

    def test_a_key_that_a_list_would_have_is_not_taken(self, as_user, villager, catalogue):
        assert as_user(villager).post("/points/claim/?item=labour", filled(key="chain:1")).status_code == 200
        assert not Claim.everywhere.exists()

    def test_a_photo_is_kept_and_shown_to_the_household(self, as_user, villager, catalogue):
        client = as_user(villager)
        photo = upload(saved(scene(1)))
        client.post("/points/claim/?item=labour", filled(photos=photo, text=""))
        row = ClaimPhoto.everywhere.get()
        assert client.get(f"/points/claims/{row.claim_id}/photos/{row.photo_id}/").status_code == 200
        assert client.get(f"/points/claims/{row.claim_id}/photos/{row.claim_id}/").status_code == 404

    def test_the_household_is_asked_only_where_there_are_two(
        self, as_user, villager, catalogue, neighbours, bound
    ):
        client = as_user(villager)
        assert "为哪一户报" not in client.get("/points/claim/").content.decode()
        bound(villager, Membership.everywhere.get(household=neighbours).person, is_self=False)
        assert "为哪一户报" in client.get("/points/claim/").content.decode()
        client.post(f"/points/claim/?home={neighbours.pk}&item=labour", filled())
        assert Claim.everywhere.get().household == neighbours


class TestOne:
    def test_a_stranger_is_refused(self, as_user, claimed, make_user):
        assert as_user(make_user("stranger")).get(f"/points/claims/{claimed.pk}/").status_code == 403

    def test_it_says_how_the_points_come_about(self, as_user, claimed, villager):
        said = text_of(as_user(villager).get(f"/points/claims/{claimed.pk}/"))
        assert "为村里投工：1 半日，每半日 5 分，得 5 分" in said
        assert "村民代表会议第 1 号决议" in said

    def test_it_is_taken_back(self, as_user, claimed, villager):
        said = text_of(as_user(villager).post(f"/points/claims/{claimed.pk}/withdraw/", follow=True))
        assert "已撤回" in said

    def test_what_came_back_is_answered(self, as_user, claimed, villager, cadre, county):
        with standing_in(county):
            send_back(claimed, actor=cadre, reason="哪一段沟？")
        client = as_user(villager)
        assert "哪一段沟？" in text_of(client.get(f"/points/claims/{claimed.pk}/"))
        empty = client.post(f"/points/claims/{claimed.pk}/answer/", {"text": ""})
        assert "还差 1 处" in text_of(empty)
        said = text_of(client.post(f"/points/claims/{claimed.pk}/answer/", {"text": "桥头"}, follow=True))
        assert "待初核" in said

    def test_the_supervisor_reads_it_with_the_name_masked(self, as_user, claimed, supervisor):
        said = text_of(as_user(supervisor).get(f"/points/claims/{claimed.pk}/"))
        assert "陈×国" in said
        assert "属实，通过" not in said

    def test_the_cadre_checks_it(self, as_user, claimed, cadre):
        client = as_user(cadre)
        assert "属实，通过" in text_of(client.get(f"/points/claims/{claimed.pk}/"))
        client.post(f"/points/claims/{claimed.pk}/check/", {"step": "check"})
        assert Claim.everywhere.get().state == "checked"

    def test_refusing_needs_a_reason(self, as_user, claimed, cadre):
        client = as_user(cadre)
        answer = client.post(f"/points/claims/{claimed.pk}/check/", {"step": "refuse", "reason": ""})
        assert "请写明原因" in text_of(answer)
        client.post(f"/points/claims/{claimed.pk}/check/", {"step": "refuse", "reason": "那天没有"})
        assert Claim.everywhere.get().state == "refused"

    def test_sending_back_is_told(self, as_user, claimed, cadre):
        as_user(cadre).post(f"/points/claims/{claimed.pk}/check/", {"step": "back", "reason": "哪一段？"})
        assert Claim.everywhere.get().state == "sent_back"

    def test_her_own_she_is_told_to_leave_to_another(self, as_user, claimed, cadre, bound, spouse):
        bound(cadre, spouse)
        said = text_of(as_user(cadre).get(f"/points/claims/{claimed.pk}/"))
        assert "要由另一位干部来核" in said
        assert "属实，通过" not in said

    @pytest.mark.parametrize("path", ["withdraw", "answer", "check"])
    def test_nothing_is_done_to_what_is_not_there(self, path, as_user, cadre):
        nowhere = "00000000-0000-7000-8000-000000000000"
        assert as_user(cadre).post(f"/points/claims/{nowhere}/{path}/").status_code == 404

    def test_after_the_check_nobody_checks_again(self, as_user, claimed, cadre, county):
        with standing_in(county):
            check(claimed, actor=cadre)
        assert "属实，通过" not in text_of(as_user(cadre).get(f"/points/claims/{claimed.pk}/"))


def test_three_claims_cost_as_much_as_one(as_user, villager, family, make_claim):
    client = as_user(villager)
    make_claim(family)
    client.get("/points/mine/")
    one = queries_of(client, "/points/mine/")
    for _ in range(2):
        make_claim(family)
    assert queries_of(client, "/points/mine/") == one
