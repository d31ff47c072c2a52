"""怎么算的: a scheme told in a few lines of plain Chinese."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from wugong.base.amounts import plain
from wugong.base.citations import without_codes
from wugong.base.periods import Level, Period
from wugong.base.texts import mark
from wugong.rules.scheme import Award, GainAward, RankAward, Scheme, Score, Version

WORDS = {
    "mean": "平均",
    "sum": "合计",
    "min": "最低",
    "max": "最高",
    "first": "头一个",
    "last": "最后一个",
    "before": "上期",
    "given": "取第一个有的",
    "month": "月成绩",
    "quarter": "季度成绩",
    "half_year": "半年成绩",
    "year": "全年成绩",
}
SUBJECTS = (mark("村"),)  # so that the catalogue knows whom the schemes of the house score
SIGNS = {"*": "×", "/": "÷", "-": "−"}
UNITS = {"yuan": "元", "points": "分"}
TIED = {"split": "并列的平分", "each": "并列的各得一份", "none": "并列的不发"}
WORD = re.compile(r"[a-z_][a-z0-9_]*|[*/-]")


@dataclass(frozen=True)
class Method:
    """办法摘要: what it is called, whom it scores, what it rests on, and its lines (label, text)."""

    title: str
    subject: str
    basis: str
    version: str
    lines: tuple[tuple[str, str], ...]


def method_of(scheme: Scheme, period: Period) -> Method:
    """Return how the scheme makes the scores and rewards of that period."""
    version = scheme.version_for(period)
    assert version is not None
    assert scheme.subject is not None
    subject = scheme.subject.name
    lines = tuple(_lines(scheme, version, period.level, subject))
    return Method(scheme.title, subject, without_codes(version.basis), version.name, lines)


def _lines(scheme: Scheme, version: Version, level: Level, subject: str) -> Iterator[tuple[str, str]]:
    yield from score_lines(scheme, version, level)
    if version.eligible and level in version.eligible.levels:
        register = scheme.registers[version.eligible.register]
        yield register.title, f"照常评分、公布、排名，不参加评奖，名额递进给后面的{subject}"
    for award in version.awards.values():
        if (
            award.public
            and getattr(award, "level", None) is level
            and (said := _award(award, version, subject))
        ):
            yield award.title, said


def score_lines(scheme: Scheme, version: Version, level: Level) -> Iterator[tuple[str, str]]:
    """Yield how the scores up to this level come about, and how they are ranked."""
    for score in version.scores.values():
        if score.level <= level:
            yield WORDS[score.level.word], _formula(score, scheme, version)
    if level in version.scores:
        yield "名次", _ties(version.scores[level])


def _formula(score: Score, scheme: Scheme, version: Version) -> str:
    """Return the formula in the words of the scheme."""
    titles = {name: fact.title for name, fact in scheme.inputs.items()}
    titles |= {name: check.title for name, check in version.checks.items()}
    said = in_words(score.text, titles)
    return said if score.decimals is None else f"{said}，四舍五入到 {score.decimals} 位小数"


def in_words(formula: str, titles: Mapping[str, str]) -> str:
    """Return a formula with the inputs by their titles and the rest in Chinese."""
    names = WORDS | dict(titles) | SIGNS
    said = WORD.sub(lambda found: names.get(found[0], found[0]), formula)
    return said.replace("(", "（").replace(")", "）")


def _ties(score: Score) -> str:
    if score.last_tie_by_code:
        return "分高者在前，同分按代码先后"
    if score.ties:
        return f"分高者在前；同分依次比{'、'.join(tie.title for tie in score.ties)}，仍相同的并列"
    return "分高者在前，同分并列"


def _award(award: Award, version: Version, subject: str) -> str:
    if isinstance(award, RankAward) and not award.bottom:
        return _by_rank(award)
    if isinstance(award, GainAward):
        return _by_gain(award, version, subject)
    return ""


def _by_rank(award: RankAward) -> str:
    unit = UNITS.get(award.unit, award.unit)
    money = "，".join(f"第 {place} 名 {plain(fen, 2)} {unit}" for place, fen in award.amounts.items())
    ranking = "按参评名次，" if award.eligible else ""
    return f"{ranking}{money}；{TIED[award.tied]}"


def _by_gain(award: GainAward, version: Version, subject: str) -> str:
    who = f"参评的{subject}" if award.eligible else subject
    other = f"没有得{version.awards[award.unless].title}、" if award.unless else ""
    gain = f"{who}里，{other}比上期升 {award.at_least} 位以上的，取升得最多的 {award.quota} 个"
    each = f"{plain(award.amount, 2)} {UNITS.get(award.unit, award.unit)}"
    return f"{gain}，各 {each}；升幅相同的看成绩，仍分不出的都不发"
