"""Forms of links: propose a plan, give a household another head, adopt, set in order."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from wugong.registry.forms.asking import RegisterForm
from wugong.registry.link_pages import Sheet
from wugong.web.texts import WordsField

ADOPT, REBALANCE, MOVE = "adopt", "rebalance", "move"
SELF = "self"


class ProposeForm(RegisterForm):
    """Which heads there are, and whether links may cross the border of a group."""

    heads = WordsField(
        label=_("中心户的户号"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("不填，由系统按位置推荐。已经选好中心户的，一个一个写，用空格或顿号隔开。"),
    )
    across = forms.BooleanField(
        label=_("可以跨组"), required=False, help_text=_("不选，一个组的户只由本组的中心户联。")
    )
    faults: ClassVar = {"registry.links_unknown_heads": "heads"}

    def numbers(self) -> list[str] | None:
        """Return the numbers that were written; none where heads are to be proposed."""
        written: str = self.cleaned_data["heads"]
        for mark in "、，,；;":
            written = written.replace(mark, " ")
        return written.split() or None


class PlanForm(RegisterForm):
    """What is done with a plan that was seen in this revision."""

    do = forms.ChoiceField(choices=((ADOPT, ADOPT), (REBALANCE, REBALANCE)))
    revision = forms.IntegerField()


class MoveForm(RegisterForm):
    """The head that a household gets, or that it becomes one itself."""

    head = forms.ChoiceField(label=_("换给"), widget=forms.RadioSelect)
    revision = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, sheet: Sheet, key: Any, *given: Any, **options: Any) -> None:
        super().__init__(*given, **options)
        field = self.fields["head"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [*_heads(sheet, key), (SELF, now("自己当中心户"))]


def _heads(sheet: Sheet, key: Any) -> list[tuple[str, str]]:
    return [
        (str(head), _told(sheet, head, number, metres, links))
        for head, number, metres, links in sheet.choices_for(key)
    ]


def _told(sheet: Sheet, head: Any, number: str, metres: float | None, links: int) -> str:
    facts = {"n": sheet.numbers[head], "number": number, "links": links}
    facts["name"] = f" {name}" if (name := sheet.names.get(head, "")) else ""
    facts["far"] = "" if metres is None else now("，%(metres)s 米") % {"metres": round(metres)}
    if links >= sheet.figures.links:
        return now("第 %(n)s 联：%(number)s 户%(name)s%(far)s，已满") % facts
    return now("第 %(n)s 联：%(number)s 户%(name)s%(far)s，已联 %(links)s 户") % facts
