"""What the pages of single duties show: the list, what a new one is for, one with its history, the card."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Final
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.http import Http404
from django.utils import timezone

from wugong.places.codes import Level
from wugong.places.models import Place
from wugong.registry import duty_refusals
from wugong.registry.duty_pages import shown_name
from wugong.registry.duty_permissions import can_assign
from wugong.registry.duty_queries import RELATED, duties_in, key_of, of_holder
from wugong.registry.duty_spots import Spot, spot_name
from wugong.registry.duty_templates import PlanToday, plans_on
from wugong.registry.models import Cluster, Duty, Household
from wugong.registry.register_pages import Desk
from wugong.rules.duty_plans import Line, Unit

A_PAGE: Final = 50


@dataclass(frozen=True)
class Told:
    """一项责任，写给看的人: the duty, whose it is, for what, and what that means."""

    duty: Duty
    name: str
    line: Line | None
    plan: PlanToday | None

    @property
    def title(self) -> str:
        """Return what the line is called; its key where no list has it any more."""
        return self.line.title if self.line else self.duty.line

    @property
    def where(self) -> str:
        return spot_name(self.duty)


def told(duties: Sequence[Duty], desk: Desk, plans: Mapping[str, PlanToday]) -> Iterator[Told]:
    """Yield the duties as the visitor may read them."""
    for duty in duties:
        plan = plans.get(duty.plan)
        yield Told(duty, shown_name(duty, desk), plan.line(duty.line) if plan else None, plan)


@dataclass(frozen=True)
class DutyList:
    """责任一览: who answers, and who did."""

    plan: PlanToday | None
    plans: Mapping[str, PlanToday]
    page: "Page[Duty]"
    rows: Sequence[Told]
    ended: Sequence[Told]


def list_of(desk: Desk, plan: str, number: str | None, day: date | None = None) -> DutyList:
    """Return the duties at a place: as many queries for one as for many."""
    today = day or timezone.localdate()
    plans = plans_on(today)
    found = duties_in(desk.place, plan).order_by("place__code", "plan", "line", "pk")
    page = Paginator(found.filter(until__isnull=True), A_PAGE).get_page(number)
    past = found.filter(until__isnull=False).order_by("-until", "-pk")[:A_PAGE]
    rows, ended = list(told(list(page), desk, plans)), list(told(list(past), desk, plans))
    return DutyList(plans.get(plan), plans, page, rows, ended)


@dataclass(frozen=True)
class Target:
    """要定的责任: a line, and the unit it is for (none yet, where households are named in the form)."""

    plan: PlanToday
    line: Line
    spot: Spot | None


def target_of(desk: Desk, asked: Mapping[str, str]) -> Target:
    """Return what the address asks to assign, if it lies within the desk and the visitor may."""
    plan = plans_on(timezone.localdate()).get(asked.get("plan", ""))
    line = plan.line(asked.get("line", "")) if plan else None
    if plan is None or line is None:
        raise duty_refusals.NoSuchLine
    spot = _spot(desk, line, asked.get("unit", ""))
    place = spot if isinstance(spot, Place) else spot.place if spot else desk.place
    can_assign(desk.visitor, place, by_town=line.by_town).or_refuse()
    return Target(plan, line, spot)


def _spot(desk: Desk, line: Line, key: str) -> Spot | None:
    """Return the unit of this key within the desk; none where a line of households names no unit."""
    if not key and line.unit is Unit.HOUSEHOLD:
        return None
    try:
        wanted = UUID(key)
    except ValueError:
        raise Http404 from None
    found = _found(line, wanted)
    code = getattr(found, "code", "") if isinstance(found, Place) else found.place.code if found else ""
    if found is None or not code.startswith(desk.place.code):
        raise Http404
    return found


def _found(line: Line, key: UUID) -> Spot | None:
    if line.unit is Unit.YARD:
        return Cluster.objects.select_related("place").filter(pk=key).first()
    if line.unit is Unit.HOUSEHOLD:
        return Household.objects.select_related("place").filter(pk=key).first()
    return Place.objects.filter(pk=key).first()


@dataclass(frozen=True)
class Dossier:
    """一项责任和它的来历."""

    told: Told
    earlier: Sequence[Told]
    assigns: bool

    @property
    def line(self) -> Line | None:
        return self.told.line


def dossier_of(desk: Desk, duty: Duty) -> Dossier:
    """Return a duty with all who held the same line for the same unit: two queries beside the desk's."""
    plans = plans_on(timezone.localdate())
    [own] = told([duty], desk, plans)
    same = Duty.objects.filter(plan=duty.plan, line=duty.line, place=duty.place).exclude(pk=duty.pk)
    rows = same.filter(cluster=duty.cluster, household=duty.household).select_related(*RELATED)
    allowed = can_assign(desk.visitor, duty.place, by_town=bool(own.line and own.line.by_town))
    earlier = list(told(list(rows.order_by("-since", "-pk")), desk, plans))
    return Dossier(own, earlier, bool(allowed) and duty.until is None)


@dataclass(frozen=True)
class Card:
    """责任卡: whose it is, where she works, and all that she answers for."""

    name: str
    unit: str
    town: str
    rows: Sequence[Told]
    day: date

    @cached_property
    def grouped(self) -> Sequence[tuple[Told, Sequence[str]]]:
        """Return each line once, with the units it is held for."""
        found: dict[tuple[str, str, bool], tuple[Told, list[str]]] = {}
        seen: set[tuple[str, str, UUID]] = set()
        for row in self.rows:
            key = row.duty.plan, row.duty.line, row.duty.is_deputy
            mark = row.duty.plan, row.duty.line, key_of(row.duty)
            found.setdefault(key, (row, []))[1].extend([] if mark in seen else [row.where])
            seen.add(mark)
        return list(found.values())


def card_of(desk: Desk, duty: Duty) -> Card:
    """Return the card of whoever holds this duty: her duties at this desk."""
    today = timezone.localdate()
    rows = list(told(of_holder(duty, desk.place, today), desk, plans_on(today)))
    town = Place.objects.filter(code=duty.place.code[: Level.TOWN]).first()
    unit = next((row.duty.unit for row in rows if row.duty.unit), "")
    return Card(shown_name(duty, desk), unit, town.name if town else "", rows, today)
