"""A form leads to an act, or says beside its field why the act was refused."""

from collections.abc import Callable
from typing import TypeVar

from django.forms.forms import BaseForm

from wugong.access.refusals import NotAllowed
from wugong.base.refusals import Refusal
from wugong.web.refusals import said

Done = TypeVar("Done")


def done(form: BaseForm, act: Callable[[], Done]) -> Done | None:
    """The act is done if the form holds, and what it returns is returned; else the form says why not.

    Who may not do it at all is turned away with a page.
    """
    if not form.is_valid():
        return None
    try:
        return act()
    except NotAllowed:
        raise
    except Refusal as refusal:
        field = getattr(form, "faults", {}).get(refusal.code)
        form.add_error(field if field in form.fields else None, said(refusal))
        return None
