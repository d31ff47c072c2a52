"""Organisations of a place: the chart, founding from a template, one body, its roster, who is in none."""

from typing import cast
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from wugong.access.abilities import Ability
from wugong.access.guards import needs
from wugong.accounts.models import User
from wugong.registry.bodies import found_body, found_profile
from wugong.registry.body_cards import one_body
from wugong.registry.body_charters import adopt_paper
from wugong.registry.body_pages import Keeping, keeping_of, lacking_lines, overview_of, paper_of
from wugong.registry.body_reads import unaffiliated
from wugong.registry.forms.bodies import BodyForm, CharterForm, FoundForm
from wugong.registry.forms.refusing import done
from wugong.registry.masks import seen
from wugong.registry.models import Body, Charter
from wugong.registry.permissions import can_keep_bodies

A_PAGE = 50
reading_or_writing = require_http_methods(["GET", "HEAD", "POST"])


def _me(request: HttpRequest) -> User:
    return cast(User, request.user)


def _keeping(request: HttpRequest, code: str) -> Keeping:
    """Return the desk of a place whose organisations the visitor keeps; others are turned away."""
    keeping = keeping_of(code, _me(request))
    can_keep_bodies(_me(request), keeping.desk.place).or_refuse()
    return keeping


@needs(Ability.READ_REGISTER)
@require_safe
def bodies(request: HttpRequest, code: str) -> HttpResponse:
    """Show the organisations of a place by system: who holds what, what is lacking, who belongs to none."""
    keeping = keeping_of(code, _me(request))
    context = {"desk": keeping.desk, "keeping": keeping, "page": overview_of(keeping)}
    return render(request, "registry/bodies.html", context)


@needs(Ability.READ_REGISTER)
@reading_or_writing
def bodies_found(request: HttpRequest, code: str, profile: str) -> HttpResponse:
    """Found all bodies of a system that are lacking, in one act."""
    keeping = _keeping(request, code)
    system = keeping.known.profile(profile)
    form = FoundForm(lacking_lines(keeping, system), request.POST or None)
    if made := done(form, lambda: _founded(form, keeping, profile, _me(request))):
        messages.success(request, _("建好了 %(count)s 个组织。") % {"count": len(made)})
        return redirect("bodies", code)
    context = {"desk": keeping.desk, "form": form, "system": system}
    return render(request, "registry/bodies_found.html", context)


def _founded(form: FoundForm, keeping: Keeping, profile: str, me: User) -> list[Body]:
    since = form.cleaned_data["since"]
    return found_profile(keeping.desk.place, profile, actor=me, since=since, names=form.names)


@needs(Ability.READ_REGISTER)
@reading_or_writing
def body_new(request: HttpRequest, code: str) -> HttpResponse:
    """Found one more body, of a line of a system or of a kind of its own."""
    keeping = _keeping(request, code)
    kinds = [(key, kind.title) for key, kind in keeping.known.kinds.items()]
    form = BodyForm(keeping.profiles(), kinds, request.POST or None)
    if made := done(form, lambda: _new(form, keeping, _me(request))):
        messages.success(request, _("“%(body)s”已登记。") % {"body": made.name})
        return redirect("body", code, made.pk)
    return render(request, "registry/body_new.html", {"desk": keeping.desk, "form": form})


def _new(form: BodyForm, keeping: Keeping, me: User) -> Body:
    given = form.cleaned_data
    facts = {"unit": given["unit"], "since": given["since"], **form.facts}
    return found_body(keeping.desk.place, given["name"], actor=me, **facts)


@needs(Ability.READ_REGISTER)
@require_safe
def body(request: HttpRequest, code: str, key: UUID) -> HttpResponse:
    """Show one body: offices, members, charters, what it did, who held what before."""
    one = one_body(code, key, _me(request))
    return render(request, "registry/body.html", {"desk": one.keeping.desk, "one": one})


@needs(Ability.READ_REGISTER)
@require_safe
def body_roster(request: HttpRequest, code: str, key: UUID) -> HttpResponse:
    """Show the roster as it may hang on a wall: names masked for whoever looks."""
    one = one_body(code, key, _me(request), in_clear=False)
    return render(request, "registry/body_roster.html", {"desk": one.keeping.desk, "one": one})


@needs(Ability.READ_REGISTER)
@require_safe
def unaffiliated_people(request: HttpRequest, code: str) -> HttpResponse:
    """List who belongs to no body, so that somebody may ask them."""
    keeping = keeping_of(code, _me(request))
    rows = unaffiliated(keeping.desk.place.code).order_by("name", "pk")
    page = Paginator(rows, A_PAGE).get_page(request.GET.get("page"))
    people = seen(page.object_list, _me(request), keeping.desk.place)
    context = {"desk": keeping.desk, "page": page, "people": people}
    return render(request, "registry/bodies_unaffiliated.html", context)


@needs(Ability.READ_REGISTER)
@reading_or_writing
def body_paper(request: HttpRequest, code: str, paper: str) -> HttpResponse:
    """Show the versions of a paper that the place goes by (its pact), and take the next."""
    keeping = keeping_of(code, _me(request))
    wanted = paper_of(keeping, paper)
    if wanted is None:
        raise Http404
    if request.method == "POST":
        can_keep_bodies(_me(request), keeping.desk.place).or_refuse()
    form = CharterForm(request.POST or None, initial={"title": wanted.title})
    if done(form, lambda: _adopted(form, keeping, paper, _me(request))):
        messages.success(request, _("已登记这一版。"))
        return redirect("body_paper", code, paper)
    versions = Charter.objects.filter(place=keeping.desk.place, body=None, paper=paper).order_by("-version")
    context = {"desk": keeping.desk, "keeping": keeping, "paper": wanted, "form": form, "versions": versions}
    return render(request, "registry/body_paper.html", context)


def _adopted(form: CharterForm, keeping: Keeping, paper: str, me: User) -> Charter:
    given = form.cleaned_data
    facts = {"since": given["day"], "decided": given["decided"]}
    return adopt_paper(keeping.desk.place, paper, given["title"], given["text"], actor=me, **facts)
