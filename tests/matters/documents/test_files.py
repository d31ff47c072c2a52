"""Files of every kind: a text, or a sentence that says what to do."""

import io
import shutil

import docx
import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from tests.matters.documents.packing import packed

from wugong.matters.documents.assembly import read_text
from wugong.matters.documents.files import LARGEST, OLD_WORD, text_of_bytes, text_of_file
from wugong.matters.documents.refusals import UnreadablePlan


def word(build):
    document, file = docx.Document(), io.BytesIO()
    build(document)
    document.save(file)
    return file.getvalue()


def refused(data):
    with pytest.raises(UnreadablePlan) as refusal:
        text_of_bytes(data, "方案")
    return str(refusal.value)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_text_is_read_in_its_encoding(encoding):
    assert (
        text_of_bytes("一、主要任务\r\n（一）修路\r二".encode(encoding), "x").lstrip("\ufeff")
        == "一、主要任务\n（一）修路\n二"
    )


def test_a_text_with_a_few_broken_bytes_is_read():
    assert "主要任务" in text_of_bytes("一、主要任务".encode() * 50 + b"\xff", "x")


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "是空文件"),
        (b" \n\t ", "是空文件"),
        (b"%PDF-1.7 ...", "是 PDF"),
        (b"\x89PNG\r\n", "是图片"),
        (b"{\\rtf1 x}", "另存为 .docx"),
        (b"PK\x03\x04 broken", "不是完好的 .docx"),
        (b"\x01\x02\x03\x04" * 99, "不是文字文件"),
        (b"\xff\x80\x81" * 99, "文字编码认不出来"),
        (b"x" * (LARGEST + 1), "文件大于 20 MB"),
        (OLD_WORD + "EncryptedPackage".encode("utf-16-le"), "加了密码"),
    ],
)
def test_what_is_no_plan_file_is_refused_in_words(data, said):
    assert said in refused(data)


def test_a_file_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(UnreadablePlan, match="没有这个文件"):
        text_of_file(tmp_path / "none.txt")


def test_a_file_too_large_is_refused_unread(tmp_path):
    path = tmp_path / "large.txt"
    with path.open("wb") as file:
        file.truncate(50 << 20)
    with pytest.raises(UnreadablePlan, match="大于 20 MB"):
        text_of_file(path)


def test_an_old_document_needs_libreoffice(monkeypatch):
    monkeypatch.setattr(shutil, "which", lambda _: None)
    assert "没有装 LibreOffice" in refused(OLD_WORD + b"x" * 600)


def test_a_bomb_is_refused_before_it_unfolds():
    assert "展开后太大" in refused(packed(document="<w>" + " " * (65 << 20) + "</w>"))


def test_elements_nested_too_deep_are_refused():
    assert "展开后太大" in refused(packed(document="<w>" * 300 + "</w>" * 300))


def test_definitions_in_a_document_are_refused():
    text = '<!DOCTYPE w [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><w>&b;</w>'
    assert "不该有的定义" in refused(packed(document=text))


def test_a_torn_document_is_refused():
    assert "内容损坏" in refused(packed(document="<w><p>"))


def test_a_workbook_is_no_document():
    assert "不是 Word 文档" in refused(packed(other="<w/>"))


def test_a_document_without_text_is_refused():
    assert "没有文字" in refused(word(lambda document: document.add_paragraph("")))


def test_paragraphs_and_rows_become_lines():
    def build(document):
        document.add_paragraph("一、任务分工")
        table = document.add_table(rows=2, cols=3)
        for place, text in enumerate(("任务", "责任单位", "完成时限")):
            table.cell(0, place).text = text
        for place, text in enumerate(("修路", "村委会\n理事会", "5月底前")):
            table.cell(1, place).text = text
        document.add_paragraph("末段")

    lines = text_of_bytes(word(build), "x").split("\n")
    assert lines == ["一、任务分工", "任务\t责任单位\t完成时限", "修路\t村委会 理事会\t5月底前", "末段"]


def test_the_numbers_word_only_shows_are_counted():
    def build(document):
        document.add_paragraph("云塘镇修路工作方案")
        document.add_paragraph("为修路，镇政府制定本方案。")
        for text in ("一、工作任务", "二、工作要求"):
            document.add_paragraph(text)
            for item in ("测量放线。由村委会负责。", "路基施工。由村委会负责。"):
                document.add_paragraph(item, style="List Number")

    text = text_of_bytes(word(build), "x")
    assert [line[:2] for line in text.split("\n")[3:5]] == ["1.", "2."]
    [document] = read_text(text)
    assert [(one.number, one.title) for one in document.tasks] == [("1.", "测量放线"), ("2.", "路基施工")]


def test_struck_out_text_is_left_out():
    def build(document):
        paragraph = document.add_paragraph("留下")
        struck = OxmlElement("w:del")
        run = OxmlElement("w:r")
        text = OxmlElement("w:t")
        text.text = "删去"
        run.append(text)
        struck.append(run)
        paragraph._p.append(struck)
        assert struck.tag == qn("w:del")

    assert text_of_bytes(word(build), "x") == "留下"


OFFICE = """#!/bin/sh
while [ "$1" != --outdir ]; do shift; done
{act}
"""


@pytest.fixture
def office(tmp_path, monkeypatch):
    """Put a program in LibreOffice's place that does what the test says with the folder `$2`."""

    def put(act):
        program = tmp_path / "soffice"
        program.write_text(OFFICE.format(act=act))
        program.chmod(0o755)
        monkeypatch.setenv("PATH", str(tmp_path), prepend=":")

    return put


def test_an_old_document_is_converted(office, tmp_path):
    (tmp_path / "made.docx").write_bytes(word(lambda document: document.add_paragraph("一、主要任务")))
    office(f'cp {tmp_path}/made.docx "$2/plan.docx"')
    assert text_of_bytes(OLD_WORD + b"x" * 600, "x") == "一、主要任务"


def test_an_old_document_that_cannot_be_converted_is_refused(office):
    office("exit 1")
    assert "转换不了" in refused(OLD_WORD + b"x" * 600)


def test_a_conversion_without_end_is_given_up(office, monkeypatch):
    monkeypatch.setattr("wugong.matters.documents.files.PATIENCE", 0.2)
    office("exec sleep 5")
    assert "时间太长" in refused(OLD_WORD + b"x" * 600)
