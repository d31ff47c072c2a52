"""The bulletin as a Word document (.docx), set into our template or the town's own."""

import io
import unicodedata
from functools import cache
from pathlib import Path
from typing import Any, Final

import segno
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.parser import parse_xml
from docx.shared import Mm
from docxtpl import DocxTemplate, InlineImage  # type: ignore[import-untyped] # it ships no types
from jinja2 import TemplateError

from wugong.publish.bulletins import Bulletin
from wugong.publish.offered import Offered
from wugong.publish.packages import UNREADABLE
from wugong.publish.refusals import BadTemplate

DEFAULT: Final = Path(__file__).parent / "templates/publish/bulletin.docx"
EMPTY: Final = b'<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/%s-properties"/>'
FURTHER: Final = {
    RELATIONSHIP_TYPE.EXTENDED_PROPERTIES: EMPTY % b"extended",
    RELATIONSHIP_TYPE.CUSTOM_PROPERTIES: EMPTY % b"custom",
}


@cache
def default_template() -> bytes:
    """Return the template that comes with the house."""
    return DEFAULT.read_bytes()


def docx_of(bulletin: Bulletin, template: bytes | None = None) -> bytes:
    """Return the bulletin in this template, else in ours; nothing in the file says who made it.

    Refused where the template asks for more than is offered, or cannot be set with this bulletin.
    """
    document = _Whole(io.BytesIO(template or default_template()))
    file = io.BytesIO()
    try:
        document.render(_context(bulletin, document), Offered())
        _forget_makers(document.docx)
        document.save(file)
    except (TemplateError, *UNREADABLE) as error:
        raise BadTemplate from error
    return file.getvalue()


class _Whole(DocxTemplate):  # type: ignore[misc] # it ships no types
    """A template whose parts are whole XML after rendering; the library itself would mend them in silence."""

    def render_xml_part(self, *args: Any, **kwargs: Any) -> str:
        """Return the part; a loop that begins in one place and ends in another is the parser's error."""
        xml: str = super().render_xml_part(*args, **kwargs)
        parse_xml(xml.encode())
        return xml


def _context(bulletin: Bulletin, document: DocxTemplate) -> dict[str, Any]:
    """Return what a template can name; `offered.SAMPLE` has the same shape."""
    data: dict[str, Any] = _clean(bulletin.to_json())
    strong = bulletin.table.strong
    rows = data["table"]["rows"]
    data["table"]["rows"] = [
        {"cells": row, "strong": "是" if number in strong else ""} for number, row in enumerate(rows)
    ]
    data["qr"] = _qr(bulletin.qr_url, document) if bulletin.qr_url else ""
    return data


def _clean(value: Any) -> Any:
    """Return texts without the control characters that XML cannot hold."""
    if isinstance(value, str):
        return "".join(one for one in value if unicodedata.category(one) not in {"Cc", "Cs"})
    if isinstance(value, dict):
        return {key: _clean(one) for key, one in value.items()}
    return [_clean(one) for one in value] if isinstance(value, list) else value


def _qr(url: str, document: DocxTemplate) -> InlineImage:
    picture = io.BytesIO()
    segno.make(url, error="m", micro=False).save(picture, kind="png", scale=8, border=2)
    picture.seek(0)
    return InlineImage(document, picture, width=Mm(30))


def _forget_makers(docx: Any) -> None:
    """The names and firms that Word keeps of those who made the template are gone."""
    about = docx.core_properties
    about.author = about.last_modified_by = about.comments = about.keywords = about.category = ""
    for relation in docx.part.package.rels.values():
        if relation.reltype in FURTHER:
            relation.target_part._blob = FURTHER[relation.reltype]
