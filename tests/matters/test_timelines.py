"""Timelines: who did what and why, as each reader may see it; fields by type; reads that pages share."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.mattered import bound

from wugong.counties.actors import SYSTEM
from wugong.matters import refusals
from wugong.matters.clocks import extend, pause, resume
from wugong.matters.fact_checks import checked_facts
from wugong.matters.models import Matter, NeighbourCall
from wugong.matters.moving import move
from wugong.matters.notes import note
from wugong.matters.queries import asked_by, numbered, to_be_confirmed_by
from wugong.matters.routing import route
from wugong.matters.states import Shown
from wugong.matters.timelines import timeline
from wugong.rules.register_parts import Choice, Field, FieldType

pytestmark = pytest.mark.django_db
NOBODY = AnonymousUser()


def who(matter, visitor):
    return [line.who for line in timeline(matter, visitor)]


def test_who_asked_is_shown_as_she_chose(here, opened, cadre, resident, head):
    bound(resident, head)
    assert who(opened(), cadre) == ["陈×"]
    assert who(opened(shown=Shown.ANONYMOUS), cadre) == ["匿名"]
    assert who(opened(person=head), cadre) == ["陈×国"]
    assert who(opened(actor=SYSTEM), cadre) == ["没有留名的人"]
    assert who(opened(shown=Shown.ANONYMOUS), resident) == ["我"]


def test_a_register_may_never_say_who_asked(here, opened, cadre):
    assert who(opened(register="problem-list"), cadre) == ["匿名"]


def test_everybody_reads_the_place_and_only_who_is_near_the_name(here, accepted, resident, cadre, village):
    assert who(accepted, NOBODY) == ["陈×", village.name]
    assert who(accepted, resident) == ["我", f"林可（{village.name}）"]
    assert who(accepted, cadre)[1] == "我"


def test_a_neighbour_has_no_name(here, finished, supervisor, head, cadre, resident):
    bound(supervisor, head)
    NeighbourCall.objects.create(matter=finished, person=head, seed="0")
    move(finished, "confirm", actor=supervisor)
    assert who(finished, cadre)[-1] == who(finished, resident)[-1] == "抽到的邻居"


def test_each_line_says_what_and_why(here, accepted, town, cadre, town_officer, resident):
    pause(accepted, "等天气", actor=cadre)
    resume(accepted, actor=cadre)
    extend(accepted, "handle", actor=town_officer, reason="要等配件")
    route(accepted, town, actor=cadre, reason="要架线")
    lines = timeline(accepted, resident)
    assert [line.what.split("，")[0] for line in lines] == [
        "提出",
        "受理",
        "暂停计时",
        "恢复计时",
        "延期：办理",
        "转办：从枫林坳村到枫林镇",
    ]
    assert [line.text for line in lines][2:] == ["等天气", "等天气", "要等配件", "要架线"]


def test_many_lines_cost_as_many_queries_as_few(here, accepted, cadre):
    def cost() -> int:
        matter = numbered(accepted.number)
        with CaptureQueriesContext(connection) as queries:
            timeline(matter, cadre)
        return len(queries)

    before = cost()
    for text in ("一", "二", "三"):
        note(accepted, text, actor=cadre)
    assert cost() == before


# --- Fields ---------------------------------------------------------------------------------------

COLOURS = (Choice("red", "红"), Choice("blue", "蓝"))


class Version:
    def __init__(self, field: Field) -> None:
        self.fields = (field,)


@pytest.mark.parametrize(
    ("field", "text", "said"),
    [
        (Field("a", "数", FieldType.NUMBER), "1.5", "整数"),
        (Field("a", "数", FieldType.NUMBER), "二", "整数"),
        (Field("a", "数", FieldType.NUMBER, least=1, unit="户"), "0", "不能小于 1户"),
        (Field("a", "数", FieldType.NUMBER, most=100), "101", "不能大于 100"),
        (Field("a", "数", FieldType.DECIMAL), "abc", "数字"),
        (Field("a", "数", FieldType.DECIMAL), "NaN", "数字"),
        (Field("a", "钱", FieldType.MONEY), "12.345", "两位小数"),
        (Field("a", "钱", FieldType.MONEY), "99999999999999", "太大"),
        (Field("a", "日", FieldType.DATE), "明天", "2026-07-30"),
        (Field("a", "日", FieldType.DATE), "0001-01-01", "1900 年到 2199 年"),
        (Field("a", "日", FieldType.DATE), "1899-12-31", "1900 年到 2199 年"),
        (Field("a", "日", FieldType.DATE), "2200-01-01", "1900 年到 2199 年"),
        (Field("a", "日", FieldType.DATE), "9999-12-31", "1900 年到 2199 年"),
        (Field("a", "色", FieldType.CHOICE, choices=COLOURS), "green", "红、蓝"),
        (Field("a", "色", FieldType.CHOICES, choices=COLOURS), "red,green", "红、蓝"),
        (Field("a", "否", FieldType.YES), "maybe", "“是”或“否”"),
        (Field("a", "话", FieldType.TEXT), "字" * 121, "最多 120 字"),
        (Field("a", "话", FieldType.TEXT, public=True), "打 13800000001", "手机号"),
        (Field("a", "户", FieldType.HOUSEHOLD), "9999", "9999 户"),
    ],
)
def test_what_a_field_does_not_take_is_said_with_its_name(here, village, field, text, said):
    with pytest.raises(refusals.FactsAmiss, match=f"“{field.title}”.*{said}"):
        checked_facts(Version(field), {"a": text}, place=village)


@pytest.mark.parametrize(
    ("field", "text", "kept"),
    [
        (Field("a", "数", FieldType.NUMBER, least=1), " 1 ", "1"),
        (Field("a", "数", FieldType.DECIMAL), "12.50", "12.50"),
        (Field("a", "钱", FieldType.MONEY), "1200.5 元", "120050"),
        (Field("a", "日", FieldType.DATE), "2026-07-30", "2026-07-30"),
        (Field("a", "日", FieldType.DATE), "1900-01-01", "1900-01-01"),
        (Field("a", "日", FieldType.DATE), "2199-12-31", "2199-12-31"),
        (Field("a", "色", FieldType.CHOICE, choices=COLOURS), "红", "red"),
        (Field("a", "色", FieldType.CHOICES, choices=COLOURS), "blue, red", "red,blue"),
        (Field("a", "否", FieldType.YES), "on", "yes"),
        (Field("a", "否", FieldType.YES), "否", "no"),
        (Field("a", "话", FieldType.LONG), "打 13800000001", "打 13800000001"),
        (Field("a", "话", FieldType.TEXT), " ", ""),
        (Field("a", "户", FieldType.HOUSEHOLD), "0101", "0101"),
    ],
)
def test_what_a_field_takes_is_kept_in_one_form(here, village, household, field, text, kept):
    assert checked_facts(Version(field), {"a": text}, place=village) == {"a": kept}


# --- Reads ----------------------------------------------------------------------------------------


def test_reads_that_pages_share(here, finished, resident, supervisor, head):
    bound(supervisor, head)
    assert numbered(finished.number) == finished
    assert numbered("260000000") is None
    assert list(asked_by(resident)) == list(to_be_confirmed_by(resident)) == [finished]
    assert list(to_be_confirmed_by(supervisor)) == []
    NeighbourCall.objects.create(matter=finished, person=head, seed="0")
    assert list(to_be_confirmed_by(supervisor)) == [finished]
    move(finished, "confirm", actor=resident)
    assert list(to_be_confirmed_by(resident)) == []
    assert Matter.objects.get().kind == "solved"
