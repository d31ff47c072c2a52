"""A draft of a catalogue (积分细则草案) before the vote: what it says, and what is wrong in it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from django.utils import timezone

from wugong.base.faults import FileRefused
from wugong.base.refusals import Refusal
from wugong.places.models import Place
from wugong.points.catalogues import catalogue_in, in_force_today
from wugong.rules.points_catalogue import CATALOGUES, Catalogue, catalogue_text, read_catalogue
from wugong.rules.points_lint import Finding, lint

NOW = "now"  # the catalogue in force


@dataclass
class Draft:
    """A text, and what it says: the catalogue, or what is wrong with it, line by line."""

    text: str
    catalogue: Catalogue | None = None
    faults: Sequence[str] = ()
    findings: Sequence[Finding] = field(default=())

    @property
    def clean(self) -> bool:
        """Say whether it could be adopted."""
        return self.catalogue is not None and not self.findings


def draft_of(text: str, since: date | None = None) -> Draft:
    """Return what the text says; nothing is refused here."""
    try:
        catalogue = catalogue_in(text, since)
    except FileRefused as refused:
        source = f"{refused.facts['source']}："
        return Draft(text, faults=[line.removeprefix(source) for line in refused.faults])
    except Refusal as refused:
        return Draft(text, faults=refused.lines)
    return Draft(text, catalogue, findings=lint(text, day=since or timezone.localdate()))


def bundled() -> list[tuple[str, str]]:
    """Return the catalogues that come along, by name and title."""
    return [(name, read_catalogue(catalogue_text(name)).title) for name in CATALOGUES]


def starting_text(village: Place, source: str) -> str:
    """Return the text to begin from: the one in force, or a bundled one."""
    if source in CATALOGUES:
        return catalogue_text(source)
    force = in_force_today(village)
    return force[0].body if force else catalogue_text(CATALOGUES[0])
