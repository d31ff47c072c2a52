"""Elections of a body's offices: called, candidates named, rounds counted, the result published."""

from typing import Any, cast
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from wugong.access.abilities import Ability
from wugong.access.guards import needs
from wugong.accounts.models import User
from wugong.registry.body_cards import OneBody, one_body
from wugong.registry.body_people import chosen, find_people
from wugong.registry.body_states import Nomination
from wugong.registry.election_pages import Electing, electing
from wugong.registry.elections import (
    call_election,
    call_off_election,
    count,
    name_candidate,
    publish_election,
    refuse_statutory,
    withdraw_candidate,
)
from wugong.registry.forms.elections import CallForm, CandidateForm, CountForm
from wugong.registry.forms.refusing import done
from wugong.registry.models import Candidate, Election, Person
from wugong.registry.permissions import can_keep_bodies
from wugong.rules.body_elections import Outcome

reading_or_writing = require_http_methods(["GET", "HEAD", "POST"])


def _me(request: HttpRequest) -> User:
    return cast(User, request.user)


@needs(Ability.READ_REGISTER)
@reading_or_writing
def election_new(request: HttpRequest, code: str, key: UUID) -> HttpResponse:
    """Call an election for an office of the body; never a statutory one."""
    one = one_body(code, key, _me(request))
    can_keep_bodies(_me(request), one.body.place).or_refuse()
    refuse_statutory(one.body)
    form = CallForm([office for office, _held, _lacking in one.offices], request.POST or None)
    if called := done(form, lambda: _called(form, one, _me(request))):
        messages.success(request, _("推选已发起，接着登记候选人。"))
        return redirect("election", code, called.pk)
    step = {
        "title": _("发起推选"),
        "lead": _("支部提名、群众推荐、个人自荐，院场会上投票"),
        "button": _("发起推选"),
    }
    context = {"desk": one.keeping.desk, "one": one, "step": step, "form": form}
    return render(request, "registry/body_form.html", context)


def _called(form: CallForm, one: OneBody, me: User) -> Election:
    given = form.cleaned_data
    facts = {"day": given["day"], "where": given["where"]}
    return call_election(one.body, given["office"], given["seats"], actor=me, **facts)


@needs(Ability.READ_REGISTER)
@reading_or_writing
def election(request: HttpRequest, code: str, key: UUID) -> HttpResponse:
    """Show an election with what comes next; count a round, publish the result or call it off."""
    page = electing(code, key, _me(request))
    counting = request.POST.get("do") == "count"
    form = CountForm(page.standing, request.POST if counting else None)
    outcome = done(form, lambda: _counted(form, page, _me(request))) if counting else None
    if outcome:
        messages.success(request, _("这一轮已登记。"))
        return redirect("election", code, key)
    if request.method == "POST" and not counting:
        _moved(request, page)
        return redirect("election", code, key)
    context = {"desk": page.keeping.desk, "page": page, "form": form}
    return render(request, "registry/election.html", context)


def _counted(form: CountForm, page: Electing, me: User) -> Outcome:
    given = form.cleaned_data
    return count(page.election, form.votes, actor=me, present=given["present"], ballots=given["ballots"])


def _moved(request: HttpRequest, page: Electing) -> None:
    """Do what was asked for by a button."""
    asked = request.POST.get("do")
    if asked == "publish":
        publish_election(page.election, actor=_me(request))
        messages.success(request, _("结果已公布，当选的人已任职。"))
    elif asked == "stop":
        call_off_election(page.election, actor=_me(request))
        messages.success(request, _("推选已取消。"))
    elif asked == "withdraw":
        rows = Candidate.objects.filter(election=page.election).select_related("election__body__place")
        one = get_object_or_404(rows, pk=_uuid(request.POST.get("candidate", "")))
        withdraw_candidate(one, actor=_me(request))
        messages.success(request, _("已登记退出。"))


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise Http404 from None


@needs(Ability.READ_REGISTER)
@reading_or_writing
def candidate_new(request: HttpRequest, code: str, key: UUID) -> HttpResponse:
    """Name a candidate: found among those who are registered here, then through which channel."""
    page = electing(code, key, _me(request))
    can_keep_bodies(_me(request), page.election.body.place).or_refuse()
    place = page.keeping.desk.place
    who = chosen(place, request.GET.get("who", ""), _me(request))
    step: dict[str, Any] = {"title": _("登记候选人"), "lead": "", "button": _("登记候选人")}
    back = reverse("election", args=[code, key])
    context = {"desk": page.keeping.desk, "step": step, "who": who, "back": back}
    if who is None:
        finder = find_people(place, request.GET.get("q", ""), _me(request))
        return render(request, "registry/body_find.html", {**context, "finder": finder})
    form = CandidateForm(request.POST or None)
    if done(form, lambda: _named(form, page, who.person, _me(request))):
        messages.success(request, _("候选人已登记。"))
        return redirect("election", code, key)
    return render(request, "registry/election_candidate.html", {**context, "form": form, "page": page})


def _named(form: CandidateForm, page: Electing, person: Person, me: User) -> Candidate:
    given = form.cleaned_data
    channel = Nomination(given["channel"])
    return name_candidate(page.election, person, channel, actor=me, nominated=given["nominated"])
