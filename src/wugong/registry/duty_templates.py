"""Which chains, duties and visiting rhythm hold in the county on a day; the county adopts its own."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Final

from django.db import transaction

from wugong.accounts.models import User
from wugong.audit.actions import record
from wugong.counties.actors import System
from wugong.places.models import Place
from wugong.registry import duty_acts, duty_refusals
from wugong.registry.models import Duty, DutyDocument
from wugong.registry.permissions import can_adopt_templates
from wugong.rules.duty_plans import PLANS, DutyPlan, Line, PlanVersion, plan_text, read_plan
from wugong.rules.duty_rhythm import Rhythm, RhythmVersion, read_rhythm, rhythm_text

RHYTHM: Final = "visiting"
ORDER: Final = (
    "four-cover-one-link",
    "posts",
    "four-tier",
    "three-level",
)  # as pages list those that come along


@dataclass(frozen=True, slots=True)
class PlanToday:
    """A chain or list of duties with the version that holds."""

    plan: DutyPlan
    version: PlanVersion
    adopted: DutyDocument | None

    def line(self, key: str) -> Line | None:
        """Return the line of this key."""
        return self.version.line(key)


@lru_cache(maxsize=64)
def _plan(text: str) -> DutyPlan:
    return read_plan(text)


@lru_cache(maxsize=64)
def _rhythm(text: str) -> Rhythm:
    return read_rhythm(text)


def plans_on(day: date) -> dict[str, PlanToday]:
    """Return what holds in the county stood in on that day, by name: one query."""
    adopted = _adopted(day)
    names = [*ORDER, *(name for name in (*PLANS, *adopted) if name not in ORDER and name != RHYTHM)]
    found = {}
    for name in dict.fromkeys(names):
        plan = _plan(adopted[name].text if name in adopted else plan_text(name))
        if version := plan.on(day):
            found[name] = PlanToday(plan, version, adopted.get(name))
    return found


def rhythm_on(day: date) -> RhythmVersion:
    """Return how often households are visited in the county stood in: one query."""
    adopted = _adopted(day).get(RHYTHM)
    own = _rhythm(adopted.text).on(day) if adopted else None
    shipped = _rhythm(rhythm_text())
    return own or shipped.on(day) or shipped.versions[0]


def _adopted(day: date) -> dict[str, DutyDocument]:
    found = DutyDocument.objects.filter(since__lte=day).order_by("since")
    return {one.name: one for one in found}


@transaction.atomic
def adopt_duties(county: Place, text: str, *, actor: User | System, since: date) -> DutyDocument:
    """The county goes by this chain or list of duties from that day on; FileRefused names what is wrong."""
    can_adopt_templates(actor, county).or_refuse()
    plan = read_plan(text)
    version = plan.on(since)
    if version is None:
        raise duty_refusals.UnfitDocument(title=plan.title, since=since)
    if dropped := "、".join(f"“{title}”" for title in _still_held(plan.name, version, since)):
        raise duty_refusals.LinesStillHeld(lines=dropped)
    return _adopt(county, plan.name, plan.title, text, since, actor=actor)


@transaction.atomic
def adopt_rhythm(county: Place, text: str, *, actor: User | System, since: date) -> DutyDocument:
    """The county's households are visited by this rhythm from that day on; FileRefused says why not."""
    can_adopt_templates(actor, county).or_refuse()
    rhythm = read_rhythm(text)
    if rhythm.on(since) is None:
        raise duty_refusals.UnfitDocument(title=rhythm.title, since=since)
    return _adopt(county, RHYTHM, rhythm.title, text, since, actor=actor)


def _still_held(name: str, version: PlanVersion, day: date) -> Iterator[str]:
    """Yield the titles of the lines that someone holds and that this version does not have."""
    held = set(Duty.objects.filter(plan=name).on(day).values_list("line", flat=True))
    titles: Mapping[str, Line] = {}
    if before := plans_on(day).get(name):
        titles = {line.key: line for line in before.version.lines}
    for key in sorted(held - {line.key for line in version.lines}):
        yield titles[key].title if key in titles else key


def _adopt(
    county: Place, name: str, title: str, text: str, since: date, *, actor: User | System
) -> DutyDocument:
    if DutyDocument.objects.filter(name=name, since=since).exists():
        raise duty_refusals.DocumentExists(title=title, since=since)
    made = DutyDocument.objects.create(
        name=name,
        title=title,
        text=text,
        since=since,
        adopted_by=actor if isinstance(actor, User) else None,
    )
    record(duty_acts.DOCUMENT_ADOPTED, actor=actor, at=county.code, title=title, since=since)
    return made
