"""How points stand on the pages of the appraisal. Load with `{% load scores %}`."""

from django import template

from wugong.base.amounts import plain

register = template.Library()


@register.filter
def hundredths(value: int) -> str:
    """`{{ score.hundredths|hundredths }}`: points without the zeros that say nothing: 92.5."""
    return plain(value, 2)
