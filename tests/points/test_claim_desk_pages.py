"""The village's desk of points: the first check of many, list, chain, table, events and cards on screen."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from tests.pointed import queries_of

from wugong.access.roles import RoleKind
from wugong.counties.standing import standing_in
from wugong.points.cards import issue_cards, replace_card
from wugong.points.events import make_event
from wugong.points.models import Card, Claim, Event, SignIn

DESK = "/desk/990101101201/points/"


@pytest.fixture
def today():
    return str(timezone.localdate())


@pytest.fixture
def event(county, village, catalogue, cadre):
    with standing_in(county):
        return make_event(village, "月末议事会", "meeting", timezone.localdate(), actor=cadre)


@pytest.fixture
def cards(county, homes, cadre):
    with standing_in(county):
        return issue_cards(homes, actor=cadre)


def text_of(answer):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


class TestChecking:
    def test_a_town_has_no_such_desk(self, as_user, town_officer, town):
        assert as_user(town_officer).get("/desk/990101101/points/").status_code == 404

    def test_it_shows_what_waits_and_where_to_go(self, as_user, cadre, claimed):
        said = text_of(as_user(cadre).get(DESK))
        assert "为村里投工 +5 待初核" in said
        assert "陈建国" in said
        assert "贴接龙" in said

    def test_the_supervisor_reads_masked_and_checks_nothing(self, as_user, supervisor, claimed):
        client = as_user(supervisor)
        said = text_of(client.get(DESK))
        assert "陈×国" in said
        assert "初核通过" not in said
        assert "贴接龙" not in said
        assert client.post(DESK, {"claim": [str(claimed.pk)]}).status_code == 403

    def test_those_ticked_pass(self, as_user, cadre, homes, make_claim):
        one, _ = make_claim(homes[0]), make_claim(homes[1])
        said = text_of(as_user(cadre).post(DESK, {"claim": [str(one.pk)]}, follow=True))
        assert "1 件初核通过" in said
        states = Claim.everywhere.values_list("state", flat=True)
        assert sorted(states) == ["checked", "claimed"]

    def test_nothing_ticked_is_said(self, as_user, cadre, claimed):
        assert as_user(cadre).post(DESK).status_code == 400

    def test_her_own_are_marked(self, as_user, cadre, family, make_claim):
        make_claim(family, actor=cadre)
        said = text_of(as_user(cadre).get(DESK))
        assert "回避" in said

    def test_other_states_are_a_touch_away(self, as_user, cadre, claimed, county):
        client = as_user(cadre)
        client.post(DESK, {"claim": [str(claimed.pk)]})
        assert "为村里投工" in text_of(client.get(DESK, {"state": "checked"}))
        assert "这里没有申报" in text_of(client.get(DESK, {"state": "claimed"}))
        assert client.get(DESK, {"state": "nonsense"}).status_code == 200

    def test_three_claims_cost_as_much_as_one(self, as_user, cadre, homes, make_claim):
        client = as_user(cadre)
        make_claim(homes[0])
        client.get(DESK)
        one = queries_of(client, DESK)
        for home in homes[1:3]:
            make_claim(home)
        assert queries_of(client, DESK) == one


class TestBatch:
    def given(self, homes, today, **facts):
        keys = [str(home.pk) for home in homes]
        facts = {"item": "labour", "day": today, "quantity": "1", "text": "签到表在村部"} | facts
        return {"home": keys, "key": "5f0c1a52-6a0e-4a55-9f3b-0d1c8c7e9a12", **facts}

    def test_without_rules_it_says_what_to_do_first(self, as_user, cadre):
        answer = as_user(cadre).get(f"{DESK}batch/")
        assert answer.status_code == 400
        assert "先在积分管理里启用" in text_of(answer)

    def test_all_ticked_are_claimed_once(self, as_user, cadre, catalogue, homes, today):
        client = as_user(cadre)
        for _ in range(2):
            answer = client.post(f"{DESK}batch/", self.given(homes[:3], today), follow=True)
        assert Claim.everywhere.count() == 3
        assert "3 户次以前报过" in text_of(answer)

    def test_nobody_ticked_is_said_and_the_rest_kept(self, as_user, cadre, catalogue, homes, today):
        said = as_user(cadre).post(f"{DESK}batch/", self.given([], today)).content.decode()
        assert "请至少选一个" in said
        assert "签到表在村部" in said

    def test_who_is_left_out_is_named(self, as_user, cadre, catalogue, homes, make_claim, today):
        for _ in range(4):
            make_claim(homes[0], quantity=2)
        said = text_of(as_user(cadre).post(f"{DESK}batch/", self.given(homes[:2], today), follow=True))
        assert "报上 1 户次" in said
        assert "0201 户没有报：这次没有分可记" in said

    def test_a_household_of_another_village_is_not_claimed_for(
        self, as_user, cadre, catalogue, make_household, neighbour_village, today
    ):
        other = make_household(neighbour_village, "1")
        as_user(cadre).post(f"{DESK}batch/", self.given([other], today))
        assert not Claim.everywhere.exists()

    def test_names_are_found_by_first_letters(self, as_user, cadre, catalogue, homes):
        said = text_of(as_user(cadre).get(f"{DESK}batch/", {"q": "wxm"}))
        assert "王小明" in said
        assert "张三" not in said

    @pytest.mark.parametrize("path", ["batch/", "cards/", "cards/sheet/"])
    def test_more_households_cost_as_much_as_few(
        self, path, as_user, cadre, catalogue, cards, make_household, village
    ):
        client = as_user(cadre)
        client.get(f"{DESK}{path}")
        few = queries_of(client, f"{DESK}{path}")
        for number in range(3):
            make_household(village, f"03{number}")
        assert queries_of(client, f"{DESK}{path}") == few

    def test_more_events_and_sign_ins_cost_as_much_as_one(
        self, as_user, cadre, event, homes, county, village
    ):
        client, path = as_user(cadre), f"{DESK}events/{event.pk}/"
        client.get(path)
        before = queries_of(client, path), queries_of(client, f"{DESK}events/")
        client.post(path, {"home": [str(home.pk) for home in homes], "shown": []})
        client.get(path)
        with standing_in(county):
            for _ in range(2):
                make_event(village, "会", "meeting", timezone.localdate(), actor=cadre)
        assert (queries_of(client, path), queries_of(client, f"{DESK}events/")) == before

    def test_a_grid_keeper_claims_in_the_group(
        self, as_user, make_user, group, catalogue, make_household, homes, today
    ):
        home = make_household(group, "0301")
        client = as_user(make_user("keeper", "余帮", RoleKind.GRID_KEEPER, group))
        path = "/desk/99010110120101/points/batch/"
        assert client.get(f"{DESK}batch/").status_code == 403
        said = text_of(client.get(path))
        assert "0301" in said
        assert "0201" not in said
        assert "乱倒垃圾" not in said
        answer = client.post(path, self.given([home, homes[0]], today), follow=True)
        assert answer.redirect_chain == [(path, 302)]
        assert Claim.everywhere.get().household == home

    def test_the_town_claims_for_nobody(self, as_user, town_officer, catalogue):
        assert as_user(town_officer).get(f"{DESK}batch/").status_code == 403


class TestChain:
    def given(self, today, **facts):
        facts = {"chain": "#接龙\n1. 张三\n2. 小明\n3. 钱多多", "item": "labour"} | facts
        return {"day": today, "quantity": "1", "text": "", "step": "look"} | facts

    def test_a_look_writes_nothing_and_asks(self, as_user, cadre, catalogue, homes, today):
        said = text_of(as_user(cadre).post(f"{DESK}chain/", self.given(today)))
        assert "能报 1 户次，共 5 分" in said
        assert "还有 1 行认不准" in said
        assert "没有认出是谁" in said
        assert not Claim.everywhere.exists()

    def test_a_choice_is_kept_through_another_look_and_claimed(self, as_user, cadre, catalogue, homes, today):
        client = as_user(cadre)
        page = client.post(f"{DESK}chain/", self.given(today)).content.decode()
        [(line, choice)] = re.findall(r'name="(line-\d+)" value="([^"]+)"', page)
        again = client.post(f"{DESK}chain/", self.given(today, **{line: choice}))
        assert "能报 2 户次" in text_of(again)
        assert re.findall(r'name="(line-\d+)" value="([^"]+)"', again.content.decode()) == [(line, choice)]
        done = client.post(f"{DESK}chain/", self.given(today, step="claim", **{line: choice}), follow=True)
        assert "报上 2 户次，共 10 分" in text_of(done)

    def test_a_chain_that_names_nobody_is_refused(self, as_user, cadre, catalogue, homes, today):
        answer = as_user(cadre).post(f"{DESK}chain/", self.given(today, chain="1. 钱多多", step="claim"))
        assert "请至少选一个" in text_of(answer)

    def test_names_are_escaped(self, as_user, cadre, catalogue, homes, today):
        answer = as_user(cadre).post(f"{DESK}chain/", self.given(today, chain="1. <script>x</script>"))
        assert b"<script>x" not in answer.content


class TestTable:
    def test_the_template_comes(self, as_user, cadre, catalogue, homes):
        answer = as_user(cadre).get(f"{DESK}table/template/")
        assert answer.content[:2] == b"PK"
        assert "filename*=UTF-8''" in answer["Content-Disposition"]

    def hand_in(self, client, *rows):
        lines = ["户号,项目,日期,说明", *rows]
        file = SimpleUploadedFile("申报.csv", "\n".join(lines).encode())
        return client.post(f"{DESK}table/", {"table": file}, follow=True)

    def test_no_file_is_said(self, as_user, cadre, catalogue):
        assert "请选“填好的表格”" in text_of(as_user(cadre).post(f"{DESK}table/"))

    def test_bad_cells_are_named(self, as_user, cadre, catalogue, homes, today):
        said = text_of(self.hand_in(as_user(cadre), f"0201,labour,{today},", f"9,labour,{today},工票"))
        assert "什么都没有写入" in said
        assert "第 3 行，户号 列" in said
        assert not Claim.everywhere.exists()

    def test_a_good_one_is_claimed(self, as_user, cadre, catalogue, homes, today):
        said = text_of(self.hand_in(as_user(cadre), f"0201,labour,{today},工票"))
        assert "报上 1 户次" in said


class TestEvents:
    def test_one_is_made(self, as_user, cadre, catalogue, today):
        facts = {"title": "清沟渠", "item": "labour", "day": today, "quantity": "1"}
        answer = as_user(cadre).post(f"{DESK}events/", facts, follow=True)
        assert "已到 0 户" in text_of(answer)
        assert Event.everywhere.get().title == "清沟渠"

    def test_those_ticked_came_and_those_unticked_did_not(self, as_user, cadre, event, homes):
        client, path = as_user(cadre), f"{DESK}events/{event.pk}/"
        keys = [str(home.pk) for home in homes]
        client.post(path, {"home": keys[:3], "shown": keys})
        said = text_of(client.post(path, {"home": keys[:2], "shown": keys[1:3]}, follow=True))
        assert "新到 0 户，划去 1 户" in said
        assert SignIn.everywhere.count() == 2

    def test_closed_it_becomes_claims(self, as_user, cadre, event, homes):
        client, path = as_user(cadre), f"{DESK}events/{event.pk}/"
        client.post(path, {"home": [str(homes[0].pk)], "shown": []})
        said = text_of(client.post(f"{path}close/", follow=True))
        assert "报上 1 户次" in said
        assert "已经结束" in text_of(client.get(path))
        assert "已结束" in text_of(client.get(f"{DESK}events/"))

    def test_an_event_of_another_village_is_not_there(self, as_user, make_user, event, neighbour_village):
        other = make_user("other-cadre", "青山", RoleKind.VILLAGE_CADRE, neighbour_village)
        client = as_user(other)
        assert client.get(f"{DESK}events/{event.pk}/").status_code == 403
        assert client.get(f"/desk/990101101202/points/events/{event.pk}/").status_code == 404


class TestCards:
    def test_they_are_issued_listed_and_replaced(self, as_user, cadre, homes):
        client = as_user(cadre)
        assert "发出 5 张户卡" in text_of(client.post(f"{DESK}cards/", follow=True))
        said = text_of(client.post(f"{DESK}cards/{homes[0].pk}/replace/", follow=True))
        assert "0201 户换了新卡" in said
        assert Card.everywhere.count() == 6

    def test_the_sheet_shows_masked_names_and_codes(self, as_user, cadre, homes, cards):
        page = as_user(cadre).get(f"{DESK}cards/sheet/")
        said = text_of(page)
        assert "张×" in said
        assert "张三" not in said
        assert page.content.count(b"<path d=") >= 5
        assert as_user(cadre).get(f"{DESK}cards/sheet/?home={homes[0].pk}").content.count(b'house-card"') == 1

    def test_a_scanned_card_signs_in_with_one_touch(self, as_user, cadre, event, homes, cards):
        client, path = as_user(cadre), f"/points/card/{cards[0].token}/"
        assert "签到：月末议事会" in text_of(client.get(path))
        said = text_of(client.post(path, {"event": str(event.pk)}, follow=True))
        assert "已签到：月末议事会" in said
        assert SignIn.everywhere.get().household == homes[0]

    def test_without_an_event_it_leads_on(self, as_user, cadre, cards):
        assert "现在没有签到中的活动" in text_of(as_user(cadre).get(f"/points/card/{cards[0].token}/"))

    @pytest.mark.parametrize("event", ["", "nonsense", "00000000-0000-7000-8000-000000000000"])
    def test_an_event_that_is_not_there_takes_nobody(self, event, as_user, cadre, cards):
        assert as_user(cadre).post(f"/points/card/{cards[0].token}/", {"event": event}).status_code == 404

    def test_its_family_finds_its_points(self, as_user, resident, homes, cards, bound, county):
        with standing_in(county):
            person = homes[0].memberships.get().person
        bound(resident, person)
        assert "看我家积分" in text_of(as_user(resident).get(f"/points/card/{cards[0].token}/"))

    def test_a_stranger_learns_no_name(self, as_user, resident, cards, event):
        client, path = as_user(resident), f"/points/card/{cards[0].token}/"
        said = text_of(client.get(path))
        assert "别人家的户卡" in said
        assert "张" not in said.replace("一张", "")
        assert client.post(path, {"event": str(event.pk)}).status_code == 403

    def test_a_replaced_card_is_not_there(self, as_user, cadre, homes, cards, county):
        with standing_in(county):
            replace_card(homes[0], actor=cadre)
        assert as_user(cadre).get(f"/points/card/{cards[0].token}/").status_code == 404
