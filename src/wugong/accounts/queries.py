"""Who is meant by what was typed at the door."""

import re

from wugong.accounts.models import User
from wugong.accounts.refusals import PhoneShared

PHONE = re.compile(r"1[3-9]\d{9}", re.ASCII)


def login_name_of(typed: str) -> str:
    """Return the login name meant: a phone stands for its one active user, else the text for itself."""
    text = typed.strip().lower()
    if not PHONE.fullmatch(text):
        return text
    names = list(User.objects.active().filter(phone=text).values_list("login_name", flat=True)[:2])
    if len(names) > 1:
        raise PhoneShared
    return str(names[0]) if names else text
