"""The form for all villages of a round at once: one total a village."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from wugong.places.models import Place
from wugong.review.forms.rounds import InspectionDay, PointsField, note_field, posted_day
from wugong.review.models import Score
from wugong.review.round_pages import Card, Cell
from wugong.review.round_sheets import InForce, sheets_in, still_counted
from wugong.review.scores import Sheet


class RowForm(forms.Form):
    """A village in the table of totals."""

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, card: Card, cell: Cell, day: date, data: Any = None) -> None:
        """`day` is the inspection's where the row has none of its own."""
        now = cell.score
        first = {"score": cell.points, "day": now.day if now else None, "seen": cell.seen}
        super().__init__(data, prefix=cell.village.code, initial=first)
        self.cell = cell
        self.conflict: Score | None = None
        self.touched = False
        if data is not None:
            day = posted_day(data, self.add_prefix("day"), day)
        self.fields["score"] = PointsField(card.input_on(day), required=False, label=_("得分"))
        self.fields["day"] = InspectionDay(card.month, required=False)
        for name in ("score", "day"):
            label = f"{cell.village.name} {self.fields[name].label}"
            self.fields[name].widget.attrs |= {"class": "input", "aria-label": label}

    def clean(self) -> dict[str, Any] | None:
        """Refuse to empty a score that stands, and to write over one that was not seen."""
        data = self.cleaned_data
        if "score" not in data or "seen" not in data:
            return data
        seen = next((one for one in self.cell.versions if one.revision == data["seen"]), None)
        now = self.cell.score
        self.touched = self._differs(seen) and self._differs(now)
        if self.touched and data["score"] is None:
            self.add_error("score", _("已有的分不能清空；要改就写新的分。"))
        elif self.touched and now and now.revision != data["seen"]:
            self.conflict = now
        return data

    def _differs(self, score: Score | None) -> bool:
        given, day = self.cleaned_data["score"], self.cleaned_data.get("day")
        if score is None:
            return given is not None
        return bool(given != score.hundredths or (day and day != score.day))


class CommonForm(forms.Form):
    """The day and the note that hold for all rows without a day of their own."""

    def __init__(self, card: Card, data: Any = None) -> None:
        super().__init__(data, prefix="all", initial={"day": card.day})
        self.fields["day"] = InspectionDay(card.month)
        self.fields["note"] = note_field(card.overdue)
        self.fields["note"].required = False


class TotalsForm:
    """The table of totals: what was changed in it, and what stands in the way."""

    def __init__(self, card: Card, data: Mapping[str, Any] | None = None) -> None:
        self.card = card
        self.common = CommonForm(card, data)
        day = card.day if data is None else posted_day(data, self.common.add_prefix("day"), card.day)
        self.rows = [RowForm(card, cell, day, data) for cell in card.cells]

    def is_valid(self) -> bool:
        """Say whether every row fits and none was changed by somebody else meanwhile."""
        fits = all([self.common.is_valid(), *[row.is_valid() for row in self.rows]])
        if not fits:
            return False
        self._ask_why_late()
        return self.common.is_valid() and not self.conflicts

    def _ask_why_late(self) -> None:
        first = [row for row in self.touched if row.cell.score is None]
        if first and self.card.overdue and not self.common.cleaned_data["note"]:
            self.common.add_error("note", _("检查期已过，这是补录，请写明原因。"))

    @property
    def touched(self) -> Sequence[RowForm]:
        """The rows in which something was changed."""
        return [row for row in self.rows if row.is_bound and row.is_valid() and row.touched]

    @property
    def conflicts(self) -> Sequence[RowForm]:
        """The rows that somebody else changed meanwhile."""
        return [row for row in self.rows if row.conflict]

    @property
    def faulty(self) -> bool:
        return any(form.is_bound and not form.is_valid() for form in [self.common, *self.rows])

    def renew(self) -> None:
        """The table, shown again, has seen what stands now."""
        for row in self.rows:
            data: Any = row.data.copy()  # type: ignore[attr-defined] # a QueryDict
            data[row.add_prefix("seen")] = str(row.cell.seen)
            row.data = data

    def sheets(self, town: Place) -> list[Sheet]:
        """Return what is to be entered: one row for each village in which something was changed."""
        in_force = sheets_in(town, self.card.month)
        return [self._sheet(row, in_force) for row in self.touched]

    def _sheet(self, row: RowForm, in_force: Mapping[date, InForce]) -> Sheet:
        now, total = row.cell.score, row.cleaned_data["score"]
        day: date = row.cleaned_data["day"] or self.common.cleaned_data["day"]
        sheet, counts, vetoes = still_counted(now, total, day, in_force)
        return Sheet(
            row.cell.village.code,
            self.card.month,
            self.card.name,
            total,
            day=day,
            note=self.common.cleaned_data["note"] or (now.note if now else ""),
            sheet=sheet,
            counts=counts,
            vetoes=vetoes,
            seen=row.cleaned_data["seen"],
        )
