"""Certificates asked of a village: what it may not issue is refused with the reason and the way."""

import pytest
from tests.mattered import wish

from wugong.base.faults import FileRefused
from wugong.matters.certificate_checks import NotToBeIssued
from wugong.matters.moving import move
from wugong.matters.notes import fill
from wugong.matters.openings import open_matter
from wugong.matters.registers import adopt_register
from wugong.matters.routing import route
from wugong.rules.register_reading import register_text

pytestmark = pytest.mark.django_db
POOR = "农村五保供养申请情况说明"


@pytest.fixture
def ask(here, village, resident):
    def asking(title="开证明", **facts):
        facts.setdefault("kind", "certificate")
        return open_matter(
            wish(village, register="service-request", title=title, facts=facts), actor=resident
        )

    return asking


@pytest.mark.parametrize("facts", [{"certificate": "亲属关系证明"}, {"title": "开亲属关系证明"}])
def test_what_no_village_may_issue_is_refused_with_the_way(ask, facts):
    with pytest.raises(NotToBeIssued, match=r"亲属关系证明.*派出所"):
        ask(**facts)


@pytest.mark.parametrize("facts", [{"kind": "insurance", "title": "残疾证明去哪里办"}, {"certificate": POOR}])
def test_all_else_is_taken(ask, facts):
    assert ask(**facts).matter.state == "submitted"


@pytest.mark.parametrize("named", ["婚姻状况证明", POOR])
def test_the_village_does_not_accept_what_is_not_on_its_list(ask, cadre, named):
    with pytest.raises(NotToBeIssued):
        move(ask().matter, "accept-certificate", actor=cadre, facts={"certificate": named, "purpose": "办事"})


def test_the_town_says_whether_there_is_a_basis(ask, cadre, town, town_officer):
    matter = ask().matter
    route(matter, town, actor=cadre, reason="依据不明")
    given = {"certificate": POOR, "purpose": "办事"}
    assert move(matter, "accept-certificate", actor=town_officer, facts=given).target == "accepted"


def test_not_even_the_town_gives_back_what_the_nation_took(ask, cadre, town, town_officer):
    matter = ask().matter
    route(matter, town, actor=cadre, reason="依据不明")
    given = {"certificate": "婚姻状况证明", "purpose": "办事"}
    with pytest.raises(NotToBeIssued):
        move(matter, "accept-certificate", actor=town_officer, facts=given)


# --- Filled in later, and the county's own list -----------------------------------------------------

LIST = "    certificates:\n      - {{key: own, title: {}, words: [五保供养], basis: 某省供养条例第九条}}\n"
DECISION = "县政府办 2026 年 3 月 1 日会议"


@pytest.fixture
def county_list(here, county_place, rule_keeper):
    """Return who adopts the register of services with one certificate that villages may issue."""

    def adopting(title):
        text = register_text("service-request").replace(
            "    states:\n", LIST.format(title) + "    states:\n", 1
        )
        return adopt_register(county_place, text, decision=DECISION, actor=rule_keeper)

    return adopting


def test_what_no_village_may_issue_is_not_filled_in_either(ask, cadre):
    matter = ask().matter
    with pytest.raises(NotToBeIssued, match="派出所"):
        fill(matter, {"certificate": "亲属关系证明"}, actor=cadre)
    matter.refresh_from_db()
    assert "certificate" not in matter.facts


def test_what_is_on_no_list_may_be_written_down_to_be_asked(ask, cadre):
    matter = ask().matter
    fill(matter, {"certificate": POOR}, actor=cadre)
    matter.refresh_from_db()
    assert matter.facts["certificate"] == POOR


def test_what_was_taken_on_is_not_filled_in_as_another_by_the_village(ask, cadre, county_list):
    county_list("供养情况说明")
    matter = ask().matter
    move(matter, "accept-certificate", actor=cadre, facts={"certificate": POOR, "purpose": "办事"})
    with pytest.raises(NotToBeIssued, match="没有法律法规依据"):
        fill(matter, {"certificate": "打工情况说明"}, actor=cadre)
    fill(matter, {"certificate": "五保供养情况"}, actor=cadre)


def test_other_fields_are_filled_in_beside_it(ask, cadre):
    matter = ask().matter
    fill(matter, {"purpose": "办事"}, actor=cadre)
    matter.refresh_from_db()
    assert matter.facts["purpose"] == "办事"


def test_what_is_on_the_county_list_the_village_issues(ask, cadre, county_list):
    county_list("供养情况说明")
    given = {"certificate": POOR, "purpose": "办事"}
    assert move(ask().matter, "accept-certificate", actor=cadre, facts=given).target == "accepted"


def test_what_was_asked_before_the_list_goes_by_the_list_before(ask, cadre, county_list):
    matter = ask().matter
    county_list("供养情况说明")
    with pytest.raises(NotToBeIssued):
        move(matter, "accept-certificate", actor=cadre, facts={"certificate": POOR, "purpose": "办事"})


def test_a_county_list_gives_nothing_back_that_the_nation_took(county_list):
    with pytest.raises(FileRefused) as refused:
        county_list("健在证明")
    assert "县里的清单不能写它：“健在证明”不该由村里开" in refused.value.faults[0]


def test_with_a_county_list_the_nation_list_goes_first(ask, cadre, county_list):
    county_list("供养情况说明")
    given = {"certificate": "五保供养人员健在证明", "purpose": "办事"}
    with pytest.raises(NotToBeIssued, match="“健在证明”不该由村里开"):
        move(ask().matter, "accept-certificate", actor=cadre, facts=given)
