"""A place's own Word template: checked, kept, used from its day on, given up again."""

import io
from datetime import timedelta

import pytest
from django.utils import timezone
from docx import Document
from tests.publish.conftest import bulletin_of
from tests.publish.papers import NEEDED, field, paper, with_body

from wugong.access.refusals import NotAllowed
from wugong.accounts.models import User
from wugong.audit.models import Record
from wugong.base.faults import FileRefused
from wugong.counties.actors import SYSTEM
from wugong.places.models import Place
from wugong.publish import refusals
from wugong.publish.documents import default_template, docx_of
from wugong.publish.models import Template
from wugong.publish.notice_periods import APPRAISAL_BULLETIN as KIND
from wugong.publish.queries import template_of
from wugong.publish.word_templates import adopt_template, drop_templates

pytestmark = pytest.mark.django_db
LOOP, REST = NEEDED
OWN = paper(
    "{{ heading }}",
    "{%p for row in table.rows %}",
    "{% for cell in row.cells %}{{ cell }} {% endfor %}",
    "{%p endfor %}",
    REST,
    header="{{ sign.organ }}",
)


def today(days: int = 0):
    return timezone.localdate() + timedelta(days=days)


def refused(place: Place, upload: bytes) -> str:
    with pytest.raises(FileRefused) as caught:
        adopt_template(place, KIND, upload, actor=SYSTEM, since=today())
    assert not Template.objects.exists()
    return "\n".join(caught.value.faults)


def test_only_who_prepares_adopts_and_gives_up(town: Place, town_approver: User) -> None:
    with pytest.raises(NotAllowed):
        adopt_template(town, KIND, OWN, actor=town_approver, since=today())
    with pytest.raises(NotAllowed):
        drop_templates(town, KIND, actor=town_approver)


def test_yesterday_is_too_late(town: Place) -> None:
    with pytest.raises(refusals.FromThePast, match="请填今天或以后"):
        adopt_template(town, KIND, OWN, actor=SYSTEM, since=today(-1))


def test_unknown_kind_is_refused(town: Place) -> None:
    with pytest.raises(refusals.UnknownKind):
        adopt_template(town, "poem", OWN, actor=SYSTEM, since=today())
    with pytest.raises(refusals.UnknownKind):
        drop_templates(town, "poem", actor=SYSTEM)


def test_file_that_fetches_is_refused(town: Place) -> None:
    assert "不收的域（DDE）" in refused(town, with_body(OWN, field("DDE x")))


@pytest.mark.parametrize("where", ["body", "header"])
def test_template_that_asks_for_more_is_refused(where: str, town: Place) -> None:
    tag = "{{ heading.__class__.mro() }}"
    assert "不能用 call 这种写法" in refused(town, paper(tag) if where == "body" else paper("x", header=tag))


def test_number_of_a_person_in_the_template_is_refused(town: Place) -> None:
    with pytest.raises(refusals.Personal, match="模板第 2 段有手机号"):
        adopt_template(town, KIND, paper("{{ heading }}", "联系人 13812345678"), actor=SYSTEM, since=today())


@pytest.mark.parametrize("name", ["{%tr for row in table.rows %}", "{{ heading"])
def test_tag_without_its_end_is_refused(name: str, town: Place) -> None:
    assert "标记写得不完整" in refused(town, paper(name))


def test_template_of_which_no_sample_comes_is_refused(town: Place) -> None:
    for condition in ("version_line", "not version_line", "prizes"):
        docx = Document()
        docx.add_table(1, 1).rows[0].cells[0].text = f"{{% if {condition} %}}"
        docx.add_paragraph(f"{{% endif %}}{LOOP}{REST}")
        file = io.BytesIO()
        docx.save(file)
        with pytest.raises(refusals.BadTemplate, match="标记的位置不对"):
            adopt_template(town, KIND, file.getvalue(), actor=SYSTEM, since=today())
    assert not Template.objects.exists()


@pytest.mark.parametrize(
    ("lines", "lacking"),
    [
        (["甲村第一名，99 分"], ["各村的名次和分数", "公示期", "核对码"]),
        ([LOOP, "{{ notice.title }}"], ["核对码"]),
        ([LOOP, "{{ digest }}"], ["公示期"]),
        ([LOOP, "{{ digest }}{% if notes %}{{ notice.title }}{% endif %}"], ["公示期"]),
        (["{{ notice.title }}{{ digest }}"], ["各村的名次和分数"]),
        (
            ["{% for row in table.rows %}{{ row.strong }}{% endfor %}{{ notice.title }}{{ digest }}"],
            ["各村的名次和分数"],
        ),
    ],
)
def test_template_that_leaves_out_what_the_public_needs_is_refused(
    lines: list[str], lacking: list[str], town: Place
) -> None:
    said = refused(town, paper(*lines)).splitlines()
    assert [line[: len(f"模板：样张上缺少{one}")] for line, one in zip(said, lacking, strict=True)] == [
        f"模板：样张上缺少{one}" for one in lacking
    ]


def test_template_may_have_what_is_needed_in_any_part(town: Place) -> None:
    upload = paper(LOOP, header=REST)
    assert adopt_template(town, KIND, upload, actor=SYSTEM, since=today()).digest


def test_own_template_is_used_from_its_day_on(town: Place, town_officer: User) -> None:
    row = adopt_template(town, KIND, OWN, actor=town_officer, since=today(3))
    assert template_of(town, KIND, today(2)) is None
    used = template_of(town, KIND, today(3))
    assert used == row
    document = Document(io.BytesIO(docx_of(bulletin_of(), bytes(used.content))))
    assert [one.text.strip() for one in document.paragraphs] == [
        "人居环境季度通报",
        "1 枫林坳村 96.50",
        "2 青山村 95.10",
        "",
    ]
    assert document.sections[0].header.paragraphs[0].text == "枫林镇人民政府"
    said = str(Record.objects.get(act="publish.template_adopted"))
    assert str(row) in said
    assert row.adopted_by == town_officer.pk


def test_newest_day_holds_and_the_same_day_gives_way(town: Place) -> None:
    adopt_template(town, KIND, OWN, actor=SYSTEM, since=today())
    second = adopt_template(town, KIND, default_template(), actor=SYSTEM, since=today())
    third = adopt_template(town, KIND, OWN, actor=SYSTEM, since=today(1))
    assert template_of(town, KIND) == second
    assert template_of(town, KIND, today(1)) == third
    assert Template.objects.count() == 3


def test_given_up_templates_are_kept_and_not_used(town: Place, other_town: Place) -> None:
    adopt_template(town, KIND, OWN, actor=SYSTEM, since=today())
    elsewhere = adopt_template(other_town, KIND, OWN, actor=SYSTEM, since=today())
    drop_templates(town, KIND, actor=SYSTEM)
    drop_templates(town, KIND, actor=SYSTEM)
    assert template_of(town, KIND) is None
    assert template_of(other_town, KIND) == elsewhere
    assert Template.objects.count() == 2
    assert Record.objects.filter(act="publish.template_dropped").count() == 1
