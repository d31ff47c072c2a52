"""Monthly tables: what the timelines say, up to the month's end; a signature nobody changes silently."""

import io
from dataclasses import replace

import openpyxl
import pytest
from django.urls import reverse
from django.utils import timezone

from wugong.access.refusals import NotAllowed
from wugong.audit.refusals import Unchangeable
from wugong.base.periods import Period
from wugong.counties.standing import standing_in
from wugong.matters import monthly_refusals as refusals
from wugong.matters.models import Matter, MonthlyTable
from wugong.matters.monthly import due_on, make_table, sign_table, signable_from, table_of
from wugong.matters.monthly_facts import Course
from wugong.matters.monthly_pages import is_closed
from wugong.matters.monthly_rows import sums, village_lines
from wugong.matters.moving import move
from wugong.matters.registers import register_on
from wugong.rules.register_parts import Column, Field, FieldType, Table

pytestmark = pytest.mark.django_db
MARCH = Period.parse("2026-03")


@pytest.fixture
def now(time_machine):
    """The second of April, when March is told."""
    time_machine.move_to("2026-04-02T09:00:00+08:00")
    return timezone.now()


@pytest.fixture
def held(here):
    return register_on("resident-report")


@pytest.fixture
def table(held):
    return table_of(held, "month")


@pytest.fixture
def month(here, village, opened, resident, cadre, time_machine):
    """March: one carried over and finished, one opened and solved, one opened and left lying."""
    time_machine.move_to("2026-02-27T09:00:00+08:00")
    old = opened()
    time_machine.move_to("2026-03-03T09:00:00+08:00")
    solved, left = opened(), opened()
    for one in (old, solved):
        move(one, "accept", actor=cadre, facts={"grade": "simple"})
        move(Matter.objects.get(pk=one.pk), "finish", actor=cadre, answer="修好了")
    move(Matter.objects.get(pk=solved.pk), "confirm", actor=resident)
    time_machine.move_to("2026-04-02T09:00:00+08:00")
    return left


def line(village, held, table, now, period=MARCH):
    made = make_table(village, held, table, period, now)
    return dict(zip(made.columns, made.lines[0], strict=True))


def test_a_month_is_what_the_timelines_say(month, village, held, table, now):
    found = line(village, held, table, now)
    assert found == {"村": "枫林坳村", "新报": 2, "办结": 2, "群众确认解决": 1, "超期": 1}


def test_what_happens_after_the_month_does_not_change_it(month, village, held, table, cadre, now):
    before = line(village, held, table, now)
    move(month, "refuse", actor=cadre, reason="不属于本村")
    assert line(village, held, table, now) == before


def test_the_month_before_knows_nothing_of_it(month, village, held, table, now):
    assert line(village, held, table, now, MARCH.plus(-1))["新报"] == 1


def test_a_village_with_nothing_stands_there_with_noughts(month, neighbour_village, town, held, table, now):
    made = make_table(town, held, table, MARCH, now)
    assert [row[0] for row in made.lines] == ["枫林坳村", "青山村"]
    assert made.lines[1][1:] == [0, 0, 0, 0]
    assert made.sums[1:] == made.lines[0][1:]


@pytest.mark.parametrize("count", [1, 3])
def test_a_table_costs_the_same(here, village, opened, held, table, count, now, django_assert_num_queries):
    for _ in range(count):
        opened()
    with django_assert_num_queries(4):
        make_table(village, held, table, Period.of(now.date(), MARCH.level), now)


def test_only_the_desk_signs(month, village, held, table, supervisor):
    with pytest.raises(NotAllowed):
        sign_table(village, held, table, MARCH, actor=supervisor)


def test_the_town_is_signed_by_its_approver(month, town, held, table, town_officer, town_approver):
    with pytest.raises(NotAllowed):
        sign_table(town, held, table, MARCH, actor=town_officer)
    assert sign_table(town, held, table, MARCH, actor=town_approver).version == 1


def test_a_month_is_signed_from_the_day_after_it(month, village, held, table, cadre, time_machine):
    time_machine.move_to("2026-03-31T23:00:00+08:00")
    with pytest.raises(refusals.MonthNotOver):
        sign_table(village, held, table, MARCH, actor=cadre)
    time_machine.move_to("2026-04-01T00:00:00+08:00")
    assert sign_table(village, held, table, MARCH, actor=cadre).version == 1


def test_it_is_signed_once_while_nothing_changes(month, village, held, table, cadre):
    sign_table(village, held, table, MARCH, actor=cadre)
    with pytest.raises(refusals.SignedAlready):
        sign_table(village, held, table, MARCH, actor=cadre)


def test_a_correction_needs_its_reason_and_keeps_what_was(month, village, held, table, cadre):
    first = sign_table(village, held, table, MARCH, actor=cadre)
    Matter.objects.filter(pk=month.pk).update(merged_into=Matter.objects.exclude(pk=month.pk).first())
    with pytest.raises(refusals.NoReason):
        sign_table(village, held, table, MARCH, actor=cadre)
    second = sign_table(village, held, table, MARCH, actor=cadre, reason="两件是同一件")
    assert second.version == 2
    assert MonthlyTable.objects.get(pk=first.pk).body["lines"][0][1] == 2
    assert second.body["lines"][0][1] == 1


def test_what_was_signed_cannot_be_changed(month, village, held, table, cadre):
    row = sign_table(village, held, table, MARCH, actor=cadre)
    with pytest.raises(Unchangeable):
        row.save()


def test_a_table_the_register_lacks_is_refused(held):
    with pytest.raises(refusals.NoSuchTable):
        table_of(held, "week")


def test_housing_is_due_by_the_20th_of_its_own_month(here):
    housing = table_of(register_on("unsafe-housing"), "month")
    assert (due_on(housing, MARCH).isoformat(), signable_from(housing, MARCH).day) == ("2026-03-20", 1)


def test_other_tables_are_due_by_the_end_of_the_month_after(table):
    assert due_on(table, Period.parse("2026-01")).isoformat() == "2026-02-28"


def test_all_tables_of_all_registers_are_made(here, village, now):
    for code in (
        "bare-house",
        "unsafe-housing",
        "dispute",
        "hazard",
        "in-build",
        "supervision-order",
        "task",
    ):
        held = register_on(code)
        for table in held.version.tables:
            assert make_table(village, held, table, MARCH, now).sums


@pytest.mark.parametrize(
    ("kind", "values", "shown"),
    [
        ("number", ["3", "4"], 7),
        ("decimal", ["1.5", "2"], "3.5"),
        ("money", ["120050", "50"], "1201.00"),
        ("number", [], 0),
    ],
)
def test_figures_of_fields_are_summed_as_they_are_read(kind, values, shown, held, village):
    field = Field("cost", "花费", FieldType(kind))
    version = replace(held.version, fields=(field,))
    found = [Course(Matter(place=village, facts={"cost": value})) for value in [*values, ""]]
    table = Table("t", "表", None, False, True, (Column("花费", "cost", "sum"),))
    lines = village_lines(table, version, found, [village])
    assert lines == [[shown]]
    assert sums(table, lines) == [shown]


def test_the_page_says_that_the_register_changed_since(month, village, held, table, cadre, as_user):
    sign_table(village, held, table, MARCH, actor=cadre)
    client = as_user(cadre)
    address = reverse("monthly_table", args=[village.code, held.code, table.code, MARCH])
    assert "台账有了变化" not in client.get(address).content.decode()
    with standing_in(village.county):
        Matter.objects.filter(pk=month.pk).update(merged_into=Matter.objects.exclude(pk=month.pk).first())
    assert "签发以后台账有了变化" in client.get(address).content.decode()


def test_signing_on_the_page_and_the_workbook(month, village, held, table, cadre, as_user):
    client = as_user(cadre)
    where = [village.code, held.code, table.code, MARCH]
    page = client.post(reverse("monthly_table_sign", args=where), follow=True).content.decode()
    assert "签发了第 1 版" in page
    file = client.get(reverse("monthly_table_xlsx", args=where)).content
    sheet = openpyxl.load_workbook(io.BytesIO(file)).active
    assert [cell.value for cell in sheet[2]] == ["枫林坳村", 2, 2, 1, 1]


def test_the_list_says_what_is_late(month, village, cadre, as_user):
    page = as_user(cadre).get(reverse("monthly_tables", args=[village.code]), {"month": "2026-01"})
    assert "过了期限，还没有签发" in page.content.decode()


def test_lists_of_restricted_matters_are_for_the_desk(here, table, held):
    restricted = replace(held.version.publicity, restricted=True)
    dispute = replace(held, version=replace(held.version, publicity=restricted))
    assert is_closed(dispute, replace(table, by_place=False))
    assert not is_closed(dispute, table)
    assert not is_closed(held, replace(table, by_place=False))
