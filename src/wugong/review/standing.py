"""Holding a town while something of it changes, and setting aside what was computed from something else."""

from datetime import date

from wugong.accounts.models import User
from wugong.audit.actions import record
from wugong.counties.actors import System
from wugong.places.codes import Level
from wugong.places.models import Place
from wugong.review import acts, notices, refusals
from wugong.review.models import Run, RunQuerySet
from wugong.review.states import RunState


def hold(place: Place) -> list[Place]:
    """The town, or each town of the county, is this transaction's alone till its end; returns the towns.

    Whatever changes scores, registers, schemes or runs begins with it, so that no run rests on what
    another act is about to change. All take the towns in one order, so none waits for another forever.
    """
    towns = Place.objects.under(place.code).at_level(Level.TOWN).order_by("pk")
    return list(towns.select_for_update(no_key=True))


def set_aside(runs: RunQuerySet, town: Place, *, actor: User | System) -> None:
    """None of these prepared runs of the town stands any more; refused where one was approved meanwhile."""
    stale = list(runs)
    if stale:
        periods = "、".join(run.span.label for run in stale)
        still = Run.objects.prepared().filter(pk__in=[run.pk for run in stale])
        if still.update(state=RunState.REPLACED) < len(stale):
            raise refusals.AlreadyApproved(town=town.name, period=periods)
        record(acts.RUNS_SET_ASIDE, actor=actor, at=town.code, town=town.name, periods=periods)
        for run in stale:
            notices.run_decided(run, actor=actor)


def set_aside_since(town: Place, day: date, *, actor: User | System) -> None:
    """What ends on that day or later and is not approved must be computed again."""
    set_aside(Run.objects.of(town).prepared().filter(last_day__gte=day), town, actor=actor)
