"""How templates say a reported figure: load with `{% load plan_figures %}`."""

from django import template

from wugong.matters.models import IndicatorReport
from wugong.matters.plans.boards import figure_said

register = template.Library()


@register.filter(name="figure_said")
def said(report: IndicatorReport) -> str:
    """`{{ report|figure_said }}`: 9.5公里; 210/300，占 70%: the share is cut and never rounded up."""
    return figure_said(report)
