"""What the board of a plan shows, and to whom: its figures, the matters behind one of them, a target."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from wugong.access.verdicts import Verdict
from wugong.accounts.models import User
from wugong.matters.desk_lists import light_said
from wugong.matters.desk_sights import Shelf, Sight
from wugong.matters.lights import in_light, light
from wugong.matters.models import Indicator, IndicatorReport, Matter, MatterQuerySet, PlanDocument, PlanTask
from wugong.matters.numbers import spoken
from wugong.matters.plans.boards import FIRST, Board, Standing, board_of, matters_of, standings
from wugong.matters.plans.comparing import base_of
from wugong.matters.plans.permissions import can_read_plans, can_report, can_verify
from wugong.matters.registers import held_by
from wugong.matters.states import Light
from wugong.matters.views.desk import me
from wugong.places.models import Place
from wugong.rules.register_parts import StateKind

SHOWN_AT_ONCE: Final = 100
NOBODYS: Final = "none"  # the tasks that no unit leads
FIGURES: Final[dict[str, Promise]] = {
    "tasks": _("全部任务"),
    "solved": _("已销号"),
    "reported": _("报完成，待核实"),
    "amber": _("快到期"),
    "red": _("已超期"),
    "blanks": _("待填齐"),
}


@dataclass(frozen=True, slots=True)
class Behind:
    """A matter behind a figure of the board."""

    matter: Matter
    status: tuple[str, str]

    @property
    def number(self) -> str:
        return spoken(self.matter.number)

    @property
    def href(self) -> str:
        return reverse("matter_desk", args=[self.matter.lies_with.code, self.matter.number])


@dataclass(frozen=True)
class BoardPage:
    """The board with the matters behind the figure that was asked for."""

    board: Board
    asked: str
    unit: str
    behind: Sequence[Behind]
    more: int

    @property
    def word(self) -> str:
        """Return what the figure that was asked for is called, with its unit."""
        name = next((one.name for one in self.board.units if str(one.key or NOBODYS) == self.unit), "")
        return f"{name}{'：' if name else ''}{FIGURES[self.asked]}" if self.asked else ""

    @property
    def figures(self) -> list[tuple[str, str, int]]:
        """Return the sums of the plan: key, word, figure."""
        return [(key, str(word), getattr(self.board.total, key)) for key, word in FIGURES.items()]


@dataclass(frozen=True)
class TargetPage:
    """A target with all that was reported of it, and who may report and verify."""

    standing: Standing
    reports: Sequence[tuple[IndicatorReport, Verdict]]
    reports_verdict: Verdict

    @property
    def indicator(self) -> Indicator:
        return self.standing.indicator

    @property
    def base(self) -> int:
        """Return of how many the target tells a share; 0 where it counts."""
        return base_of(self.indicator.counted_in)


def followed_at(request: HttpRequest, code: str, key: UUID) -> PlanDocument:
    """Return the plan for who reads the lists of its place or works for a unit that leads a task of it."""
    place = get_object_or_404(Place.objects.select_related("county"), code=code)
    verdict = can_read_plans(me(request), place)
    if not verdict and not _leads(me(request), place, key):
        verdict.or_refuse()
    found = PlanDocument.objects.select_related("place__county").defer("text")
    return get_object_or_404(found, place=place, pk=key)


def _leads(user: User, place: Place, key: UUID) -> bool:
    units = Sight(place, user, (), Shelf({})).units
    return bool(units) and PlanTask.objects.filter(plan=key, matter__lead_unit__in=units).exists()


def board_page(plan: PlanDocument, asked: str, unit: str) -> BoardPage:
    """Return the board; where a figure was asked for, with the matters behind it: one query more."""
    board = board_of(plan)
    if asked not in FIGURES:
        return BoardPage(board, "", "", [], 0)
    found = list(_asked(matters_of([plan.pk]), asked, unit)[: SHOWN_AT_ONCE + 1])
    behind = [_behind(matter) for matter in found[:SHOWN_AT_ONCE]]
    return BoardPage(board, asked, unit, behind, len(found) - len(behind))


def _asked(matters: MatterQuerySet, asked: str, unit: str) -> MatterQuerySet:
    """Return the matters that the figure counted, the earliest due first."""
    if unit:
        matters = matters.filter(lead_unit=key_of(unit))
    if asked in (Light.AMBER, Light.RED):
        matters = in_light(matters, Light(asked), timezone.now())
    kinds = {"solved": [StateKind.SOLVED, StateKind.LASTING], "reported": [StateKind.DONE]}
    if asked in kinds:
        matters = matters.filter(kind__in=kinds[asked])
    if asked == "blanks":
        matters = matters.filter(state=FIRST)
    rows: MatterQuerySet = matters.select_related("lies_with", "document", "lead_unit", "place")
    return rows.order_by("due_at", "pk")


def key_of(unit: str) -> UUID | None:
    """Return the key that is written in an address or a form; None for anything else."""
    try:
        return UUID(unit)
    except ValueError:
        return None


def _behind(matter: Matter) -> Behind:
    now = timezone.now()
    if matter.kind == StateKind.OPEN:
        return Behind(matter, light_said(light(matter, now), matter.due_at, now))
    sign = "go" if matter.kind in (StateKind.SOLVED, StateKind.LASTING) else "plain"
    return Behind(matter, (sign, held_by(matter).version.state(matter.state).title))


def target_page(plan: PlanDocument, key: UUID, user: User) -> TargetPage:
    """Return one target of the plan with its history, or 404."""
    indicator = get_object_or_404(Indicator, pk=key, task__plan=plan)
    standing = standings(Indicator.objects.filter(pk=key))[0]
    standing.indicator.task.plan = plan
    matter = standing.indicator.task.matter
    rows = IndicatorReport.objects.filter(indicator=indicator).select_related("reported_by", "verified_by")
    reports = list(rows.order_by("-day", "-pk"))
    for one in reports:
        one.indicator = standing.indicator
    verdict = can_report(user, standing.indicator.task, matter.lead_unit if matter else None)
    return TargetPage(standing, [(one, can_verify(user, one)) for one in reports], verdict)
