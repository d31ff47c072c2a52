"""What rooms above the register may listen to."""

from django.dispatch import Signal

# Sent inside the transaction of the act, with `sender` the kind of thing and the named arguments.
change_asked = Signal()  # request, actor
change_decided = Signal()  # request, actor
