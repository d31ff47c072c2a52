"""What is past its years at a place: the approver's list, and the act that erases."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from wugong.access.abilities import Ability
from wugong.access.guards import needs
from wugong.matters.erasing import erase_past, past_at
from wugong.matters.forms.erasing import EraseForm
from wugong.matters.forms.refusing import done
from wugong.matters.models import Matter
from wugong.matters.views.desk import me, sight_of
from wugong.places.models import Place

A_PAGE = 50


@needs(Ability.APPROVE)
@require_http_methods(["GET", "HEAD", "POST"])
def matters_past(request: HttpRequest, code: str) -> HttpResponse:
    """Show what is past its years; posted, erase what was ticked."""
    sight = sight_of(request, code)
    rows = past_at(sight.place, timezone.now())
    page = Paginator(rows, A_PAGE).get_page(request.GET.get("page"))
    form = EraseForm(list(page), request.POST if request.method == "POST" else None)
    if form.is_bound and (gone := done(form, lambda: _erased(request, sight.place, form))):
        messages.success(request, _("删去了 %(count)s 件的姓名、文字和照片。") % {"count": len(gone)})
        return redirect("matters_past", code)
    return render(request, "matters/past.html", {"sight": sight, "page": page, "form": form})


def _erased(request: HttpRequest, place: Place, form: EraseForm) -> list[Matter]:
    given = form.cleaned_data
    return erase_past(place, [UUID(one) for one in given["m"]], given["basis"], actor=me(request))
