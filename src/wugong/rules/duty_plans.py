"""Coverage chains and single duties as dated data: who answers for which unit, how many, for what."""

from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from importlib.resources import files
from typing import Any, Final

from wugong.base.refusals import Refusal
from wugong.base.texts import mark
from wugong.rules.building import Builder
from wugong.rules.dated import Basis, check_order, in_force, open_document, read_basis
from wugong.rules.documents import Path

PLANS: Final = tuple(
    sorted(
        entry.name.removesuffix(".yaml")
        for entry in files("wugong.rules").joinpath("duties").iterdir()
        if entry.name.endswith(".yaml")
    )
)


class Unit(IntEnum):
    """单元: what one holder answers for, from wide to narrow."""

    TOWN = 1
    VILLAGE = 2
    GROUP = 3
    YARD = 4
    HOUSEHOLD = 5


@dataclass(frozen=True, slots=True)
class Line:
    """一项责任: a level of a chain or a single duty, with how many must hold it in each unit."""

    key: str
    title: str
    unit: Unit
    least: int
    most: int | None
    deputy: bool
    by_town: bool
    of_units: bool  # held by units such as offices and firms, not by persons
    linked: bool  # whom a ten-household link reaches has a holder
    area: str
    responsibility: str
    matters: tuple[str, ...]
    article: str


@dataclass(frozen=True, slots=True)
class PlanVersion:
    """The lines as they hold from a day on."""

    name: str
    since: date
    basis: Basis
    least_age: int
    lines: tuple[Line, ...]

    def line(self, key: str) -> Line | None:
        """The line of this key, if there is one."""
        return next((line for line in self.lines if line.key == key), None)


@dataclass(frozen=True, slots=True)
class DutyPlan:
    """A chain, whose lines follow each other from wide to narrow, or a list of single duties."""

    name: str
    title: str
    chain: bool
    versions: tuple[PlanVersion, ...]

    def on(self, day: date) -> PlanVersion | None:
        """The version in force on the day."""
        return in_force(self.versions, day)


class NoSuchPlan(Refusal):
    """A name that is no bundled file of duties."""

    code = "rules.no_such_plan"
    sentence = mark("没有“%(name)s”这份责任清单；随带的有 %(bundled)s")
    status = 404


def plan_text(name: str) -> str:
    """The YAML of a bundled file of duties; NoSuchPlan for another name."""
    if name not in PLANS:
        raise NoSuchPlan(name=name, bundled="、".join(PLANS))
    return files("wugong.rules").joinpath(f"duties/{name}.yaml").read_text("utf-8")


def read_plan(text: str, source: str = "责任清单") -> DutyPlan:
    """The chain or list of duties in `text`; FileRefused names each line and key that does not fit."""
    builder = open_document(text, "duties", source)
    chain = builder.root["chain"] == "yes"
    versions = tuple(
        _version(builder, node, ("versions", place), chain)
        for place, node in enumerate(builder.root["versions"])
    )
    check_order(builder, versions)
    builder.faults.refuse()
    return DutyPlan(builder.root["duties"], builder.root["title"], chain, versions)


def _version(builder: Builder, node: dict[str, Any], path: Path, chain: bool) -> PlanVersion:
    lines = tuple(_line(builder, part, (*path, "lines", at)) for at, part in enumerate(node["lines"]))
    for at, line in enumerate(lines):
        if line.key in [earlier.key for earlier in lines[:at]]:
            builder.fault((*path, "lines", at, "key"), f"“{line.key}”写了两次")
        if chain and at and line.unit <= lines[at - 1].unit:
            builder.fault((*path, "lines", at, "unit"), "一条链要从大到小写：镇、村、组、院落、户")
    return PlanVersion(
        name=node["version"],
        since=builder.day(node["from"], (*path, "from")),
        basis=read_basis(node["basis"]),
        least_age=int(node["least_age"]),
        lines=lines,
    )


def _line(builder: Builder, node: dict[str, Any], path: Path) -> Line:
    least, most = int(node["least"]), int(node["most"]) if "most" in node else None
    if most is not None and most < max(least, 1):
        builder.fault((*path, "most"), "most 至少是 1，也不能小于 least")
    return Line(
        key=node["key"],
        title=node["title"],
        unit=Unit[node["unit"].upper()],
        least=least,
        most=most,
        deputy=node.get("deputy") == "yes",
        by_town=node["by"] == "town",
        of_units=node.get("holder") == "unit",
        linked=node.get("linked") == "yes",
        area=node["area"],
        responsibility=node["responsibility"],
        matters=tuple(node["matters"]),
        article=node.get("article", ""),
    )
