"""The screens of plans: brought, reviewed beside their text, corrected by click, handed out as a workbook."""

import io
import re
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook
from tests.planned import PLAN, all_in_place, tasks_of

from wugong.counties.standing import standing_in
from wugong.matters.models import PlanDocument, PlanTask, PlanUnit, ReadinessCheck
from wugong.matters.plans.keeping import keep_plans


def at(plan, name="plan", *further):
    return reverse(name, args=[plan.place.code, plan.pk, *further])


@pytest.fixture
def officer(as_user, town_officer):
    return as_user(town_officer)


def row_data(client, plan, order, **changed):
    """Return what the form of a row sends when only these cells are changed."""
    page = client.get(at(plan, "plan_row", order))
    data = {}
    for form in page.context["forms"]:
        for field in form:
            data[field.html_name] = "" if field.value() is None else str(field.value())
    return data | changed


def test_a_plan_is_brought_as_text_and_read_at_once(officer, town, unit_bodies):
    address = reverse("plan_bring", args=[town.code])
    form = officer.get(address).context["form"]
    answer = officer.post(address, {"key": form["key"].value(), "text": PLAN, "year": ""})
    kept = PlanDocument.everywhere.get()
    assert answer.url == at(kept)
    page = officer.get(answer.url).content.decode()
    assert "清理河塘沟渠" in page


def test_sent_twice_it_is_kept_once(officer, town, unit_bodies):
    data = {"key": uuid4(), "text": PLAN}
    for _ in range(2):
        officer.post(reverse("plan_bring", args=[town.code]), data)
    assert PlanDocument.everywhere.count() == 1


@pytest.mark.parametrize(
    ("data", "why"),
    [
        ({}, "还没有选文件"),
        ({"text": "今天开会，大家都来了。"}, "没有读出实施方案"),
        ({"text": PLAN, "year": "1800"}, "2000"),
    ],
    ids=["nothing", "no plan", "no such year"],
)
def test_what_cannot_be_read_is_refused_at_the_form_and_stays_there(officer, town, data, why):
    answer = officer.post(reverse("plan_bring", args=[town.code]), {"key": uuid4(), **data})
    page = answer.content.decode()
    assert answer.status_code == 200
    assert why in page
    assert data.get("text", "") in page
    assert not PlanDocument.everywhere.exists()


@pytest.mark.parametrize("content", [b"", b"%PDF-1.4 scanned", b"PK\x03\x04 broken", b"\xd0\xcf\x11\xe0 old"])
def test_a_file_that_is_no_text_is_refused_with_what_to_do(officer, town, content):
    file = io.BytesIO(content)
    file.name = "方案.docx"
    answer = officer.post(reverse("plan_bring", args=[town.code]), {"key": uuid4(), "file": file})
    assert answer.status_code == 200
    assert answer.context["form"].errors["file"]


def test_each_cell_leads_to_its_line_and_the_words_are_marked(officer, kept_plan):
    page = officer.get(at(kept_plan)).content.decode()
    lines = PLAN.split("\n")
    due = next(n for n, line in enumerate(lines, 1) if "7月30日前" in line)
    lead = next(n for n, line in enumerate(lines, 1) if line == "牵头单位：镇农业农村办")
    assert f"?cell=until#l{due}" in page
    assert f"?cell=lead_units#l{lead}" in page
    assert "<mark>7月30日前完成</mark>" in page
    assert re.search(r'<mark class="blank">[^<]*xx处', page)


def test_what_is_blank_or_unmatched_is_counted_on_top_and_amber(officer, keep):
    plan = keep()  # no body is registered: no unit is matched
    answer = officer.get(at(plan))
    counts = answer.context["page"].counts
    assert (counts.tasks, counts.unmatched) == (4, 4)
    assert f"{counts.blanks} 处待填" in answer.content.decode()
    assert "没对上" in answer.content.decode()
    assert any(cell.amber for row in answer.context["page"].rows for cell in row.cells)


def test_a_cell_is_corrected_and_leads_back_to_its_row(officer, kept_plan):
    order = tasks_of(kept_plan)[1].place_in_order
    data = row_data(officer, kept_plan, order, lead_units="镇财政所", until="2026-09-30", leader="林一川")
    answer = officer.post(at(kept_plan, "plan_row", order), data)
    assert answer.url == f"{at(kept_plan)}#r{order}"
    task = tasks_of(kept_plan)[1]
    assert (task.lead_units, task.until.isoformat()) == (["镇财政所"], "2026-09-30")
    assert "改过" in officer.get(at(kept_plan)).content.decode()


def test_a_form_sent_unchanged_corrects_nothing(officer, kept_plan):
    order = tasks_of(kept_plan)[0].place_in_order
    officer.post(at(kept_plan, "plan_row", order), row_data(officer, kept_plan, order))
    assert tasks_of(kept_plan)[0].corrected == []


def test_a_masked_goal_is_filled(officer, kept_plan):
    order = tasks_of(kept_plan)[1].place_in_order
    data = row_data(officer, kept_plan, order)
    name = next(one for one in data if re.fullmatch(r"goal-(?!new).*-goal", one))
    officer.post(at(kept_plan, "plan_row", order), data | {name: "30"})
    assert "目标值" not in tasks_of(kept_plan)[1].to_fill


def test_a_goal_that_is_no_number_is_refused_with_what_was_written(officer, kept_plan):
    order = tasks_of(kept_plan)[0].place_in_order
    data = row_data(officer, kept_plan, order)
    name = next(one for one in data if re.fullmatch(r"goal-(?!new).*-goal", one))
    answer = officer.post(at(kept_plan, "plan_row", order), data | {name: "很多"})
    assert "不是数" in answer.content.decode()
    assert "很多" in answer.content.decode()


@pytest.mark.parametrize(
    ("act", "says"),
    [("out", (True, "task")), ("safeguard", (False, "safeguard"))],
)
def test_a_row_is_left_out_or_made_a_safeguard_and_comes_back(officer, kept_plan, act, says):
    order = tasks_of(kept_plan)[0].place_in_order
    officer.post(at(kept_plan, "plan_row", order), {"act": act})
    task = PlanTask.everywhere.get(plan=kept_plan, place_in_order=order)
    assert (task.left_out, task.kind) == says
    officer.post(at(kept_plan, "plan_row", order), {"act": {"out": "in"}.get(act, "task")})
    task.refresh_from_db()
    assert (task.left_out, task.kind) == (False, "task")


def test_a_row_that_was_passed_over_is_added(officer, kept_plan):
    answer = officer.post(at(kept_plan), {"add-title": "办好村级公示栏", "add-first": "3", "add-last": "3"})
    added = PlanTask.everywhere.get(plan=kept_plan, title="办好村级公示栏")
    assert answer.url == at(kept_plan, "plan_row", added.place_in_order)


def test_a_row_outside_the_text_is_refused_at_the_form(officer, kept_plan):
    answer = officer.post(at(kept_plan), {"add-title": "办好公示栏", "add-first": "3", "add-last": "999"})
    assert "行号要在正文" in answer.content.decode()


def test_the_year_settles_masked_days(officer, kept_plan):
    officer.post(at(kept_plan, "plan_year"), {"year": "2027"})
    assert tasks_of(kept_plan)[2].until.isoformat() == "2027-12-31"


def test_a_plan_is_dropped_with_a_reason_and_corrected_no_more(officer, kept_plan):
    refused = officer.post(at(kept_plan, "plan_drop"), {"reason": ""})
    assert refused.status_code == 200
    officer.post(at(kept_plan, "plan_drop"), {"reason": "换了新方案"})
    kept_plan.refresh_from_db()
    assert kept_plan.state == "dropped"
    order = tasks_of(kept_plan)[0].place_in_order
    assert officer.post(at(kept_plan, "plan_row", order), {"act": "out"}).status_code == 403


def test_who_only_reads_sees_the_matrix_without_forms(as_user, county_officer, kept_plan):
    reader = as_user(county_officer)
    assert reader.get(at(kept_plan)).status_code == 200
    order = tasks_of(kept_plan)[0].place_in_order
    page = reader.get(at(kept_plan, "plan_row", order)).content.decode()
    assert 'id="row-form"' not in page


def test_the_workbook_says_the_matrix_and_never_a_formula(officer, kept_plan, county, town_officer):
    order = tasks_of(kept_plan)[0].place_in_order
    evil = '=HYPERLINK("http://a.example","x")'
    officer.post(at(kept_plan, "plan_row", order), row_data(officer, kept_plan, order, title=evil))
    answer = officer.get(at(kept_plan, "plan_matrix_xlsx"))
    book = load_workbook(io.BytesIO(answer.content))
    rows = list(book["任务矩阵"].iter_rows())
    cells = [cell for row in rows for cell in row]
    assert [cell for cell in cells if cell.data_type == "f"] == []
    assert evil in [cell.value for cell in cells]
    assert "镇农业农村办" in [cell.value for cell in cells]


@pytest.mark.parametrize("name", ["plan", "plan_units", "plan_ready", "plan_adopt", "plan_matrix_xlsx"])
def test_a_page_costs_the_same_for_one_row_three_and_three_hundred(
    name, officer, county, town, town_officer, captured
):
    counts = {}
    for rows in (1, 3, 300):
        with standing_in(county):
            (plan,) = keep_plans(town, plan_of(rows), key=uuid4(), actor=town_officer)
        officer.get(at(plan, name))
        counts[rows] = captured(lambda plan=plan: officer.get(at(plan, name)))
    assert len(set(counts.values())) == 1, counts


def plan_of(rows):
    """Return a plan with so many tasks."""
    tasks = "\n".join(
        f"{n}. 整治第{n}片。清理不少于{n}处，9月底前完成。\n牵头单位：镇第{n}办公室"
        for n in range(1, rows + 1)
    )
    return f"枫林镇环境整治实施方案\n一、重点任务\n{tasks}\n二、保障措施\n（一）加强组织领导。成立专班。\n"


@pytest.fixture
def captured():
    def count(act):
        with CaptureQueriesContext(connection) as queries:
            act()
        return len(queries)

    return count


def test_the_list_costs_the_same_for_one_plan_and_for_three(officer, keep, town, captured):
    address = reverse("plans", args=[town.code])
    counts = []
    for _ in (1, 3):
        keep()
        officer.get(address)
        counts.append(captured(lambda: officer.get(address)))
        keep(), keep()
    assert counts[0] == counts[1]


def test_a_long_plan_is_read_in_pages_each_with_its_text(officer, keep):
    plan = keep(plan_of(150))
    first, second = (officer.get(f"{at(plan)}?page={n}").context["page"] for n in (1, 2))
    assert (len(first.rows), first.pages) == (100, 2)
    assert first.lines[0].number == plan.first
    assert second.lines[-1].number == plan.last
    order = tasks_of(plan)[120].place_in_order
    data = row_data(officer, plan, order, leader="林一川")
    assert officer.post(at(plan, "plan_row", order), data).url == f"{at(plan)}?page=2#r{order}"


@pytest.mark.parametrize("page", ["0", "99", "x", "１"])
def test_a_page_that_is_none_shows_one_that_is(officer, kept_plan, page):
    assert officer.get(f"{at(kept_plan)}?page={page}").context["page"].number == 1


def test_units_are_settled_by_name_and_an_unknown_one_is_refused(officer, kept_plan):
    address = at(kept_plan, "plan_units")
    rows = officer.get(address).context["rows"]
    data = {form[name].html_name: form[name].value() or "" for row, form in rows for name in form.fields}
    field = next(form["body"].html_name for row, form in rows if row.unit.name == "镇财政所")
    refused = officer.post(address, data | {field: "没有的单位"})
    assert "没有叫“没有的单位”的组织" in refused.content.decode()
    answer = officer.post(address, data | {field: "", "on": "1"})
    assert answer.url == at(kept_plan, "plan_ready")
    units = {one.name: one for one in PlanUnit.everywhere.filter(plan=kept_plan)}
    assert units["镇财政所"].body is None
    assert not any(one.proposed for one in units.values())


def test_the_rules_of_a_lead_unit_are_noted(officer, kept_plan):
    address = at(kept_plan, "plan_units")
    row, form = next(one for one in officer.get(address).context["rows"] if one[0].leads)
    officer.post(address, {form["body"].html_name: form["body"].value(), form["rules"].html_name: "drafted"})
    assert PlanUnit.everywhere.get(pk=row.unit.pk).rules == "drafted"


def test_conditions_are_checked_and_a_gap_without_words_keeps_none_of_them(officer, kept_plan):
    address = at(kept_plan, "plan_ready")
    keys = [form.prefix for form in officer.get(address).context["forms"]]
    ready = {f"{key}-state": "ready" for key in keys}
    refused = officer.post(address, ready | {f"{keys[-1]}-state": "gap"})
    assert "请写明由谁" in refused.content.decode()
    assert not ReadinessCheck.everywhere.exists()
    assert officer.post(address, ready | {"on": "1"}).url == at(kept_plan, "plan_adopt")
    assert ReadinessCheck.everywhere.filter(state="ready").count() == 5


def test_an_unchecked_plan_is_not_adopted_and_the_form_says_so(as_user, town_approver, kept_plan):
    answer = as_user(town_approver).post(at(kept_plan, "plan_adopt"), {"decision": "办公会第3次"})
    assert "还有保障条件没有核对" in answer.content.decode()


def test_the_approver_adopts_and_the_matrix_leads_to_the_matters(
    officer, client, as_user, county, town_officer, town_approver, kept_plan
):
    with standing_in(county):
        all_in_place(kept_plan, town_officer)
    approver = as_user(town_approver)
    answer = approver.post(at(kept_plan, "plan_adopt"), {"decision": "办公会第3次"})
    assert answer.url == at(kept_plan)
    number = tasks_of(kept_plan)[0].matter.number
    assert (
        reverse("matter_desk", args=[kept_plan.place.code, number])
        in approver.get(answer.url).content.decode()
    )


def test_who_brought_it_is_told_that_another_adopts_it(officer, kept_plan):
    page = officer.get(at(kept_plan, "plan_adopt")).content.decode()
    assert "请审批人来立项" in page


def test_blanks_of_an_adopted_plan_are_filled_at_their_row(officer, adopted_plan):
    task = tasks_of(adopted_plan)[1]
    address = at(adopted_plan, "plan_row", task.place_in_order)
    assert set(officer.get(address).context["fill"].fields) == {"leader", "officer", "goal"}
    wrong = officer.post(address, {"goal": "很多"})
    assert "不是数" in wrong.content.decode()
    officer.post(address, {"leader": "林一川", "officer": "周小满", "goal": "30"})
    assert "fill" in officer.get(address).context
    assert officer.get(address).context["fill"].fields == {}


def test_a_pilot_is_evaluated_before_it_is_carried_over(
    as_user, county, adopted_plan, other_town, county_officer, officer
):
    address = at(adopted_plan, "plan_copy")
    refused = officer.post(address, {"text": ""})
    assert refused.status_code == 200
    officer.post(address, {"text": "河塘清了，还差管护人手。"})
    assert PlanDocument.everywhere.get(pk=adopted_plan.pk).pilot
    page = officer.get(address).content.decode()
    assert "白石镇" in page
