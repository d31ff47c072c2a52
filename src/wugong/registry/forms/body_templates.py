"""Forms of organisation templates: a text in a box or a file in its place, and from which day it holds."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from wugong.registry.forms.asking import RegisterForm
from wugong.registry.forms.parts import day_field

LARGEST = 1 << 20  # bytes of a document


class TemplatesForm(RegisterForm):
    """The whole text, or a file."""

    file = forms.FileField(label=_("换成文件里的全文"), required=False)
    text = forms.CharField(
        label=_("全文（可以直接改）"),
        widget=forms.Textarea(attrs={"rows": 18, "spellcheck": "false"}),
        max_length=LARGEST,
        strip=False,
    )
    since = day_field(_("自哪一天起用"), required=False)

    def __init__(self, *given: Any, **options: Any) -> None:
        super().__init__(*given, **options)
        if self.files.get("file"):
            self.fields["text"].required = False

    def clean_file(self) -> str:
        """Return the text of the file, or nothing."""
        file: UploadedFile | None = self.cleaned_data["file"]
        if file is None:
            return ""
        if (file.size or 0) > LARGEST:
            raise forms.ValidationError(_("这份文件超过 1 MB，不像组织模板，请核对后再选。"))
        try:
            return bytes(file.read()).decode("utf-8-sig")
        except UnicodeDecodeError:
            raise forms.ValidationError(_("这不是 UTF-8 文字，请另存为 UTF-8 的 YAML。")) from None

    @property
    def whole(self) -> str:
        """Return the text that counts, with the line ends of a file."""
        text: str = self.cleaned_data.get("file") or self.cleaned_data.get("text", "")
        return text.replace("\r\n", "\n")
