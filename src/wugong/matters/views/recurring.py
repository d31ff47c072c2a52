"""What is done again and again at a desk: the list, a new one, and its end."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from wugong.access.guards import signed_in
from wugong.matters.forms.recurring import RecurrenceForm
from wugong.matters.models import Recurrence
from wugong.matters.permissions import can_work
from wugong.matters.recurring import begin_recurrence, stop_recurrence
from wugong.matters.recurring_pages import recurrences_of
from wugong.matters.views.desk import me, sight_of
from wugong.registry.forms.refusing import done


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def recurrences(request: HttpRequest, code: str) -> HttpResponse:
    """Show what recurs here, and take a new one."""
    sight = sight_of(request, code)
    works = can_work(me(request), sight.place)
    form = RecurrenceForm(request.POST if request.method == "POST" else None)

    def begin() -> Recurrence:
        return begin_recurrence(sight.place, **form.cleaned_data, actor=me(request))

    begun = done(form, begin) if form.is_bound else None
    if begun is not None:
        messages.success(request, _("设好了，第一件已经在清单里。"))
        return redirect(request.path)
    shown = {"sight": sight, "works": works, "form": form, "rows": recurrences_of(sight.place)}
    return render(request, "matters/recurrences.html", shown)


@signed_in
@require_POST
def recurrence_stop(request: HttpRequest, code: str, key: UUID) -> HttpResponse:
    """Open nothing more by this one."""
    sight = sight_of(request, code)
    stop_recurrence(get_object_or_404(Recurrence, pk=key, place=sight.place), actor=me(request))
    messages.success(request, _("停了，已经开出来的照常办。"))
    return redirect("recurrences", code)
