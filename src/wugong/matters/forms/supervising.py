"""The form by which a late matter gets an order of supervision."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wugong.accounts.models import User
from wugong.matters.forms.matter_acts import ActForm
from wugong.matters.forms.moving import words_field
from wugong.matters.lights import light
from wugong.matters.matter_pages import MatterPage
from wugong.matters.permissions import can_open
from wugong.matters.registers import register_on
from wugong.matters.states import Light
from wugong.matters.supervising import ORDERS, Cause, often_reopened, supervise, supervised_at


class SuperviseForm(ActForm):
    """An order about the matter, beginning with a reminder."""

    heading, button, told, name = _("督办"), _("发督办单"), _("发出督办单，先是催办。"), "supervise"
    text = words_field(_("要求什么"))

    def ask(self) -> None:
        """Only the grounds there are."""
        self.fields["cause"] = forms.ChoiceField(
            label=_("因何督办"), choices=[(one.value, one.label) for one in self.grounds(self.page)]
        )
        self.order_fields(["cause", "text"])

    def do(self, actor: User) -> object:
        given = self.cleaned_data
        return supervise(self.page.matter, Cause(given["cause"]), given["text"], actor=actor)

    @staticmethod
    def grounds(page: MatterPage) -> list[Cause]:
        """Return why this matter may be supervised."""
        late = light(page.matter, timezone.now()) is Light.RED
        often = often_reopened(page.matter)
        return [cause for cause, there in ((Cause.OVERDUE, late), (Cause.REOPENED, often)) if there]

    @staticmethod
    def fits(page: MatterPage) -> bool:
        if page.matter.register == ORDERS or not page.runs or not SuperviseForm.grounds(page):
            return False
        return bool(can_open(page.sight.visitor, register_on(ORDERS).version, supervised_at(page.matter)))
