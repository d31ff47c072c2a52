"""Papers on screen: what is due, drafting, writing, handing in, review, the Word file, who has not handed in."""

import io

import pytest
from django.urls import reverse
from docx import Document
from tests.cast import LONG_AGO
from tests.mattered import at

from wugong.access.roles import RoleKind
from wugong.counties.actors import SYSTEM
from wugong.counties.standing import standing_in
from wugong.matters.models import Matter, PlanDocument, PlanPaper
from wugong.matters.plans.papers import digest_of, draft_paper, review_paper, submit_paper, write_paper
from wugong.matters.states import Channel, PaperState
from wugong.places.actions import register_place

pytestmark = pytest.mark.django_db
HALF = ("half-month", "2026-11-a")


@pytest.fixture(autouse=True)
def november(on):
    """The second of November, when all begins."""
    on("2026-11-02 09:00")


@pytest.fixture
def second(make_user, town):
    """Another officer of the town."""
    return make_user("second", "何以宁", RoleKind.TOWN_OFFICER, town)


@pytest.fixture
def address(here, town):
    """The address of the town's paper."""
    return reverse("plan_paper", args=[town.code, *HALF])


def listing(client, place):
    return client.get(reverse("plan_papers", args=[place.code])).content.decode()


def test_without_a_plan_nothing_is_owed(here, as_user, town, town_officer):
    assert "现在没有要交的" in listing(as_user(town_officer), town)


def test_a_plan_makes_the_papers_since_its_adoption_due(here, as_user, followed, town, town_officer):
    told = listing(as_user(town_officer), town)
    assert "2026年11月上半月 半月报" in told
    assert "2026年10月" not in told
    assert "2026年11月下半月" not in told


@pytest.mark.parametrize(("moment", "late"), [("2026-11-15 23:00", False), ("2026-11-16 01:00", True)])
def test_a_paper_is_late_the_day_after_it_was_due(
    here, as_user, followed, town, town_officer, village, on, moment, late
):
    on(moment)
    told = listing(as_user(town_officer), town)
    assert ("超期 1 天" in told) is late
    assert ("过期没有交的" in told) is late


def test_who_handed_in_is_on_no_list_of_the_late(
    here, as_user, followed, town, town_officer, village, cadre, on
):
    submit_paper(draft_paper(village, *HALF, actor=cadre), actor=cadre)
    on("2026-11-17 09:00")
    told = listing(as_user(town_officer), town)
    assert "等审阅的" in told
    assert "过期没有交的" not in told


def test_drafting_by_the_button_gives_the_text_to_write(as_user, followed, town, town_officer, address):
    client = as_user(town_officer)
    assert "还没有起草" in client.get(address).content.decode()
    told = client.post(address, {"act": "draft"}, follow=True).content.decode()
    assert "起草好了" in told
    assert "一、总体情况" in told
    assert PlanPaper.objects.get().drafted_by == town_officer


def test_what_is_written_is_kept_and_what_was_written_meanwhile_is_shown(
    as_user, town, town_officer, address
):
    paper = draft_paper(town, *HALF, actor=town_officer)
    client = as_user(town_officer)
    seen = digest_of(paper.text)
    client.post(address, {"act": "write", "text": "题目\n一、甲写的", "seen": seen})
    answer = client.post(address, {"act": "write", "text": "题目\n一、乙写的", "seen": seen}).content.decode()
    assert "别人改过这份报告" in answer
    assert "甲写的" in answer
    assert "乙写的" in answer
    client.post(address, {"act": "write", "text": "题目\n一、乙写的", "seen": digest_of("题目\n一、甲写的")})
    assert PlanPaper.objects.get().text.endswith("乙写的")


def test_an_empty_text_is_refused_at_the_form(as_user, town, town_officer, address):
    draft_paper(town, *HALF, actor=town_officer)
    client = as_user(town_officer)
    assert client.post(address, {"act": "submit", "text": " "}).status_code == 200
    assert PlanPaper.objects.get().state == PaperState.DRAFTED


def test_it_is_handed_in_given_back_and_reviewed_by_another(
    as_user, town, town_officer, town_approver, address
):
    paper = draft_paper(town, *HALF, actor=town_officer)
    client = as_user(town_officer)
    client.post(address, {"act": "submit", "text": paper.text, "seen": digest_of(paper.text)})
    assert "要由另一个人审阅" in client.get(address).content.decode()
    client = as_user(town_approver)
    assert "remark" in client.post(address, {"act": "back", "remark": ""}).context["back"].errors
    client.post(address, {"act": "back", "remark": "写明哪天修"})
    assert PlanPaper.objects.get().state == PaperState.DRAFTED
    submit_paper(PlanPaper.objects.get(), actor=town_officer)
    client.post(address, {"act": "review"})
    assert PlanPaper.objects.get().state == PaperState.REVIEWED


def test_the_word_file_says_what_the_page_says(as_user, followed, town, town_officer, address, on):
    on("2026-11-02 09:01")
    draft_paper(town, *HALF, actor=town_officer)
    client = as_user(town_officer)
    answer = client.get(reverse("plan_paper_docx", args=[town.code, *HALF]))
    assert "docx" in answer["Content-Disposition"]
    document = Document(io.BytesIO(answer.content))
    told = [one.text for one in document.paragraphs]
    assert told[0] == f"{town.name} 2026年11月上半月 半月报"
    assert "一、总体情况" in told
    sums = {row.cells[0].text: row.cells[1].text for row in document.tables[0].rows}
    assert sums["新立"] == str(PlanPaper.objects.get().figures["counts"]["opened"]["n"])
    assert len(document.tables[1].rows) == 5
    assert document.core_properties.author == ""


def test_a_town_names_the_village_of_each_task_and_leads_to_it(
    as_user, followed, opened, village, town, town_officer, address, on
):
    matter = opened(actor=SYSTEM, register="task", title="清扫村道", channel=Channel.PLAN)
    Matter.objects.filter(pk=matter.pk).update(due_at=at("2026-11-20 18:00"))
    on("2026-11-02 09:01")
    text = draft_paper(town, *HALF, actor=town_officer).text
    assert f"{village.name}“清扫村道”" in text
    told = as_user(town_officer).get(address).content.decode()
    assert reverse("matter_desk", args=[town.code, matter.number]) in told
    assert (
        as_user(town_officer).get(reverse("matter_desk", args=[town.code, matter.number])).status_code == 200
    )
    assert "下一步到期的" in told


def test_given_back_the_list_says_so(as_user, town, town_officer, town_approver, here):
    paper = submit_paper(draft_paper(town, *HALF, actor=town_officer), actor=town_officer)
    review_paper(paper, back="写明哪天修", actor=town_approver)
    told = listing(as_user(town_officer), town)
    assert "退回来了" in told
    assert "写明哪天修" in told


def test_writing_anew_is_offered_only_for_what_was_edited(as_user, town, town_officer, address):
    paper = draft_paper(town, *HALF, actor=town_officer)
    client = as_user(town_officer)
    assert 'value="afresh"' not in client.get(address).content.decode()
    write_paper(paper, f"{paper.text}\n另：", actor=town_officer)
    assert 'value="afresh"' in client.get(address).content.decode()
    client.post(address, {"act": "afresh"})
    assert PlanPaper.objects.get().text == paper.text


def test_a_term_that_has_not_come_offers_no_button(as_user, town, town_officer, here):
    client = as_user(town_officer)
    told = client.get(reverse("plan_paper", args=[town.code, "half-month", "2026-12-a"])).content.decode()
    assert "从 12月1日 起可以起草" in told
    assert 'value="draft"' not in told


def test_there_is_no_page_of_a_term_that_is_none(as_user, town, town_officer, here):
    client = as_user(town_officer)
    assert client.get(reverse("plan_paper", args=[town.code, "half-month", "2026-13-a"])).status_code == 404


def test_a_resident_sees_no_paper(as_user, resident, address, town):
    client = as_user(resident)
    assert client.get(address).status_code == 403
    assert client.post(address, {"act": "draft"}).status_code == 403
    assert not PlanPaper.objects.exists()


def test_the_list_asks_as_often_for_many_villages_as_for_one(
    here, as_user, followed, town, town_officer, villages_more, on, django_assert_max_num_queries
):
    on("2026-11-20 09:00")
    listing(as_user(town_officer), town)
    with django_assert_max_num_queries(20):
        listing(as_user(town_officer), town)
    villages_more(3)
    with django_assert_max_num_queries(20):
        assert listing(as_user(town_officer), town).count("超期 5 天") == 5
    assert PlanDocument.objects.count() == 1


@pytest.fixture
def villages_more(county, town, village):
    """Return a maker of villages beside the first one."""

    def make(count):
        with standing_in(county):
            for number in range(count):
                register_place(f"{town.code}{260 + number}", f"另一村{number}", actor=SYSTEM, since=LONG_AGO)

    return make
