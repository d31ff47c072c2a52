"""Reads registers as dated data: the shape by schema, then what one part says of another."""

from collections.abc import Iterable, Mapping
from importlib.resources import files
from typing import Any, Final

from wugong.base.refusals import Refusal
from wugong.base.texts import mark
from wugong.rules import register_parts as p
from wugong.rules.building import Builder
from wugong.rules.certificates import certificate_line
from wugong.rules.dated import check_order, open_document, read_basis
from wugong.rules.documents import Path
from wugong.rules.register_checks import check_versions
from wugong.rules.register_looks import LookAgain

BUNDLED: Final = tuple(
    sorted(
        entry.name.removesuffix(".yaml")
        for entry in files("wugong.rules").joinpath("registers").iterdir()
        if entry.name.endswith(".yaml")
    )
)


class NoSuchRegister(Refusal):
    """A name that is no bundled register."""

    code = "rules.no_such_register"
    sentence = mark("没有“%(name)s”这本台账；随带的有 %(bundled)s")
    status = 404


def register_text(code: str) -> str:
    """The YAML of a bundled register; NoSuchRegister for another code."""
    if code not in BUNDLED:
        raise NoSuchRegister(name=code, bundled="、".join(BUNDLED))
    return files("wugong.rules").joinpath(f"registers/{code}.yaml").read_text("utf-8")


def read_register(text: str, source: str = "台账") -> p.Register:
    """The register in `text`; FileRefused names each line and key that does not fit."""
    builder = open_document(text, "registers", source)
    root = builder.root
    versions = tuple(
        _version(builder, node, ("versions", place)) for place, node in enumerate(root["versions"])
    )
    check_order(builder, versions)
    check_versions(builder, versions)
    builder.faults.refuse()
    return p.Register(root["register"], root["title"], root["stage"], root["group"], versions)


def _version(builder: Builder, node: Mapping[str, Any], path: Path) -> p.Version:
    confirmation = node.get("confirmation")
    return p.Version(
        name=node["version"],
        since=builder.day(node["from"], (*path, "from")),
        basis=read_basis(node["basis"]),
        opened_by=tuple(p.By(one) for one in node["opened_by"]),
        opened_at=node["opened_at"],
        anonymous=_yes(node, "anonymous"),
        categories=_yes(node, "categories"),
        point=_yes(node, "point"),
        photos=int(node.get("photos", 0)),
        fields=tuple(_field(one) for one in node.get("fields", ())),
        states=tuple(_state(one) for one in node["states"]),
        moves=tuple(_move(one) for one in node["moves"]),
        clocks=tuple(_clock(builder, one, path) for one in node.get("clocks", ())),
        pauses=tuple(node.get("pauses", ())),
        confirmation=_confirmation(confirmation) if confirmation else None,
        publicity=_publicity(node["publicity"]),
        years_kept=int(node["years_kept"]),
        kept_by=read_basis(node["kept_by"]),
        paper=_paper(builder, node["paper"], (*path, "paper")),
        tables=tuple(_table(one) for one in node.get("tables", ())),
        quotas=tuple(_quota(one) for one in node.get("quotas", ())),
        distinct=tuple(tuple(group) for group in node.get("distinct", ())),
        certificates=tuple(certificate_line(one) for one in node.get("certificates", ())),
    )


def _field(node: Mapping[str, Any]) -> p.Field:
    return p.Field(
        code=node["key"],
        title=node["title"],
        type=p.FieldType(node.get("type", "text")),
        required=_yes(node, "required"),
        public=_yes(node, "public"),
        choices=tuple(p.Choice(one["key"], one["title"]) for one in node.get("choices", ())),
        least=_number(node, "least"),
        most=_number(node, "most"),
        unit=node.get("unit", ""),
        hint=node.get("hint", ""),
        checked=node.get("checked", ""),
    )


def _state(node: Mapping[str, Any]) -> p.State:
    kind = p.StateKind(node.get("kind", "open"))
    look = node.get("look_again")
    again = LookAgain(int(look["months"]), look["article"]) if look else None
    return p.State(node["key"], node["title"], kind, node.get("open311", "open"), again)


def _move(node: Mapping[str, Any]) -> p.Move:
    return p.Move(
        code=node["key"],
        title=node["title"],
        sources=tuple(node["from"]),
        target=node["to"],
        by=tuple(p.By(one) for one in node["by"]),
        needs=tuple(p.Need(one) for one in node.get("needs", ())),
        fields=tuple(node.get("fields", ())),
        second=_yes(node, "second"),
        when=_when(node["when"]) if "when" in node else None,
        public=node.get("public") != "no",
        undoes=_yes(node, "undoes"),
    )


def _clock(builder: Builder, node: Mapping[str, Any], path: Path) -> p.Clock:
    return p.Clock(
        code=node["key"],
        title=node["title"],
        since=tuple(node["since"]),
        until=tuple(node["until"]),
        limits=tuple(_limit(one) for one in node["limits"]),
        extensions=int(node.get("extensions", 0)),
        extension_days=int(node.get("extension_days", 0)),
        extended_by=tuple(p.By(one) for one in node.get("extended_by", ())),
    )


def _limit(node: Mapping[str, Any]) -> p.Limit:
    month_day = node.get("month_day")
    return p.Limit(
        when=_when(node.get("when", {})),
        hours=_number(node, "hours"),
        working_days=_number(node, "working_days"),
        days=_number(node, "days"),
        month_day=(int(month_day[:2]), int(month_day[3:])) if month_day else None,
        field=node.get("field", ""),
        amber_days=int(node.get("amber_days", 1)),
        article=node.get("article", ""),
    )


def _confirmation(node: Mapping[str, Any]) -> p.Confirmation:
    return p.Confirmation(
        by=p.By(node["by"]),
        days=int(node["days"]),
        solved=node["solved"],
        reopened=node["reopened"],
        neighbour_after=_number(node, "neighbour_after"),
    )


def _publicity(node: Mapping[str, Any]) -> p.Publicity:
    return p.Publicity(
        shown=_yes(node, "shown"),
        from_states=tuple(node.get("from_states", ())),
        asker=node.get("asker", "masked"),
        restricted=_yes(node, "restricted"),
    )


def _paper(builder: Builder, node: Mapping[str, Any], path: Path) -> p.Paper:
    sunset = builder.day(node["sunset"], (*path, "sunset"))
    return p.Paper(node["owner"], read_basis(node["basis"]), int(node["minutes"]), sunset)


def _table(node: Mapping[str, Any]) -> p.Table:
    return p.Table(
        code=node["key"],
        title=node["title"],
        due_day=_number(node, "due_day"),
        same_month=_yes(node, "same_month"),
        by_place=_yes(node, "by_place"),
        columns=tuple(p.Column(one["title"], one["value"], one.get("sum", "")) for one in node["columns"]),
        states=tuple(node.get("states", ())),
        article=node.get("article", ""),
    )


def _quota(node: Mapping[str, Any]) -> p.Quota:
    steps = tuple((int(one["quarter"]), _number(one, "percent")) for one in node["steps"])
    return p.Quota(node.get("field", ""), steps, node.get("title", ""), node.get("reached", ""))


def _when(node: Mapping[str, Iterable[str]]) -> Mapping[str, tuple[str, ...]]:
    return {field: tuple(values) for field, values in node.items()}


def _number(node: Mapping[str, Any], key: str) -> int | None:
    return int(node[key]) if key in node else None


def _yes(node: Mapping[str, Any], key: str) -> bool:
    return node.get(key) == "yes"
