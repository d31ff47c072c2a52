"""Builds .xlsx files part by part, well-formed or made to hurt."""

import struct
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

HEAD = '<?xml version="1.0" encoding="UTF-8"?>'
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
TYPES = f"""{HEAD}<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels"
 ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml"
 ContentType="application/xml"/></Types>"""
ROOT = f"""{HEAD}<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1"
 Type="{RELATED}/officeDocument" Target="xl/workbook.xml"/></Relationships>"""
BOOK = f"""{HEAD}<workbook xmlns="{MAIN}" xmlns:r="{RELATED}"><sheets><sheet name="S" sheetId="1"
 r:id="rId1"/></sheets></workbook>"""
COLUMNS = ("village_code", "village", "town_code", "month", "covert", "cross")
GOOD = ("v1", "甲村", "t1", "2023-01", "80", "90")


def cell(address: str, text: str) -> str:
    return f'<c r="{address}" t="inlineStr"><is><t>{text}</t></is></c>'


def row(number: int, texts: Sequence[str]) -> str:
    cells = "".join(cell(f"{'ABCDEFGH'[place]}{number}", text) for place, text in enumerate(texts))
    return f'<row r="{number}">{cells}</row>'


def sheet(body: str = "") -> str:
    """A sheet with a good header and one good row, then `body`."""
    return f'{HEAD}<worksheet xmlns="{MAIN}"><sheetData>{row(1, COLUMNS)}{row(2, GOOD)}{body}</sheetData></worksheet>'


def book(
    path: Path,
    content: str | bytes,
    part: str = "xl/worksheets/sheet1.xml",
    target: str = "worksheets/sheet1.xml",
    more: Mapping[str, str] | None = None,
    compression: int = zipfile.ZIP_DEFLATED,
) -> Path:
    """A workbook whose first sheet is `content`."""
    relations = f"""{HEAD}<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1"
 Type="{RELATED}/worksheet" Target="{target}"/><Relationship Id="rId2" Type="{RELATED}/sharedStrings"
 Target="sharedStrings.xml"/></Relationships>"""
    parts = {"[Content_Types].xml": TYPES, "_rels/.rels": ROOT, "xl/workbook.xml": BOOK}
    with zipfile.ZipFile(path, "w", compression) as file:
        for name, text in (parts | {"xl/_rels/workbook.xml.rels": relations} | dict(more or {})).items():
            file.writestr(name, text)
        file.writestr(part, content)
    return path


def shared(*texts: str) -> str:
    items = "".join(f"<si><t>{text}</t></si>" for text in texts)
    return f'{HEAD}<sst xmlns="{MAIN}">{items}</sst>'


def lie_about_size(path: Path, name: str, size: int) -> None:
    """Let both headers of a part claim `size`."""
    data = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as file:
        local = file.getinfo(name).header_offset
    struct.pack_into("<I", data, local + 22, size)
    at = data.find(b"PK\x01\x02")
    while at >= 0:
        length = struct.unpack_from("<H", data, at + 28)[0]
        if data[at + 46 : at + 46 + length] == name.encode():
            struct.pack_into("<I", data, at + 24, size)
        at = data.find(b"PK\x01\x02", at + 4)
    path.write_bytes(data)
