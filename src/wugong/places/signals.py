"""What rooms above may listen to: what lies within some towns has changed (sent inside the transaction).

Receivers get `towns`, the `day` from which on the list of their places is another, and the `actor`.
"""

from django.dispatch import Signal

places_changed = Signal()

# The same for groups within some villages: receivers get `villages`, their codes, the `day` and the `actor`.
groups_changed = Signal()
