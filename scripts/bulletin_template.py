"""Makes the Word template of a bulletin that comes with the house: `python scripts/bulletin_template.py`."""

import io
import sys
import zipfile
from datetime import UTC, datetime
from pathlib import Path

from docx import Document
from docx.document import Document as Docx
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.table import Table
from docx.text.paragraph import Paragraph
from docx.text.run import Run

TARGET = Path(__file__).parents[1] / "src/wugong/publish/templates/publish/bulletin.docx"
SONG, HEI, LATIN = "宋体", "黑体", "Times New Roman"
CENTRE, RIGHT = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.RIGHT


def main(target: Path = TARGET) -> None:
    """Write the template."""
    docx = Document()
    set_page(docx)
    mast(docx)
    ranking(docx)
    prizes(docx)
    reasons(docx)
    notice(docx)
    target.write_bytes(packed(docx))


def packed(docx: Docx) -> bytes:
    """Return the file without picture, maker or time: the same whenever it is made."""
    about = docx.core_properties
    about.author = about.title = about.comments = about.last_modified_by = ""
    about.created = about.modified = datetime(2026, 1, 1, tzinfo=UTC)
    package = docx.part.package
    for key in [key for key, one in package.rels.items() if one.reltype.endswith("/thumbnail")]:
        del package.rels[key]
    first, second = io.BytesIO(), io.BytesIO()
    docx.save(first)
    with zipfile.ZipFile(first) as made, zipfile.ZipFile(second, "w", zipfile.ZIP_DEFLATED) as kept:
        for name in made.namelist():
            kept.writestr(zipfile.ZipInfo(name), made.read(name), zipfile.ZIP_DEFLATED)
    return second.getvalue()


def set_page(docx: Docx) -> None:
    page = docx.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin = page.right_margin = Mm(26)
    page.top_margin, page.bottom_margin = Mm(30), Mm(25)
    style = docx.styles["Normal"]
    style.font.name, style.font.size = LATIN, Pt(12)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), SONG)
    style.paragraph_format.space_after = Pt(0)
    style.paragraph_format.line_spacing = 1.25


def write(paragraph: Paragraph, text: str, *, size: float = 12, bold: bool = False, font: str = SONG) -> Run:
    run = paragraph.add_run(text)
    run.bold, run.font.size, run.font.name = bold, Pt(size), LATIN
    run._element.rPr.rFonts.set(qn("w:eastAsia"), font)
    return run


def line(docx: Docx, text: str, align: WD_ALIGN_PARAGRAPH | None = None, **how: object) -> Paragraph:
    paragraph = docx.add_paragraph()
    paragraph.alignment = align
    write(paragraph, text, **how)
    return paragraph


def title(docx: Docx, text: str) -> None:
    paragraph = line(docx, text, size=14, font=HEI)
    paragraph.paragraph_format.space_before = Pt(12)
    paragraph.paragraph_format.space_after = Pt(4)
    paragraph.paragraph_format.keep_with_next = True


def mast(docx: Docx) -> None:
    line(docx, "{{ heading }}", CENTRE, size=22, bold=True)
    table = docx.add_table(1, 3)
    for cell, name, align in zip(
        table.rows[0].cells,
        ("place_line", "period_line", "number_line"),
        (WD_ALIGN_PARAGRAPH.LEFT, CENTRE, RIGHT),
        strict=True,
    ):
        cell.paragraphs[0].alignment = align
        write(cell.paragraphs[0], f"{{{{ {name} }}}}")
    line(docx, "{%p if version_line %}")
    line(docx, "{{ version_line }}", font=HEI)
    line(docx, "{%p endif %}")


def ranking(docx: Docx) -> None:
    title(docx, "{{ table.title }}")
    table = docx.add_table(4, 3)
    table.style, table.alignment = "Table Grid", WD_TABLE_ALIGNMENT.CENTER
    head, opening, body, closing = table.rows
    fill(head.cells, "table.columns", "column", ["{{ column.title }}"], font=HEI)
    repeat(head._tr)
    for row, tag in ((opening, "{%tr for row in table.rows %}"), (closing, "{%tr endfor %}")):
        write(row.cells[0].paragraphs[0], tag)
    cells = body.cells
    fill(cells, "row.cells", "cell", [])
    paragraph = cells[1].paragraphs[0]
    write(paragraph, "{% if row.strong %}")
    write(paragraph, "{{ cell }}", bold=True)
    write(paragraph, "{% else %}")
    write(paragraph, "{{ cell }}")
    write(paragraph, "{% endif %}")
    as_wide_as_the_page(table)
    line(docx, "{%p if table.note %}")
    line(docx, "{{ table.note }}", size=10.5)
    line(docx, "{%p endif %}")


def fill(cells: tuple, over: str, one: str, texts: list[str], **how: object) -> None:
    """Write a cell for each of a list: what opens it, what it holds, what closes it."""
    write(cells[0].paragraphs[0], f"{{%tc for {one} in {over} %}}")
    cells[1].paragraphs[0].alignment = CENTRE
    for text in texts:
        write(cells[1].paragraphs[0], text, **how)
    write(cells[2].paragraphs[0], "{%tc endfor %}")


def as_wide_as_the_page(table: Table) -> None:
    """Leave the width of each column to what it holds: how many there will be is not known here."""
    whole = table._tbl.tblPr.find(qn("w:tblW"))
    whole.set(qn("w:type"), "pct")
    whole.set(qn("w:w"), "5000")
    for width in table._tbl.iter(qn("w:tcW")):
        width.set(qn("w:type"), "auto")
        width.set(qn("w:w"), "0")


def repeat(row) -> None:
    """Have the row stand on top of every page."""
    properties = row.get_or_add_trPr()
    for name in ("w:cantSplit", "w:tblHeader"):
        properties.append(OxmlElement(name))


def prizes(docx: Docx) -> None:
    line(docx, "{%p if prizes %}")
    title(docx, "{{ prizes_title }}")
    table: Table = docx.add_table(3, 3)
    table.style = "Table Grid"
    opening, body, closing = table.rows
    write(opening.cells[0].paragraphs[0], "{%tr for line in prizes %}")
    for cell, name in zip(body.cells, ("left", "middle", "right"), strict=True):
        cell.paragraphs[0].alignment = RIGHT if name == "right" else None
        write(cell.paragraphs[0], f"{{{{ line.{name} }}}}")
    write(closing.cells[0].paragraphs[0], "{%tr endfor %}")
    line(docx, "{%p endif %}")
    line(docx, "{%p for note in notes %}")
    line(docx, "{{ note }}", size=10.5)
    line(docx, "{%p endfor %}")


def reasons(docx: Docx) -> None:
    line(docx, "{%p if how %}")
    title(docx, "{{ how_title }}")
    line(docx, "{%p endif %}")
    line(docx, "{%p for step in how %}")
    line(docx, "{{ loop.index }}. {{ step }}")
    line(docx, "{%p endfor %}")


def notice(docx: Docx) -> None:
    title(docx, "{{ notice.title }}")
    line(docx, "{{ notice.text }}")
    for name, label in (("phone", "监督电话"), ("where", "受理处")):
        line(docx, f"{{%p if notice.{name} %}}")
        line(docx, f"{label}：{{{{ notice.{name} }}}}")
        line(docx, "{%p endif %}")
    line(docx, "{%p if qr %}")
    line(docx, "{{ qr }}").paragraph_format.space_before = Pt(8)
    line(docx, "{{ qr_caption }}", size=10.5)
    line(docx, "{%p endif %}")
    line(docx, "{{ sign.organ }}（盖章）", RIGHT).paragraph_format.space_before = Pt(12)
    line(docx, "{{ sign.day }}", RIGHT)
    line(docx, "张贴地点＿＿＿＿＿＿　张贴人＿＿＿＿＿＿　时间＿＿＿＿＿＿", size=10.5)
    line(docx, "公示期满前不得撤下。核对码 {{ digest }}", size=10.5)


if __name__ == "__main__":
    main(*(Path(word) for word in sys.argv[1:]))
