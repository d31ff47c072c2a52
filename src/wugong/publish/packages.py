"""Looks through a .docx handed in: no macros, nothing from outside, nobody's remarks, no bomb."""

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any, Final

from docx import Document
from docx.opc.exceptions import OpcError
from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml
from lxml.etree import XMLSyntaxError  # type: ignore[import-untyped] # it ships no types

from wugong.base.archives import BROKEN, chunks_of
from wugong.base.faults import Faults

LARGEST: Final = 2 * 1024 * 1024  # bytes as handed in
UNFOLDED: Final = 20 * 1024 * 1024  # bytes of all parts together
PARTS: Final = 300
# What a document may consist of; whatever fetches, runs or embeds is not among it.
RELATIONS: Final = re.compile(
    "officeDocument|(core|extended|custom)-properties|thumbnail|styles|stylesWithEffects|settings|webSettings|"
    "fontTable|theme|numbering|header|footer|footnotes|endnotes|image|customXml|customXmlProps|font"
)
FIELDS: Final = frozenset({"PAGE", "NUMPAGES", "SECTION", "SECTIONPAGES", "DATE", "TIME", "STYLEREF"})
REMARKS: Final = ("w:ins", "w:del", "w:moveFrom", "w:moveTo", "w:commentReference")
UNREADABLE: Final = (OpcError, XMLSyntaxError, KeyError, ValueError, AttributeError)


def texts_of(upload: bytes, faults: Faults) -> list[str]:
    """Return the paragraphs of a .docx that may be used as a template; what is against it becomes a fault."""
    if not _fits(upload, faults):
        return []
    try:
        package = Document(io.BytesIO(upload)).part.package
        _check_relations(package, faults)
        return [text for root in _roots(package) for text in _checked(root, faults)]
    except UNREADABLE:
        faults.add("Word 文件打不开，请在 Word 或 WPS 里另存为普通的 .docx（不带宏，不是模板格式）再交")
        return []


def _fits(upload: bytes, faults: Faults) -> bool:
    """Say whether it is a .docx of ordinary size, each part read to its true end."""
    if len(upload) > LARGEST:
        faults.add(f"文件超过 {LARGEST >> 20} MB，请去掉大图片再交")
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(upload)) as parts:
            names = parts.namelist()
            total = sum(_size(parts, part) for part in parts.infolist()[:PARTS])
    except BROKEN:
        faults.add("这不是完好的 .docx 文件（可能损坏、加了密码或改过后缀），请在 Word 或 WPS 里另存再交")
        return False
    if len(names) > PARTS or total > UNFOLDED:
        faults.add("里面的东西太多，不像一份模板，请另建一份再交")
    elif "word/document.xml" not in names:
        faults.add("这不是 Word 文档，请交 .docx 文件")
    elif any("vbaproject" in name.lower() or "activex" in name.lower() for name in names):
        faults.add("里面有宏或控件，请另存为不带宏的 .docx 再交")
    return not faults.count


def _size(parts: zipfile.ZipFile, part: zipfile.ZipInfo) -> int:
    size = 0
    for chunk in chunks_of(parts, part):
        size += len(chunk)
        if size > UNFOLDED:
            break
    return size


def _check_relations(package: Any, faults: Faults) -> None:
    for relation in package.iter_rels():
        word = relation.reltype.rpartition("/")[2]
        if relation.is_external:
            faults.add("里面连到了文件外面的内容（网址、图片或别的模板），请去掉链接，另存再交")
        elif not RELATIONS.fullmatch(word):
            faults.add(f"里面有不收的内容（{word}），例如嵌入的文件、批注，请去掉再交")


def _roots(package: Any) -> Iterator[Any]:
    """Yield the body, headers, footers and notes as trees."""
    for part in package.iter_parts():
        if part.content_type.endswith("+xml") and ".wordprocessingml." in part.content_type:
            yield parse_xml(part.blob)


def _checked(root: Any, faults: Faults) -> list[str]:
    """Return the text of each paragraph of the part, with its fields and remarks looked at."""
    if next(root.iter(*(qn(name) for name in REMARKS)), None) is not None:
        faults.add("里面还有修订痕迹或批注，请先接受修订、删去批注再交")
    for words in _fields(root):
        name = words.split()[0].upper() if words.split() else ""
        if name not in FIELDS:
            faults.add(f"里面有不收的域（{name or '空'}），只能用页码、日期这类，请改成普通文字再交")
    return ["".join(text.text or "" for text in one.iter(qn("w:t"))) for one in root.iter(qn("w:p"))]


def _fields(root: Any) -> Iterator[str]:
    """Yield the instruction of each field, put together from the pieces in which Word keeps it."""
    for simple in root.iter(qn("w:fldSimple")):
        yield simple.get(qn("w:instr"), "")
    open_fields: list[str] = []
    for one in root.iter(qn("w:fldChar"), qn("w:instrText")):
        kind = one.get(qn("w:fldCharType"))
        if kind == "begin":
            open_fields.append("")
        elif kind == "end" and open_fields:
            yield open_fields.pop()
        elif kind is None and open_fields:
            open_fields[-1] += one.text or ""
