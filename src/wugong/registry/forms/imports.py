"""Forms of import and export: the file, which column is which, with or without numbers in clear."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from wugong.registry.forms.asking import RegisterForm
from wugong.registry.import_columns import PASSED_OVER, plain
from wugong.registry.import_maps import misnamed
from wugong.registry.import_pages import Preview, column_choices
from wugong.registry.import_refusals import HeaderMeansOther
from wugong.registry.import_rules import rules_on
from wugong.registry.import_uploads import SUFFIXES
from wugong.web.texts import WordsField

MASKED, CLEAR = "masked", "clear"


class UploadForm(RegisterForm):
    """The list that a village already has."""

    table = forms.FileField(
        label=_("花名册"),
        help_text=_(".xlsx 或 .csv，一行一人"),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.csv"}),
        error_messages={"required": _("请选一个文件。"), "empty": _("这个文件是空的。")},
    )

    def clean_table(self) -> Any:
        """Return the file, or say that it is too large or of another kind."""
        file = self.cleaned_data["table"]
        most = rules_on(timezone.localdate()).file["megabytes"]
        if file.size > most << 20:
            raise ValidationError(now("文件超过 %(most)s MB，请按村分成几份。"), params={"most": most})
        if not file.name.lower().endswith(SUFFIXES):
            raise ValidationError(now("只收 .xlsx 和 .csv，请在表格软件里另存成其中一种。"))
        return file


class ColumnsForm(RegisterForm):
    """Which column of the file is which of ours."""

    def __init__(self, preview: Preview, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data, prefix="columns")
        choices = [(PASSED_OVER, now("不导入")), *column_choices()]
        for at, header in enumerate(preview.headers):
            if plain(header):
                kept = preview.mapping.get(header, PASSED_OVER)
                self.fields[str(at)] = forms.ChoiceField(label=header, choices=choices, initial=kept)

    def clean(self) -> dict[str, Any]:
        """Refuse two columns that would be the same one of ours."""
        given = [value for value in self.cleaned_data.values() if value != PASSED_OVER]
        labels = dict(column_choices())
        if twice := [labels[key] for key in dict.fromkeys(given) if given.count(key) > 1]:
            raise ValidationError(now("“%(names)s”选了两列，只留一列。"), params={"names": "、".join(twice)})
        for header, label in misnamed(self.mapping).items():
            said = HeaderMeansOther(header=header, label=label)
            self.add_error(None, str(said))
        return self.cleaned_data

    @property
    def mapping(self) -> dict[str, str]:
        """Return header → our column."""
        return {str(self.fields[at].label): value for at, value in self.cleaned_data.items()}


class ExportForm(RegisterForm):
    """How much an exported list tells."""

    how = forms.ChoiceField(
        label=_("证件号、手机号、银行账号"),
        choices=((MASKED, _("隐去")), (CLEAR, _("明文"))),
        initial=MASKED,
        required=False,
        widget=forms.RadioSelect,
    )
    reason = WordsField(
        label=_("明文的用途"),
        required=False,
        max_length=100,
        help_text=_("选明文时要写；每个人都看得到谁为什么看了他的号码。"),
    )
    faults: ClassVar = {"registry.no_reading_reason": "reason", "registry.number_in_reason": "reason"}
