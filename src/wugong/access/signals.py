"""What rooms above may listen to: a role is about to be granted (sent before it is written).

Receivers get `user`, `kind`, `at` (a place or None), `since`, `until` and `actor`; a refusal they raise stops
the grant.
"""

from django.dispatch import Signal

role_granting = Signal()
