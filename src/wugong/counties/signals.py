"""What rooms above may listen to: a county has been founded, or named anew (sent inside the transaction)."""

from django.dispatch import Signal

county_founded = Signal()
county_named = Signal()
