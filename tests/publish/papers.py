"""Word files made for the tests: with these paragraphs, with these parts changed or added."""

import io
import zipfile
from collections.abc import Mapping

from docx import Document

RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
# What every template has to bring to the public.
NEEDED = (
    "{% for row in table.rows %}{% for cell in row.cells %}{{ cell }}{% endfor %}{% endfor %}",
    "{{ notice.title }} {{ digest }}",
)


def paper(*paragraphs: str, header: str = "") -> bytes:
    """Return a .docx with these paragraphs, and this line on top of each page."""
    docx = Document()
    for text in paragraphs:
        docx.add_paragraph(text)
    if header:
        docx.sections[0].header.paragraphs[0].text = header
    file = io.BytesIO()
    docx.save(file)
    return file.getvalue()


def repacked(content: bytes, parts: Mapping[str, bytes]) -> bytes:
    """Return the same package with these parts in place of those of the same name, or besides."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in parts:
                new.writestr(name, old.read(name))
        for name, part in parts.items():
            new.writestr(name, part)
    return file.getvalue()


def part(content: bytes, name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        return parts.read(name)


def with_relation(content: bytes, kind: str, target: str, *, external: bool = False) -> bytes:
    """Return the package with one relation more from its body."""
    name = "word/_rels/document.xml.rels"
    mode = ' TargetMode="&#69;xternal"' if external else ""
    one = f'<Relationship Id="rId999" Type="{RELATION}/{kind}" Target="{target}"{mode}/></Relationships>'
    return repacked(content, {name: part(content, name).replace(b"</Relationships>", one.encode())})


def with_body(content: bytes, xml: str) -> bytes:
    """Return the package with this XML as the first thing in its body."""
    name = "word/document.xml"
    return repacked(content, {name: part(content, name).replace(b"<w:body>", b"<w:body>" + xml.encode())})


def field(*pieces: str) -> str:
    """Return a field in the way Word keeps it: its instruction in pieces."""
    texts = "".join(f"<w:r><w:instrText>{piece}</w:instrText></w:r>" for piece in pieces)
    ends = [f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")]
    return f"<w:p>{ends[0]}{texts}{ends[1]}<w:r><w:t>1</w:t></w:r>{ends[2]}</w:p>"
