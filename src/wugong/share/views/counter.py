"""The counter: a code or a card, the hand-over, an order made there, recyclables on the scales."""

from typing import cast
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from wugong.access.abilities import Ability
from wugong.access.guards import needs
from wugong.accounts.models import User
from wugong.registry.forms.refusing import done
from wugong.share import weighing
from wugong.share.counter import card_in, find_held, hand_over, household_given
from wugong.share.counter_pages import counter_of, handing_of, order_at, totals_of
from wugong.share.forms.basket import BasketForm
from wugong.share.forms.counter import CodeForm, HandOverForm, WeighForm, WhoForm
from wugong.share.models import Order, Weighing
from wugong.share.orders import order, void_order
from wugong.share.own_shops import kept_by
from wugong.share.queries import material_prices_on
from wugong.share.shop_pages import offers_at, village_at
from wugong.share.shown import over, show, shown
from wugong.share.states import OrderChannel

reading_or_writing = require_http_methods(["GET", "HEAD", "POST"])


def _me(request: HttpRequest) -> User:
    return cast(User, request.user)


@needs(Ability.HAND_OVER)
@require_safe
def my_counter(request: HttpRequest) -> HttpResponse:
    """Lead to the counter of the shop that the visitor keeps."""
    return redirect("counter", kept_by(_me(request))[0])


@needs(Ability.HAND_OVER)
@never_cache
@reading_or_writing
def counter(request: HttpRequest, code: str) -> HttpResponse:
    """Take a code or a card; show what is to be prepared."""
    village = village_at(code)
    form = CodeForm(request.POST or None, initial={"given": request.GET.get("code", "")})
    found = done(form, lambda: find_held(village, form.cleaned_data["given"], actor=_me(request)))
    if found:
        show(request, found, form.cleaned_data["given"])
    if found and len(found) == 1:
        return redirect("counter_hand_over", code, found[0].pk)
    context = {"page": counter_of(village), "form": form, "found": found or []}
    return render(request, "share/counter.html", context)


@needs(Ability.HAND_OVER)
@never_cache
@reading_or_writing
def counter_hand_over(request: HttpRequest, code: str, key: UUID) -> HttpResponse:
    """Show what is to be handed over to whom; hand it over against code and signature."""
    one, me = order_at(code, key), _me(request)
    if request.method == "POST" and "void" in request.POST:
        void_order(one, actor=me)
        messages.success(request, _("已经取消，积分退回了。"))
        return redirect("counter", code)
    files = request.FILES if request.method == "POST" else None
    form = HandOverForm(request.POST or None, files, initial=shown(request, one))
    if done(form, lambda: hand_over(one, actor=me, **form.cleaned_data)):
        over(request, one)
        messages.success(request, _("已经核销，%(points)s 分。") % {"points": one.points})
        return redirect("counter", code)
    context = {"page": handing_of(one, me), "order": one, "form": form}
    return render(request, "share/hand_over.html", context)


@needs(Ability.HAND_OVER)
@never_cache
@reading_or_writing
def counter_order(request: HttpRequest, code: str) -> HttpResponse:
    """Order for a household that stands at the counter, and hand over at once."""
    village, posted = village_at(code), request.POST or None
    form, basket = WhoForm(posted), BasketForm(offers_at(village, timezone.localdate()), posted)

    def ordering() -> Order:
        given, home = form.cleaned_data, household_given(village, form.cleaned_data["home"])
        facts = {"key": given["key"], "channel": OrderChannel.COUNTER}
        return order(home, basket.lines(), actor=_me(request), **facts)

    if basket.is_valid() and (made := done(form, ordering)):
        show(request, [made], card_in(village, form.cleaned_data["home"]))
        return redirect("counter_hand_over", code, made.pk)
    return render(request, "share/counter_order.html", {"village": village, "form": form, "basket": basket})


@needs(Ability.HAND_OVER)
@never_cache
@reading_or_writing
def weigh(request: HttpRequest, code: str) -> HttpResponse:
    """Weigh what a household brought; show what the day came to."""
    village, today = village_at(code), timezone.localdate()
    prices = material_prices_on(village, today)
    form = WeighForm(prices, request.POST or None)

    def weighed() -> Weighing:
        given, home = form.cleaned_data, household_given(village, form.cleaned_data["home"])
        return weighing.weigh(home, given["material"], given["grams"], key=given["key"], actor=_me(request))

    if made := done(form, weighed):
        messages.success(request, _("记下了，这一户得 %(points)s 分。") % {"points": made.points})
        return redirect("weigh", code)
    context = {"village": village, "form": form, "prices": prices, "totals": totals_of(village, today)}
    return render(request, "share/weigh.html", context)
