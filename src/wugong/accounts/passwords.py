"""What a password must be, said in Chinese."""

from django.contrib.auth.password_validation import MinimumLengthValidator
from django.utils.translation import gettext as _


class LongEnough(MinimumLengthValidator):
    """A least length; Django 5.2 asks for its sentence by a text that its own Chinese catalogue lacks."""

    def get_error_message(self) -> str:
        """Return how long a password must be."""
        return _("密码太短，至少要 %(least)s 个字符。") % {"least": self.min_length}
