"""The form by which a desk opens a matter: made from the fields of the register, for somebody who asked."""

from collections.abc import Sequence
from typing import Any
from uuid import uuid4

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wugong.matters.forms.fields import asked_at_opening, deadline_asked, facts_of, form_fields
from wugong.matters.forms.matter_acts import chooser
from wugong.matters.forms.moving import words_field
from wugong.matters.forms.reports import shown_field
from wugong.matters.openings import Wish
from wugong.matters.registers import Held
from wugong.matters.states import Channel, Shown
from wugong.media.forms import PhotosField, SoundField
from wugong.places.models import Place
from wugong.registry.body_people import Found
from wugong.registry.forms.asking import RegisterForm
from wugong.registry.forms.parts import day_field
from wugong.rules.event_categories import categories_on
from wugong.web.texts import WordsField


class OpenForm(RegisterForm):
    """A new matter of a register: what, where, the register's own fields, photos, a voice note."""

    title = WordsField(label=_("什么事"), max_length=120)
    text = words_field(_("说明"), _("不写身份证号、手机号。"), required=False)
    where = WordsField(label=_("具体位置"), required=False, max_length=120)
    key = forms.UUIDField(widget=forms.HiddenInput)
    faults = {"matters.numbers_in_words": "text", "matters.too_many_photos": "photos"}

    def __init__(
        self, held: Held, places: Sequence[Place], *args: Any, asker: Found | None = None, **options: Any
    ) -> None:
        options["initial"] = {"key": str(uuid4()), "shown": Shown.MASKED, **options.get("initial", {})}
        super().__init__(*args, **options)
        version, self.asker = held.version, asker
        self.held, self.places = held, {one.code: one for one in places}
        names = [(code, one.name) for code, one in self.places.items()]
        self.fields["place"] = forms.ChoiceField(
            label=_("哪里的"), choices=names, widget=forms.Select(attrs={"class": "input"})
        )
        if version.categories:
            known = categories_on(timezone.localdate()).items()
            self.fields["category"] = chooser(
                _("类别"), [(code, one.title) for code, one in known], required=False
            )
        asked = form_fields(asked_at_opening(version))
        self.fields.update(asked)
        if version.photos:
            self.fields["photos"] = PhotosField(label=_("照片"), most=version.photos)
        self.fields["spoken"] = SoundField(label=_("录音"))
        if deadline := deadline_asked(version):
            self.fields["due"] = day_field(deadline.title, required=False, help_text=deadline.hint)
        if asker:
            self.fields["shown"] = shown_field(_("公示时她的名字"))
        self.order_fields(["shown", "title", "place", "where", "category", "due", *asked, "text", "photos"])

    def wish(self) -> Wish:
        """Return what the act of opening takes."""
        given = self.cleaned_data
        return Wish(
            register=self.held.code,
            place=self.places[given["place"]],
            title=given["title"],
            key=given["key"],
            channel=Channel.DESK,
            text=given["text"],
            where=given["where"],
            category=given.get("category") or "",
            due=given.get("due"),
            person=self.asker.person if self.asker else None,
            shown=Shown(given.get("shown") or Shown.MASKED),
            facts=facts_of(given),
            photos=given.get("photos") or (),
            spoken=given.get("spoken"),
        )
