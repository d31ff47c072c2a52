"""Forms of organisations: founding, changing, members, offices, charters, activities."""

from collections.abc import Iterable, Sequence
from typing import Any, ClassVar

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wugong.registry.bodies import LONGEST
from wugong.registry.body_charters import LONGEST_TEXT
from wugong.registry.body_states import ActivityKind, Dossier, How, Standing
from wugong.registry.forms.asking import RegisterForm
from wugong.registry.forms.parts import BLANK, day_field
from wugong.registry.models import Body
from wugong.rules.body_catalogue import Profile
from wugong.rules.body_parts import Office, Slot
from wugong.web.texts import WordsField

NAME_FAULTS = {"registry.body_no_name": "name", "registry.body_name_taken": "name"}
Choices = Sequence[tuple[str, Any]]


def _choice(label: Any, choices: Choices, *, required: bool = True, help_text: Any = "") -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=choices, required=required, help_text=help_text)


class DayForm(RegisterForm):
    """A day."""

    day = day_field(_("日期"))
    faults: ClassVar[dict[str, str]] = {"registry.body_wrong_day": "day"}

    def __init__(self, *given: Any, **options: Any) -> None:
        options.setdefault("initial", {"day": timezone.localdate()})
        super().__init__(*given, **options)


class FoundForm(RegisterForm):
    """All bodies of a profile that are lacking: what each is called here, and since when they stand."""

    since = day_field(_("成立之日"), required=False, help_text=_("还没有开成立会的不填，先列为筹建中。"))
    faults: ClassVar = {"registry.body_wrong_day": "since"}

    def __init__(self, slots: Iterable[tuple[Slot, Sequence[str]]], *given: Any) -> None:
        super().__init__(*given)
        for slot, names in slots:
            others = "、".join(name for name in names if name != slot.title)
            self.fields[slot.key] = WordsField(
                label=slot.title,
                initial=slot.title,
                max_length=LONGEST,
                help_text=_("也叫：%(names)s") % {"names": others} if others else "",
            )

    @property
    def names(self) -> dict[str, str]:
        """Return what each line is called."""
        return {key: value for key, value in self.cleaned_data.items() if key != "since"}


class BodyForm(RegisterForm):
    """One more body: of which line or kind, its name, its office unit, since when."""

    line = _choice(_("哪一类"), ())
    name = WordsField(label=_("名称"), max_length=LONGEST)
    unit = WordsField(label=_("办公地点"), required=False, max_length=LONGEST, help_text=_("设在哪个单位。"))
    since = day_field(_("成立之日"), required=False, help_text=_("还没有开成立会的不填，先列为筹建中。"))
    faults: ClassVar = {
        **NAME_FAULTS,
        "registry.body_wrong_day": "since",
        "registry.too_many_bodies": "line",
        "registry.no_such_kind": "line",
    }

    def __init__(self, profiles: Iterable[Profile], kinds: Choices, *given: Any) -> None:
        super().__init__(*given)
        lines = [
            (one.title, [(f"{one.key}:{slot.key}", slot.title) for slot in one.version.slots])
            for one in profiles
        ]
        field = self.fields["line"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [BLANK, *lines, (_("不属于哪套体系"), [(f":{key}", title) for key, title in kinds])]

    @property
    def facts(self) -> dict[str, str]:
        """Return the line as the act takes it."""
        profile, _colon, key = self.cleaned_data["line"].partition(":")
        return {"profile": profile, "slot": key} if profile else {"kind": key}


class RenameForm(RegisterForm):
    """Another name."""

    name = WordsField(label=_("新的名称"), max_length=LONGEST, help_text=_("原来的名称留在历史里。"))
    faults: ClassVar = NAME_FAULTS


class ChangeForm(RegisterForm):
    """To whom a body answers, and where its office is."""

    parent = _choice(_("上级"), (), required=False)
    unit = WordsField(label=_("办公地点"), required=False, max_length=LONGEST)
    faults: ClassVar = {"registry.body_wrong_parent": "parent"}

    def __init__(self, parents: Iterable[Body], *given: Any, **options: Any) -> None:
        super().__init__(*given, **options)
        self.parents = {str(one.pk): one for one in parents}
        field = self.fields["parent"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("没有上级")), *((key, one.name) for key, one in self.parents.items())]

    @property
    def above(self) -> Body | None:
        """Return the body that was chosen."""
        return self.parents.get(self.cleaned_data["parent"])


class DissolveForm(DayForm):
    """Since when a body is no more, and why."""

    because = WordsField(label=_("原因"), max_length=100)
    faults: ClassVar = {"registry.body_wrong_day": "day", "registry.body_no_name": "because"}


class OutsiderForm(RegisterForm):
    """Somebody of another unit, by name."""

    outsider = WordsField(label=_("姓名"), max_length=LONGEST)
    unit = WordsField(label=_("单位和职务"), max_length=LONGEST, help_text=_("比如：镇党委副书记。"))


class SeatForm(DayForm):
    """From which source a member comes, and since when; who, where she is of another unit."""

    source = _choice(_("来源"), (), required=False)
    faults: ClassVar = {"registry.body_wrong_day": "day", "registry.wrong_source": "source"}
    field_order = ("outsider", "unit", "source", "day")

    def __init__(self, sources: Sequence[str], *given: Any, named: bool, **options: Any) -> None:
        super().__init__(*given, **options)
        if sources:
            field = self.fields["source"]
            assert isinstance(field, forms.ChoiceField)
            field.choices, field.required = [BLANK, *((one, one) for one in sources)], True
        else:
            del self.fields["source"]
        if not named:
            self.fields.update(OutsiderForm().fields)
        self.order_fields(self.field_order)


class OfficeForm(DayForm):
    """Which office, how somebody came into it, whether for good; who, where she is of another unit."""

    office = _choice(_("职务"), ())
    how = _choice(_("产生方式"), How.choices)
    standing = _choice(_("正式或代理"), Standing.choices)
    faults: ClassVar = {
        "registry.body_wrong_day": "day",
        "registry.office_is_full": "office",
        "registry.no_such_office": "office",
        "registry.in_office_already": "office",
    }
    field_order = ("outsider", "unit", "office", "how", "standing", "day")

    def __init__(self, offices: Iterable[Office], *given: Any, named: bool, **options: Any) -> None:
        super().__init__(*given, **options)
        field = self.fields["office"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(one.key, one.title) for one in offices]
        if not named:
            self.fields.update(OutsiderForm().fields)
        self.order_fields(self.field_order)


class HandOverForm(DayForm):
    """When an office goes to somebody else, and what was handed over with it."""

    how = _choice(_("产生方式"), How.choices)
    note = WordsField(
        label=_("交接说明"),
        required=False,
        max_length=400,
        help_text=_("公章、账册、没有办完的事。"),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    field_order = ("outsider", "unit", "how", "day", "note")

    def __init__(self, *given: Any, named: bool, **options: Any) -> None:
        super().__init__(*given, **options)
        if not named:
            self.fields.update(OutsiderForm().fields)
        self.order_fields(self.field_order)


class EndForm(DayForm):
    """When an office ends without a successor."""

    note = WordsField(label=_("说明"), required=False, max_length=400)


class DossierForm(DayForm):
    """What is kept about a holder."""

    kind = _choice(_("事项"), Dossier.choices)
    text = WordsField(label=_("说明"), required=False, max_length=200)
    field_order = ("kind", "day", "text")


class CharterForm(DayForm):
    """A version of a charter or of a paper."""

    title = WordsField(label=_("标题"), max_length=120)
    decided = WordsField(label=_("由谁通过"), max_length=120, help_text=_("哪一天的哪个会议。"))
    text = WordsField(
        label=_("全文"), max_length=LONGEST_TEXT, strip=False, widget=forms.Textarea(attrs={"rows": 14})
    )
    field_order = ("title", "decided", "day", "text")


class ActivityForm(DayForm):
    """What a body did on a day."""

    kind = _choice(_("种类"), ActivityKind.choices)
    title = WordsField(label=_("内容"), max_length=120)
    people = forms.IntegerField(
        label=_("参加人数"),
        required=False,
        min_value=0,
        max_value=99999,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )
    field_order = ("kind", "title", "day", "people")


class AnswerForm(RegisterForm):
    """Whether somebody who asked is let in, from which source, with what answer."""

    source = _choice(_("来源"), (), required=False)
    answer = WordsField(label=_("答复"), required=False, max_length=200)
    faults: ClassVar = {"registry.wrong_source": "source"}

    def __init__(self, sources: Sequence[str], *given: Any) -> None:
        super().__init__(*given)
        if not sources:
            del self.fields["source"]
            return
        field = self.fields["source"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [BLANK, *((one, one) for one in sources)]
