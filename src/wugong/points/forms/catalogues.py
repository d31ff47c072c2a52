"""Forms about catalogues: the text, from which day on, by which decision."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from wugong.points.catalogues import LONGEST
from wugong.points.forms.pools import DecidedForm
from wugong.registry.forms.parts import day_field

LARGEST = 4 * LONGEST  # bytes


class TextForm(forms.Form):
    """A catalogue as text, or a file in its place."""

    file = forms.FileField(label=_("换成文件里的全文（.yaml）"), required=False)
    text = forms.CharField(
        label=_("全文（可以直接改）"),
        widget=forms.Textarea(attrs={"rows": 16, "spellcheck": "false"}),
        max_length=LONGEST,
        strip=False,
        required=False,
    )

    def clean_file(self) -> str:
        """Return the text of the file, or nothing."""
        file: UploadedFile | None = self.cleaned_data["file"]
        if file is None:
            return ""
        if (file.size or 0) > LARGEST:
            raise forms.ValidationError(_("这份文件太大，不像一份积分细则，请核对后再选。"))
        try:
            return bytes(file.read()).decode("utf-8-sig")
        except UnicodeDecodeError:
            raise forms.ValidationError(_("这不是 UTF-8 文字，请另存为 UTF-8 的 YAML。")) from None

    def clean(self) -> dict[str, Any]:
        """Refuse where there is neither text nor file."""
        given = super().clean() or self.cleaned_data
        if not given.get("file") and not given.get("text", "").strip() and "file" not in self.errors:
            self.add_error("text", _("请贴上细则全文，或者选一份文件。"))
        return given

    @property
    def whole(self) -> str:
        """Return the text that counts, with the line ends of a file."""
        text: str = self.cleaned_data.get("file") or self.cleaned_data.get("text", "")
        return text.replace("\r\n", "\n")


class AdoptForm(DecidedForm):
    """From which day on, by which decision."""

    since = day_field(_("自哪一天起用"))
    field_order = ("decision", "decided_on", "since")
    faults = {
        "points.in_force_before_decision": "since",
        "points.catalogue_not_valid": "since",
        "points.catalogue_exists": "since",
        "points.claims_by_other": "since",
        "points.decided_later": "decided_on",
    }
