"""What a handed-in .docx may not hold: macros, anything from outside, remarks, bombs."""

import io
import zipfile

import pytest
from tests.publish.papers import field, paper, part, repacked, with_body, with_relation

from wugong.base.faults import Faults
from wugong.publish.documents import default_template
from wugong.publish.packages import LARGEST, PARTS, UNFOLDED, texts_of


def faults_of(upload: bytes) -> list[str]:
    faults = Faults("模板")
    texts_of(upload, faults)
    return faults.lines


PLAIN = paper("{{ heading }}")


@pytest.mark.parametrize("upload", [b"", b"PK", b"%PDF-1.7", PLAIN[:-100]])
def test_what_is_no_package_is_refused(upload: bytes) -> None:
    assert "不是完好的 .docx" in faults_of(upload)[0]


def test_workbook_is_refused() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as parts:
        parts.writestr("xl/workbook.xml", "<workbook/>")
    assert "不是 Word 文档" in faults_of(file.getvalue())[0]


def test_package_whose_body_is_no_xml_is_refused() -> None:
    assert "打不开" in faults_of(repacked(PLAIN, {"word/document.xml": b"<w:document"}))[0]


def test_package_without_a_list_of_contents_is_refused() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as parts:
        parts.writestr("word/document.xml", "<x/>")
    assert "打不开" in faults_of(file.getvalue())[0]


def test_too_large_a_file_is_refused_unread() -> None:
    assert "超过 2 MB" in faults_of(b"\0" * (LARGEST + 1))[0]
    assert "超过 2 MB" not in faults_of(b"\0" * LARGEST)[0]


def test_bomb_is_refused() -> None:
    assert "东西太多" in faults_of(repacked(PLAIN, {"word/media/x.bin": b"\0" * (UNFOLDED + 1)}))[0]


def test_too_many_parts_are_refused() -> None:
    many = {f"word/media/{n}.png": b"" for n in range(PARTS)}
    assert "东西太多" in faults_of(repacked(PLAIN, many))[0]


@pytest.mark.parametrize("name", ["word/vbaProject.bin", "word/VBAPROJECT.BIN", "word/activeX/activeX1.xml"])
def test_macros_and_controls_are_refused(name: str) -> None:
    assert "宏或控件" in faults_of(repacked(PLAIN, {name: b"x"}))[0]


@pytest.mark.parametrize(
    ("word", "other"), [("document.main", "template.main"), ("document.main", "document.macroEnabled.main")]
)
def test_other_kinds_of_word_files_are_refused(word: str, other: str) -> None:
    types = part(PLAIN, "[Content_Types].xml").replace(word.encode(), other.encode())
    assert "普通的 .docx" in faults_of(repacked(PLAIN, {"[Content_Types].xml": types}))[0]


@pytest.mark.parametrize("kind", ["attachedTemplate", "image", "hyperlink", "oleObject"])
def test_anything_from_outside_is_refused(kind: str) -> None:
    upload = with_relation(PLAIN, kind, "http://outside.test/x", external=True)
    assert any("文件外面" in line for line in faults_of(upload))


@pytest.mark.parametrize("kind", ["oleObject", "package", "control", "aFChunk", "comments", "subDocument"])
def test_what_is_embedded_is_refused(kind: str) -> None:
    upload = repacked(with_relation(PLAIN, kind, "embedded/x.xml"), {"word/embedded/x.xml": b"<x/>"})
    assert any(f"不收的内容（{kind}）" in line for line in faults_of(upload))


@pytest.mark.parametrize("name", ["ins", "del", "moveFrom", "moveTo", "commentReference"])
def test_remarks_and_tracked_changes_are_refused(name: str) -> None:
    upload = with_body(PLAIN, f'<w:p><w:{name} w:id="1" w:author="王某"/></w:p>')
    assert "修订痕迹或批注" in faults_of(upload)[0]


@pytest.mark.parametrize(
    ("xml", "name"),
    [
        (field("DDEAUTO c:\\\\x"), "DDEAUTO"),
        (field("INCLUDE", 'PICTURE "http://outside.test"'), "INCLUDEPICTURE"),
        (field("{{ heading }}"), "{{"),
        (field(""), "空"),
        ('<w:p><w:fldSimple w:instr=" link x"/></w:p>', "LINK"),
        ("<w:p><w:fldSimple/></w:p>", "空"),
    ],
)
def test_fields_that_fetch_are_refused(xml: str, name: str) -> None:
    assert f"不收的域（{name}）" in faults_of(with_body(PLAIN, xml))[0]


def test_field_end_without_a_beginning_counts_for_nothing() -> None:
    loose = '<w:p><w:r><w:fldChar w:fldCharType="end"/><w:instrText>DDE</w:instrText></w:r></w:p>'
    assert faults_of(with_body(PLAIN, loose)) == []


@pytest.mark.parametrize(
    "xml",
    [field(" PA", "GE "), field("NUMPAGES \\* MERGEFORMAT"), '<w:p><w:fldSimple w:instr="date"/></w:p>'],
)
def test_page_numbers_and_dates_are_taken(xml: str) -> None:
    assert faults_of(with_body(PLAIN, xml)) == []


def test_texts_of_body_and_header_are_handed_on() -> None:
    texts = texts_of(paper("{{ heading }}", "电话", header="页眉"), Faults("模板"))
    assert {"{{ heading }}", "电话", "页眉"} <= set(texts)


def test_template_of_the_house_is_taken() -> None:
    assert faults_of(default_template()) == []
