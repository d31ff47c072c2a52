"""What the preview of an import shows: counts, refused cells, who is missing from the file, the columns."""

import io
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

import xlsxwriter  # type: ignore[import-untyped] # it ships no types
from django.core.paginator import Page, Paginator
from django.utils.translation import gettext as _

from wugong.places.models import Place
from wugong.registry.import_columns import Layout, find_layout, mapping_of, vocabulary
from wugong.registry.import_files import Opened, open_file
from wugong.registry.import_notes import notes_of
from wugong.registry.import_plans import Plan, plan_of
from wugong.registry.import_uploads import Upload

SHOWN = 50  # refused cells a page
MISSING = 200  # names of those missing


@dataclass(frozen=True)
class Cell:
    """A cell with its reason."""

    row: int
    column: str
    reason: str


@dataclass(frozen=True)
class Preview:
    """What an import would do, as the page shows it."""

    name: str
    headers: Sequence[str]
    mapping: dict[str, str]
    remembered: bool = False
    rows: int = 0
    accepted: int = 0
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    faults: Sequence[Cell] = ()
    warnings: Sequence[Cell] = ()
    missing: Sequence[Sequence[str]] = ()
    missing_count: int = 0
    notes: Sequence[str] = ()  # columns left out, households without a head
    amiss: Sequence[str] = ()  # why nothing can be read before the columns are set right

    @property
    def refused(self) -> int:
        """Return how many rows are not taken."""
        return self.rows - self.accepted

    @property
    def has_work(self) -> bool:
        """Say whether the import would change anything."""
        return bool(self.created or self.updated)


def preview_of(upload: Upload, place: Place) -> Preview:
    """Return the preview of a kept file, worked out once until its columns are settled anew."""
    if upload.preview.exists():
        return _read(upload)
    opened = open_file(upload.path, place, upload.name)
    preview = _worked_out(opened)
    upload.preview.write_text(json.dumps(asdict(preview)), "utf-8")
    return preview


def _worked_out(opened: Opened) -> Preview:
    layout, faults = opened.tried()
    if layout is None or faults:
        shown = layout or find_layout(opened.sheet.top)
        headers, mapping = (list(shown.headers), mapping_of(shown)) if shown else ([], {})
        return Preview(opened.name, headers, mapping, amiss=tuple(faults))
    return _told(opened.name, plan_of(opened.examined(layout), opened.ground))


def _told(name: str, plan: Plan) -> Preview:
    layout = plan.draft.layout
    return Preview(
        name,
        layout.headers,
        mapping_of(layout),
        layout.remembered,
        rows=plan.rows,
        accepted=plan.accepted,
        created=plan.count("created"),
        updated=plan.count("updated"),
        unchanged=plan.count("unchanged"),
        faults=_cells(plan.faults, layout),
        warnings=_cells(plan.warnings, layout),
        missing=plan.missing.head(MISSING).select("number", "name").rows(),
        missing_count=plan.missing.height,
        notes=notes_of(plan),
    )


def _cells(found: Any, layout: Layout) -> list[Cell]:
    return [Cell(row, layout.header(column), reason) for row, column, reason in found.rows()]


def _read(upload: Upload) -> Preview:
    facts: dict[str, Any] = json.loads(upload.preview.read_text("utf-8"))
    cells = {name: [Cell(**one) for one in facts[name]] for name in ("faults", "warnings")}
    return Preview(**(facts | cells))


def faults_book(preview: Preview) -> bytes:
    """Return the refused cells as a workbook, to be worked through beside the list."""
    file = io.BytesIO()
    plain = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(file, plain) as book:
        sheet = book.add_worksheet(_("要改的格"))
        sheet.set_column(0, 1, 14)
        sheet.set_column(2, 2, 60)
        for at, words in enumerate((_("行"), _("列"), _("原因和怎么改"))):
            sheet.write_string(0, at, words)
        for at, cell in enumerate(preview.faults, start=1):
            sheet.write_number(at, 0, cell.row)
            sheet.write_string(at, 1, cell.column)
            sheet.write_string(at, 2, cell.reason)
    return file.getvalue()


def page_of(cells: Sequence[Cell], number: str | None) -> Page[Cell]:
    """Return one page of refused cells."""
    return Paginator(cells, SHOWN).get_page(number)


def column_choices() -> list[tuple[str, str]]:
    """Return our columns as choices."""
    return [(key, column.label) for key, column in vocabulary().columns.items()]
