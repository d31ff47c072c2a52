"""Forms of the words and the template of a place's bulletins."""

from typing import Any, cast

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from wugong.publish.notice_periods import book
from wugong.publish.packages import LARGEST
from wugong.publish.queries import Words
from wugong.publish.states import TableChoice
from wugong.web.texts import WordsField


def _reasons() -> list[tuple[str, str]]:
    return [(key, reason.title) for key, reason in book().reasons.items()]


class TakeDownForm(forms.Form):
    """Why a posting comes down."""

    reason = forms.ChoiceField(label=_("撤下的理由"), choices=_reasons, widget=forms.RadioSelect)

    def __init__(self, *args: Any, hangs: bool = True, **kwargs: Any) -> None:
        """Offer for what hangs no more only what hides it."""
        super().__init__(*args, **kwargs)
        if not hangs:
            hiding = [(key, reason.title) for key, reason in book().reasons.items() if reason.hides]
            cast(forms.ChoiceField, self.fields["reason"]).choices = hiding


class WordingForm(forms.Form):
    """The words that stand on every bulletin of the place."""

    heading = WordsField(label=_("标题"), max_length=60)
    organ = WordsField(label=_("落款单位"), max_length=60)
    phone = WordsField(
        label=_("监督电话"),
        max_length=40,
        required=False,
        help_text=_("写办公或值班电话，不写个人的。"),
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off"}),
    )
    where = WordsField(label=_("受理处"), max_length=60, required=False)
    closing = WordsField(
        label=_("公示说明"),
        max_length=200,
        help_text=_("写明怎么提意见、几天内答复。"),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    table = forms.ChoiceField(label=_("公布哪些名次"), choices=TableChoice, widget=forms.RadioSelect)

    def words(self) -> Words:
        """Return what was filled in."""
        return Words(**self.cleaned_data)


class TemplateForm(forms.Form):
    """A .docx of the place's own, and from when it is used."""

    upload = forms.FileField(
        label=_("自己的 Word 模板"),
        help_text=_("在下载的模板上改版式，花括号里的标记留着，存成 .docx，不超过 2 MB。"),
        widget=forms.FileInput(attrs={"accept": ".docx"}),
    )
    since = forms.DateField(
        label=_("从哪天起用"),
        initial=timezone.localdate,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )

    def clean_upload(self) -> UploadedFile:
        """Refuse what is too large before it is read."""
        upload: UploadedFile = self.cleaned_data["upload"]
        if (upload.size or 0) > LARGEST:
            raise forms.ValidationError(_now("文件超过 2 MB，请去掉大图片再交。"))
        return upload
