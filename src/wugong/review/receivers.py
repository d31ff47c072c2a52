"""What the appraisal does when the villages of a town become others: no run waits on the old list."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.dispatch import receiver

from wugong.accounts.models import User
from wugong.counties.actors import System
from wugong.places.models import Place
from wugong.places.signals import places_changed
from wugong.review.standing import hold, set_aside_since


@receiver(places_changed)
def set_runs_aside(towns: Iterable[Place], day: date, actor: User | System, **_: Any) -> None:
    """Runs of these towns that wait for approval and end on that day or later are computed again."""
    for town in towns:
        hold(town)
        set_aside_since(town, day, actor=actor)
