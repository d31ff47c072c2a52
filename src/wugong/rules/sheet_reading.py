"""Reads a score sheet from its YAML, and knows the sheets that come with the product."""

from collections.abc import Iterable
from importlib.resources import files
from typing import Any

from wugong.base.amounts import scaled
from wugong.base.refusals import Refusal
from wugong.base.texts import mark
from wugong.rules.building import Builder
from wugong.rules.dated import check_order, open_document, read_basis
from wugong.rules.documents import Path
from wugong.rules.sheet_parts import Criterion, Group, ScoreSheet, SheetVersion, Spot, Veto, points

SHEETS = tuple(
    sorted(
        entry.name.removesuffix(".yaml")
        for entry in files("wugong.rules").joinpath("sheets").iterdir()
        if entry.name.endswith(".yaml") and ".cases." not in entry.name
    )
)


class NoSuchSheet(Refusal):
    """A name that is no bundled score sheet."""

    code = "rules.no_such_sheet"
    sentence = mark("没有“%(name)s”这张评分表；随带的有 %(bundled)s")
    status = 404


def sheet_text(name: str) -> str:
    """The YAML of a bundled sheet; NoSuchSheet for another name."""
    if name not in SHEETS:
        raise NoSuchSheet(name=name, bundled="、".join(SHEETS))
    return files("wugong.rules").joinpath(f"sheets/{name}.yaml").read_text("utf-8")


def read_sheet(text: str, source: str = "评分表") -> ScoreSheet:
    """The score sheet in `text`; FileRefused names each line and key that does not fit."""
    builder = open_document(text, "sheet", source)
    versions = tuple(
        _version(builder, node, ("versions", place)) for place, node in enumerate(builder.root["versions"])
    )
    check_order(builder, versions)
    builder.faults.refuse()
    return ScoreSheet(builder.root["sheet"], builder.root["title"], versions)


def _version(builder: Builder, node: dict[str, Any], path: Path) -> SheetVersion:
    total = scaled(node["total"], 2)
    groups = tuple(
        _group(builder, part, (*path, "groups", place)) for place, part in enumerate(node["groups"])
    )
    version = SheetVersion(
        name=node["version"],
        since=builder.day(node["from"], (*path, "from")),
        basis=read_basis(node["basis"]),
        total=total,
        groups=groups,
        vetoes=tuple(_veto(part) for part in node.get("vetoes", ())),
    )
    _check_criteria(builder, version, path)
    _check_vetoes(builder, version, (*path, "vetoes"))
    return version


def _group(builder: Builder, node: dict[str, Any], path: Path) -> Group:
    criteria = (
        _criterion(builder, part, (*path, "criteria", place)) for place, part in enumerate(node["criteria"])
    )
    return Group(node["title"], tuple(criteria))


def _criterion(builder: Builder, node: dict[str, Any], path: Path) -> Criterion:
    spots = tuple(_spot(part) for part in node["spots"])
    line = Criterion(node["key"], node["title"], scaled(node["points"], 2), spots, node.get("article", ""))
    _once(builder, spots, [(*path, "spots", place, "key") for place in range(len(spots))])
    for place, spot in enumerate(spots):
        most = line.points if spot.at_most is None else spot.at_most
        if not spot.each <= most <= line.points:
            each, cap, whole = points(spot.each), points(most), points(line.points)
            said = f"每{spot.unit}扣 {each} 分、最多扣 {cap} 分、本项 {whole} 分，前面的不能大于后面的"
            builder.fault((*path, "spots", place), said)
    return line


def _spot(node: dict[str, str]) -> Spot:
    at_most = scaled(node["at_most"], 2) if "at_most" in node else None
    return Spot(
        node["key"], node["title"], node["unit"], scaled(node["each"], 2), at_most, node.get("sample", "")
    )


def _veto(node: dict[str, Any]) -> Veto:
    effect = node["effect"]
    words = {"cap_total": "0"} if isinstance(effect, str) else effect  # the only word is zero_total
    cap = words.get("cap_total")
    return Veto(
        key=node["key"],
        title=node["title"],
        criterion=words.get("zero_criterion"),
        cap=None if cap is None else scaled(cap, 2),
        article=node.get("article", ""),
    )


def _check_criteria(builder: Builder, version: SheetVersion, path: Path) -> None:
    paths: list[Path] = [
        (*path, "groups", place, "criteria", at, "key")
        for place, group in enumerate(version.groups)
        for at in range(len(group.criteria))
    ]
    _once(builder, version.criteria, paths)
    found = sum(criterion.points for criterion in version.criteria)
    if found != version.total:
        said = f"各项分值合计 {points(found)}，与 total {points(version.total)} 不符"
        builder.fault((*path, "total"), said)


def _check_vetoes(builder: Builder, version: SheetVersion, path: Path) -> None:
    _once(builder, version.vetoes, [(*path, place, "key") for place in range(len(version.vetoes))])
    known = [criterion.key for criterion in version.criteria]
    for place, veto in enumerate(version.vetoes):
        if veto.criterion is not None and veto.criterion not in known:
            said = f"没有“{veto.criterion}”这一项，可用的是 {'、'.join(known)}"
            builder.fault((*path, place, "effect", "zero_criterion"), said)
        if veto.cap is not None and veto.cap >= version.total:
            said = f"封顶分要小于 total {points(version.total)}，不然等于没有写"
            builder.fault((*path, place, "effect", "cap_total"), said)


def _once(builder: Builder, parts: Iterable[Criterion | Spot | Veto], paths: Iterable[Path]) -> None:
    seen: set[str] = set()
    for part, path in zip(parts, paths, strict=True):
        if part.key in seen:
            builder.fault(path, f"“{part.key}”写了两次，请换一个名字")
        seen.add(part.key)
