"""What people drop into the form of plans: a sentence or a result each, never a crash, never a half-kept plan."""

import io
import zipfile
from uuid import uuid4

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.planned import PLAN, tasks_of

from wugong.matters.documents.files import LARGEST, OLD_WORD
from wugong.matters.models import PlanDocument, PlanTask, PlanUnit

MB = 1 << 20


@pytest.fixture
def officer(as_user, town_officer):
    return as_user(town_officer)


@pytest.fixture
def bring(officer, town):
    """Return who drops a file, and what else is typed, into the form of the town's plans."""

    def bringing(data, name="方案.docx", **typed):
        file = SimpleUploadedFile(name, data)
        return officer.post(reverse("plan_bring", args=[town.code]), {"key": uuid4(), "file": file, **typed})

    return bringing


def word(text=PLAN):
    """Return the text as a document of Word, a paragraph a line."""
    document, file = docx.Document(), io.BytesIO()
    for line in text.split("\n"):
        document.add_paragraph(line)
    document.save(file)
    return file.getvalue()


def packed(**parts):
    """Return an archive with these parts below word/."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as box:
        for name, text in parts.items():
            box.writestr(f"word/{name}.xml", text)
    return file.getvalue()


def bomb():
    """Return a document of a few kilobytes that unfolds to 400 MB."""
    return packed(document="<w>" + " " * (400 * MB) + "</w>")


def without_its_end():
    """Return a document that was cut off on the way."""
    whole = word()
    return whole[: len(whole) * 2 // 3]


def asking_abroad():
    """Return a document that wants a file of the server read into it."""
    return packed(document='<!DOCTYPE w [<!ENTITY a SYSTEM "file:///etc/passwd">]><w>&a;</w>')


BAD = {
    "nothing in it": (lambda: b"", "空"),
    "blank": (lambda: b" \r\n\t ", "是空文件"),
    "50 MB": (lambda: b"x" * (50 * MB), "大于 20 MB"),
    "one byte too large": (lambda: b"x" * (LARGEST + 1), "大于 20 MB"),
    "locked": (lambda: OLD_WORD + b"x" * 600 + "EncryptedPackage".encode("utf-16-le"), "加了密码"),
    "cut off": (without_its_end, "不是完好的 .docx"),
    "torn inside": (lambda: packed(document="<w><p>"), "内容损坏"),
    "a bomb": (bomb, "展开后太大"),
    "nested": (lambda: packed(document="<w>" * 5000 + "</w>" * 5000), "展开后太大"),
    "asks abroad": (asking_abroad, "不该有的定义"),
    "a workbook": (lambda: packed(other="<w/>"), "不是 Word 文档"),
    "only pictures": (lambda: word(""), "没有文字"),
    "a scan": (lambda: b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n" + b"\x00\xff" * 999, "是 PDF"),
    "a photo": (lambda: b"\xff\xd8\xff\xe0" + b"\x00" * 999, "是图片"),
    "a program": (lambda: b"\x7fELF" + bytes(range(32)) * 99, "不是文字文件"),
    "no encoding": (lambda: b"\xff\x80\x81" * 99, "文字编码认不出来"),
}


@pytest.mark.parametrize(("build", "why"), BAD.values(), ids=BAD)
def test_a_bad_file_is_answered_with_a_sentence_and_nothing_is_kept(bring, build, why):
    answer = bring(build(), year="2026")
    assert answer.status_code == 200
    assert why in "".join(answer.context["form"].errors["file"])
    assert 'value="2026"' in answer.content.decode()
    assert not PlanDocument.everywhere.exists()


@pytest.mark.parametrize(
    "name", ["方案.docx", "方案.doc", "方案.txt", "../../方案.docx", "方" * 200 + ".docx"]
)
def test_a_good_document_is_read_by_what_it_is_and_not_by_its_name(bring, unit_bodies, name):
    assert bring(word(), name).status_code == 302
    assert len(tasks_of(PlanDocument.everywhere.get())) == 4


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
def test_a_text_is_read_in_whatever_encoding_it_has(bring, unit_bodies, encoding):
    assert bring(PLAN.encode(encoding), "方案.txt").status_code == 302
    assert len(tasks_of(PlanDocument.everywhere.get())) == 4


def test_a_text_pieced_together_of_two_encodings_is_read_where_it_can_be(bring, unit_bodies):
    mixed = PLAN.encode() + "\n附：联系人名单".encode("gb18030")
    answer = bring(mixed, "方案.txt")
    assert answer.status_code == 302
    assert len(tasks_of(PlanDocument.everywhere.get())) == 4


def test_half_a_sign_at_the_end_is_no_hindrance(bring, unit_bodies):
    assert bring(PLAN.encode("gb18030")[:-1], "方案.txt").status_code == 302


def test_signs_that_no_database_keeps_are_left_out(bring, unit_bodies):
    assert bring(PLAN.replace("坚持", "坚\x00持\x07").encode(), "方案.txt").status_code == 302
    assert "\x00" not in PlanDocument.everywhere.get().text


def test_a_pasted_text_beyond_every_measure_is_refused_in_words(officer, town):
    text = PLAN + "水" * (3 * MB)
    answer = officer.post(reverse("plan_bring", args=[town.code]), {"key": uuid4(), "text": text})
    assert answer.status_code == 413
    assert "把长的正文存成文件再交" in answer.content.decode()
    assert not PlanDocument.everywhere.exists()


def many(count):
    """Return a plan of so many numbered items."""
    items = (
        f"{n}.整治第{n}处塘堰。清理不少于{n}米，9月底前完成。牵头单位：镇财政所" for n in range(1, count + 1)
    )
    return "某镇2026年塘堰整治实施方案\n一、主要任务\n" + "\n".join(items)


def test_three_thousand_items_are_kept_with_as_few_questions_as_thirty(keep, here, unit_bodies):
    def asked(count):
        with CaptureQueriesContext(connection) as queries:
            plan = keep(many(count))
        assert PlanTask.objects.filter(plan=plan).count() == count
        assert PlanUnit.objects.filter(plan=plan).count() == 1
        return len(queries)

    few = asked(30)
    assert asked(3000) <= few + 3000 // 25  # SQLite takes some dozens of rows at once, PostgreSQL hundreds


def test_the_review_of_three_thousand_items_is_a_page_and_not_a_book(keep, here, officer, unit_bodies):
    plan = keep(many(3000))
    address = reverse("plan", args=[plan.place.code, plan.pk])
    officer.get(address)
    with CaptureQueriesContext(connection) as queries:
        page = officer.get(address)
    assert len(queries) < 40
    assert len(page.content) < MB
    assert page.context["page"].counts.tasks == 3000
