"""Setting aside what was computed and not yet approved, when something it rests on has changed."""

from datetime import date

from wugong.accounts.models import User
from wugong.audit.actions import record
from wugong.counties.actors import System
from wugong.places.models import Place
from wugong.review import acts
from wugong.review.models import Run, RunQuerySet
from wugong.review.states import RunState


def set_aside(runs: RunQuerySet, town: Place, *, actor: User | System) -> None:
    """None of these prepared runs of the town stands any more."""
    stale = list(runs)
    if stale:
        Run.objects.filter(pk__in=[run.pk for run in stale]).update(state=RunState.REPLACED)
        periods = "、".join(run.span.label for run in stale)
        record(acts.RUNS_SET_ASIDE, actor=actor, at=town.code, town=town.name, periods=periods)


def set_aside_since(town: Place, day: date, *, actor: User | System) -> None:
    """What ends on that day or later and is not approved must be computed again."""
    set_aside(Run.objects.of(town).prepared().filter(last_day__gte=day), town, actor=actor)
