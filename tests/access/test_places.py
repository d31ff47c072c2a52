"""The pages for places: found, read back before it is done, refused beside the field, done on confirmation."""

import re

import pytest
from django.db import connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext

from wugong.access.apps import _operates
from wugong.access.places import merge_places, split_place
from wugong.access.refusals import NotAllowed
from wugong.audit.models import Record
from wugong.counties.actors import SYSTEM
from wugong.counties.standing import standing_in
from wugong.places.actions import change_code, close_place, register_place
from wugong.places.models import Place

LIST = "/places/"
VILLAGE = "/places/990101101201/"
NEW = "990101101299"


def words(answer):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


@pytest.fixture
def operator(as_user, system_administrator):
    return as_user(system_administrator)


@pytest.fixture
def pair(village, neighbour_village):
    return [village, neighbour_village]


@pytest.fixture
def filled(pair):
    """What each act's form is filled in with."""
    return {
        "merge": {"others": [str(pair[1].pk)], "name": "枫青村", "code": NEW, "day": "2026-08-15"},
        "split": {"parts": f"990101101298 上村\r\n\r\n{NEW} 下村", "day": "2026-08-15"},
        "recode": {"code": NEW, "day": "2026-08-15"},
        "rename": {"name": "枫林村"},
        "close": {"day": "2026-08-14"},
    }


WILL = {
    "merge": "2026年8月15日，枫林坳村、青山村合并为枫青村",
    "split": "2026年8月15日，枫林坳村拆分为上村、下村",
    "recode": "2026年8月15日，枫林坳村的代码由 990101101201 改为 990101101299",
    "rename": "新名称 枫林村",
    "close": "2026年8月15日，枫林坳村撤销",
}
LEADS_TO = {
    "merge": NEW,
    "split": "990101101201",
    "recode": NEW,
    "rename": "990101101201",
    "close": "990101101201",
}


def state(county):
    with standing_in(county):
        places = list(Place.objects.order_by("code").values_list("code", "name", "until"))
    return places, Record.everywhere.count()


# --- Before it is done --------------------------------------------------------------------------


@pytest.mark.parametrize("act", WILL)
def test_nothing_is_done_before_it_is_confirmed(act, operator, filled, county):
    before = state(county)
    answer = operator.post(f"{VILLAGE}{act}/", filled[act])
    assert WILL[act] in words(answer)
    assert "将发生：" in words(answer)
    assert state(county) == before


@pytest.mark.parametrize("act", WILL)
def test_what_is_confirmed_is_done_and_said(act, operator, filled, county):
    records = Record.everywhere.filter(act__startswith="places.")
    before = records.count()
    answer = operator.post(f"{VILLAGE}{act}/", {**filled[act], "confirm": "1"}, follow=True)
    assert answer.redirect_chain == [(f"/places/{LEADS_TO[act]}/", 302)]
    assert "办好了" in words(answer)
    assert records.count() == before + 1


@pytest.mark.parametrize("act", WILL)
def test_whoever_goes_back_finds_what_was_filled_in(act, operator, filled, county):
    before = state(county)
    answer = operator.post(f"{VILLAGE}{act}/", {**filled[act], "again": "1"})
    assert "看会发生什么" in words(answer)
    last = list(filled[act].values())[-1]
    assert f'value="{last}"' in answer.content.decode()
    assert state(county) == before


def test_the_page_before_it_is_done_carries_all_that_was_filled_in(operator, filled, county):
    page = operator.post(f"{VILLAGE}merge/", filled["merge"]).content.decode()
    for name, value in filled["merge"].items():
        said = value[0] if isinstance(value, list) else value
        assert re.search(rf'<input type="hidden" name="{name}" value="{said}"', page)


# --- Refused ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("act", "changed", "field", "said"),
    [
        ("merge", {"others": []}, "others", "必填"),
        ("merge", {"code": "99"}, "code", "有 2 位"),
        ("merge", {"name": " "}, "name", "必填"),
        ("merge", {"day": "2020-01-01"}, "day", "从 2020-01-01 起设立"),
        ("split", {"parts": f"{NEW} 下村"}, "parts", "至少要拆成两个"),
        ("split", {"parts": f"{NEW} 下村\n990101101298"}, "parts", "第 2 行缺代码或名称"),
        ("split", {"parts": f"{NEW} 上村\n{NEW} 下村"}, "parts", "写了两次"),
        ("split", {"parts": f"{NEW} 上村\n990101101202 下村"}, "parts", "已经登记为“青山村”"),
        ("recode", {"code": "990101101202"}, "code", "已经登记为“青山村”"),
        ("recode", {"day": "2999-01-01"}, "day", "还没有到"),
        ("recode", {"day": "八月"}, "day", "日期"),
        ("close", {"day": "2019-01-01"}, "day", "请核对日期"),
    ],
)
def test_a_refusal_stands_beside_its_field(act, changed, field, said, operator, filled, county):
    before = state(county)
    answer = operator.post(f"{VILLAGE}{act}/", {**filled[act], **changed, "confirm": "1"})
    assert answer.status_code == 200
    page = answer.content.decode()
    beside = re.search(rf'<div id="id_{field}_error">(.*?)</div>', page, re.DOTALL)
    assert beside
    assert said in beside[1]
    assert state(county) == before


def test_a_refusal_about_no_field_stands_above_them(operator, town, village):
    page = words(operator.post("/places/990101101/close/", {"day": "2026-08-14"}))
    assert "还有 1 个村、社区" in page


def test_an_act_that_does_not_fit_has_no_page(operator, county, town, village):
    assert operator.get("/places/990101101/merge/").status_code == 404
    with standing_in(county):
        close_place(village, actor=SYSTEM, until=village.since)
    assert operator.get(f"{VILLAGE}recode/").status_code == 404
    assert operator.get(f"{VILLAGE}rename/").status_code == 200


@pytest.mark.parametrize(
    "address", ["/places/990101101299/", "/places/990101101299/merge/", f"{VILLAGE}sell/"]
)
def test_an_address_of_nothing_says_so(operator, village, address):
    assert operator.get(address).status_code == 404


def test_merging_with_others_asks_only_for_those_of_the_same_town(operator, pair, other_town_village, county):
    with standing_in(county):
        ended = register_place("990101101207", "旧村", actor=SYSTEM)
        close_place(ended, actor=SYSTEM, until=pair[0].since)
    page = words(operator.get(f"{VILLAGE}merge/"))
    assert "青山村" in page
    assert "白石村" not in page
    assert "旧村" not in page


# --- Shown --------------------------------------------------------------------------------------


def test_a_place_shows_its_history_and_earlier_codes(operator, filled, county, pair):
    operator.post(f"{VILLAGE}recode/", {**filled["recode"], "confirm": "1"})
    page = words(operator.get(f"/places/{NEW}/"))
    assert "原代码 990101101201 ，用到 2026-08-14" in page
    assert "枫林坳村的代码由 990101101201 改为 990101101299" in page


def test_a_merged_place_links_to_who_came_after(operator, filled, county):
    operator.post(f"{VILLAGE}merge/", {**filled["merge"], "confirm": "1"})
    answer = operator.get(VILLAGE)
    assert f'href="/places/{NEW}/"' in answer.content.decode()
    assert "最后一天 2026-08-14" in words(answer)
    assert "已经撤销，不能再合并" in words(answer)


def test_a_second_change_is_read_back_alone(operator, filled, county):
    operator.post(f"{VILLAGE}recode/", {**filled["recode"], "confirm": "1"})
    answer = operator.post(f"/places/{NEW}/recode/", {"code": "990101101297", "day": "2026-08-15"})
    assert words(answer).count("的代码由") == 1
    assert "由 990101101299 改为 990101101297" in words(answer)


def test_an_earlier_code_leads_on(operator, county, village):
    with standing_in(county):
        change_code(village, NEW, actor=SYSTEM, day=village.since)
    assert operator.get(VILLAGE).headers["Location"] == f"/places/{NEW}/"


def test_a_group_has_its_page(operator, group):
    assert "枫林坳村一组" in words(operator.get(f"/places/{group.code}/"))


@pytest.mark.parametrize(
    ("asked", "there", "not_there"),
    [
        ("", ["枫林镇", "枫林坳村", "青山村", "白石村"], ["清江县", "一组", "旧村"]),
        ("枫林", ["枫林镇", "枫林坳村"], ["青山村", "白石村"]),
        ("990101102", ["白石镇", "白石村"], ["枫林镇"]),
        ("没有这个", ["没有找到"], ["枫林镇"]),
        ("长" * 61, ["枫林镇"], []),
    ],
)
def test_the_list_is_of_towns_and_villages_of_today(
    asked, there, not_there, operator, county, pair, group, other_town_village
):
    with standing_in(county):
        close_place(register_place("990101101207", "旧村", actor=SYSTEM), actor=SYSTEM, until=pair[0].since)
    page = words(operator.get(LIST, {"q": asked}))
    assert [name for name in there if name not in page] == []
    assert [name for name in not_there if name in page] == []


@pytest.mark.parametrize("address", [LIST, "/places/990101101/", f"{VILLAGE}merge/"])
def test_a_page_costs_the_same_with_one_place_and_with_three(address, operator, county, village):
    operator.get(address)
    with CaptureQueriesContext(connection) as alone:
        operator.get(address)
    with standing_in(county):
        for number in range(2):
            register_place(f"99010110130{number}", f"{number}号村", actor=SYSTEM)
    with CaptureQueriesContext(connection) as among_others:
        operator.get(address)
    assert len(among_others) == len(alone) <= 10


def test_a_long_list_is_turned_page_by_page(operator, county, town):
    with standing_in(county):
        for number in range(100, 131):
            register_place(f"{town.code}{number}", f"{number}号村", actor=SYSTEM)
    assert "130号村" not in words(operator.get(LIST))
    assert "130号村" in words(operator.get(LIST, {"page": 2}))


# --- The way there ------------------------------------------------------------------------------


def test_only_the_system_administrator_finds_the_way_there(
    as_user, system_administrator, security_administrator, town_officer
):
    assert 'href="/places/"' in as_user(system_administrator).get("/desk/").content.decode()
    assert 'href="/places/"' not in as_user(town_officer).get("/desk/").content.decode()
    assert 'href="/places/"' not in as_user(security_administrator).get("/desk/").content.decode()


def test_a_request_refused_before_anyone_asked_who_sends_it_sees_no_way_there():
    assert _operates(RequestFactory().get("/")) is False


def test_the_town_officer_is_refused(as_user, town_officer, village):
    answer = as_user(town_officer).post(f"{VILLAGE}rename/", {"name": "新名", "confirm": "1"})
    assert answer.status_code == 403
    assert "系统管理员" in words(answer)


def test_a_visitor_is_shown_the_door(village):
    assert Client().get(VILLAGE).status_code == 302


def test_each_place_of_a_merger_needs_the_ability(here, pair, town_officer):
    day = pair[0].since
    with pytest.raises(NotAllowed):
        merge_places(pair, NEW, "枫青村", actor=town_officer, day=day)
    with pytest.raises(NotAllowed):
        split_place(pair[0], [], actor=town_officer, day=day)


def test_merger_offers_the_code_of_the_place_itself(operator, pair):
    page = words(operator.get(f"{VILLAGE}merge/"))
    assert f"现在填的是枫林坳村的代码 {pair[0].code}" in page
    assert f'value="{pair[0].code}"' in operator.get(f"{VILLAGE}merge/").content.decode()
