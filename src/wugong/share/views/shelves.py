"""The shelves: goods and prices, what came in, stock-takes, opening days, what recyclables are worth."""

from typing import cast
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from wugong.access.abilities import Ability
from wugong.access.guards import needs, signed_in
from wugong.accounts.models import User
from wugong.places.models import Place
from wugong.registry.forms.refusing import done
from wugong.share.forms.shelves import (
    AnswerForm,
    BackForm,
    CountForm,
    GoodForm,
    MaterialForm,
    PriceForm,
    ReceiptForm,
    RuleForm,
)
from wugong.share.goods import end_good, offer_good, set_price
from wugong.share.models import Good, ShopRule
from wugong.share.opening_days import set_rule
from wugong.share.permissions import (
    can_confirm_count,
    can_keep_stock,
    can_price,
    can_read,
    can_set_rule,
    other_eyes,
)
from wugong.share.queries import material_prices_on, rule_of
from wugong.share.receipts import take_back, take_in
from wugong.share.shelf_pages import (
    booked_of,
    good_of,
    goods_offered_from,
    receipt_at,
    received_today,
    shelf_of,
    take_at,
    takes_of,
)
from wugong.share.shop_pages import village_at
from wugong.share.stock_takes import confirm_count, count_stock, send_back_count
from wugong.share.weighing import price_material

reading_or_writing = require_http_methods(["GET", "HEAD", "POST"])


def _me(request: HttpRequest) -> User:
    return cast(User, request.user)


def _read(request: HttpRequest, code: str) -> Place:
    """Return the village whose shop the visitor reads; who may not is turned away."""
    village = village_at(code)
    can_read(request.user, village).or_refuse()
    return village


@signed_in
@require_safe
def goods(request: HttpRequest, code: str) -> HttpResponse:
    """List all goods with price and stock."""
    village = _read(request, code)
    context = {"village": village, "rows": shelf_of(village), "keeps": can_keep_stock(request.user, village)}
    return render(request, "share/goods.html", context)


@needs(Ability.KEEP_STOCK)
@reading_or_writing
def good_new(request: HttpRequest, code: str) -> HttpResponse:
    """Offer a good."""
    village, files = village_at(code), request.FILES if request.method == "POST" else None
    form = GoodForm(request.POST or None, files)
    if made := done(form, lambda: offer_good(village, actor=_me(request), **form.cleaned_data)):
        messages.success(request, _("登记好了，接着记进了多少。"))
        return redirect("good", code, made.pk)
    context = {"village": village, "form": form, "heading": _("新的兑换物品")}
    return render(request, "share/form.html", context)


@signed_in
@reading_or_writing
def good(request: HttpRequest, code: str, key: UUID) -> HttpResponse:
    """Show a good with its prices and every entry of its stock; set a price, or end it."""
    village, me = _read(request, code), _me(request)
    one = get_object_or_404(Good.objects.select_related("photo"), village=village, pk=key)
    form = PriceForm(request.POST if "points" in request.POST else None)
    if request.method == "POST" and "end" in request.POST:
        end_good(one, actor=me)
        messages.success(request, _("从今天起停兑；已经预留的照样可以领。"))
        return redirect("good", code, key)
    if done(form, lambda: set_price(one, actor=me, **form.cleaned_data)):
        messages.success(request, _("新价定好了；以前订的照订的时候的价。"))
        return redirect("good", code, key)
    context = {"village": village, "page": good_of(village, one), "form": form}
    return render(request, "share/good.html", context | {"keeps": can_keep_stock(me, village)})


@needs(Ability.KEEP_STOCK)
@reading_or_writing
def receipt_new(request: HttpRequest, code: str) -> HttpResponse:
    """Take goods in."""
    village, files = village_at(code), request.FILES if request.method == "POST" else None
    there = goods_offered_from(village, timezone.localdate())
    form = ReceiptForm(there, request.POST or None, files, request.GET.get("good", ""))
    if made := done(form, lambda: take_in(actor=_me(request), **form.cleaned_data)):
        facts = {"name": made.good.name, "n": made.pieces}
        messages.success(request, _("记下了：%(name)s %(n)s 件。") % facts)
        return redirect("goods", code)
    context = {"village": village, "form": form, "heading": _("进货"), "empty": not there}
    context["received"] = received_today(village)
    return render(request, "share/receipt.html", context)


@needs(Ability.KEEP_STOCK)
@reading_or_writing
def receipt_back(request: HttpRequest, code: str, key: UUID) -> HttpResponse:
    """Take back a receipt that was typed wrong today."""
    village, form = village_at(code), BackForm(request.POST or None)
    one = receipt_at(village, key)
    if done(form, lambda: take_back(one, form.cleaned_data["reason"], actor=_me(request))):
        messages.success(request, _("这一笔不算了，请照单据重新记。"))
        return redirect("receipt_new", code)
    context = {"village": village, "form": form, "heading": _("更正进货"), "receipt": one}
    return render(request, "share/receipt_back.html", context)


@signed_in
@reading_or_writing
def stock_take(request: HttpRequest, code: str) -> HttpResponse:
    """Count what lies on the shelves; list the stock-takes so far."""
    village = _read(request, code)
    form = CountForm(*booked_of(village), request.POST or None)
    if made := done(form, lambda: count_stock(village, form.counted(), actor=_me(request))):
        messages.success(request, _("盘好了，等村监委或村干部核对。"))
        return redirect("stock_taken", code, made.pk)
    takes, waits = takes_of(village)
    context = {"village": village, "form": form, "takes": takes, "waits": waits}
    return render(
        request, "share/stock_take.html", context | {"keeps": can_keep_stock(_me(request), village)}
    )


@signed_in
@reading_or_writing
def stock_taken(request: HttpRequest, code: str, key: UUID) -> HttpResponse:
    """Show a stock-take; a second person confirms it or sends it back."""
    village, me = _read(request, code), _me(request)
    one = take_at(village, key)
    form = AnswerForm(request.POST if "answer" in request.POST else None)
    if request.method == "POST" and "confirm" in request.POST:
        confirm_count(one, actor=me)
        messages.success(request, _("核对好了，差异已经入账。"))
        return redirect("stock_taken", code, key)
    if done(form, lambda: send_back_count(one, form.cleaned_data["answer"], actor=me)):
        messages.success(request, _("已退回，请管理员重新盘。"))
        return redirect("stock_taken", code, key)
    eyes = can_confirm_count(me, village) & other_eyes(me, one.counted_by_id)
    context = {"village": village, "take": one, "lines": one.lines.select_related("good"), "eyes": eyes}
    return render(request, "share/stock_taken.html", context | {"form": form})


@signed_in
@reading_or_writing
def opening_days(request: HttpRequest, code: str) -> HttpResponse:
    """Say when the shop is open and how long it holds orders."""
    village, today = village_at(code), timezone.localdate()
    can_set_rule(request.user, village).or_refuse()
    form = RuleForm(request.POST or None, initial=_said(rule_of(village, today)))
    if done(form, lambda: set_rule(village, actor=_me(request), **form.cleaned_data)):
        messages.success(request, _("开门日定好了，村民看得到。"))
        return redirect("shop", code)
    context = {"village": village, "form": form, "heading": _("开门日和规矩")}
    context["desk"] = not can_keep_stock(request.user, village)
    return render(request, "share/form.html", context)


def _said(rule: ShopRule | None) -> dict[str, object]:
    if rule is None:
        return {}
    names = ("weekdays", "opens", "closes", "hold_days", "weigh_cap", "decision")
    said = {name: getattr(rule, name) for name in names}
    return said | {"month_days": " ".join(str(one) for one in rule.month_days)}


@signed_in
@reading_or_writing
def materials(request: HttpRequest, code: str) -> HttpResponse:
    """Show what recyclables are worth; a cadre says what one is worth from a day on."""
    village, form = _read(request, code), MaterialForm(request.POST or None)
    if done(form, lambda: price_material(village, actor=_me(request), **form.cleaned_data)):
        messages.success(request, _("回收价定好了。"))
        return redirect("materials", code)
    prices = material_prices_on(village, timezone.localdate())
    context = {"village": village, "form": form, "heading": _("可回收物的价"), "prices": prices}
    context |= {"may": can_price(request.user, village), "desk": not can_keep_stock(request.user, village)}
    return render(request, "share/materials.html", context)
