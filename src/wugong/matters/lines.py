"""Writing a line of a timeline: who, when, what, why, on whose desk."""

from datetime import datetime

from django.utils import timezone

from wugong.accounts.models import User
from wugong.counties.actors import System
from wugong.matters.models import Matter, Step
from wugong.matters.states import StepKind
from wugong.places.models import Place
from wugong.rules.register_parts import By


def write_line(
    matter: Matter,
    kind: StepKind,
    *,
    actor: User | System,
    role: By = By.DESK,
    text: str = "",
    public: bool = True,
    at: datetime | None = None,
    desk: Place | None = None,
    **facts: object,
) -> Step:
    """The timeline has this line: made now, on the desk where it lies, unless said otherwise."""
    return Step.objects.create(
        matter=matter,
        kind=kind,
        text=text,
        facts={"role": role, **facts},
        public=public,
        at=at or timezone.now(),
        by_id=actor.pk,
        place=desk or matter.lies_with,
    )
