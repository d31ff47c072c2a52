"""The acts on a matter that goes on, one form each: noted, filled, paused, extended, merged."""

from collections.abc import Mapping
from typing import Any, Final
from uuid import UUID

from django import forms
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from wugong.accounts.models import User
from wugong.matters import clocks, merging, notes, showing
from wugong.matters.forms.fields import facts_of, form_fields
from wugong.matters.forms.matter_acts import SELECT, ActForm, AssignForm, ReferForm, RouteForm
from wugong.matters.forms.moving import initial_of, show_field, words_field
from wugong.matters.forms.supervising import SuperviseForm
from wugong.matters.matter_pages import MatterPage
from wugong.matters.models import Evidence, Matter
from wugong.matters.numbers import parse_number
from wugong.matters.permissions import is_showable
from wugong.matters.refusals import NoSuchMatter
from wugong.matters.showing import showable_photos
from wugong.matters.states import EvidenceKind
from wugong.matters.trios import held_facts
from wugong.media.forms import PhotosField, SoundField

MOST_PHOTOS: Final = 3


class NoteForm(ActForm):
    """A line of the timeline, with photos or spoken."""

    heading, button, told, name = _("记一笔"), _("记下"), _("记下了。"), "note"
    text = words_field(_("记什么"))
    photos = PhotosField(label=_("照片"), most=MOST_PHOTOS)
    spoken = SoundField(label=_("录音"))
    public = forms.BooleanField(label=_("提出的人也看得到"), required=False)

    def ask(self) -> None:
        """Where the matter is public, who is to see the photos."""
        if is_showable(self.page.matter, self.page.held.version):
            self.fields["shown"] = show_field()

    def do(self, actor: User) -> object:
        given = self.cleaned_data
        return notes.note(
            self.page.matter,
            given["text"],
            actor=actor,
            **_only(given, "public", "photos", "spoken", "shown"),
        )


class ShowForm(ActForm):
    """Which photos everybody sees."""

    heading, button, told, name = _("让大家看到的照片"), _("存下"), _("存下了。"), "show"

    def ask(self) -> None:
        """The photos of the matter, small ones to tick."""
        rows = list(showable_photos(self.page.matter))
        self.fields["shown"] = forms.MultipleChoiceField(
            label=_("勾上的，大家看得到"),
            required=False,
            choices=[(str(one.pk), self._said(one)) for one in rows],
            widget=forms.CheckboxSelectMultiple,
            help_text=_("公开页面和地图上都有。照片里有人脸、车牌、门牌的，不要勾。"),
        )
        self.initial["shown"] = [str(one.pk) for one in rows if one.shown]

    def _said(self, one: Evidence) -> str:
        """Return the photo with what it is and its day."""
        page = self.page
        address = reverse("matter_evidence", args=[page.sight.code, page.matter.number, one.pk])
        day = date_format(timezone.localtime(one.step.at), str(_("n月j日")))
        what = EvidenceKind(one.kind).label
        return format_html('<img class="photo" src="{}" alt="" loading="lazy">{} {}', address, what, day)

    def do(self, actor: User) -> object:
        keys = [UUID(key) for key in self.cleaned_data["shown"]]
        return showing.show_photos(self.page.matter, keys, actor=actor)

    @staticmethod
    def fits(page: MatterPage) -> bool:
        if not (page.handles and is_showable(page.matter, page.held.version)):
            return False
        return any(one.photo for line in page.lines for one in line.photos)


class FillForm(ActForm):
    """What the register has fields for."""

    heading, button, told, name = _("补充登记内容"), _("存下"), _("存下了。"), "fill"

    def ask(self) -> None:
        """All fields of the register, as they are filled."""
        version = self.page.held.version
        self.fields.update(form_fields(version.fields))
        for field in self.fields.values():
            field.required = False
        self.initial.update(initial_of(version.fields, held_facts(self.page.matter, version)))

    def do(self, actor: User) -> object:
        filled = facts_of(self.cleaned_data)
        blank = {
            one.code: "" for one in self.page.held.version.fields if self.page.matter.facts.get(one.code)
        }
        return notes.fill(self.page.matter, {**blank, **filled}, actor=actor)

    @staticmethod
    def fits(page: MatterPage) -> bool:
        return page.handles and page.runs and bool(page.held.version.fields)


class PauseForm(ActForm):
    """The clocks stand still, for a reason of the register that everybody sees."""

    heading, button, told, name = _("暂停计时"), _("暂停"), _("计时停了，原因大家看得到。"), "pause"

    def ask(self) -> None:
        """The reasons of the register."""
        reasons = [(one, one) for one in self.page.held.version.pauses]
        self.fields["reason"] = forms.ChoiceField(label=_("原因"), choices=reasons, widget=forms.RadioSelect)
        self.fields["detail"] = words_field(_("具体情况"), required=False)

    def do(self, actor: User) -> object:
        given = self.cleaned_data
        return clocks.pause(self.page.matter, given["reason"], actor=actor, detail=given["detail"])

    @staticmethod
    def fits(page: MatterPage) -> bool:
        one = page.matter
        return page.handles and bool(page.held.version.pauses and one.due_at) and one.paused_at is None


class ResumeForm(ActForm):
    """The clocks run again."""

    heading, button, told, name = _("恢复计时"), _("恢复"), _("计时接着走了。"), "resume"

    def do(self, actor: User) -> object:
        return clocks.resume(self.page.matter, actor=actor)

    @staticmethod
    def fits(page: MatterPage) -> bool:
        return page.handles and page.matter.paused_at is not None


class ExtendForm(ActForm):
    """More working days for a clock that runs."""

    heading, button, told, name = _("延期"), _("延期"), _("延期了，新的期限在“时限”里。"), "extend"
    reason = words_field(_("为什么延期"), _("提出的人看得到。"))

    def ask(self) -> None:
        """The clocks that run and may be extended."""
        self.fields["clock"] = forms.ChoiceField(label=_("哪个时限"), choices=self.page.extendable)
        self.fields["clock"].widget.attrs = SELECT
        self.order_fields(["clock", "reason"])

    def do(self, actor: User) -> object:
        given = self.cleaned_data
        return clocks.extend(self.page.matter, given["clock"], actor=actor, reason=given["reason"])

    @staticmethod
    def fits(page: MatterPage) -> bool:
        return bool(page.extendable)


class MergeForm(ActForm):
    """This one goes into another, with all who asked for it."""

    heading, button, told, name = _("并入另一件"), _("并过去"), _("并过去了，提出的人都转过去了。"), "merge"
    number = forms.CharField(label=_("并入哪一件的编号"), max_length=20)
    faults = {
        "matters.no_number": "number",
        "matters.wrong_number": "number",
        "matters.no_such_matter": "number",
    }

    def do(self, actor: User) -> object:
        number = parse_number(self.cleaned_data["number"])
        into = Matter.objects.filter(number=number).first()
        if into is None:
            raise NoSuchMatter
        return merging.merge(self.page.matter, into, actor=actor)

    @staticmethod
    def fits(page: MatterPage) -> bool:
        return page.works and page.runs


def _only(given: Mapping[str, Any], *names: str) -> dict[str, Any]:
    return {name: given[name] for name in names if given.get(name)}


FORMS: Final = (
    *(
        AssignForm,
        RouteForm,
        NoteForm,
        ShowForm,
        FillForm,
        PauseForm,
        ResumeForm,
        ExtendForm,
        MergeForm,
        ReferForm,
    ),
    SuperviseForm,
)
