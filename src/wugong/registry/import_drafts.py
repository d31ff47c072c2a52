"""Examines a file before it meets the register: what it holds, what is refused by cell, which households."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import polars as pl

from wugong.base.faults import Faults
from wugong.registry.import_checks import Check
from wugong.registry.import_columns import SEEN, Layout, find_layout, missing_columns, shape_of, with_mapping
from wugong.registry.import_findings import Findings
from wugong.registry.import_grounds import Ground
from wugong.registry.import_homes import check_care, check_heads, check_twice, gathered, placed
from wugong.registry.import_numbers import id_facts
from wugong.registry.import_rules import ImportRules
from wugong.registry.import_sheets import Sheet
from wugong.registry.import_tidying import STRAY, picked

LOOKED_AT = 500  # cells of an unknown column
KEPT = (
    *("row", "home", "village_code", "place_code", "number", "name", "relation", "sex", "born", "papers"),
    *("id_number", "phone", "bank", "residence", "whereabouts", "address", "longitude", "latitude", "care"),
    *("head_name", "hidden"),
)


@dataclass(frozen=True)
class Draft:
    """A file that was examined: its rows with what they mean, the findings, what the register must say."""

    layout: Layout
    people: pl.DataFrame
    headless: pl.DataFrame
    findings: Findings
    day: date
    note: str = ""  # what was read, where that may surprise

    @property
    def rows(self) -> int:
        """Return how many rows the file has below its header."""
        return self.people.height


def lay_out(sheet: Sheet, remembered: Mapping[str, Mapping[str, str]], faults: Faults) -> Layout | None:
    """Return where our columns stand: as it was settled for files of this shape, else by their headers."""
    top = sheet.top
    layout = _settled(top, remembered) or find_layout(top)
    if layout is None:
        faults.add(f"前 {SEEN} 行里没有找到列名；列名一行至少要有“姓名”和“与户主关系”")
        return None
    if _hidden_names(sheet, layout):
        faults.add("这是隐去号码的表，不能导回来")
    for header in () if "id_number" in layout.places or layout.remembered else layout.unknown:
        if _holds_ids(sheet, layout, header):
            faults.add(f"“{header}”这一列像是身份证号，请把列名改成“身份证号”", row=layout.row + 1)
    for label in missing_columns(layout):
        faults.add(f"没有“{label}”这一列，请补上，或在预览里指明是哪一列", row=layout.row + 1)
    return layout


def _hidden_names(sheet: Sheet, layout: Layout) -> bool:
    """Say whether most names of the list are masked."""
    names = (
        sheet.cells[f"c{layout.places['name']}"].slice(layout.row + 1) if "name" in layout.places else None
    )
    return names is not None and _most(names.drop_nulls().str.contains(r"[×＊*]"))


def _holds_ids(sheet: Sheet, layout: Layout, header: str) -> bool:
    """Say whether most cells of a column are ID numbers that can be one."""
    cells = sheet.cells[f"c{layout.headers.index(header)}"].slice(layout.row + 1, LOOKED_AT)
    bare = cells.str.strip_chars(STRAY).str.to_uppercase()
    told = bare.filter((bare != "").fill_null(False))
    return _most(id_facts(told)["id_born"].is_not_null())


def _most(told: pl.Series) -> bool:
    return int(told.sum()) * 2 > len(told)


def _settled(top: Sequence[Sequence[str]], remembered: Mapping[str, Mapping[str, str]]) -> Layout | None:
    for index, cells in enumerate(top[:SEEN]):
        above = top[index - 1] if index else []
        merged = [cell or (above[at] if at < len(above) else "") for at, cell in enumerate(cells)]
        for headers in (cells, merged):
            if (mapping := remembered.get(shape_of(headers))) is not None:
                return with_mapping(Layout(index, tuple(headers), {}), mapping)
    return None


def examine(sheet: Sheet, layout: Layout, ground: Ground, rules: ImportRules, day: date) -> Draft:
    """Return the draft of an import: every check that needs no register has been made."""
    findings = Findings()
    rows = picked(sheet.cells, layout)
    rows = Check(rules, day, findings).cells(rows)
    rows = check_care(placed(rows, ground, findings, rules), findings)
    rows = gathered(rows, layout, findings)
    headless = check_heads(rows, findings)
    check_twice(rows, findings)
    return Draft(layout, rows.select(KEPT), headless, findings, day)
