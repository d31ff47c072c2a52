"""Reads a document of organisations from its YAML, with every fault by its line."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from wugong.rules.body_parts import (
    MEMBER,
    Exclusion,
    Kind,
    Office,
    Paper,
    Pool,
    Side,
    Slot,
    Templates,
    TemplateVersion,
    Together,
    Wanted,
)
from wugong.rules.building import Builder
from wugong.rules.dated import check_order, open_document, read_basis
from wugong.rules.documents import Path

Known = Mapping[str, Collection[str]]  # kind → the keys of its offices


def read_templates(text: str, source: str = "组织模板", known: Known | None = None) -> Templates:
    """The document in `text`; FileRefused names each line and key that does not fit.

    Where `known` kinds with their offices are given, names that neither they nor the document tell of are
    faults.
    """
    builder = open_document(text, "bodies", source)
    nodes = builder.root["versions"]
    versions = tuple(_version(builder, node, ("versions", place)) for place, node in enumerate(nodes))
    check_order(builder, versions)
    if known is not None:
        for place, version in enumerate(versions):
            _check_names(builder, version, ("versions", place), known)
    builder.faults.refuse()
    return Templates(builder.root["templates"], builder.root["title"], versions)


def _version(builder: Builder, node: dict[str, Any], path: Path) -> TemplateVersion:
    kinds = _kinds(builder, node.get("kinds", ()), (*path, "kinds"))
    version = TemplateVersion(
        name=node["version"],
        since=builder.day(node["from"], (*path, "from")),
        basis=read_basis(node["basis"]),
        levels=tuple(node.get("levels", ())),
        fields=tuple(node.get("fields", ())),
        kinds=kinds,
        slots=tuple(
            _slot(builder, part, (*path, "bodies", place))
            for place, part in enumerate(node.get("bodies", ()))
        ),
        papers=tuple(Paper(part["key"], part["title"], part["part"]) for part in node.get("papers", ())),
        exclusions=tuple(_exclusion(part) for part in node.get("exclusions", ())),
        together=tuple(_together(part) for part in node.get("together", ())),
        pools=tuple(
            _pool(builder, part, (*path, "pools", place)) for place, part in enumerate(node.get("pools", ()))
        ),
    )
    _check_version(builder, version, path)
    return version


def _kinds(builder: Builder, nodes: Sequence[dict[str, Any]], path: Path) -> dict[str, Kind]:
    kinds: dict[str, Kind] = {}
    names: dict[str, str] = {}
    for place, node in enumerate(nodes):
        kind = Kind(
            node["kind"],
            node["title"],
            tuple(node.get("aliases", ())),
            node.get("statutory", ""),
            node.get("note", ""),
        )
        if kind.key in kinds:
            builder.fault((*path, place, "kind"), f"“{kind.key}”写了两次，请换一个名字")
        kinds[kind.key] = kind
        for name in kind.names:
            if names.setdefault(name, kind.key) != kind.key:
                said = f"“{name}”已经是 {names[name]} 的名称，一个名称只归一类"
                builder.fault((*path, place), said)
    return kinds


def _slot(builder: Builder, node: dict[str, Any], path: Path) -> Slot:
    offices = tuple(
        Office(part["key"], part["title"], _wanted(builder, part["wanted"], (*path, "offices", at, "wanted")))
        for at, part in enumerate(node.get("offices", ()))
    )
    _once(builder, [office.key for office in offices], (*path, "offices"), taken={MEMBER})
    months = node.get("term_months")
    return Slot(
        key=node["key"],
        kind=node["kind"],
        title=node.get("title", ""),
        part=node["part"],
        wanted=_wanted(builder, node["wanted"], (*path, "wanted")),
        parent=node.get("parent", ""),
        role=node.get("role", ""),
        field=node.get("field", ""),
        term_months=int(months) if months else None,
        offices=offices,
        members=_wanted(builder, node.get("members", {}), (*path, "members")),
        sources=tuple(node.get("sources", ())),
        each_source=node.get("each_source") == "yes",
        charter=node.get("charter") == "yes",
        report=node.get("report", ""),
        article=node.get("article", ""),
    )


def _wanted(builder: Builder, node: dict[str, str], path: Path) -> Wanted:
    if "exactly" in node:
        if len(node) > 1:
            builder.fault(path, "写了 exactly 就不再写 least、most")
        return Wanted(int(node["exactly"]), int(node["exactly"]))
    least, most = int(node.get("least", 0)), node.get("most")
    if most is not None and int(most) < least:
        builder.fault(path, "most 不能小于 least")
    return Wanted(least, None if most is None else int(most))


def _side(node: dict[str, Any]) -> Side:
    return Side(node["kind"], tuple(node.get("offices", ())))


def _exclusion(node: dict[str, Any]) -> Exclusion:
    return Exclusion(
        key=node["key"],
        title=node["title"],
        one=_side(node["one"]),
        other=_side(node["other"]),
        because=node["because"],
        law=node["law"],
        article=node["article"],
        kin=node.get("kin") == "yes",
        anywhere=node.get("anywhere") == "yes",
    )


def _together(node: dict[str, Any]) -> Together:
    return Together(node["key"], node["title"], _side(node["one"]), _side(node["other"]), node["article"])


def _pool(builder: Builder, node: dict[str, Any], path: Path) -> Pool:
    wanted = _wanted(builder, node["wanted"], (*path, "wanted"))
    return Pool(node["key"], node["title"], wanted, tuple(node.get("classes", ())), node.get("article", ""))


def _check_version(builder: Builder, version: TemplateVersion, path: Path) -> None:
    _once(builder, [slot.key for slot in version.slots], (*path, "bodies"))
    _once(builder, [paper.key for paper in version.papers], (*path, "papers"))
    _once(builder, [one.key for one in version.exclusions], (*path, "exclusions"))
    _once(builder, [one.key for one in version.together], (*path, "together"))
    _once(builder, [pool.key for pool in version.pools], (*path, "pools"))
    if version.slots and not version.levels:
        builder.fault(path, "有 bodies 就要写 levels，说明在哪一级建")
    for place, slot in enumerate(version.slots):
        above = [one.key for one in version.slots[:place]]
        if slot.parent and slot.parent not in above:
            said = f"上级“{slot.parent}”要写在它前面"
            builder.fault((*path, "bodies", place, "parent"), said)
    _check_fields(builder, version, path)


def _check_fields(builder: Builder, version: TemplateVersion, path: Path) -> None:
    """Note a field that not exactly one body has, and a body whose field is not among them."""
    taken = [slot.field for slot in version.slots if slot.field]
    for place, name in enumerate(version.fields):
        if taken.count(name) != 1:
            said = f"领域“{name}”要由一个组织来管，现在是 {taken.count(name)} 个"
            builder.fault((*path, "fields", place), said)
    for place, slot in enumerate(version.slots):
        if slot.field and slot.field not in version.fields:
            builder.fault((*path, "bodies", place, "field"), f"fields 里没有“{slot.field}”")


def _once(builder: Builder, keys: Sequence[str], path: Path, taken: Collection[str] = ()) -> None:
    for place, key in enumerate(keys):
        if key in keys[:place] or key in taken:
            builder.fault((*path, place, "key"), f"“{key}”已经用过，请换一个名字")


def _check_names(builder: Builder, version: TemplateVersion, path: Path, known: Known) -> None:
    """Note kinds and offices that nobody tells of; a rule about them would never bite."""
    offices = {kind: set(keys) for kind, keys in known.items()}
    for kind in version.kinds:
        offices.setdefault(kind, set())
    for place, slot in enumerate(version.slots):
        if slot.kind not in offices:
            said = f"没有“{slot.kind}”这类组织，请先写在 kinds 里"
            builder.fault((*path, "bodies", place, "kind"), said)
        offices.setdefault(slot.kind, set()).update(office.key for office in slot.offices)
    rules = [("exclusions", place, rule.one, rule.other) for place, rule in enumerate(version.exclusions)]
    rules += [("together", place, rule.one, rule.other) for place, rule in enumerate(version.together)]
    for name, place, one, other in rules:
        _check_side(builder, one, (*path, name, place, "one"), offices)
        _check_side(builder, other, (*path, name, place, "other"), offices)


def _check_side(builder: Builder, side: Side, path: Path, offices: Known) -> None:
    if side.kind not in offices:
        builder.fault((*path, "kind"), f"没有“{side.kind}”这类组织，请先写在 kinds 里")
        return
    for office in side.offices:
        if office != MEMBER and office not in offices[side.kind]:
            builder.fault((*path, "offices"), f"“{side.kind}”没有“{office}”这个职务")
