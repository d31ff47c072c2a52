"""The pages about rules: what a town goes by, a draft beside last year, adopting it, the special fund."""

from datetime import date
from decimal import Decimal
from urllib.parse import quote

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from wugong.access.abilities import Ability
from wugong.access.guards import needs
from wugong.access.verdicts import may
from wugong.accounts.models import User
from wugong.base.faults import FileRefused
from wugong.base.periods import Period
from wugong.base.refusals import Refusal
from wugong.places.codes import Level
from wugong.places.models import Place
from wugong.publish.workbooks import Cell, xlsx_of
from wugong.review import rule_pages as pages
from wugong.review.forms.rules import DraftForm, PeopleForm, SinceForm, TextForm
from wugong.review.funds import Allotment, allotment_of
from wugong.review.registers import record_populations
from wugong.review.schemes import adopt_scheme, adopt_sheet

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
OFFICES = (Level.COUNTY, Level.TOWN)


@needs(Ability.READ_PLACE)
@require_safe
def rules(request: HttpRequest, code: str) -> HttpResponse:
    """Show the schemes and score sheets that a county or town goes by."""
    place = _office(code)
    context = {"place": place, "may_adopt": _may_adopt(request, place), **pages.rules_of(place)}
    return render(request, "review/rules.html", context)


@needs(Ability.READ_PLACE)
@require_http_methods(["GET", "HEAD", "POST"])
def replay(request: HttpRequest, code: str) -> HttpResponse:
    """Show a draft over a year's published periods; the rule keeper may adopt it from here."""
    place = _office(code)
    towns = pages.towns_of(place)
    years = pages.years_of(towns)
    text, settings = pages.starting_text(place, request.GET.get("source", pages.NOW))
    draft = pages.Draft(text, settings)
    if request.method == "POST":
        given = TextForm(request.POST, request.FILES)
        draft = pages.Draft(given.whole if given.is_valid() else "", settings)
        draft.settings = DraftForm(request.POST, towns=towns, years=years, scheme=None).settings
    draft.read()
    idle = False
    form = _draft_form(request, draft, towns, years)
    since = SinceForm(request.POST if "adopt" in request.POST else None)
    if form.is_bound and form.is_valid():
        town = next(one for one in towns if one.code == form.cleaned_data["town"])
        draft.play(town, Period.parse(form.cleaned_data["year"]))
        idle = draft.is_idle(place)
        if (
            "adopt" in request.POST
            and not idle
            and since.is_valid()
            and _adopted(request, place, draft, since)
        ):
            return redirect("rules", code)
    context = {"place": place, "form": form, "draft": draft, "since": since, "years": years, "idle": idle}
    opened = bool(draft.faults or request.FILES)
    more = {"bundled": pages.titles_of_bundled(), "opened": opened, "may_adopt": _may_adopt(request, place)}
    return render(request, "review/replay.html", context | more)


def _draft_form(
    request: HttpRequest, draft: pages.Draft, towns: list[Place], years: list[Period]
) -> DraftForm:
    """Return the form with the text that was read, so that a file stands in the box to be changed."""
    chosen = {
        pages.SWITCH + name: value for name, value in (draft.scheme.settings if draft.scheme else {}).items()
    }
    data = {**request.POST.dict(), **chosen, "text": draft.text} if request.method == "POST" else None
    return DraftForm(data, initial={"text": draft.text}, towns=towns, years=years, scheme=draft.scheme)


def _adopted(request: HttpRequest, place: Place, draft: pages.Draft, since: SinceForm) -> bool:
    assert isinstance(request.user, User)
    day: date = since.cleaned_data["since"]
    try:
        adopt_scheme(place, draft.text, actor=request.user, since=day, settings=draft.settings)
    except Refusal as refusal:
        draft.faults = refusal.lines
        return False
    messages.success(request, _("已发布，自 %(since)s 起用。") % {"since": day})
    return True


@needs(Ability.ADOPT_RULES)
@require_http_methods(["GET", "HEAD", "POST"])
def sheet_draft(request: HttpRequest, code: str) -> HttpResponse:
    """Show a score sheet as it would be marked, and adopt it from a day on."""
    place = _office(code)
    text = pages.starting_sheet(place, request.GET.get("source", pages.NOW))
    form = TextForm(request.POST or None, request.FILES or None, initial={"text": text})
    since = SinceForm(request.POST if "adopt" in request.POST else None)
    if form.is_bound:
        text = form.whole if form.is_valid() else ""
        form = TextForm({"text": text})
    draft = pages.SheetDraft(text)
    draft.read(timezone.localdate())
    if since.is_bound and since.is_valid() and _sheet_adopted(request, place, draft, since):
        return redirect("rules", code)
    opened = bool(draft.faults or request.FILES)
    context = {"place": place, "form": form, "draft": draft, "since": since, "opened": opened}
    return render(request, "review/sheet_draft.html", {**context, "bundled": pages.sheet_titles()})


def _sheet_adopted(request: HttpRequest, place: Place, draft: pages.SheetDraft, since: SinceForm) -> bool:
    assert isinstance(request.user, User)
    day: date = since.cleaned_data["since"]
    try:
        adopt_sheet(place, draft.text, actor=request.user, since=day)
    except (FileRefused, Refusal) as refusal:
        draft.faults = refusal.lines
        return False
    messages.success(request, _("已发布，自 %(since)s 起用。") % {"since": day})
    return True


@needs(Ability.READ_PLACE)
@require_safe
def fund(request: HttpRequest, code: str, period: Period) -> HttpResponse:
    """Show what each village gets of the special fund, with why; as a workbook on demand."""
    town = _town(code)
    context = {"town": town, "period": period, "periods": pages.funded_periods(town)}
    try:
        allotment = allotment_of(town, period)
    except Refusal as refusal:
        return render(request, "review/fund.html", context | {"refusal": refusal})
    if request.GET.get("as") == "xlsx":
        return _fund_file(allotment)
    return render(request, "review/fund.html", context | {"fund": allotment})


def _fund_file(allotment: Allotment) -> HttpResponse:
    heads = ["代码", "村", "人口", "基础（元）", "浮动（元）", "合计（元）", "怎么算的", "人口自", "人口出处"]
    rows: list[list[Cell]] = [
        [
            share.code,
            village,
            share.population,
            _yuan(share.base_fen),
            _yuan(share.floating_fen),
            _yuan(share.fen),
            share.said,
            allotment.counted[share.code].since,
            allotment.counted[share.code].source,
        ]
        for share, village, _score in allotment.rows
    ]
    name = f"{allotment.run.town.name}{allotment.run.span.label}专项经费.xlsx"
    disposition = f"attachment; filename*=UTF-8''{quote(name)}"
    content = xlsx_of([("专项经费", heads, rows)])
    return HttpResponse(content, content_type=XLSX, headers={"Content-Disposition": disposition})


@needs(Ability.PREPARE)
@require_http_methods(["GET", "HEAD", "POST"])
def people(request: HttpRequest, code: str) -> HttpResponse:
    """Take in how many people the villages have, from a day on."""
    town = _town(code)
    villages = pages.people_of(town)
    today = timezone.localdate()
    form = PeopleForm(
        request.POST or None, villages=villages, initial={"since": today.replace(month=1, day=1)}
    )
    if form.is_bound and form.is_valid():
        assert isinstance(request.user, User)
        given = form.cleaned_data
        count = record_populations(
            town, form.people, actor=request.user, since=given["since"], source=given["source"]
        )
        messages.success(request, _("已登记 %(count)s 个村的人口。") % {"count": count})
        return redirect("people", code)
    return render(request, "review/people.html", {"town": town, "form": form, "villages": villages})


def _yuan(fen: int) -> Decimal:
    return Decimal(fen) / 100


def _office(code: str) -> Place:
    """Return the county or town of the code, or 404."""
    place = get_object_or_404(Place.objects.select_related("county"), code=code)
    return place if place.level in OFFICES else get_object_or_404(Place.objects.none())


def _town(code: str) -> Place:
    place: Place = get_object_or_404(Place.objects.at_level(Level.TOWN).select_related("county"), code=code)
    return place


def _may_adopt(request: HttpRequest, place: Place) -> bool:
    return bool(may(request.user, Ability.ADOPT_RULES, place.code))
