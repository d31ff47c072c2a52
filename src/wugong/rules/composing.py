"""Composes the scheme from a checked document: its versions, their scores, who leaves, their awards."""

from collections.abc import Mapping
from itertools import pairwise
from typing import Any

from wugong.base.faults import Faults
from wugong.base.periods import LEVELS
from wugong.rules import scheme as s
from wugong.rules.awarding import build_award, build_check
from wugong.rules.building import Builder
from wugong.rules.documents import Document, Path
from wugong.rules.expressions import Expression
from wugong.rules.reading import check_formulas


def build_scheme(document: Document, settings: Mapping[str, str], faults: Faults) -> s.Scheme:
    """The scheme in the document with its switches set; only to be used where no fault was noted."""
    builder = Builder(document, settings, faults)
    subject = builder.root.get("subject")
    builder.check_whole()
    versions = tuple(
        _version(builder, node, ("versions", place)) for place, node in enumerate(builder.root["versions"])
    )
    names = [version.name for version in versions]
    for place, name in enumerate(names):
        if name in names[:place]:
            builder.fault(("versions", place, "version"), f"版本“{name}”写了两次，请换一个名字")
    for place, (earlier, later) in enumerate(pairwise(versions), start=1):
        if later.since <= earlier.since:
            builder.fault(("versions", place, "from"), "版本要按生效日期从早到晚写")
    return s.Scheme(
        name=builder.root["scheme"],
        title=builder.root["title"],
        subject=_subject(subject) if subject else None,
        inputs=builder.inputs,
        registers=builder.registers,
        switches=builder.switches,
        settings=builder.settings,
        versions=versions,
    )


def _subject(node: dict[str, str]) -> s.Subject:
    columns = {key: text for key, text in node.items() if key != "period"}
    return s.Subject(**columns, level=LEVELS[node.get("period", "month")])


def _version(builder: Builder, node: dict[str, Any], path: Path) -> s.Version:
    since = builder.day(node["from"], (*path, "from"))
    until = builder.day(node["until"], (*path, "until")) if "until" in node else None
    if until is not None and until < since:
        builder.fault((*path, "until"), "止日早于起日")
    scores = {}
    for word, part in node.get("scores", {}).items():
        if score := _score(builder, word, part, (*path, "scores", word)):
            scores[score.level] = score
    checks = {}
    for name, part in node.get("checks", {}).items():
        if check := build_check(builder, name, part, (*path, "checks", name)):
            checks[name] = check
    basis = node["basis"]
    version = s.Version(
        name=node["version"],
        since=since,
        until=until,
        basis=" ".join(filter(None, [basis["document"], basis.get("article")])),
        scores=scores,
        eligible=_eligible(builder, node.get("eligible"), (*path, "eligible")),
        awards={
            n: build_award(builder, n, a, (*path, "awards", n)) for n, a in node.get("awards", {}).items()
        },
        checks=checks,
    )
    check_formulas(builder, version, path)
    _check_checks(builder, version, (*path, "checks"))
    _check_awards(builder, version, (*path, "awards"))
    return version


def _score(builder: Builder, word: str, node: dict[str, Any], path: Path) -> s.Score | None:
    level = LEVELS[word]

    def read(part: Any, at: Path) -> tuple[Expression | None, str]:
        return builder.expression(part, at), str(part)

    expression, text = builder.chosen(node["formula"], (*path, "formula"), read)
    ties = []
    for place, tie in enumerate(node.get("ties", [])):
        if found := builder.expression(tie["formula"], (*path, "ties", place, "formula")):
            ties.append(s.Tie(tie["title"], found, tie["formula"]))
    if expression is None:
        return None
    return s.Score(
        level=level,
        expression=expression,
        text=text,
        decimals=None if node["decimals"] == "exact" else int(node["decimals"]),
        only=tuple(node.get("only", ())),
        ties=tuple(ties),
        last_tie_by_code=node.get("last_tie") == "code",
        ranked=node.get("ranked") != "no",
        article=node.get("article", ""),
    )


def _eligible(builder: Builder, node: dict[str, Any] | None, path: Path) -> s.Eligible | None:
    if node is None:
        return None
    without = node["without"]
    where = without.get("where", {})
    builder.register(without["register"], (*path, "without"), [without["since"], *where])
    builder.typed(without["register"], without["since"], "date", (*path, "without"))
    levels = tuple(LEVELS[word] for word in node["periods"])
    return s.Eligible(levels, without["register"], without["since"], where, node.get("article", ""))


def _check_checks(builder: Builder, version: s.Version, path: Path) -> None:
    taken = {*LEVELS, *builder.inputs, *builder.numbers, *version.awards}
    for name, check in version.checks.items():
        if name in taken:
            builder.fault((*path, name), "这个名字已用作列名、周期名、开关名或奖项名，请换一个")
        if check.level not in version.scores:
            builder.fault((*path, name, "period"), f"这一版没有 {check.level.word} 的成绩")


def _check_awards(builder: Builder, version: s.Version, path: Path) -> None:
    for name, award in version.awards.items():
        level = getattr(award, "level", None)
        if level is not None and level not in version.scores:
            builder.fault((*path, name, "period"), f"这一版没有 {level.word} 的成绩")
        if getattr(award, "eligible", False) and not (version.eligible and level in version.eligible.levels):
            builder.fault((*path, name), "用到参评名次，但 eligible 没有写这个周期")
        if isinstance(award, s.WhenAward) and award.checks and not version.checks_of(award.level):
            builder.fault((*path, name, "checks"), f"这一版没有 {award.level.word} 的 checks")
        before = list(version.awards)[: list(version.awards).index(name)]
        for other in _leans_on(award):
            if other not in before or getattr(version.awards[other], "level", None) != level:
                builder.fault((*path, name), f"“{other}”要是写在前面、同一周期的奖项")


def _leans_on(award: s.Award) -> list[str]:
    if isinstance(award, s.GainAward):
        return [award.unless] if award.unless else []
    if isinstance(award, s.FollowAward):
        return [name for one in award.to for name in one.follows]
    return []
