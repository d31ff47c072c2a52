"""The screens of organisations: what they show to whom, what their forms do, what they refuse beside the field."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from wugong.accounts.models import User
from wugong.counties.actors import SYSTEM
from wugong.counties.models import County
from wugong.counties.standing import standing_in
from wugong.places.models import Place
from wugong.registry.bindings import bind_account
from wugong.registry.bodies import found_body, found_profile
from wugong.registry.body_members import ask_to_join, join
from wugong.registry.body_states import Dossier, How
from wugong.registry.models import (
    Activity,
    AdoptedTemplates,
    Body,
    BodyMember,
    Charter,
    Holding,
    Household,
    JoinRequest,
    Person,
)
from wugong.registry.offices import note_dossier, take_office
from wugong.rules.body_catalogue import bundled_text

DAY = date(2026, 3, 1)
As = Callable[[User], Client]


@pytest.fixture
def system(village: Place, cadre: User, county: County) -> dict[str, Body]:
    with standing_in(county):
        return {one.slot: one for one in found_profile(village, "one-six-n", actor=cadre, since=DAY)}


@pytest.fixture
def council(system: dict[str, Body]) -> Body:
    return system["governance"]


def to(body: Body, act: str = "", **query: Any) -> str:
    """Return the address of the body's page, or of one of its steps."""
    if not act:
        return reverse("body", args=[body.place.code, body.pk])
    return reverse("body_act", args=[body.place.code, body.pk, act], query=query or None)


# --- The chart ------------------------------------------------------------------------------------


def test_place_without_bodies_offers_systems(as_user: As, cadre: User, village: Place) -> None:
    page = as_user(cadre).get(reverse("bodies", args=[village.code]))
    assert "还没有组织" in page.content.decode()
    assert reverse("bodies_found", args=[village.code, "one-six-n"]) in page.content.decode()


def test_chart_tells_figures_and_vacancies(as_user: As, cadre: User, system: dict[str, Body]) -> None:
    said = as_user(cadre).get(reverse("bodies", args=[system["branch"].place.code])).content.decode()
    for words in ("1/1", "6/6", "N ≥ 0", "空着：书记 1", "没有章程", "成员还差 3 人"):
        assert words in said


def test_reader_without_keeping_sees_no_acts(
    as_user: As, supervisor: User, council: Body, head: Person, cadre: User, county: County
) -> None:
    with standing_in(county):
        take_office(council, "chair", head, actor=cadre, since=DAY)
    client = as_user(supervisor)
    chart = client.get(reverse("bodies", args=[council.place.code])).content.decode()
    page = client.get(to(council)).content.decode()
    for said in (chart, page):
        assert "陈×国" in said
        assert "陈建国" not in said
    assert to(council, "office") not in page
    assert client.get(to(council, "office")).status_code == 403


def test_chart_costs_the_same_for_one_and_for_three(
    as_user: As, cadre: User, village: Place, head: Person, county: County
) -> None:
    client, costs = as_user(cadre), []
    for name in ("腰鼓队", "垂钓协会", "棋社"):
        with standing_in(county):
            body = found_body(
                village, name, actor=cadre, profile="community-organisations", slot="culture", since=DAY
            )
            take_office(body, "head", head, actor=cadre, since=DAY)
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse("bodies", args=[village.code]))
        costs.append(len(queries))
    assert costs[0] == costs[2]


def test_offices_meant_for_one_are_told(
    as_user: As, cadre: User, village: Place, head: Person, spouse: Person, county: County
) -> None:
    with standing_in(county):
        made = {one.slot: one for one in found_profile(village, "three-one-one-one", actor=cadre, since=DAY)}
        take_office(made["branch"], "secretary", head, actor=cadre, since=DAY)
        take_office(made["committee"], "director", spouse, actor=cadre, since=DAY)
    said = as_user(cadre).get(reverse("bodies", args=[village.code])).content.decode()
    assert "村党组织书记兼任村民委员会主任：现在由两个人担任" in said


def test_group_and_town_have_their_own(
    as_user: As, town_officer: User, town: Place, village: Place, group: Place
) -> None:
    client = as_user(town_officer)
    for place in (town, group):
        assert client.get(reverse("bodies", args=[place.code])).status_code == 200


# --- Founding -------------------------------------------------------------------------------------


def test_system_is_founded_with_names_of_ones_own(as_user: As, cadre: User, village: Place) -> None:
    client = as_user(cadre)
    address = reverse("bodies_found", args=[village.code, "one-pact-four-councils"])
    assert "也叫：民主议事会" in client.get(address).content.decode()
    given = {
        "deliberation": "民主议事会",
        "ceremony": "红白理事会",
        "morality": "道德评议会",
        "drugs": "禁毒禁赌会",
    }
    again = client.post(address, {**given, "since": "2999-01-01"})
    assert "还没有到" in again.content.decode()
    assert client.post(address, {**given, "since": "2026-03-01"}).status_code == 302
    assert Body.everywhere.filter(name="民主议事会", state="established").exists()
    assert "该建的都建了" in client.get(address).content.decode()
    assert client.get(reverse("bodies_found", args=[village.code, "nowhere"])).status_code == 404


def test_one_more_body_is_founded_or_refused_beside_its_field(
    as_user: As, cadre: User, council: Body
) -> None:
    client, address = as_user(cadre), reverse("body_new", args=[council.place.code])
    page = client.post(address, {"line": "one-six-n:governance", "name": "第二委员会"})
    assert "最多 1 个" in page.content.decode()
    assert client.post(address, {"line": "one-six-n:others", "name": "腰鼓队"}).status_code == 302
    assert client.post(address, {"line": ":other-group", "name": "垂钓协会", "since": ""}).status_code == 302
    assert Body.everywhere.filter(name="垂钓协会", state="proposed", profile="").exists()


# --- One body -------------------------------------------------------------------------------------


def test_body_of_another_village_is_not_found(
    as_user: As, town_officer: User, council: Body, neighbour_village: Place
) -> None:
    client = as_user(town_officer)
    assert client.get(reverse("body", args=[neighbour_village.code, council.pk])).status_code == 404
    assert client.get(to(council, "dance")).status_code == 404


def test_person_is_found_by_initials_and_takes_office(
    as_user: As, cadre: User, council: Body, head: Person, spouse: Person
) -> None:
    client = as_user(cadre)
    found = client.get(to(council, "office", q="cjg")).content.decode()
    assert f"?who={head.pk}" in found
    assert "没有找到" in client.get(to(council, "office", q="zzz")).content.decode()
    assert "号码不在这里找" in client.get(to(council, "office", q="13800000001")).content.decode()
    given = {"office": "chair", "how": "appointed", "standing": "holder", "day": "2026-03-02"}
    assert client.post(to(council, "office", who=head.pk), given).status_code == 302
    again = client.post(to(council, "office", who=spouse.pk), given).content.decode()
    assert "最多 1 名，现在是陈建国" in again
    assert "陈建国" in client.get(to(council)).content.decode()
    assert client.get(to(council, "office", who="nobody")).status_code == 200


def test_somebody_of_another_unit_takes_office_by_name(
    as_user: As, town_officer: User, town: Place, county: County
) -> None:
    with standing_in(county):
        group = found_profile(town, "leading-group", actor=town_officer, since=DAY)[0]
    client, address = as_user(town_officer), to(group, "office", outsider=1)
    given = {"office": "head", "how": "by_office", "standing": "holder", "day": "2026-03-02"}
    assert client.post(address, given).status_code == 200
    assert client.post(address, {**given, "outsider": "章明远", "unit": "镇党委书记"}).status_code == 302
    assert Holding.everywhere.get(body=group).member.outsider == "章明远"


def test_clash_is_told_at_the_form_with_its_article(
    as_user: As, cadre: User, village: Place, head: Person, county: County
) -> None:
    with standing_in(county):
        made = {one.slot: one for one in found_profile(village, "three-one-one-one", actor=cadre, since=DAY)}
        take_office(made["supervision"], "chair", head, actor=cadre, since=DAY, how=How.BY_LAW)
    given = {"office": "director", "how": "by_law", "standing": "holder", "day": "2026-03-02"}
    page = as_user(cadre).post(to(made["committee"], "office", who=head.pk), given).content.decode()
    assert "《村民委员会组织法》第三十七条" in page


@pytest.fixture
def chair(council: Body, head: Person, cadre: User, county: County) -> Holding:
    with standing_in(county):
        return take_office(council, "chair", head, actor=cadre, since=DAY)


def test_office_is_handed_over_and_the_history_shows_both(
    as_user: As, cadre: User, council: Body, chair: Holding, spouse: Person
) -> None:
    client = as_user(cadre)
    address = reverse("holding_act", args=[council.place.code, council.pk, chair.pk, "hand-over"])
    assert "先找到人" in client.get(address).content.decode()
    given = {"how": "appointed", "day": "2026-06-01", "note": "公章已交"}
    assert client.post(f"{address}?who={spouse.pk}", given).status_code == 302
    page = client.get(to(council)).content.decode()
    assert "交给 李桂芳" in page
    assert "公章已交" in page
    assert client.post(f"{address}?who={spouse.pk}", given).status_code == 404


def test_office_ends_and_is_filed(as_user: As, cadre: User, council: Body, chair: Holding) -> None:
    client = as_user(cadre)

    def at(act: str) -> str:
        return reverse("holding_act", args=[council.place.code, council.pk, chair.pk, act])

    assert client.get(at("dance")).status_code == 404
    assert "陈建国" in client.get(at("end")).content.decode()
    assert (
        client.post(at("dossier"), {"kind": "filed", "day": "2026-03-05", "text": "县里备案"}).status_code
        == 302
    )
    assert "县里备案" in client.get(to(council)).content.decode()
    assert client.post(at("end"), {"day": "2026-06-01", "note": "任满"}).status_code == 302
    assert "空缺 1 名" in client.get(to(council)).content.decode()


def test_dossier_is_for_those_who_keep_it(
    as_user: As, supervisor: User, council: Body, chair: Holding, cadre: User, county: County
) -> None:
    with standing_in(county):
        note_dossier(chair, Dossier.TO_MEND, actor=cadre, day=date(2026, 4, 1), text="班子软弱")
    assert "班子软弱" not in as_user(supervisor).get(to(council)).content.decode()


def test_member_joins_and_leaves_but_not_from_office(
    as_user: As, cadre: User, council: Body, chair: Holding, spouse: Person
) -> None:
    client = as_user(cadre)
    assert client.post(to(council, "join", who=spouse.pk), {"day": "2026-03-02"}).status_code == 302
    seat = BodyMember.everywhere.get(person=spouse)
    leaving = reverse("member_leave", args=[council.place.code, council.pk, seat.pk])
    assert client.post(leaving, {"day": "2026-06-01"}).status_code == 302
    stays = reverse("member_leave", args=[council.place.code, council.pk, chair.member_id])
    assert "请先办交接" in client.post(stays, {"day": "2026-06-01"}).content.decode()


def test_source_is_asked_for_where_the_template_names_them(
    as_user: As,
    cadre: User,
    town_officer: User,
    village: Place,
    head: Person,
    spouse: Person,
    county: County,
) -> None:
    with standing_in(county):
        made = {
            one.slot: one for one in found_profile(village, "three-councils-one-team", actor=cadre, since=DAY)
        }
    client = as_user(cadre)
    address = to(made["team"], "join", who=head.pk)
    assert client.post(address, {"day": "2026-03-02"}).status_code == 200
    assert client.post(address, {"day": "2026-03-02", "source": "民兵"}).status_code == 302
    assert "还没有成员来自：" in client.get(to(made["team"])).content.decode()
    with standing_in(county):
        asked = ask_to_join(made["team"], spouse, actor=town_officer)
    address = reverse("join_decide", args=[village.code, made["team"].pk, asked.pk])
    assert client.post(address, {"do": "accept", "source": ""}).status_code == 200
    assert client.post(address, {"do": "accept", "source": "护林员"}).status_code == 302
    assert BodyMember.everywhere.get(person=spouse).source == "护林员"


def test_wish_to_join_is_decided_by_another(
    as_user: As, cadre: User, resident: User, council: Body, head: Person, spouse: Person, county: County
) -> None:
    with standing_in(county):
        bind_account(resident, head, actor=SYSTEM)
        asked = ask_to_join(council, head, actor=resident)
    client = as_user(cadre)
    assert "陈建国申请加入" in client.get(to(council)).content.decode()
    address = reverse("join_decide", args=[council.place.code, council.pk, asked.pk])
    assert client.get(address).status_code == 200
    assert client.post(address, {"do": "accept", "answer": "欢迎"}).status_code == 302
    assert client.post(to(council, "ask", who=spouse.pk), {"x": "1"}).status_code == 302
    own = JoinRequest.everywhere.get(person=spouse)
    address = reverse("join_decide", args=[council.place.code, council.pk, own.pk])
    assert "要由另一位来核" in client.post(address, {"do": "accept"}).content.decode()


@pytest.mark.parametrize(
    ("act", "given", "kept"),
    [
        ("rename", {"name": "治理委员会"}, {"name": "治理委员会"}),
        ("change", {"parent": "", "unit": "村部"}, {"unit": "村部", "parent_id": None}),
        ("renew", {"day": "2026-06-01"}, {"term_until": date(2029, 6, 1)}),
    ],
)
def test_body_is_changed_by_its_steps(
    as_user: As, cadre: User, council: Body, act: str, given: dict[str, str], kept: dict[str, Any]
) -> None:
    client = as_user(cadre)
    assert client.get(to(council, act)).status_code == 200
    assert client.post(to(council, act), given).status_code == 302
    council.refresh_from_db()
    assert {key: getattr(council, key) for key in kept} == kept


def test_body_is_established_does_things_and_is_dissolved(
    as_user: As, cadre: User, village: Place, county: County
) -> None:
    with standing_in(county):
        drums = found_body(village, "腰鼓队", actor=cadre, kind="other-group")
    client = as_user(cadre)
    assert client.post(to(drums, "establish"), {"day": "2026-03-01"}).status_code == 302
    charter = {"title": "章程", "decided": "全体大会", "text": "第一条", "day": "2026-03-01"}
    assert client.post(to(drums, "charter"), charter).status_code == 302
    activity = {"kind": "activity", "title": "重阳演出", "day": "2026-10-10", "people": "30"}
    assert client.post(to(drums, "activity"), activity).status_code == 302
    assert (Charter.everywhere.count(), Activity.everywhere.count()) == (1, 1)
    assert "请写" not in client.get(to(drums)).content.decode()
    assert client.post(to(drums, "dissolve"), {"day": "2026-11-01", "because": "人散了"}).status_code == 302
    page = client.get(to(drums)).content.decode()
    assert "已撤销" in page
    assert to(drums, "join") not in page


def test_roster_is_masked_even_for_who_may_see_names(
    as_user: As, cadre: User, council: Body, chair: Holding, spouse: Person, county: County
) -> None:
    with standing_in(county):
        join(council, spouse, actor=cadre)
    said = as_user(cadre).get(reverse("body_roster", args=[council.place.code, council.pk])).content.decode()
    assert "陈建国" not in said
    assert "李桂芳" not in said
    assert said.count("陈×国") == 1
    assert "李×芳" in said


def test_those_in_no_body_are_listed(
    as_user: As, cadre: User, council: Body, chair: Holding, family: Household
) -> None:
    said = as_user(cadre).get(reverse("unaffiliated", args=[council.place.code])).content.decode()
    assert "李桂芳" in said
    assert "陈建国" not in said


def test_pact_is_read_by_all_and_written_by_keepers(
    as_user: As, cadre: User, supervisor: User, village: Place
) -> None:
    address = reverse("body_paper", args=[village.code, "pact"])
    given = {"title": "村规民约", "decided": "村民会议", "text": "一、", "day": "2026-03-01"}
    client = as_user(cadre)
    assert client.post(address, given).status_code == 302
    assert "第 1 版" in client.get(address).content.decode()
    assert client.get(reverse("body_paper", args=[village.code, "nothing"])).status_code == 404
    assert as_user(supervisor).post(address, given).status_code == 403


# --- The county's templates -----------------------------------------------------------------------


def test_rule_keeper_tries_and_adopts_a_document(
    as_user: As, rule_keeper: User, county_officer: User, county_place: Place
) -> None:
    address = reverse("body_templates", args=[county_place.code])
    client = as_user(rule_keeper)
    assert "reserve-cadres" in client.get(f"{address}?source=pools").content.decode()
    text = bundled_text("pools").replace("most: 5", "most: 4")
    assert "第 9 行" in client.post(address, {"text": text.replace("wanted", "wants", 1)}).content.decode()
    assert "3–4" in client.post(address, {"text": text}).content.decode()
    assert "请选一个生效日期" in client.post(address, {"text": text, "adopt": "1"}).content.decode()
    given = {"text": text, "adopt": "1", "since": "2026-01-01"}
    assert client.post(address, given).status_code == 302
    assert "已经有一份" in client.post(address, given).content.decode()
    assert AdoptedTemplates.everywhere.count() == 1
    assert "most: 4" in client.get(f"{address}?source=pools").content.decode()
    assert "本县发布" in client.get(address).content.decode()
    reader = as_user(county_officer)
    assert "拟用的模板" not in reader.get(address).content.decode()
    assert reader.post(address, given).status_code == 403


def test_templates_have_no_page_at_a_village(as_user: As, cadre: User, village: Place) -> None:
    assert as_user(cadre).get(reverse("body_templates", args=[village.code])).status_code == 404


def test_document_comes_from_a_file(as_user: As, rule_keeper: User, county_place: Place) -> None:
    address = reverse("body_templates", args=[county_place.code])
    client = as_user(rule_keeper)
    good = SimpleUploadedFile("pools.yaml", bundled_text("pools").encode())
    assert "3–5" in client.post(address, {"file": good, "text": ""}).content.decode()
    bad = SimpleUploadedFile("pools.yaml", "人".encode("gbk"))
    assert "不是 UTF-8" in client.post(address, {"file": bad, "text": ""}).content.decode()
    large = SimpleUploadedFile("pools.yaml", b"#" * ((1 << 20) + 1))
    assert "超过 1 MB" in client.post(address, {"file": large, "text": ""}).content.decode()


# --- Reports --------------------------------------------------------------------------------------


def test_group_that_did_not_report_on_the_last_half_month_is_told(
    as_user: As, town_officer: User, town: Place, county: County
) -> None:
    with standing_in(county):
        made = {
            one.slot: one for one in found_profile(town, "office-six-groups", actor=town_officer, since=DAY)
        }
    client, group = as_user(town_officer), made["environment"]
    assert "上一期还没有报" in client.get(to(group)).content.decode()
    today = timezone.localdate().isoformat()
    given = {"kind": "report", "title": "半月进度", "day": today, "people": ""}
    assert client.post(to(group, "activity"), given).status_code == 302
    said = client.get(to(group)).content.decode()
    assert "每半月" in said
    assert "上一期还没有报" not in said
    assert "每半月" not in client.get(to(made["office"])).content.decode()
