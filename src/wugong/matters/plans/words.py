"""How a plan's days, goals and recurrences are said in a table."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any, Final

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wugong.matters.models import Indicator, PlanTask

COMPARED: Final = {
    "at-least": gettext_lazy("不少于 %(goal)s%(unit)s"),
    "at-most": gettext_lazy("不超过 %(goal)s%(unit)s"),
    "exactly": gettext_lazy("%(goal)s%(unit)s"),
    "between": gettext_lazy("%(goal)s 至 %(most)s%(unit)s"),
}
EVERY: Final = {
    "daily": gettext_lazy("每天"),
    "weekly": gettext_lazy("每周"),
    "semi-monthly": gettext_lazy("每半月"),
    "monthly": gettext_lazy("每月"),
    "quarterly": gettext_lazy("每季度"),
    "semi-annual": gettext_lazy("每半年"),
    "annual": gettext_lazy("每年"),
}


def figure_said(number: Decimal | None) -> str:
    """Return the figure without the zeros that say nothing; nothing for none."""
    if number is None:
        return ""
    return f"{number.normalize():f}"


def goal_said(indicator: Indicator) -> str:
    """Return what is to be reached, as a clerk would write it; the plan's words where a figure is masked."""
    if indicator.goal is None:
        return indicator.raw
    facts = {
        "goal": figure_said(indicator.goal),
        "most": figure_said(indicator.goal_most),
        "unit": indicator.counted_in,
    }
    return str(COMPARED.get(indicator.compare, COMPARED["exactly"])) % facts


def day_said(day: date, year: int) -> str:
    """Return a day in the short form, with the year where it is not the plan's."""
    return date_format(day, _("n月j日") if day.year == year else _("Y年n月j日"))


def until_said(task: PlanTask, year: int) -> str:
    """Return by when a task is done; nothing where no day is known."""
    return day_said(task.until, year) if task.until else ""


def recurrence_said(one: Mapping[str, Any]) -> str:
    """Return how often something is done: the plan's words, else the rule's."""
    return str(one.get("raw") or EVERY.get(str(one.get("every")), one.get("every") or ""))
