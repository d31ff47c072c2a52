"""Forms of elections: calling one, naming a candidate, counting a round."""

from collections.abc import Iterable
from typing import Any, ClassVar
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from wugong.registry.body_states import Nomination
from wugong.registry.forms.asking import RegisterForm
from wugong.registry.forms.bodies import DayForm
from wugong.registry.models import Candidate
from wugong.rules.body_parts import Office
from wugong.web.texts import WordsField

MOST = 99999


def _number(label: Any, least: int = 0, help_text: Any = "") -> forms.IntegerField:
    widget = forms.NumberInput(attrs={"inputmode": "numeric"})
    return forms.IntegerField(
        label=label, min_value=least, max_value=MOST, widget=widget, help_text=help_text
    )


class CallForm(DayForm):
    """For which office, how many, when and where the meeting is."""

    office = forms.ChoiceField(label=_("职务"))
    seats = _number(_("名额"), 1)
    where = WordsField(label=_("开会地点"), max_length=60, help_text=_("比如：一组晒场。"))
    field_order = ("office", "seats", "day", "where")
    faults: ClassVar = {"registry.no_seats": "seats", "registry.election_open": "office"}

    def __init__(self, offices: Iterable[Office], *given: Any, **options: Any) -> None:
        super().__init__(*given, **options)
        field = self.fields["office"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(one.key, one.title) for one in offices]
        self.fields["day"].label = _("开会日期")
        self.order_fields(self.field_order)


class CandidateForm(RegisterForm):
    """Through which channel somebody stands, and who recommends her."""

    channel = forms.ChoiceField(label=_("推荐渠道"), choices=Nomination.choices, widget=forms.RadioSelect)
    nominated = WordsField(
        label=_("由谁推荐"), required=False, max_length=60, help_text=_("群众推荐要写：三组 12 名村民。")
    )
    faults: ClassVar = {"registry.no_nominator": "nominated"}


class CountForm(RegisterForm):
    """How many came, how many ballots came back, what each candidate got."""

    present = _number(_("到会人数"))
    ballots = _number(_("收回票数"), help_text=_("不能多于到会人数。"))
    faults: ClassVar = {"rules.count_refused": "ballots"}

    def __init__(self, standing: Iterable[tuple[Candidate, str]], *given: Any) -> None:
        super().__init__(*given)
        self.candidates = [candidate.pk for candidate, _name in standing]
        for candidate, name in standing:
            self.fields[str(candidate.pk)] = _number(_("%(name)s 得票") % {"name": name})

    @property
    def votes(self) -> dict[UUID, int]:
        """Return what each candidate got."""
        return {key: self.cleaned_data[str(key)] for key in self.candidates}
