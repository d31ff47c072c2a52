"""A desk opens a matter: which register, then its form."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from wugong.access.guards import signed_in
from wugong.matters.desk_askers import finding_at
from wugong.matters.desk_pages import places_below
from wugong.matters.desk_sights import held_at
from wugong.matters.forms.opening import OpenForm
from wugong.matters.forms.refusing import done
from wugong.matters.numbers import spoken
from wugong.matters.openings import Opened, open_matter
from wugong.matters.permissions import can_open
from wugong.matters.register_pages import grouped
from wugong.matters.views.desk import me, sight_of


@signed_in
@require_safe
def matter_open(request: HttpRequest, code: str) -> HttpResponse:
    """Show the registers in which this desk may open a matter."""
    sight = sight_of(request, code)
    groups = grouped(
        held for held in sight.shelf.registers.values() if can_open(sight.visitor, held.version, sight.place)
    )
    return render(request, "matters/open.html", {"sight": sight, "groups": groups})


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def matter_open_in(request: HttpRequest, code: str, register: str) -> HttpResponse:
    """Open a matter of this register; sent twice, opened once."""
    sight = sight_of(request, code)
    held = held_at(sight, register)
    can_open(sight.visitor, held.version, sight.place).or_refuse()
    places = [sight.place, *places_below(sight.place)]
    finding = finding_at(sight, held, request.GET.get("q", ""), request.GET.get("who", ""))
    posted = (request.POST, request.FILES) if request.method == "POST" else ()
    form = OpenForm(held, places, *posted, asker=finding.chosen if finding else None)
    if form.is_bound and (found := done(form, lambda: open_matter(form.wish(), actor=me(request)))):
        _tell(request, found)
        return redirect("matter_desk", code, found.matter.number)
    context = {"sight": sight, "held": held, "form": form, "finding": finding}
    return render(request, "matters/open_in.html", context)


def _tell(request: HttpRequest, found: Opened) -> None:
    number = spoken(found.matter.number)
    if found.again:
        messages.info(request, _("这一件登记过了，编号 %(number)s，没有重复。") % {"number": number})
    elif found.code:
        facts = {"number": number, "code": found.code}
        messages.success(request, _("登记好了，编号 %(number)s。查询码 %(code)s，请抄给来说的人。") % facts)
    else:
        messages.success(request, _("登记好了，编号 %(number)s。") % {"number": number})
