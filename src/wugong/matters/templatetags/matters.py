"""How templates say a number and hide what is personal: load with `{% load matters %}`."""

from django import template

from wugong.matters.numbers import spoken
from wugong.matters.publicity import blanked

register = template.Library()
register.filter("spoken", spoken)
register.filter("blanked", blanked)
