"""What the pages of visits show: what waits for an answer, who is to be visited next, what was noted."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import Max
from django.http import Http404
from django.utils import timezone

from wugong.places.codes import Level
from wugong.registry.duty_templates import rhythm_on
from wugong.registry.masks import name_seen
from wugong.registry.models import CareMark, Household, Visit
from wugong.registry.queries import heads_of
from wugong.registry.register_pages import Desk
from wugong.registry.states import Care
from wugong.rules.duty_rhythm import RhythmVersion

A_PAGE: Final = 20
FEW: Final = 12  # households under no care that a page names
LEVELS: Final = (Level.VILLAGE, Level.GROUP)
RELATED: Final = ("household__place", "visited_by", "answered_by", "spoken")


@dataclass(frozen=True)
class Home:
    """一户: its number and its head, as the visitor may read the name."""

    household: Household
    head: str


@dataclass(frozen=True)
class Told:
    """一次走访."""

    visit: Visit
    home: Home
    mine: bool
    overdue: bool = False


@dataclass(frozen=True)
class Due:
    """该走访的一户: why, when it was visited last, until when again."""

    home: Home
    cares: Sequence[str]
    last: date | None
    until: date | None
    overdue: bool


@dataclass(frozen=True)
class VisitsPage:
    """走访."""

    waiting: Sequence[Told]
    due: Sequence[Due]
    others: Sequence[Due]
    others_due: int
    page: "Page[Visit]"
    noted: Sequence[Told]
    rhythm: RhythmVersion
    mine: bool


def visits_at(desk: Desk, number: str | None, *, mine: bool, day: date | None = None) -> VisitsPage:
    """Return what is to be done and what was done: as many queries for one visit as for many."""
    if desk.place.level not in LEVELS:
        raise Http404
    today = day or timezone.localdate()
    found = Visit.objects.within(desk.place.code).select_related(*RELATED)
    shown = found.filter(visited_by=desk.visitor.pk) if mine else found
    waiting = list(shown.waiting().order_by("answer_until", "pk"))
    page = Paginator(shown.order_by("-day", "-pk"), A_PAGE).get_page(number)
    rhythm = rhythm_on(today)
    plain = _plain_due(desk, rhythm, today)
    cared = plain.cared
    homes = homes_of(
        desk,
        [*(one.household for one in [*waiting, *page]), *(row.household for row in [*cared, *plain.named])],
    )
    return VisitsPage(
        waiting=[_told(one, homes, desk, today) for one in waiting],
        due=[row.told(homes) for row in cared],
        others=[row.told(homes) for row in plain.named],
        others_due=plain.count,
        page=page,
        noted=[_told(one, homes, desk, today) for one in page],
        rhythm=rhythm,
        mine=mine,
    )


def _told(visit: Visit, homes: Mapping[UUID, Home], desk: Desk, today: date) -> Told:
    late = visit.answer_until is not None and visit.answered_at is None and visit.answer_until < today
    return Told(visit, homes[visit.household_id], visit.visited_by_id == desk.visitor.pk, late)


@dataclass(frozen=True)
class _Row:
    household: Household
    cares: Sequence[str]
    last: date | None
    until: date | None
    overdue: bool

    def told(self, homes: Mapping[UUID, Home]) -> Due:
        labels = [str(Care(care).label) for care in self.cares]
        return Due(homes[self.household.pk], labels, self.last, self.until, self.overdue)


@dataclass(frozen=True)
class _Plan:
    cared: Sequence[_Row]
    named: Sequence[_Row]
    count: int


def _plain_due(desk: Desk, rhythm: RhythmVersion, today: date) -> _Plan:
    """Return the households under care, and those others that are due, the most urgent first: two queries."""
    marks: dict[UUID, list[str]] = defaultdict(list)
    inside = Household.objects.standing().within(desk.place.code)
    held = CareMark.objects.filter(household__in=inside.values("pk"), until__isnull=True)
    for key, care in held.order_by("since").values_list("household_id", "care"):
        marks[key].append(care)
    rows = [
        _row(one, marks.get(one.pk, []), rhythm, today)
        for one in inside.select_related("place").annotate(last=Max("visits__day"))
    ]
    rows.sort(key=lambda row: (row.until or date.min, row.household.number))
    due = [row for row in rows if row.overdue and not row.cares]
    return _Plan([row for row in rows if row.cares], due[:FEW], len(due))


def _row(one: Household, cares: Sequence[str], rhythm: RhythmVersion, today: date) -> _Row:
    last: date | None = one.last  # type: ignore[attr-defined] # annotated
    until = rhythm.due(cares, last)
    return _Row(one, cares, last, until, until is None or until < today)


def homes_of(desk: Desk, households: Iterable[Household]) -> dict[UUID, Home]:
    """Return the households with their heads as the visitor may read them: one query."""
    found = {one.pk: one for one in households}
    heads = heads_of(found.values())
    return {
        key: Home(one, name_seen(heads[key].person, in_clear=desk.registers) if key in heads else "")
        for key, one in found.items()
    }


def earlier_at(desk: Desk, household: Household) -> list[Told]:
    """Return the latest visits to a household, those that wait for an answer among them."""
    today = timezone.localdate()
    homes = homes_of(desk, [household])
    found = Visit.objects.filter(household=household).select_related(*RELATED).order_by("-day", "-pk")
    return [_told(one, homes, desk, today) for one in found[:5]]
