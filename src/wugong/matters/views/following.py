"""Following a matter by its number and code, without an account."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from wugong.access.guards import public
from wugong.accounts.lockout import address_of
from wugong.matters.following import matter_by_code
from wugong.matters.forms.following import FollowForm
from wugong.matters.models import Matter
from wugong.matters.standing import in_a_county
from wugong.matters.views.residents import FOLLOWED
from wugong.registry.forms.refusing import done

reading_or_writing = require_http_methods(["GET", "HEAD", "POST"])


@public
@in_a_county
@never_cache
@reading_or_writing
def follow(request: HttpRequest) -> HttpResponse:
    """Follow a matter by its number and code, without an account."""
    form = FollowForm(request.POST or None)
    if request.method == "POST" and (found := done(form, lambda: _found(request, form))):
        known = request.session.get(FOLLOWED, [])
        request.session[FOLLOWED] = list(dict.fromkeys([*known, found.number]))
        return redirect("matter", found.number)
    return render(request, "matters/follow.html", {"form": form})


def _found(request: HttpRequest, form: FollowForm) -> Matter:
    given = form.cleaned_data
    found: Matter = matter_by_code(given["number"], given["code"], address=address_of(request))
    return found
