"""Forms of objections and corrections: what is wrong, the answer, other scores with their reason."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wugong.base.amounts import plain, scaled
from wugong.base.periods import Period
from wugong.places.models import Place
from wugong.review.correction_cells import Cell, Grid, grids_of
from wugong.review.objections import LONGEST
from wugong.review.scores import DECIMALS, Sheet
from wugong.rules.scheme import Input
from wugong.web.texts import WordsField


def _area(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class ObjectionForm(forms.Form):
    """What is wrong with the figure."""

    text = WordsField(
        label=gettext_lazy("哪里不对"),
        max_length=LONGEST,
        help_text=gettext_lazy("写清哪一天、哪一处、应当怎样。不用写身份证号、手机号。"),
        widget=_area(5),
    )
    assisted = forms.BooleanField(
        label=gettext_lazy("替村民代办"), required=False, help_text=gettext_lazy("不记村民的姓名。")
    )


class AnswerForm(forms.Form):
    """Why the figure stays."""

    answer = WordsField(
        label=gettext_lazy("答复"),
        max_length=LONGEST,
        help_text=gettext_lazy("说清查了什么、为什么维持原分。答复对所有人公开，不写人名和号码。"),
        widget=_area(4),
    )


class VillagesForm(forms.Form):
    """Whose scores are to be corrected."""

    village = forms.MultipleChoiceField(
        label=gettext_lazy("改哪些村的分"), widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, villages: Iterable[Place], *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["village"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(village.code, village.name) for village in villages]


class ScoreField(forms.Field):
    """A score in points, as its inspection allows; comes out in hundredths, None where nothing stands."""

    def __init__(self, fact: Input, **options: Any) -> None:
        self.fact = fact
        super().__init__(**options)

    def to_python(self, value: Any) -> int | None:
        """Return the score in hundredths."""
        text = str(value or "").strip()
        if not text:
            return None
        fact = self.fact
        try:
            pieces = scaled(text, fact.decimals)
        except ValueError:
            said = _("要写数字，最多 %(decimals)s 位小数。") % {"decimals": fact.decimals}
            raise ValidationError(said) from None
        if not fact.least <= pieces <= fact.most:
            ends = {"least": plain(fact.least, fact.decimals), "most": plain(fact.most, fact.decimals)}
            raise ValidationError(_("要在 %(least)s 到 %(most)s 之间。") % ends)
        return int(pieces * 10 ** (DECIMALS - fact.decimals))


class CorrectionForm(forms.Form):
    """Scores as they should have been, and why; only those that say something else count."""

    seen = forms.CharField(widget=forms.HiddenInput)
    reason = WordsField(
        label=gettext_lazy("为什么更正"),
        max_length=LONGEST,
        help_text=gettext_lazy("这段话和更正一起公开，不写人名和号码。"),
        widget=_area(3),
    )

    def __init__(self, cells: Sequence[Cell], data: Any = None) -> None:
        self.cells = {cell.name: cell for cell in cells}
        before = {cell.name: plain(cell.now.hundredths, DECIMALS) for cell in cells if cell.now}
        super().__init__(data, initial={**before, "seen": _state_of(cells)})
        for cell in cells:
            self.fields[cell.name] = _score_field(cell)

    def clean_seen(self) -> str:
        """Refuse to go by scores that have changed since the page was opened."""
        if (seen := str(self.cleaned_data["seen"])) != _state_of(self.cells.values()):
            raise ValidationError(_("这张表打开以后，分有了变动。下面已是现在的分，请看过再改。"))
        return seen

    def clean(self) -> None:
        """Refuse to take a score away, and a form that changes nothing."""
        for name, cell in self.cells.items():
            if cell.now and self.cleaned_data.get(name, 0) is None:
                self.add_error(name, _("分不能删去，请写应有的分。"))
        if not self.errors and not list(self.sheets()):
            raise ValidationError(_("还没有改动任何一个分。"))

    def grids(self) -> Iterator[tuple[Grid, list[tuple[Period, list[forms.BoundField | None]]]]]:
        """Yield each village's table with the fields in place of its cells."""
        for grid in grids_of(list(self.cells.values())):
            yield (
                grid,
                [
                    (month, [self[cell.name] if cell else None for cell in cells])
                    for month, cells in grid.rows
                ],
            )

    def sheets(self) -> Iterator[Sheet]:
        """Yield the scores that say something else than now."""
        for name, cell in self.cells.items():
            hundredths = self.cleaned_data.get(name)
            if hundredths is not None and (cell.now is None or cell.now.hundredths != hundredths):
                yield cell.sheet(hundredths)


def _score_field(cell: Cell) -> ScoreField:
    attrs = {"class": "input", "inputmode": "decimal", "size": 6, "autocomplete": "off"}
    return ScoreField(
        cell.fact,
        label=cell.label,
        required=False,
        widget=forms.TextInput({**attrs, "aria-label": cell.label}),
    )


def _state_of(cells: Iterable[Cell]) -> str:
    """Return what changes whenever one of the scores does."""
    said = "|".join(sorted(f"{cell.name} {cell.now.pk if cell.now else ''}" for cell in cells))
    return hashlib.sha256(said.encode()).hexdigest()[:16]
