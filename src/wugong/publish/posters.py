"""The poster (张贴件): a bulletin as a PDF on A4 or A3, set by typst from our own template."""

import io
import json
from pathlib import Path
from typing import Any, Final, Literal

import segno
import typst

from wugong.publish.bulletins import Bulletin
from wugong.publish.fonts import fonts, refuse_missing

Size = Literal["a4", "a3"]
TEMPLATE: Final = Path(__file__).parent / "templates/publish/poster.typ"
FURNITURE: Final = (
    "张贴地点张贴人时间公示期满前不得撤下核对码共第页，。（续）"  # what the template itself says
)


def poster_of(bulletin: Bulletin, size: Size = "a4") -> bytes:
    """Return the poster as PDF, the same bytes for the same bulletin; refused where a glyph is missing."""
    pdf: bytes = _typeset(bulletin, size, format="pdf")
    return pdf


def picture_of(bulletin: Bulletin, size: Size = "a4") -> bytes:
    """Return the first page of the poster as PNG, to look at."""
    pages: bytes | list[bytes] = _typeset(bulletin, size, format="png", ppi=100)
    return pages[0] if isinstance(pages, list) else pages


def _typeset(bulletin: Bulletin, size: Size, **how: Any) -> Any:
    refuse_missing([FURNITURE, *(text for _, text in bulletin.texts()), bulletin.digest])
    ready = fonts()
    inputs = {
        "data": json.dumps(bulletin.to_json(), ensure_ascii=False),
        "qr": _qr(bulletin.qr_url) if bulletin.qr_url else "",
        "size": size,
        "sans": json.dumps(ready.sans),
        "song": json.dumps(ready.song),
    }
    return typst.compile(TEMPLATE.read_bytes(), font_paths=ready.set, sys_inputs=inputs, **how)


def _qr(url: str) -> str:
    """Return the address as an SVG that may lose its middle to the seal and be read all the same."""
    svg = io.BytesIO()
    segno.make(url, error="h", micro=False, boost_error=False).save(
        svg, kind="svg", border=0, dark="#23251F", light=None, xmldecl=False, svgns=True
    )
    return svg.getvalue().decode()
