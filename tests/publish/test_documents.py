"""Word documents: opened again by another library they say what the bulletin says, and nothing of their makers."""

import io
import subprocess
import sys
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from docx import Document
from docx.document import Document as Docx
from docx.oxml.ns import qn
from docx.shared import Mm
from tests.publish.conftest import bulletin_of

from wugong.publish.bulletins import Bulletin, Line, Notice
from wugong.publish.documents import default_template, docx_of

SCRIPT = Path(__file__).parents[2] / "scripts/bulletin_template.py"


@pytest.fixture
def bulletin() -> Bulletin:
    made = replace(bulletin_of(), version_line="第 2 版，更正第 1 版：补录一项。")
    return made.sealed(date(2026, 4, 15), date(2026, 4, 30))


def opened(content: bytes) -> Docx:
    return Document(io.BytesIO(content))


def words(docx: Docx) -> str:
    return "\n".join(paragraph.text for paragraph in docx.paragraphs)


def test_table_has_the_figures_of_the_bulletin(bulletin: Bulletin) -> None:
    table = opened(docx_of(bulletin)).tables[1]
    rows = [[cell.text for cell in row.cells] for row in table.rows]
    assert rows == [[column.title for column in bulletin.table.columns], *map(list, bulletin.table.rows)]


def test_head_is_repeated_and_strong_rows_are_bold(bulletin: Bulletin) -> None:
    head, first, second = opened(docx_of(bulletin)).tables[1].rows
    assert head._tr.find(qn("w:trPr")).find(qn("w:tblHeader")) is not None
    bold = [[run.bold for run in row.cells[1].paragraphs[0].runs if run.text] for row in (first, second)]
    assert bold == [[True], [False]]


def test_every_other_text_stands_in_the_document(bulletin: Bulletin) -> None:
    docx = opened(docx_of(bulletin))
    said = words(docx) + "".join(
        cell.text for table in docx.tables for row in table.rows for cell in row.cells
    )
    parts = [part for where, text in bulletin.texts() if where != "二维码网址" for part in text.split(" / ")]
    assert [part for part in [*parts, bulletin.digest] if part not in said] == []


def test_paper_is_a4_and_fonts_are_named(bulletin: Bulletin) -> None:
    docx = opened(docx_of(bulletin))
    page = docx.sections[0]
    assert (round(page.page_width / Mm(1)), round(page.page_height / Mm(1))) == (210, 297)
    fonts = {font.get(qn("w:eastAsia")) for font in docx.element.body.iter(qn("w:rFonts"))}
    assert {"宋体", "黑体"} <= fonts


def test_code_is_a_picture_and_left_out_without_an_address(bulletin: Bulletin) -> None:
    assert len(opened(docx_of(bulletin)).inline_shapes) == 1
    assert len(opened(docx_of(replace(bulletin, qr_url=""))).inline_shapes) == 0


def test_what_is_empty_leaves_no_heading(bulletin: Bulletin) -> None:
    bare = replace(bulletin, prizes=(), how=(), notes=(), version_line="", notice=Notice(title="公示期"))
    docx = opened(docx_of(bare))
    assert len(docx.tables) == 2
    assert "监督电话" not in words(docx)
    assert "分数怎么来的" not in words(docx)


@pytest.mark.parametrize("name", ["<w:b/>", "a&b", '"村"', "{{ heading }}", "{% for %}", "𠮷㙓", "甲\x0b乙"])
def test_signs_of_the_format_stand_as_they_are(name: str, bulletin: Bulletin) -> None:
    docx = opened(docx_of(replace(bulletin, heading=name, prizes=(Line(left=name),))))
    assert docx.paragraphs[0].text == name.replace("\x0b", "")


def test_document_says_nothing_of_who_made_the_template(bulletin: Bulletin) -> None:
    template = opened(default_template())
    template.core_properties.author = template.core_properties.last_modified_by = "王某"
    file = io.BytesIO()
    template.save(file)
    made = io.BytesIO()
    with zipfile.ZipFile(file) as parts, zipfile.ZipFile(made, "w") as kept:
        for name in parts.namelist():
            about = b"<Properties xmlns='x'><Manager>Wang</Manager></Properties>"
            kept.writestr(name, about if name == "docProps/app.xml" else parts.read(name))
    content = docx_of(bulletin, made.getvalue())
    assert (opened(content).core_properties.author, opened(content).core_properties.last_modified_by) == (
        "",
        "",
    )
    assert b"Wang" not in zipfile.ZipFile(io.BytesIO(content)).read("docProps/app.xml")


def test_template_of_the_house_is_what_its_script_makes(tmp_path: Path) -> None:
    subprocess.run([sys.executable, SCRIPT, tmp_path / "made.docx"], check=True)
    with (
        zipfile.ZipFile(tmp_path / "made.docx") as made,
        zipfile.ZipFile(io.BytesIO(default_template())) as kept,
    ):
        assert made.namelist() == kept.namelist()
        assert [name for name in made.namelist() if made.read(name) != kept.read(name)] == []
