"""A county's own register, written as YAML, adopted on screen: list, form, phone page, export, permissions."""

import io
import json

import openpyxl
import pytest
from tests.cast import place

from wugong.access.roles import RoleKind
from wugong.matters.models import Matter, RegisterDocument

LISTED = 9  # queries of a page of the register, however many matters
OWN = """
register: old-wells
title: 老井看护
stage: manage
group: 安全
versions:
  - version: 1
    from: 2020-01-01
    basis: {document: 县水利局〔2026〕3号, article: 第四条}
    opened_by: [desk, asker]
    opened_at: village
    photos: 1
    fields:
      - {key: paper, title: 要开的证明, checked: certificates}
      - {key: depth, title: 井深, type: number, required: yes, public: yes, unit: 米, least: 1, most: 200}
      - {key: keeper, title: 看护人, type: person}
      - {key: cover, title: 有井盖, type: yes, public: yes}
    certificates:
      - {key: well, title: 水井使用情况说明, words: [用井], basis: 某省取水办法第五条}
    states:
      - {key: found, title: 待加固}
      - {key: safe, title: 已加固, kind: lasting, open311: closed, look_again: {months: 6, article: 第九条}}
    moves:
      - {key: secure, title: 加固好了, from: [found], to: safe, by: [desk], needs: [answer]}
    clocks:
      - {key: secure, title: 加固, since: [found], until: [safe], limits: [{working_days: 5}]}
    publicity: {shown: yes, asker: masked}
    years_kept: 10
    kept_by: {document: 县档案馆保管期限表}
    paper:
      owner: 县水利局
      basis: {document: 县水利局〔2026〕3号}
      minutes: 3
      sunset: 2028-12-31
    tables:
      - key: month
        title: 老井月表
        by_place: yes
        columns:
          - {title: 村, value: place}
          - {title: 新登记, value: opened, sum: sum}
"""


@pytest.fixture
def adopted(as_user, rule_keeper, county_place) -> None:
    given = {"text": OWN, "decision": "县政府办 2026 年 3 月 1 日会议", "adopt": "1"}
    answer = as_user(rule_keeper).post(f"/desk/{county_place.code}/matters/adopt/", given)
    assert answer.status_code == 302, answer.content.decode()


def at(village, *further: str) -> str:
    return "/".join([f"/desk/{village.code}/matters", *further, ""])


@pytest.fixture
def well(adopted, as_user, cadre, village) -> Matter:
    client, where = as_user(cadre), at(village, "new", "old-wells")
    key = client.get(where).context["form"]["key"].value()
    given = {"title": "村口老井", "place": village.code, "key": key, "field-depth": "12"}
    answer = client.post(where, given | {"field-keeper": "王大明", "field-cover": "yes"})
    assert answer.status_code == 302, answer.content.decode()
    return Matter.everywhere.get()


def test_faults_are_shown_by_line_and_nothing_is_adopted(as_user, rule_keeper, county_place) -> None:
    where = f"/desk/{county_place.code}/matters/adopt/"
    given = {"text": OWN.replace("to: safe", "to: nowhere"), "decision": "会议", "adopt": "1"}
    page = as_user(rule_keeper).post(where, given).content.decode()
    assert "处要改" in page
    assert "行" in page
    assert not RegisterDocument.everywhere.exists()


def test_a_draft_is_shown_before_it_is_adopted(as_user, rule_keeper, county_place) -> None:
    page = (
        as_user(rule_keeper).post(f"/desk/{county_place.code}/matters/adopt/", {"text": OWN}).content.decode()
    )
    assert "加固好了 → 已加固" in page
    assert not RegisterDocument.everywhere.exists()


def test_nobody_else_adopts(as_user, county_officer, county_place) -> None:
    assert as_user(county_officer).get(f"/desk/{county_place.code}/matters/adopt/").status_code == 403


def test_it_is_in_the_catalogue(adopted, as_user, cadre, village) -> None:
    page = as_user(cadre).get(at(village, "registers")).content.decode()
    assert "老井看护" in page
    assert "县里自己的" in page


def test_its_form_asks_for_its_fields(adopted, as_user, cadre, village) -> None:
    page = as_user(cadre).get(at(village, "new", "old-wells")).content.decode()
    assert all(title in page for title in ("井深", "看护人", "有井盖"))


def test_its_form_says_beside_the_field_what_does_not_fit(adopted, as_user, cadre, village) -> None:
    client, where = as_user(cadre), at(village, "new", "old-wells")
    key = client.get(where).context["form"]["key"].value()
    given = {"title": "老井", "place": village.code, "key": key, "field-depth": "900"}
    page = client.post(where, given).content.decode()
    assert "200" in page
    assert not Matter.everywhere.exists()


def test_its_clock_runs(well) -> None:
    assert well.due_at is not None


def test_its_list_has_its_columns_and_masks_names(well, as_user, cadre, village) -> None:
    page = as_user(cadre).get(at(village, "registers", "old-wells")).content.decode()
    assert "12米" in page
    assert "王×明" in page
    assert "王大明" not in page


def test_its_list_asks_as_many_queries_for_three_as_for_one(
    well, as_user, cadre, village, opened, django_assert_num_queries
) -> None:
    client, where = as_user(cadre), at(village, "registers", "old-wells")
    client.get(where)
    with django_assert_num_queries(LISTED):
        client.get(where)
    for depth in ("3", "4"):
        opened(actor=cadre, register="old-wells", facts={"depth": depth})
    with django_assert_num_queries(LISTED):
        client.get(where)


def test_its_move_is_made(well, as_user, cadre, village) -> None:
    given = {"m-secure-seen": "found", "m-secure-answer": "加了井盖和护栏"}
    as_user(cadre).post(at(village, well.number, "moves", "secure"), given)
    assert Matter.everywhere.get().state == "safe"


def test_its_phone_page_asks_for_its_fields(adopted, as_user, resident, village) -> None:
    page = as_user(resident).get("/matters/report/old-wells/", {"at": village.code}).content.decode()
    assert "井深" in page


def test_json_lines_have_its_fields_and_hide_names(well, as_user, cadre, village) -> None:
    answer = as_user(cadre).post(at(village, "registers", "old-wells", "export"), {"kind": "jsonl"})
    row = json.loads(b"".join(answer.streaming_content))
    assert row["facts"] == {"depth": "12", "keeper": "王×明", "cover": "yes"}


def test_in_clear_needs_a_reason(well, as_user, cadre, village) -> None:
    where = at(village, "registers", "old-wells", "export")
    page = as_user(cadre).post(where, {"kind": "jsonl", "how": "clear"}).content.decode()
    assert "请写明" in page
    answer = as_user(cadre).post(where, {"kind": "jsonl", "how": "clear", "reason": "上门核实"})
    assert json.loads(b"".join(answer.streaming_content))["facts"]["keeper"] == "王大明"


def test_a_workbook_takes_no_text_for_a_formula(adopted, as_user, cadre, village, opened) -> None:
    opened(actor=cadre, register="old-wells", title="=1+1", facts={"depth": "3"})
    answer = as_user(cadre).post(at(village, "registers", "old-wells", "export"), {"kind": "xlsx"})
    sheet = openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content))).active
    rows = list(sheet.iter_rows())
    assert [cell.value for cell in rows[0]][-3:] == ["井深", "看护人", "有井盖"]
    assert (rows[1][1].value, rows[1][1].data_type, rows[1][1].quotePrefix) == ("=1+1", "s", True)


def test_a_neighbour_village_has_none_of_it(well, make_user, as_user, county, town) -> None:
    other = place(county, "990101101209", "远山村")
    far = make_user("far-cadre", "远干", RoleKind.VILLAGE_CADRE, other)
    assert as_user(far).get(at(well.place, well.number)).status_code == 403


def test_the_register_says_how_often_one_looks_again_and_what_may_be_certified(
    as_user, cadre, village, adopted
) -> None:
    page = as_user(cadre).get(f"/desk/{village.code}/matters/registers/old-wells/").content.decode()
    assert "每 6 个月回头看一次（第九条）" in page
    assert "水井使用情况说明（某省取水办法第五条）" in page
