"""A form leads to an act on a matter, or says beside its fields why the act was refused."""

from collections.abc import Callable
from typing import TypeVar

from django.forms.forms import BaseForm

from wugong.matters.forms.fields import PREFIX
from wugong.matters.refusals import FactsAmiss
from wugong.registry.forms import refusing

Done = TypeVar("Done")


def done(form: BaseForm, act: Callable[[], Done]) -> Done | None:
    """The act is done if the form holds, and what it returns is returned; else each field says why not."""

    def trying() -> Done | None:
        try:
            return act()
        except FactsAmiss as refusal:
            if not all(f"{PREFIX}{code}" in form.fields for code in refusal.by_field):
                raise
            for code, sentence in refusal.by_field.items():
                form.add_error(f"{PREFIX}{code}", sentence)
            return None

    return refusing.done(form, trying)
