"""The shop as everybody sees it; a household orders by phone and watches its own orders."""

from io import BytesIO
from typing import cast
from uuid import UUID

import segno
from django.contrib import messages
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from wugong.access.abilities import Ability
from wugong.access.guards import needs, public, signed_in
from wugong.accounts.models import User
from wugong.registry.forms.refusing import done
from wugong.share.forms.basket import BasketForm, OrderForm
from wugong.share.forms.counter import LookForm
from wugong.share.looking import look_at
from wugong.share.models import Good
from wugong.share.orders import order, void_order
from wugong.share.own_shops import home_village
from wugong.share.permissions import can_look_over
from wugong.share.shop_pages import can_see_signature, is_own, order_of, shop_of
from wugong.share.states import OrderState, Proof

reading_or_writing = require_http_methods(["GET", "HEAD", "POST"])


def _me(request: HttpRequest) -> User:
    return cast(User, request.user)


@signed_in
@require_safe
def my_shop(request: HttpRequest) -> HttpResponse:
    """Lead to the shop of the village where the visitor's household lives."""
    if code := home_village(_me(request)):
        return redirect("shop", code)
    messages.warning(request, _("您的账号还没有和哪一户连在一起，请到村里当面办。"))
    return redirect("me")


@public
@require_safe
def shop(request: HttpRequest, code: str) -> HttpResponse:
    """Show goods, prices and opening days to everybody, and to a household what it can spend."""
    page = shop_of(code, request.user)
    context = {"page": page, "basket": BasketForm(page.offers, auto_id="%s"), "today": timezone.localdate()}
    return render(request, "share/shop.html", context)


@public
@require_safe
def good_photo(request: HttpRequest, code: str, key: UUID) -> FileResponse:
    """Show the photo of a good: of things, for everybody."""
    photo = get_object_or_404(Good.objects.select_related("photo"), village__code=code, pk=key).photo
    if photo is None:
        raise Http404
    shown = FileResponse(default_storage.open(photo.small), content_type="image/jpeg")
    shown["Cache-Control"] = "public, max-age=86400"
    shown["X-Content-Type-Options"] = "nosniff"
    return shown


@signed_in
@never_cache
@reading_or_writing
def shop_order(request: HttpRequest, code: str) -> HttpResponse:
    """Show what was chosen, what it costs and when it can be fetched; reserve it."""
    me, page = _me(request), shop_of(code, request.user)
    basket = BasketForm(page.offers, request.POST or request.GET)
    form = OrderForm([home.household for home in page.homes], request.POST or None)
    if not basket.is_valid() or not basket.lines():
        messages.warning(request, _("还没有选东西，或者刚被别人订走了，请再选一次。"))
        return redirect("shop", code)
    given = form.cleaned_data if form.is_valid() else {}
    if made := done(form, lambda: order(given["home"], basket.lines(), actor=me, key=given["key"])):
        messages.success(request, _("已经留好，请按时来领。"))
        return redirect("my_order", code, made.pk)
    return render(request, "share/order.html", {"page": page, "basket": basket, "form": form})


@signed_in
@never_cache
@reading_or_writing
def my_order(request: HttpRequest, code: str, key: UUID) -> HttpResponse:
    """Show the pick-up code of an order, or what became of it; give it up."""
    one = order_of(request.user, code, key)
    own = is_own(request.user, one)
    if request.method == "POST":
        void_order(one, actor=_me(request))
        messages.success(request, _("已经取消，积分退回了。"))
        return redirect("my_order", code, key)
    lines = one.lines.select_related("good")
    context = {"order": one, "lines": lines, "own": own, "held": one.state == OrderState.HELD}
    context["looks"] = can_see_signature(request.user, one)
    waits = one.proof == Proof.NONE and one.looked_at is None
    context["look"] = waits and can_look_over(request.user, one.village, one.household) and LookForm()
    return render(request, "share/my_order.html", context)


@needs(Ability.RECHECK)
@require_POST
def order_look(request: HttpRequest, code: str, key: UUID) -> HttpResponse:
    """A supervisor has looked at an order that went without a code."""
    one, form = order_of(request.user, code, key), LookForm(request.POST)
    if done(form, lambda: look_at(one, form.cleaned_data["note"], actor=_me(request))):
        messages.success(request, _("记下了，您看过这一单。"))
    return redirect("my_order", code, key)


@signed_in
@never_cache
@require_safe
def order_signature(request: HttpRequest, code: str, key: UUID) -> FileResponse:
    """Show the signature of an order to its household, and to who looks over what left without a code."""
    one = order_of(request.user, code, key)
    if one.signature is None or not can_see_signature(request.user, one):
        raise Http404
    try:
        file = default_storage.open(one.signature.file.name or "")
    except FileNotFoundError as gone:
        raise Http404 from gone
    headers = {"X-Content-Type-Options": "nosniff"}
    return FileResponse(file, content_type="image/jpeg", headers=headers)


@signed_in
@never_cache
@require_safe
def order_qr(request: HttpRequest, code: str, key: UUID) -> HttpResponse:
    """Show the code as a picture that the keeper's phone reads."""
    one = order_of(request.user, code, key)
    if one.state != OrderState.HELD or not is_own(request.user, one):
        raise Http404
    address = request.build_absolute_uri(f"{reverse('counter', args=[code])}?code={one.code}")
    picture = BytesIO()
    segno.make(address, error="m", micro=False).save(picture, kind="svg", scale=6, border=2)
    return HttpResponse(picture.getvalue(), content_type="image/svg+xml")
