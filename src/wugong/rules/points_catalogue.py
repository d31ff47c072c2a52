"""Reads a points catalogue (积分细则) from its YAML, and knows the catalogues that come with the product."""

from collections.abc import Iterable, Sequence
from datetime import date
from importlib.resources import files
from typing import Any

from wugong.base.amounts import plain, scaled
from wugong.base.periods import LEVELS
from wugong.base.refusals import Refusal
from wugong.base.texts import mark
from wugong.rules.building import Builder
from wugong.rules.dated import open_document, read_basis
from wugong.rules.documents import Path
from wugong.rules.points_limits import bound
from wugong.rules.points_parts import (
    Cap,
    Catalogue,
    Category,
    Claimant,
    Evidence,
    Expiry,
    Item,
    Measure,
    NoSuchItem,
)
from wugong.rules.points_worth import History, Limit, Past, QuantityRefused, Worth, worth

__all__ = [
    "CATALOGUES",
    "Cap",
    "Catalogue",
    "Category",
    "Claimant",
    "Evidence",
    "Expiry",
    "History",
    "Item",
    "Limit",
    "Measure",
    "NoSuchCatalogue",
    "NoSuchItem",
    "Past",
    "QuantityRefused",
    "Worth",
    "catalogue_text",
    "read_catalogue",
    "worth",
]

CATALOGUES = ("starter", "hygiene", "volunteer")


class NoSuchCatalogue(Refusal):
    """A name that is no bundled catalogue."""

    code = "rules.no_such_catalogue"
    sentence = mark("没有“%(name)s”这份积分细则；随带的有 %(bundled)s")
    status = 404


def catalogue_text(name: str) -> str:
    """The YAML of a bundled catalogue; NoSuchCatalogue for another name."""
    if name not in CATALOGUES:
        raise NoSuchCatalogue(name=name, bundled="、".join(CATALOGUES))
    return files("wugong.rules").joinpath(f"points/{name}.yaml").read_text("utf-8")


def read_catalogue(text: str, source: str = "积分细则", *, day: date | None = None) -> Catalogue:
    """The catalogue in `text`; FileRefused names each line and key that does not fit.

    The bounds of law and custom are those of the day on which it is to begin: `day`, or its own `from`.
    """
    builder = open_document(text, "points", source)
    catalogue = _catalogue(builder)
    _check_days(builder, catalogue, day or catalogue.since)
    _check_items(builder, catalogue)
    builder.faults.refuse()
    return catalogue


def _catalogue(builder: Builder) -> Catalogue:
    root = builder.root
    since = builder.day(root["from"], ("from",))
    until = _until(builder, root, (), since)
    categories = _categories(builder, root["categories"])
    caps = _caps(builder, root.get("caps", ()), ("caps",))
    expiry = root.get("expiry")
    return Catalogue(
        name=root["catalogue"],
        title=root["title"],
        since=since,
        until=until,
        basis=read_basis(root["basis"]),
        base=int(root["base"]),
        period=LEVELS[root["period"]],
        panel_least=int(root["panel"]["least"]),
        panel_most=int(root["panel"]["most"]),
        notice_days=int(root["notice"]["days"]),
        disclosure=root["notice"]["disclosure"] == "yes",
        objection_days=int(root["objection"]["days"]),
        answer_days=int(root["objection"]["answer_days"]),
        expiry=Expiry(int(expiry["months"]), int(expiry["keep"])) if expiry else None,
        caps=caps,
        categories=categories,
        items=tuple(
            _item(builder, node, ("items", place), categories=categories, caps=caps, whole=(since, until))
            for place, node in enumerate(root["items"])
        ),
        clauses=tuple(root.get("clauses", ())),
    )


def _until(
    builder: Builder, node: dict[str, Any], path: Path, since: date, end: date | None = None
) -> date | None:
    if "until" not in node:
        return end
    until = builder.day(node["until"], (*path, "until"))
    if until < since:
        builder.fault((*path, "until"), f"最后一天 {until} 早于第一天 {since}，请改其中一个")
    return until


def _categories(builder: Builder, nodes: Sequence[dict[str, str]]) -> tuple[Category, ...]:
    categories = tuple(
        Category(node["key"], node["title"], int(node["share"]) if "share" in node else None)
        for node in nodes
    )
    _once(builder, [category.key for category in categories], "categories", "key")
    total = sum(100 if category.share is None else category.share for category in categories)
    if total < 100:
        said = f"各类份额合计 {total}%，不到 100%，积分池总有一部分发不出去；请调高，或不写份额"
        builder.fault(("categories",), said)
    return categories


def _caps(builder: Builder, nodes: Sequence[dict[str, str]], path: Path) -> tuple[Cap, ...]:
    caps = tuple(
        Cap(
            LEVELS[node["period"]],
            int(node["points"]) if "points" in node else None,
            int(node["times"]) if "times" in node else None,
        )
        for node in nodes
    )
    seen = set()
    for place, cap in enumerate(caps):
        kind = (cap.level, cap.points is None)
        if kind in seen:
            builder.fault((*path, place), f"每{cap.level.label}的上限写了两次，只留一处")
        seen.add(kind)
    return caps


def _item(
    builder: Builder,
    node: dict[str, Any],
    path: Path,
    *,
    categories: Sequence[Category],
    caps: tuple[Cap, ...],
    whole: tuple[date, date | None],
) -> Item:
    points = node["points"]
    low, high = (points, points) if isinstance(points, str) else (points["least"], points["most"])
    since = builder.day(node["from"], (*path, "from")) if "from" in node else whole[0]
    return Item(
        code=node["code"],
        title=node["title"],
        category=_category(builder, node["category"], path, categories),
        least=int(low),
        most=int(high),
        measure=_measure(node.get("per")),
        claimed_by=tuple(Claimant(word) for word in dict.fromkeys(node["claimed_by"])),
        evidence=tuple(Evidence(word) for word in dict.fromkeys(node["evidence"])),
        by_panel=node["decided_by"] == "panel",
        caps=_caps(builder, node.get("caps", ()), (*path, "caps")),
        household_caps=caps,
        cooling_days=int(node.get("cooling_days", 0)),
        floor=int(node.get("floor", 0)),
        since=since,
        until=_until(builder, node, path, since, whole[1]),
        source=node["source"],
        note=node.get("note", ""),
    )


def _category(builder: Builder, key: str, path: Path, known: Sequence[Category]) -> Category:
    found = next((category for category in known if category.key == key), None)
    if found is None:
        words = "、".join(category.key for category in known)
        builder.fault((*path, "category"), f"没有“{key}”这一类，可用的是 {words}")
    return found or known[0]


def _measure(node: dict[str, str] | None) -> Measure | None:
    if node is None:
        return None
    most = scaled(node["most"], 2) if "most" in node else None
    return Measure(node["unit"], scaled(node.get("step", "1"), 2), most)


def _check_days(builder: Builder, catalogue: Catalogue, day: date) -> None:
    least = bound("disclosure_least" if catalogue.disclosure else "notice_least", day)
    if catalogue.notice_days < least.number:
        said = f"公示 {catalogue.notice_days} 日，不能少于 {least.number} 日（{least.source}）"
        builder.fault(("notice", "days"), said)
    if catalogue.objection_days > catalogue.notice_days:
        days, up = catalogue.objection_days, catalogue.notice_days
        said = f"异议期 {days} 日长过公示 {up} 日，那时分已经入账；请写短一些"
        builder.fault(("objection", "days"), said)
    few, many = bound("panel_least", day), bound("panel_most", day)
    if not few.number <= catalogue.panel_least <= catalogue.panel_most <= many.number:
        said = f"评议小组要在 {few.number} 到 {many.number} 人之间，least 不大于 most（{few.source}）"
        builder.fault(("panel",), said)


def _check_items(builder: Builder, catalogue: Catalogue) -> None:
    _once(builder, [item.code for item in catalogue.items], "items", "code")
    for place, item in enumerate(catalogue.items):
        for key, said in _wrong(item, catalogue):
            builder.fault(("items", place, key), said)
        if item.floor and not item.negative:
            builder.fault(("items", place, "floor"), "只有扣分项才写 floor（扣到多少为止）")


def _wrong(item: Item, catalogue: Catalogue) -> Iterable[tuple[str, str]]:
    if item.least > item.most or (item.least < 0 < item.most):
        yield "points", "least 不能大于 most，也不能一头扣分一头加分"
    if not item.by_panel and (item.ranged or item.negative):
        yield "decided_by", "扣分项和有高有低的项要由评议小组定，写 decided_by: panel"
    if item.measure:
        yield from _wrong_measure(item, item.measure)
    if Evidence.NONE in item.evidence and len(item.evidence) > 1:
        yield "evidence", "写了 none（不用凭证）就不再写别的"
    if item.since < catalogue.since or (catalogue.until and (item.until or item.since) > catalogue.until):
        yield "from", "一项的起止不能超出整份细则的起止"


def _wrong_measure(item: Item, measure: Measure) -> Iterable[tuple[str, str]]:
    if item.ranged:
        yield "per", "有高有低的项由评议小组定分，不再按数量算；per 和 least/most 只留一样"
    if item.least * measure.step % 100:
        step = measure.words(measure.step)
        yield "per", f"{step}合 {plain(item.least * measure.step, 2)} 分，不是整数；请改 step 或分值"
    if measure.most is not None and measure.most < measure.step:
        yield "per", "一次最多的数量 most 不能小于 step"


def _once(builder: Builder, names: Sequence[str], part: str, key: str) -> None:
    for place, name in enumerate(names):
        if name in names[:place]:
            builder.fault((part, place, key), f"“{name}”写了两次，请换一个名字")
