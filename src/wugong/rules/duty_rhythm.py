"""The visiting rhythm as dated data: within how many days which household is visited again."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from importlib.resources import files
from typing import Any

from wugong.rules.building import Builder
from wugong.rules.dated import Basis, check_order, in_force, open_document, read_basis
from wugong.rules.documents import Path


@dataclass(frozen=True, slots=True)
class RhythmVersion:
    """The days between two visits as they hold from a day on."""

    name: str
    since: date
    basis: Basis
    cares: Mapping[str, int]
    others: int
    reply: int

    def days_for(self, cares: Collection[str]) -> int:
        """Within how many days a household with these cares is visited again."""
        return min((self.cares.get(care, self.others) for care in cares), default=self.others)

    def due(self, cares: Collection[str], last: date | None) -> date | None:
        """The day until which the next visit is due; None where nobody has visited yet: it is due now."""
        return last + timedelta(days=self.days_for(cares)) if last else None


@dataclass(frozen=True, slots=True)
class Rhythm:
    """走访频次, in versions."""

    name: str
    title: str
    versions: tuple[RhythmVersion, ...]

    def on(self, day: date) -> RhythmVersion | None:
        """The version in force on the day."""
        return in_force(self.versions, day)


def rhythm_text() -> str:
    """The YAML of the rhythm that comes with the product."""
    return files("wugong.rules").joinpath("duties/rhythm/visiting.yaml").read_text("utf-8")


def read_rhythm(text: str, source: str = "走访频次") -> Rhythm:
    """The rhythm in `text`; FileRefused names each line and key that does not fit."""
    builder = open_document(text, "rhythm", source)
    versions = tuple(
        _version(builder, node, ("versions", place)) for place, node in enumerate(builder.root["versions"])
    )
    check_order(builder, versions)
    builder.faults.refuse()
    return Rhythm(builder.root["rhythm"], builder.root["title"], versions)


def _version(builder: Builder, node: dict[str, Any], path: Path) -> RhythmVersion:
    cares: dict[str, int] = {}
    for place, part in enumerate(node["cares"]):
        if part["care"] in cares:
            builder.fault((*path, "cares", place, "care"), f"“{part['care']}”写了两次")
        cares[part["care"]] = int(part["days"])
    return RhythmVersion(
        name=node["version"],
        since=builder.day(node["from"], (*path, "from")),
        basis=read_basis(node["basis"]),
        cares=cares,
        others=int(node["others"]),
        reply=int(node["reply"]),
    )
