"""Acts on many matters of a desk: what is ticked, what to do, and what became of each."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from wugong.access.guards import signed_in
from wugong.matters.batches import Batch, common_moves, refuse_count
from wugong.matters.desk_sights import Sight
from wugong.matters.forms.batches import AssignMany, ManyForm, MoveMany, RouteMany
from wugong.matters.forms.refusing import done
from wugong.matters.matter_pages import RELATED
from wugong.matters.models import Matter
from wugong.matters.numbers import spoken
from wugong.matters.views.desk import me, sight_of
from wugong.web.refusals import said

TOLD = "matters_batch"  # where the session keeps what became of the last batch, until it was shown


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def matters_batch(request: HttpRequest, code: str) -> HttpResponse:
    """Show what can be done with the ticked matters; do it to each, and say what became of each."""
    sight, posted = sight_of(request, code), request.method == "POST"
    if not posted and (told := request.session.pop(TOLD, None)):
        return render(request, "matters/batch.html", {"sight": sight, "told": told})
    given = request.POST if posted else request.GET
    matters = _ticked(sight, given.getlist("m"))
    refuse_count(len(matters))
    wanted = request.POST.get("act", "")
    forms = _forms(sight, matters, wanted, request.POST)
    form = next((one for one in forms if posted and one.name == wanted), None)
    batch = done(form, lambda: form.do(me(request))) if form else None
    if batch is not None:
        request.session[TOLD] = {"done": len(batch.done), "left": _left(batch)}
        return redirect("matters_batch", code)
    context: dict[str, Any] = {"sight": sight, "matters": matters, "forms": forms, "bound": form}
    return render(request, "matters/batch.html", context)


def _ticked(sight: Sight, keys: list[str]) -> list[Matter]:
    wanted = [key for key in map(_key, keys[:500]) if key]
    found = sight.readable(Matter.objects.filter(pk__in=wanted)).select_related(*RELATED)
    return [one for one in found if _is_here(sight, one)]


def _is_here(sight: Sight, one: Matter) -> bool:
    return any(place.code.startswith(sight.code) for place in (one.place, one.lies_with))


def _key(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _forms(sight: Sight, matters: list[Matter], wanted: str, given: Any) -> list[ManyForm]:
    """Return the forms that fit these matters, the one that was sent with what was written in it."""

    def data(name: str) -> tuple[Any, ...]:
        return (given,) if name == wanted else ()

    forms: list[ManyForm] = []
    if moves := common_moves(matters):
        forms.append(MoveMany(moves, sight, matters, *data(MoveMany.name)))
    forms.append(AssignMany(sight, matters, *data(AssignMany.name)))
    return [*forms, RouteMany(sight, matters, *data(RouteMany.name))]


def _left(batch: Batch) -> list[tuple[str, str, str]]:
    return [(spoken(one.number), one.title, said(refusal)) for one, refusal in batch.left]
