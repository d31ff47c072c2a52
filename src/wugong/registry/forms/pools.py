"""Forms of pools: into which somebody is entered, in which class."""

from collections.abc import Iterable
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from wugong.registry.forms.asking import RegisterForm
from wugong.registry.forms.parts import BLANK
from wugong.rules.body_parts import Pool
from wugong.web.texts import WordsField


class EntryForm(RegisterForm):
    """Into which pool, and what somebody is good at; a pool with classes is offered class by class."""

    pool = forms.ChoiceField(label=_("列入哪个库"))
    note = WordsField(label=_("特长"), required=False, max_length=120)
    faults: ClassVar = {"registry.in_pool_already": "pool", "registry.no_such_pool": "pool"}

    def __init__(self, pools: Iterable[Pool], *given: Any) -> None:
        super().__init__(*given)
        choices: list[tuple[str, Any]] = [BLANK]
        for pool in pools:
            if pool.classes:
                choices.append((pool.title, [(f"{pool.key}:{name}", name) for name in pool.classes]))
            else:
                choices.append((f"{pool.key}:", pool.title))
        field = self.fields["pool"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    @property
    def into(self) -> tuple[str, str]:
        """Return the pool's key and the class."""
        key, _colon, group = self.cleaned_data["pool"].partition(":")
        return key, group
