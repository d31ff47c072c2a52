"""What rooms above may listen to: a county has been founded (sent inside its transaction)."""

from django.dispatch import Signal

county_founded = Signal()
