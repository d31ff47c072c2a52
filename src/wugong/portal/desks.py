"""The desk of those who have signed in: where they have something to do, and what waits in a town."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from wugong.access.abilities import Ability
from wugong.access.models import Role
from wugong.access.verdicts import roles_of
from wugong.accounts.models import User
from wugong.base.periods import Level, Period
from wugong.places.codes import Level as PlaceLevel
from wugong.places.models import Place
from wugong.portal.matters_todos import matters_todos
from wugong.portal.queries import lineage_of
from wugong.portal.todos import Todo, left, urgency
from wugong.portal.village_desks import places_of
from wugong.registry.permissions import can_read
from wugong.review import objection_pages, round_pages, run_pages
from wugong.review.models import Correction, Objection, Run
from wugong.review.run_progress import Progress
from wugong.review.states import CorrectionState, ObjectionState, RunState
from wugong.web.periods import period_label

SHOWN = 6  # runs


@dataclass(frozen=True)
class Own:
    """What someone's roles open: towns with a desk, villages with a public page, registers, a household."""

    roles: Sequence[Role]
    towns: Sequence[Place]
    villages: Sequence[Place]
    registers: Sequence[Place]  # villages and groups
    is_resident: bool
    oversees: bool
    ruled: Sequence[Place] = ()  # counties whose rules the user keeps

    def lines(self) -> list["Line"]:
        """Return the towns, each with what is public and what waits there: four queries."""
        return list(lines_of(self.towns))


def of(user: User) -> Own:
    """Return the places of the user's roles of today."""
    roles = roles_of(user)
    read = [role for role in roles if role.enables(Ability.READ_PLACE) and role.place]
    counties = [role.place for role in read if role.place and role.place.level is PlaceLevel.COUNTY]
    towns = {role.place for role in read if role.place and role.place.level is PlaceLevel.TOWN}
    for county in counties:
        towns |= set(Place.objects.under(county.code).at_level(PlaceLevel.TOWN))
    villages = {role.place for role in roles if role.place and role.place.level is PlaceLevel.VILLAGE}
    resident = any(role.enables(Ability.READ_OWN) for role in roles)
    codes = sorted(towns, key=_code), sorted(villages, key=_code)
    ruled = [role.place for role in roles if role.enables(Ability.ADOPT_RULES) and role.place]
    return Own(roles, *codes, places_of(roles), resident, bool(counties), ruled)


def _code(place: Place) -> str:
    return place.code


@dataclass(frozen=True)
class Line:
    """A town as the county sees it: its latest public quarter, and how much waits there."""

    town: Place
    quarter: Period | None
    runs: int
    corrections: int
    objections: int
    due: date | None

    @property
    def waits(self) -> int:
        return self.runs + self.corrections + self.objections

    @property
    def is_late(self) -> bool:
        return self.due is not None and self.due < timezone.localdate()


def lines_of(towns: Sequence[Place]) -> Iterator[Line]:
    """Yield these towns with what is public and what waits: four queries."""
    public = Run.objects.approved().filter(town__in=towns, level=Level.QUARTER).order_by("last_day")
    quarters = dict(public.values_list("town", "period"))
    waiting = Run.objects.filter(town__in=towns, state=RunState.PREPARED, correction=None)
    runs = Counter(waiting.values_list("town", flat=True))
    prepared = Correction.objects.filter(town__in=towns, state=CorrectionState.PREPARED)
    corrections = Counter(prepared.values_list("town", flat=True))
    said = Objection.objects.filter(run__town__in=towns, state=ObjectionState.RAISED)
    due = list(said.order_by("-due").values_list("run__town", "due"))
    objections, earliest = Counter(key for key, _due in due), dict(due)
    for town in towns:
        key, quarter = town.pk, quarters.get(town.pk)
        yield Line(
            town,
            Period.parse(quarter) if quarter else None,
            runs[key],
            corrections[key],
            objections[key],
            earliest.get(key),
        )


def town(user: User, place: Place) -> dict[str, Any]:
    """Return the context of a town's desk for this person: what waits, two months of rounds, the public."""
    desk = run_pages.desk_of(user, place.code)
    last = Period.of(timezone.localdate(), Level.MONTH).plus(-1)
    months = [round_pages.desk_at(place.code, month) for month in (last.plus(1), last)]
    cards = [(one, round_pages.cards_of(one)) for one in months]
    runs = run_pages.runs_page(desk, None)
    waits = [*_to_answer(desk), *_to_decide(desk), *_to_approve(desk, runs["waiting"])]
    waits += [*_to_enter(desk, cards), *_to_compute(desk, runs["todo"]), *matters_todos(place, user)]
    return {
        "line": lineage_of(place.code),
        "desk": desk,
        "todo": sorted(waits, key=urgency),
        "cards": [(one.month, rounds) for one, rounds in cards if rounds],
        "public": runs["public"][:SHOWN],
        "reads_register": bool(can_read(user, place)),
        "funded": next((row.run.span for row in runs["public"] if row.run.span.level > Level.MONTH), last),
    }


def _to_answer(desk: run_pages.Desk) -> Iterator[Todo]:
    """Yield the objections that wait for an answer."""
    for row in objection_pages.objections_of(desk.town):
        if row.is_open:
            one = row.objection
            yield Todo(
                one.due,
                _("答复%(village)s的异议") % {"village": one.village.name},
                "alarm" if row.late else "wait",
                _("逾期 %(days)s 天") % {"days": row.late} if row.late else left(one.due),
                period_label(one.run.span),
                reverse("objection", args=[desk.town.code, one.pk]),
                desk.prepares or desk.approves,
            )


def _to_decide(desk: run_pages.Desk) -> Iterator[Todo]:
    """Yield the correction that waits for the second person."""
    for one in objection_pages.corrections_of(desk.town):
        if one.state == CorrectionState.PREPARED:
            yield Todo(
                timezone.localdate(one.prepared_at),
                _("批准更正"),
                "wait",
                _("等批准"),
                _("%(name)s 提出") % {"name": one.prepared_by.display_name},
                reverse("correction", args=[desk.town.code, one.pk]),
                desk.approves,
            )


def _to_approve(desk: run_pages.Desk, waiting: Sequence[Run]) -> Iterator[Todo]:
    """Yield the runs that wait for the second person; those of a correction wait with it."""
    for run in waiting:
        if run.correction is None:
            yield Todo(
                timezone.localdate(run.prepared_at),
                _("批准%(period)s考核") % {"period": period_label(run.span)},
                "wait",
                _("等第二个人批准"),
                _("%(name)s 算出") % {"name": run.prepared_by.display_name},
                reverse("run", args=[desk.town.code, run.span]),
                desk.approves,
            )


def _to_enter(
    desk: run_pages.Desk, months: Sequence[tuple[round_pages.Desk, Sequence[round_pages.Card]]]
) -> Iterator[Todo]:
    """Yield the rounds that are not whole, or not checked."""
    today = timezone.localdate()
    for month, cards in months:
        for card in cards:
            if card.checked or card.input.optional or card.first > today:
                continue
            words = {"month": period_label(month.month), "title": card.input.title}
            if card.missing:
                title, mine = _("录入%(month)s%(title)s") % words, desk.prepares
                word = _("还差 %(count)s 个村") % {"count": len(card.missing)}
            else:
                title, mine, word = _("复核%(month)s%(title)s") % words, desk.approves, _("录完了，等复核")
            href = reverse("round", args=[desk.town.code, month.month, card.name])
            detail = _("%(first)s至%(last)s检查") % {"first": _day(card.first), "last": _day(card.last)}
            state = "alarm" if card.overdue and card.missing else "wait"
            yield Todo(card.until, title, state, word, detail, href, mine)


def _to_compute(desk: run_pages.Desk, todo: Sequence[Progress]) -> Iterator[Todo]:
    """Yield the periods that can be computed."""
    for one in todo:
        if one.ready:
            yield Todo(
                one.period.last_day,
                _("计算%(period)s考核") % {"period": period_label(one.period)},
                "go",
                _("可以计算"),
                _("评分和复核都齐了"),
                reverse("run", args=[desk.town.code, one.period]),
                desk.prepares,
            )


def _day(day: date) -> str:
    return date_format(day, _("n月j日"))
