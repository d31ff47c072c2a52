"""What a bulletin says of a run, part by part: the ranking, the rewards, how the scores came about."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

from wugong.base.amounts import plain, written
from wugong.base.periods import Level, Period
from wugong.publish.bulletins import Column, Line, Table
from wugong.review.methods import WORDS, Method, method_of, score_lines
from wugong.rules.scheme import Award, GainAward, RankAward, Scheme

NOTHING = "—"
OUT = "不参评"
FIRST = 3
BEFORE = {Level.MONTH: "比上月", Level.QUARTER: "比上季", Level.HALF_YEAR: "比上期", Level.YEAR: "比上年"}


@dataclass(frozen=True, slots=True)
class Standing:
    """A village in a run: its figure, and what it was given as a village."""

    code: str
    name: str
    hundredths: int | None
    rank: int | None
    eligible_rank: int | None
    before: int | None
    told: Mapping[str, Any]
    fen: int

    @property
    def lacking(self) -> str:
        """Return why it has no score, or nothing."""
        return self.told["steps"][0] if self.hundredths is None else ""


@dataclass(frozen=True, slots=True)
class Reward:
    """A reward of a village: which one, and how much."""

    code: str
    award: str
    title: str
    fen: int


@dataclass(frozen=True)
class Outcome:
    """What a run came to, villages in rank order, those without a rank last."""

    scheme: Scheme
    period: Period
    rows: Sequence[Standing]
    rewards: Sequence[Reward]

    @property
    def method(self) -> Method:
        """Return how the scheme makes scores and rewards of the period."""
        return method_of(self.scheme, self.period)

    @property
    def awards(self) -> Mapping[str, Award]:
        """Return what the scheme gives, by name."""
        version = self.scheme.version_for(self.period)
        return version.awards if version else {}

    @property
    def has_eligible(self) -> bool:
        """Say whether there is a ranking of those who may win."""
        return any(row.eligible_rank for row in self.rows)

    @property
    def holders(self) -> list[Standing]:
        """Return those who are ranked and may not win."""
        return [row for row in self.rows if self.has_eligible and row.rank and row.eligible_rank is None]


class Placed(Protocol):
    """Whoever has a rank, had one before, and may have won something."""

    @property
    def rank(self) -> int | None: ...
    @property
    def before(self) -> int | None: ...
    @property
    def fen(self) -> int: ...


Row = TypeVar("Row", bound=Placed)


def risen(row: Placed) -> int:
    """Return the places won since the last period, 0 where none."""
    return max(0, row.before - row.rank) if row.rank and row.before else 0


def briefly(rows: Sequence[Row]) -> list[Row]:
    """Return those whom a brief table names: the first three, who won something, who rose most."""
    most = max(map(risen, rows), default=0)
    return [
        row for row in rows if (row.rank and row.rank <= FIRST) or row.fen or (most and risen(row) == most)
    ]


def in_order(rows: Iterable[Standing]) -> list[Standing]:
    """Return the villages by rank, those without one last, by code."""
    return sorted(rows, key=lambda row: (row.rank is None, row.rank or 0, row.code))


def table_of(outcome: Outcome, *, brief: bool) -> Table:
    """Return the ranking; a brief one names the first three and who moved up, and says where the rest is."""
    rows = briefly(outcome.rows) if brief else outcome.rows
    subject = outcome.method.subject
    count = f"{len(outcome.rows)} 个{subject}"
    title = f"{count}里的前 {FIRST} 名和进步的{subject}" if brief else f"{count}的名次"
    note = f"各{subject}的名次和分数在自己的页上，扫码选本{subject}就能看到。" if brief else ""
    return Table(
        title=title,
        columns=tuple(_columns(outcome, subject)),
        rows=tuple(tuple(_cells(outcome, row)) for row in rows),
        strong=frozenset(number for number, row in enumerate(rows) if row.fen),
        note=note,
    )


def _columns(outcome: Outcome, subject: str) -> Iterator[Column]:
    level = outcome.period.level
    yield Column(key="rank", title="名次", align="right")
    yield Column(key="change", title=BEFORE[level], align="right")
    yield Column(key="village", title=subject, weight=2)
    yield Column(key="score", title=WORDS[level.word], align="right")
    if outcome.rewards:
        yield Column(key="reward", title="奖励（元）", align="right")


def _cells(outcome: Outcome, row: Standing) -> Iterator[str]:
    yield str(row.rank or NOTHING)
    yield change(row.before, row.rank)
    yield row.name
    yield NOTHING if row.hundredths is None else written(row.hundredths, 2)
    if outcome.rewards:
        yield yuan(row.fen) if row.fen else OUT if row in outcome.holders else NOTHING


def change(before: int | None, after: int | None) -> str:
    """Return the places won or lost: ↑3, ↓1, 0; a dash where one of the two ranks is missing."""
    if before is None or after is None:
        return NOTHING
    return f"{'↑' if before > after else '↓'}{abs(before - after)}" if before != after else "0"


def yuan(fen: int) -> str:
    """Return an amount in yuan with thousands commas, without decimals that say nothing."""
    whole, _, tail = plain(fen, 2).partition(".")
    return f"{int(whole):,}" + (f".{tail:0<2}" if tail else "")


def prizes_of(outcome: Outcome) -> Iterator[Line]:
    """Yield each reward of a village with its reason in a few words."""
    rows = {row.code: row for row in outcome.rows}
    for one in outcome.rewards:
        row = rows[one.code]
        yield Line(left=row.name, middle=_why(outcome, one, row), right=f"{yuan(one.fen)} 元")


def _why(outcome: Outcome, reward: Reward, row: Standing) -> str:
    award = outcome.awards.get(reward.award)
    if isinstance(award, RankAward):
        own = row.eligible_rank if award.eligible else row.rank
        ranks = [other.eligible_rank if award.eligible else other.rank for other in outcome.rows]
        place = f"{'参评' if award.eligible else ''}第 {own} 名"
        return place if ranks.count(own) < 2 else f"{place}，并列"
    if isinstance(award, GainAward):
        return f"{reward.title}，升 {risen(row)} 位"
    return reward.title


def notes_of(outcome: Outcome, *, brief: bool) -> Iterator[str]:
    """Yield who may not win and why, and who has no score and why."""
    subject, version = outcome.method.subject, outcome.scheme.version_for(outcome.period)
    if outcome.holders and version and version.eligible:
        title = outcome.scheme.registers[version.eligible.register].title
        names = "、".join(row.name for row in outcome.holders)
        yield f"{names}是{title}，照常评分、排名，不参评，名额递进给后面的{subject}。"
    lacking: dict[str, list[str]] = {}
    for row in outcome.rows:
        if row.lacking:
            lacking.setdefault(row.lacking, []).append(row.name)
    for why, names_of in lacking.items():
        count = f"{len(names_of)} 个{subject}"
        everyone = len(names_of) == len(outcome.rows)
        who = f"全部 {count}" if everyone else count if brief else "、".join(names_of)
        yield f"{who}没有排名：{why}。"


def how_of(outcome: Outcome) -> Iterator[str]:
    """Yield the formulas in words, one village's score worked out, and what all rests on."""
    method, version = outcome.method, outcome.scheme.version_for(outcome.period)
    if version is not None:
        for label, text in score_lines(outcome.scheme, version, outcome.period.level):
            yield f"{label}：{text}。"
    example = next((row for row in outcome.rows if row.rank), None)
    if example is not None:
        given = "、".join(f"{title} {value or NOTHING}" for title, value, _ in example.told["inputs"])
        said = given.replace(f"{outcome.period.year}年", "")  # of the year that the heading names
        yield f"自己算一遍：{example.name} {said}；{example.told['steps'][0]}。"
    yield f"依据：{method.title}，第 {method.version} 版；{method.basis}。"
