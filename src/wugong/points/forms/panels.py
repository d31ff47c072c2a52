"""Forms of panels: until when one is drawn, a score, a slip of scores, why somebody leaves."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as said
from django.utils.translation import gettext_lazy as _

from wugong.points.panel_pages import Task
from wugong.points.panel_rules import Range
from wugong.registry.forms.asking import RegisterForm
from wugong.registry.forms.parts import day_field
from wugong.web.texts import WordsField

MONTHS = 3  # the usual span of a panel that is offered; the cadre may choose another


class DrawForm(RegisterForm):
    """Until when the panel sits."""

    until = day_field(_("用到哪一天"), help_text=_("常见的是一个季度，至少四周。没到期不能重抽。"))
    faults = {"points.panel_days": "until"}

    def __init__(self, *args: Any, **options: Any) -> None:
        options.setdefault("initial", {"until": _later(timezone.localdate(), MONTHS)})
        super().__init__(*args, **options)


def _later(day: date, months: int) -> date:
    """Return the last day of the month that lies so many months on, this one counted."""
    number = day.year * 12 + day.month - 1 + months
    return date(number // 12, number % 12 + 1, 1) - timedelta(days=1)


class PointsField(forms.IntegerField):
    """Points that a seat may give, without a sign."""

    def __init__(self, allowed: Range, **options: Any) -> None:
        self.allowed = allowed
        attrs = {"inputmode": "numeric", "min": 0, "max": allowed.most, "data-least": allowed.least}
        attrs |= {"class": "input stepper__n", "autocomplete": "off"}
        super().__init__(widget=forms.NumberInput(attrs=attrs), **options)

    def clean(self, value: Any) -> int | None:
        """Return the points; refuse what may not be given."""
        points: int | None = super().clean(value)
        if points is not None and not self.allowed.holds(points):
            raise ValidationError(said("要评 %(range)s。") % {"range": self.allowed.said})
        return points


class ScoreForm(RegisterForm):
    """What one seat gives one claim."""

    reason = WordsField(label=_("说一句理由"), required=False, max_length=100)
    faults = {
        "points.score_out_of_range": "points",
        "points.no_words": "reason",
        "points.numbers_inside": "reason",
    }

    def __init__(self, task: Task, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["points"] = PointsField(task.range, label=_("评几分"))
        self.order_fields(["points", "reason"])


class SlipForm(RegisterForm):
    """A seat's paper slip: a score beside each claim, or that she stepped aside; what is empty waits."""

    def __init__(self, tasks: Sequence[Task], *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.tasks = tasks
        for task in tasks:
            title = f"{task.name} {task.claim.title}"
            self.fields[f"points-{task.claim.pk}"] = PointsField(task.range, label=title, required=False)
            self.fields[f"aside-{task.claim.pk}"] = forms.BooleanField(
                label=_("不适合本人评"), required=False
            )

    def rows(self) -> Iterator[tuple[Task, forms.BoundField, forms.BoundField]]:
        """Yield each claim with its two fields."""
        for task in self.tasks:
            yield task, self[f"points-{task.claim.pk}"], self[f"aside-{task.claim.pk}"]

    def given(self) -> Iterable[tuple[Task, int | None]]:
        """Yield what stands on the slip: a claim with its points, or with None where she stepped aside."""
        for task in self.tasks:
            points = self.cleaned_data.get(f"points-{task.claim.pk}")
            if self.cleaned_data.get(f"aside-{task.claim.pk}"):
                yield task, None
            elif points is not None:
                yield task, points

    def clean(self) -> dict[str, Any] | None:
        """Refuse a slip on which nothing stands."""
        cleaned: dict[str, Any] | None = super().clean()
        if not self.errors and not list(self.given()):
            raise ValidationError(said("评分单还是空的，请至少填一件。"))
        return cleaned


class LeaveForm(RegisterForm):
    """Why somebody leaves her seat."""

    reason = WordsField(label=_("为什么退出"), max_length=100, help_text=_("例如：外出、住院、不愿意。"))
    faults = {"points.no_words": "reason", "points.numbers_inside": "reason"}
