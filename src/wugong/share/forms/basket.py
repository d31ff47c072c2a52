"""Forms of a basket: how many pieces of which good, and the order that comes of it."""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from wugong.registry.models import Household
from wugong.share.models import Good
from wugong.share.shop_pages import Offer


class BasketForm(forms.Form):
    """How many pieces of each good; every list begins with none."""

    def __init__(self, offers: Sequence[Offer], data: Any = None, **options: Any) -> None:
        super().__init__(data, **options)
        self.offers = offers
        for offer in offers:
            self.fields[offer.name] = forms.TypedChoiceField(
                label=offer.good.name,
                required=False,
                coerce=int,
                choices=[(n, f"{n} {offer.good.unit}") for n in offer.choices],
                widget=forms.Select(attrs={"class": "input"}),
            )

    def rows(self) -> Iterable[tuple[Offer, forms.BoundField]]:
        """Return each offer with its list."""
        return [(offer, self[offer.name]) for offer in self.offers]

    def lines(self) -> dict[Good, int]:
        """Return what was chosen."""
        return {
            offer.good: pieces for offer in self.offers if (pieces := self.cleaned_data.get(offer.name) or 0)
        }

    def total(self) -> int:
        """Return what it costs."""
        return sum(offer.price.points * (self.cleaned_data.get(offer.name) or 0) for offer in self.offers)


class OrderForm(forms.Form):
    """For which household, under which key; sent twice it is one order."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    home = forms.ChoiceField(label=_("哪一户"), widget=forms.RadioSelect)

    def __init__(self, homes: Sequence[Household], data: Any = None) -> None:
        super().__init__(data, initial={"key": uuid4(), "home": homes[0].pk if homes else None})
        self.homes = {str(home.pk): home for home in homes}
        field = self.fields["home"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(key, home.number) for key, home in self.homes.items()]
        if len(homes) == 1:
            field.widget = forms.HiddenInput()

    def clean_key(self) -> str:
        """Return the key as orders keep it."""
        return str(self.cleaned_data["key"])

    def clean_home(self) -> Household:
        """Return the household that was chosen."""
        return self.homes[self.cleaned_data["home"]]
