"""Reads the award parts of a version: one small function for each kind."""

from typing import Any

from wugong.base.amounts import scaled
from wugong.base.periods import LEVELS
from wugong.rules import scheme as s
from wugong.rules.building import Builder
from wugong.rules.documents import Path


def build_award(builder: Builder, name: str, node: dict[str, Any], path: Path) -> s.Award:
    """The award written in `node`."""
    common: dict[str, Any] = {
        "name": name,
        "title": node["title"],
        "article": node.get("article", ""),
        "public": node["public"] == "yes",
        "does": node.get("does", ""),
        "flags": tuple(_flag(one) for one in node.get("flags", [])),
        "rows": builder.set_as(node.get("rows_only"), (*path, "rows_only")),
        "pays": builder.set_as(node.get("amounts_only"), (*path, "amounts_only")),
        "unit": node.get("unit", "yuan"),
    }
    return KINDS[node["kind"]](builder, node, path, common)


def _rank(builder: Builder, node: dict[str, Any], path: Path, common: dict[str, Any]) -> s.RankAward:
    if ("amounts" in node) == ("to" in node):
        builder.fault(path, "amounts（给被评的单位）和 to（给登记表里的人）写一样、只写一样")
    if node["from"] == "bottom" and node["tied"] != "none":
        builder.fault((*path, "tied"), "从末位数起的，并列时只能是 none")
    return s.RankAward(
        **common,
        level=LEVELS[node["period"]],
        eligible=node["ranking"] == "eligible",
        bottom=node["from"] == "bottom",
        tied=node["tied"],
        needs=_needs(node),
        amounts=_amounts(node.get("amounts", {})),
        to=tuple(_recipients(builder, one, path) for one in node.get("to", [])),
    )


def _gain(builder: Builder, node: dict[str, Any], path: Path, common: dict[str, Any]) -> s.GainAward:
    def unless(part: str, _at: Path) -> str | None:
        return None if part == "none" else part

    return s.GainAward(
        **common,
        level=LEVELS[node["period"]],
        eligible=node["who"] == "eligible",
        at_least=int(node["at_least"]),
        quota=builder.chosen(node["quota"], (*path, "quota"), lambda part, _at: int(part)),
        unless=builder.chosen(node.get("unless", "none"), (*path, "unless"), unless),
        amount=scaled(node["amount"], 2),
    )


def _streak(builder: Builder, node: dict[str, Any], path: Path, common: dict[str, Any]) -> s.StreakAward:
    if int(node["times"]) < 2 or int(node["place"]) < 1:
        builder.fault(path, "times 至少是 2，place 至少是 1")
    return s.StreakAward(
        **common,
        level=LEVELS[node["period"]],
        eligible=node["ranking"] == "eligible",
        place=int(node["place"]),
        times=int(node["times"]),
        needs=_needs(node),
    )


def _when(builder: Builder, node: dict[str, Any], path: Path, common: dict[str, Any]) -> s.WhenAward:
    if not ("holds" in node or "checks" in node):
        builder.fault(path, "holds（条件）和 checks（达标情况）至少写一样")
    texts = enumerate(node.get("holds", []))
    holds = [builder.comparison(text, (*path, "holds", place)) for place, text in texts]
    return s.WhenAward(
        **common,
        level=LEVELS[node["period"]],
        holds=tuple(one for one in holds if one),
        checks=node.get("checks", ""),
        says=node.get("says", ""),
        amount=scaled(node["amount"], 2) if "amount" in node else None,
    )


def _follow(builder: Builder, node: dict[str, Any], path: Path, common: dict[str, Any]) -> s.FollowAward:
    to = tuple(_recipients(builder, one, path) for one in node["to"])
    return s.FollowAward(**common, level=LEVELS[node["period"]], to=to)


def _row(builder: Builder, node: dict[str, Any], path: Path, common: dict[str, Any]) -> s.RowAward:
    by = node["amount_by"]
    if ("at_most" in by) == ("equals" in by):
        builder.fault((*path, "amount_by"), "at_most 和 equals 写一样、只写一样")
    columns = [node["recipient"], node["period_column"], by["column"]]
    builder.register(node["register"], path, columns, of_subject=False)
    builder.typed(node["register"], node["period_column"], "period", path)
    if "at_most" in by:
        builder.typed(node["register"], by["column"], "integer", path)
    return s.RowAward(
        **common,
        register=node["register"],
        recipient=node["recipient"],
        period_column=node["period_column"],
        column=by["column"],
        at_most=_amounts(by.get("at_most", {})),
        equals={value: scaled(yuan, 2) for value, yuan in by.get("equals", {}).items()},
        quotas={value: int(count) for value, count in node.get("quotas", {}).items()},
        highest_only=node.get("highest_only") == "yes",
    )


KINDS = {"rank": _rank, "gain": _gain, "streak": _streak, "when": _when, "follow": _follow, "row": _row}


def build_check(builder: Builder, name: str, node: dict[str, Any], path: Path) -> s.Check | None:
    """The check written in `node`, or None with the fault noted."""
    holds = builder.comparison(node["holds"], (*path, "holds"))
    only = builder.set_as(node.get("only"), (*path, "only"))
    if holds is None:
        return None
    return s.Check(
        name=name,
        title=node["title"],
        article=node.get("article", ""),
        level=LEVELS[node["period"]],
        holds=holds,
        text=node["holds"],
        does=node.get("does", ""),
        public=node["public"] == "yes",
        rows=only,
    )


def _flag(node: dict[str, str]) -> s.Flag:
    return s.Flag(node["flag"], int(node["place"]) if "place" in node else None, node["says"])


def _needs(node: dict[str, Any]) -> s.Needs:
    needs = node.get("needs", {})
    return s.Needs(needs.get("whole_pool") == "yes", int(needs.get("pool_at_least", 0)))


def _amounts(node: dict[str, str]) -> dict[int, int]:
    return {int(place): scaled(yuan, 2) for place, yuan in node.items()}


def _recipients(builder: Builder, node: dict[str, Any], path: Path) -> s.Recipients:
    where = node.get("where", {})
    builder.register(node["register"], path, [node["recipient"], *where])
    follows = {
        award: {None if place == "any" else int(place): scaled(yuan, 2) for place, yuan in part.items()}
        for award, part in node.get("follows", {}).items()
    }
    return s.Recipients(
        node["register"], where, node["recipient"], _amounts(node.get("amounts", {})), follows
    )
