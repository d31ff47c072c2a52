"""A resident's pages of points: her claims, a new one, one of them with what can be done about it."""

from collections.abc import Callable
from typing import Any, cast
from uuid import UUID

from django.contrib import messages
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from wugong.access.guards import signed_in
from wugong.accounts.models import User
from wugong.points import claims as acts
from wugong.points.blanking import blank_claim
from wugong.points.catalogues import in_force_today
from wugong.points.claim_pages import chosen_home, claim_page, claim_shown, mine_of, offered
from wugong.points.forms.claims import AnswerForm, ClaimForm, ReasonForm
from wugong.points.models import Claim, ClaimPhoto
from wugong.points.queries import households_of, persons_there
from wugong.points.states import Channel
from wugong.registry.forms.refusing import done
from wugong.registry.models import Household, Person
from wugong.rules.points_catalogue import Item

reading_or_writing = require_http_methods(["GET", "HEAD", "POST"])


def _me(request: HttpRequest) -> User:
    return cast(User, request.user)


@signed_in
@never_cache
@require_safe
def my_points(request: HttpRequest) -> HttpResponse:
    """Show my household's claims, each with its state and next step."""
    return render(request, "points/my_points.html", {"mine": mine_of(_me(request), request.GET.get("page"))})


@signed_in
@never_cache
@reading_or_writing
def claim_new(request: HttpRequest) -> HttpResponse:
    """Pick what was done among big tiles, then say when, with a photo and a sentence."""
    homes = households_of(_me(request))
    home = chosen_home(homes, request.GET.get("home"))
    found = in_force_today(home.village) if home else None
    if home is None or found is None:
        return render(request, "points/claim_none.html", {"home": home})
    catalogue, words = found[1], request.GET.get("q", "")
    groups = offered(catalogue, Channel.PHONE, words)
    item = catalogue.by_code.get(request.GET.get("item", ""))
    if item is not None and item.negative is False:
        return _filled(request, home, item)
    context = {"homes": homes, "home": home, "groups": groups, "words": words, "catalogue": catalogue}
    return render(request, "points/claim_pick.html", context)


def _filled(request: HttpRequest, home: Household, item: Item) -> HttpResponse:
    posted = request.method == "POST"
    form = ClaimForm(item, *((request.POST, request.FILES) if posted else ()))
    if posted and (made := done(form, lambda: _claimed(request, home, item, form))):
        messages.success(request, _("交上去了，按细则 %(points)s 分，等村里初核。") % {"points": made.asked})
        return redirect("my_points")
    return render(request, "points/claim_new.html", {"home": home, "item": item, "form": form})


def _claimed(request: HttpRequest, home: Household, item: Item, form: ClaimForm) -> Claim:
    me = _me(request)
    keys = persons_there(me, home)
    person = Person.objects.filter(pk__in=keys[:1]).first()
    facts: dict[str, Any] = form.facts()
    return acts.claim(home, item.code, actor=me, channel=Channel.PHONE, person=person, **facts)


def _shown(request: HttpRequest, key: UUID) -> Claim:
    claim = claim_shown(key, _me(request))
    if claim is None:
        raise Http404
    return claim


@signed_in
@never_cache
@require_safe
def claim(request: HttpRequest, key: UUID) -> HttpResponse:
    """Show a claim: what was done, what the rules say, what became of it, what can be done now."""
    return _page(request, _shown(request, key))


def _page(request: HttpRequest, one: Claim, **forms: Any) -> HttpResponse:
    page = claim_page(one, _me(request))
    context = {"page": page, "claim": one, "answer": AnswerForm(), "reason": ReasonForm(), **forms}
    return render(request, "points/claim.html", context)


@signed_in
@require_POST
def claim_withdraw(request: HttpRequest, key: UUID) -> HttpResponse:
    """Take a claim back."""
    acts.withdraw(_shown(request, key), actor=_me(request))
    messages.success(request, _("撤回了。"))
    return redirect("claim", key)


@signed_in
@require_POST
def claim_blank(request: HttpRequest, key: UUID) -> HttpResponse:
    """Erase what a claim says of a person."""
    blank_claim(_shown(request, key), actor=_me(request))
    messages.success(request, _("说明和照片已经删去，分数不变。"))
    return redirect("claim", key)


@signed_in
@require_POST
def claim_answer(request: HttpRequest, key: UUID) -> HttpResponse:
    """Hand in what was missing."""
    one, form = _shown(request, key), AnswerForm(request.POST, request.FILES)

    def answer() -> bool:
        given = form.cleaned_data
        acts.resubmit(one, text=given["text"], photos=given["photos"], actor=_me(request))
        return True

    if not done(form, answer):
        return _page(request, one, answer=form)
    messages.success(request, _("补上了，等村里再核。"))
    return redirect("claim", key)


@signed_in
@require_POST
def claim_check(request: HttpRequest, key: UUID) -> HttpResponse:
    """Pass a claim's first check, send it back, or refuse it."""
    one, form = _shown(request, key), ReasonForm(request.POST)
    if not done(form, lambda: _checked(request, one, form)):
        return _page(request, one, reason=form)
    messages.success(request, _("办好了，已经告诉这一户。"))
    return redirect("points_desk", one.village.code)


def _checked(request: HttpRequest, one: Claim, form: ReasonForm) -> Claim:
    me, reason = _me(request), form.cleaned_data["reason"]
    steps: dict[str, Callable[[], Claim]] = {
        "back": lambda: acts.send_back(one, actor=me, reason=reason),
        "refuse": lambda: acts.refuse(one, actor=me, reason=reason),
    }
    return steps.get(request.POST.get("step", ""), lambda: acts.check(one, actor=me))()


@signed_in
@require_safe
def claim_photo(request: HttpRequest, key: UUID, photo: UUID) -> FileResponse:
    """Show a photo of a claim, small or (?full) as it was kept, to those who see the claim."""
    row = ClaimPhoto.objects.filter(claim=_shown(request, key), photo=photo).select_related("photo").first()
    if row is None:
        raise Http404
    name = row.photo.file.name or "" if "full" in request.GET else row.photo.small
    try:
        file: Any = default_storage.open(name)
    except FileNotFoundError as gone:
        raise Http404 from gone
    kept = {"Cache-Control": "private, max-age=86400", "X-Content-Type-Options": "nosniff"}
    return FileResponse(file, content_type="image/jpeg", headers=kept)
