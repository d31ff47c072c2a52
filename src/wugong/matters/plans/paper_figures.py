"""What happened at a place in the term of a paper, as figures with the numbers of the matters behind them.

Only what everybody may read: no register or category that is closed, no askers, no personal numbers.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, Final

from django.db.models import F, OuterRef, Q, Subquery
from django.utils import timezone

from wugong.counties.codes import code_range
from wugong.matters.desk_sights import Shelf, shelf
from wugong.matters.models import ClockRun, Indicator, Matter, MatterQuerySet, PlanTask, Step
from wugong.matters.numbers import spoken
from wugong.matters.plan_blanks import blanks_by_task
from wugong.matters.plans.boards import FIRST, TASKS, standings
from wugong.matters.publicity import blanked, public_matters
from wugong.matters.registers import held_by
from wugong.matters.states import PlanState, StepKind
from wugong.matters.supervising import ORDERS
from wugong.places.models import Place
from wugong.rules.plan_papers import Term, later
from wugong.rules.register_parts import StateKind

MOST: Final = 300  # rows of a list that a paper holds; figures count all
SOLVED: Final = (StateKind.SOLVED, StateKind.LASTING)
SHOWN: Final = ("place", "lead_unit", "document")
DAY: Final = timedelta(days=1)
Figures = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Span:
    """From when, up to before when a paper tells; the last day that is told of."""

    start: datetime
    end: datetime
    until: date


def span_of(term: Term, now: datetime) -> Span:
    """Return the term up to its end, or up to now where it still runs."""
    end = min(moment(term.last + DAY), now)
    return Span(moment(term.first), end, min(term.last, timezone.localdate(now)))


def moment(day: date) -> datetime:
    """Return the first moment of the day."""
    return timezone.make_aware(datetime.combine(day, time.min))


def half_month_figures(place: Place, term: Term, now: datetime) -> Figures:
    """Return what happened in the half month and what comes in the next: always as few queries."""
    span, matters, known = span_of(term, now), public_matters(place.code).order_by(), shelf()
    late = late_rows(matters, span)
    tasks = task_rows(place, span, {number for number, _due in late})
    return {
        "until": span.until.isoformat(),
        "counts": happened(matters, span, known)
        | ordered(place, span)
        | {"late": counted(row[0] for row in late)},
        "tasks": [one for one in tasks if one["shown"]],
        "units": by_unit(tasks),
        "late": listed_late(matters, dict(late[:MOST]), span.until, place),
        "next": coming(matters, span, later(term), place),
        "blanks": blank_rows(place, span.end),
        "targets": target_rows(place),
    }


def counted(numbers: Iterable[str]) -> Figures:
    """Return how many, and which."""
    found = sorted(set(numbers))
    return {"n": len(found), "numbers": found}


def happened(matters: MatterQuerySet, span: Span, known: Shelf) -> Figures:
    """Return what was opened, done, solved, reopened, ended in the span: two queries."""
    opened = matters.filter(opened_at__gte=span.start, opened_at__lt=span.end)
    found: dict[str, set[str]] = {key: set() for key in ("done", "solved", "reopened", "ended")}
    steps = Step.objects.filter(matter__in=matters.values("pk"), at__gte=span.start, at__lt=span.end)
    rows = (
        steps.exclude(target="")
        .exclude(kind=StepKind.OPENED)
        .values_list(
            "matter__number", "matter__register", "matter__version", "matter__document_id", "source", "target"
        )
    )
    for number, register, version, document, source, target in rows:
        before, after = (known.state(register, version, document, code).kind for code in (source, target))
        for key in _turns(before, after):
            found[key].add(number)
    told = {key: counted(numbers) for key, numbers in found.items()}
    return {"opened": counted(opened.values_list("number", flat=True)), **told}


def _turns(before: StateKind, after: StateKind) -> list[str]:
    """Return what a step from one kind of state to another is counted as."""
    if after is StateKind.OPEN:
        return ["reopened"] if before is not StateKind.OPEN else []
    if after is StateKind.DONE:
        return ["done"] if before is StateKind.OPEN else []
    if after is StateKind.ENDED:
        return ["ended"]
    if before in SOLVED:
        return []  # it lasts: it was counted when it was solved
    return ["solved", "done"] if before is StateKind.OPEN else ["solved"]


def ordered(place: Place, span: Span) -> Figures:
    """Return about which matters there were orders in the span: one query."""
    about = Matter.objects.under(place.code).filter(register=ORDERS, part_of__isnull=False)
    since = about.filter(opened_at__gte=span.start, opened_at__lt=span.end)
    public = public_matters(place.code).order_by().values("pk")
    return {"ordered": counted(since.filter(part_of__in=public).values_list("part_of__number", flat=True))}


def late_rows(matters: MatterQuerySet, span: Span) -> list[tuple[str, datetime]]:
    """Return what was late as the span ended, with when it was due, the longest late first: one query."""
    running = Q(ended_at__isnull=True) | Q(ended_at__gte=span.end)
    runs = ClockRun.objects.filter(running, matter__in=matters.values("pk"), began_at__lt=span.end)
    still = Q(matter__pauses__since__lt=span.end) & (
        Q(matter__pauses__until__isnull=True) | Q(matter__pauses__until__gte=span.end)
    )
    late = runs.filter(due_at__lt=span.end).exclude(ended_at=F("began_at"))
    resting = late.filter(still).values("pk")
    found: dict[str, datetime] = {}
    for number, due in (
        late.exclude(pk__in=resting).values_list("matter__number", "due_at").order_by("due_at")
    ):
        found.setdefault(number, due)
    return list(found.items())


def listed_late(
    matters: MatterQuerySet, dues: Mapping[str, datetime], until: date, place: Place
) -> list[Figures]:
    """Return the late ones as a paper lists them, the longest late first: two queries."""
    rows = matters.filter(number__in=list(dues)).select_related(*SHOWN)
    orders = Matter.objects.filter(register=ORDERS, part_of__number__in=list(dues), kind=StateKind.OPEN)
    under = set(orders.values_list("part_of__number", flat=True))
    told = [row_of(one, place) | {"ordered": one.number in under} for one in rows]
    for one in told:
        due = timezone.localdate(dues[one["number"]])
        one |= {"due": due.isoformat(), "days": (until - due).days}
    return sorted(told, key=lambda one: (one["due"], one["number"]))


def coming(matters: MatterQuerySet, span: Span, following: Term, place: Place) -> list[Figures]:
    """Return what is due from the end of the span up to the end of the next term: one query."""
    rows = matters.filter(due_at__gte=span.end, due_at__lt=moment(following.last + DAY))
    shown = rows.select_related(*SHOWN).order_by("due_at", "pk")[:MOST]
    return [row_of(one, place) | {"due": day_said(one.due_at)} for one in shown]


def row_of(matter: Matter, here: Place) -> Figures:
    """Return how a paper of a place names a matter; by its register only while it is not public yet."""
    held = held_by(matter)
    public = held.version.publicity
    named = matter.register == TASKS or not public.from_states or matter.state in public.from_states
    return {
        "number": matter.number,
        "title": blanked(matter.title) if named else held.register.title,
        "unit": matter.lead_unit.name if matter.lead_unit else "",
        "place": "" if matter.place_id == here.pk else matter.place.name,
        "state": held.version.state(matter.state).title,
        "kind": str(matter.kind),
    }


def task_rows(place: Place, span: Span, late: set[str]) -> list[Figures]:
    """Return the tasks that ran in the span as they stood at its end, with their last steps: two queries."""
    steps = Step.objects.filter(matter=OuterRef("pk"), at__lt=span.end).order_by("-at", "-pk")
    rows = Matter.objects.under(place.code).filter(register=TASKS, opened_at__lt=span.end)
    ran = rows.filter(Q(kind=StateKind.OPEN) | Q(moved_at__gte=span.start), merged_into__isnull=True)
    tasks = ran.annotate(
        last=Subquery(steps.values("pk")[:1]), stood=Subquery(steps.exclude(target="").values("target")[:1])
    )
    found: list[Any] = list(tasks.select_related(*SHOWN).order_by("lead_unit__name", "pk"))
    known = Step.objects.in_bulk([one.last for one in found[:MOST] if one.last])
    return [
        _task(row_of(one, place), one, known.get(one.last)) | {"late": one.number in late, "shown": n < MOST}
        for n, one in enumerate(found)
    ]


def _task(row: Figures, matter: Any, step: Step | None) -> Figures:
    version = held_by(matter).version
    stood = version.state(matter.stood or version.first.code)
    row |= {"state": stood.title, "kind": str(stood.kind), "blank": stood.code == FIRST}
    row["due"] = day_said(matter.due_at)
    if step is not None:
        move = next((one.title for one in version.moves if one.code == step.move), "")
        row["last"] = {"day": day_said(step.at), "what": move or str(step.get_kind_display())}
    return row


def by_unit(tasks: Iterable[Figures]) -> list[Figures]:
    """Return the tasks counted by the unit that leads them, those without one last."""
    units: dict[str, Figures] = {}
    for one in tasks:
        unit = units.setdefault(
            one["unit"], {"name": one["unit"], "tasks": 0, "solved": 0, "reported": 0, "late": 0}
        )
        unit["tasks"] += 1
        unit["solved"] += one["kind"] in SOLVED
        unit["reported"] += one["kind"] == StateKind.DONE
        unit["late"] += one["late"]
    return sorted(units.values(), key=lambda unit: (not unit["name"], unit["name"]))


def blank_rows(place: Place, before: datetime) -> list[Figures]:
    """Return the tasks opened by then that cannot start, with what is to be filled: four queries."""
    rows = plan_tasks(place).filter(matter__state=FIRST, matter__kind=StateKind.OPEN)
    rows = rows.filter(matter__opened_at__lt=before)
    tasks = list(rows.select_related("matter").order_by("plan", "place_in_order")[:MOST])
    lacks = blanks_by_task(tasks) if tasks else {}
    return [
        {"number": one.matter.number, "title": blanked(one.matter.title), "lacks": lacks[one.pk]}
        for one in tasks
        if one.matter is not None and lacks[one.pk]
    ]


def plan_tasks(place: Place) -> Any:
    """Return the tasks of adopted plans whose matter is at the place or within it."""
    first, after = code_range(place.code)
    within = {"matter__place__code__gte": first, "matter__place__code__lt": after}
    return PlanTask.objects.filter(plan__state=PlanState.ADOPTED, left_out=False, **within)


def target_rows(place: Place) -> list[Figures]:
    """Return the targets of those tasks, with what was verified and what was only reported: two queries."""
    found = standings(Indicator.objects.filter(task__in=plan_tasks(place).values("pk")))
    return [
        {
            "raw": one.indicator.raw,
            "title": blanked(one.indicator.task.title),
            "state": one.state,
            "behind": f"{one.behind}{one.missing_in}",
            "verified": one.verified_said,
            "waiting": one.waiting_said,
        }
        for one in found[:MOST]
    ]


def numbers_said(numbers: Iterable[str]) -> list[str]:
    """Return the numbers as people say them."""
    return [spoken(one) for one in numbers]


def day_said(at: datetime | None) -> str:
    """Return the day of the moment as figures keep it, empty for none."""
    return timezone.localdate(at).isoformat() if at else ""
