"""A paper as a Word document (.docx): its text, and a table of the figures it was drafted from."""

import io
from collections.abc import Iterable, Sequence
from typing import Any, Final

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from wugong.matters.numbers import spoken
from wugong.matters.plans.paper_pages import PaperPage

PAGE: Final = (Mm(210), Mm(297))
BODY, HEAD, TITLE, SMALL = Pt(16), Pt(16), Pt(22), Pt(10.5)
FACES: Final = {"body": "仿宋", "head": "黑体"}


def docx_of(page: PaperPage) -> bytes:
    """Return the paper as a file of A4 pages; nothing in it says who made it."""
    document = Document()
    _set_up(document)
    _add(document, page.title, FACES["head"], TITLE).alignment = WD_ALIGN_PARAGRAPH.CENTER
    _add(document, _state(page), FACES["body"], SMALL).alignment = WD_ALIGN_PARAGRAPH.CENTER
    for heading, line in page.lines:
        one = _add(document, line, FACES["head" if heading else "body"], HEAD if heading else BODY)
        one.paragraph_format.first_line_indent = 2 * BODY
    _annex(document, page)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def _set_up(document: Any) -> None:
    """The pages are A4, and the properties name nobody."""
    section = document.sections[0]
    section.page_width, section.page_height = PAGE
    about = document.core_properties
    about.author = about.last_modified_by = about.comments = about.title = ""


def _state(page: PaperPage) -> str:
    """Return how far the paper is and of which moment its figures are."""
    assert page.paper
    at = date_format(page.paper.drafted_at, _("Y年n月j日"))
    return _("%(state)s，数字取自 %(day)s 的台账") % {"state": page.paper.get_state_display(), "day": at}


def _annex(document: Any, page: PaperPage) -> None:
    """The sums stand below with the numbers of the matters behind them; tasks, late, coming: one a row."""
    _add(document, _("附表"), FACES["head"], HEAD)
    _table(
        document,
        [_("事项"), _("件数"), _("编号")],
        [(w, str(n), _numbers(all_)) for w, n, all_ in page.figures],
    )
    heads = [_("牵头单位"), _("任务"), _("编号"), _("状态"), _("期限")]
    tasks = [row for _unit, rows in page.units for row in rows]
    for heading, rows in [(_("各单位的任务"), tasks), *page.lists]:
        if rows:
            _add(document, heading, FACES["body"], SMALL)
            _table(document, heads, [_row(one) for one in rows])


def _row(one: Any) -> list[str]:
    named = f"{one['place']}{one['title']}"
    return [one["unit"] or _("还没有单位牵头"), named, spoken(one["number"]), one["state"], one["due"]]


def _numbers(numbers: Iterable[str]) -> str:
    return "、".join(spoken(one) for one in numbers)


def _table(document: Any, heads: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    told = [heads, *rows]
    table = document.add_table(rows=len(told), cols=len(heads))
    table.style = "Table Grid"
    for cells, row in zip(table.rows, told, strict=True):
        for cell, word in zip(cells.cells, row, strict=True):
            _face(cell.paragraphs[0].add_run(word), FACES["body"], SMALL)


def _add(document: Any, words: str, face: str, size: Any) -> Any:
    paragraph = document.add_paragraph()
    _face(paragraph.add_run(words), face, size)
    return paragraph


def _face(run: Any, face: str, size: Any) -> None:
    """The run is set in this face, for Chinese signs too."""
    run.font.name, run.font.size = face, size
    run._element.rPr.rFonts.set(qn("w:eastAsia"), face)
