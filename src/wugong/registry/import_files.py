"""From a file to its draft: read, laid out, examined; what stands in the way is refused with its reasons."""

import hashlib
from dataclasses import dataclass, replace
from pathlib import Path

from django.utils import timezone

from wugong.base.faults import Faults
from wugong.places.models import Place
from wugong.registry.import_columns import Layout, find_layout
from wugong.registry.import_drafts import Draft, examine, lay_out
from wugong.registry.import_grounds import Ground
from wugong.registry.import_maps import remembered_maps
from wugong.registry.import_rules import ImportRules, rules_on
from wugong.registry.import_sheets import Sheet, other_sheets, read_sheet
from wugong.registry.imports import File, importable


@dataclass(frozen=True)
class Opened:
    """A file whose first sheet could be read."""

    sheet: Sheet
    rules: ImportRules
    ground: Ground
    name: str
    note: str = ""  # which sheet it is, where it is not the first

    def tried(self) -> tuple[Layout | None, list[str]]:
        """Return where our columns stand, and what stands in the way, for whoever may set it right."""
        faults = Faults("")
        layout = lay_out(self.sheet, remembered_maps(), faults)
        return layout, [line.removeprefix("：") for line in faults.lines]

    def laid_out(self) -> Layout:
        """Return where our columns stand; `FileRefused` where it cannot be told or some are missing."""
        faults = Faults(self.name)
        layout = lay_out(self.sheet, remembered_maps(), faults)
        faults.refuse()
        assert layout is not None
        return layout

    def examined(self, layout: Layout) -> Draft:
        """Return the draft, each cell checked that can be checked without the register."""
        draft = examine(self.sheet, layout, self.ground, self.rules, timezone.localdate())
        return replace(draft, note=self.note)


def open_file(path: Path, place: Place, name: str = "") -> Opened:
    """Return the file ready to be laid out; `FileRefused` says why it cannot be read."""
    today = timezone.localdate()
    rules, faults = rules_on(today), Faults(name or path.name)
    ground = importable(place, today)
    sheet = read_sheet(path, rules.file, faults)
    faults.refuse()
    assert sheet is not None
    note = ""
    if lay_out(sheet, remembered_maps(), Faults("")) is None and (found := _elsewhere(path, rules, faults)):
        note, sheet = f"第一个工作表里没有列名，读的是工作表“{found[0]}”", found[1]
    faults.refuse()
    return Opened(sheet, rules, ground, name or path.name, note)


def _elsewhere(path: Path, rules: ImportRules, faults: Faults) -> tuple[str, Sheet] | None:
    """Return the one later sheet that is a list; two of them are refused."""
    later = other_sheets(path, rules.file, faults)
    fit = [(name, sheet) for name, sheet in later if find_layout(sheet.top) is not None]
    if len(fit) > 1:
        named = "、".join(f"“{name}”" for name, _ in fit)
        faults.add(f"第一个工作表里没有列名，后面的{named}都像花名册，请只留要导入的一个")
    return fit[0] if len(fit) == 1 else None


def draft_of(path: Path, place: Place, name: str = "") -> tuple[Draft, Ground]:
    """Return the draft of a file and the ground it lies on; the sheet itself is let go."""
    opened = open_file(path, place, name)
    return opened.examined(opened.laid_out()), opened.ground


def fingerprint(path: Path, name: str = "") -> File:
    """Return the name and the digest of a file."""
    with path.open("rb") as file:
        return File(name or path.name, hashlib.file_digest(file, "sha256").hexdigest())
