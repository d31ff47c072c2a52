"""Allots the special fund (专项经费): so much a head to each village, and a pool shared by head and score."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from typing import Any, NamedTuple

from wugong.base.amounts import plain, scaled, written
from wugong.base.faults import Faults
from wugong.rules.building import Builder
from wugong.rules.dated import Basis, check_order, in_force, open_document, read_basis
from wugong.rules.documents import Path
from wugong.rules.scheme import Flag

FUND = "special-fund"


@dataclass(frozen=True, slots=True)
class FundVersion:
    """A fund as it holds from `since` on: fen a head for the base and for the pool, and cautions to carry."""

    name: str
    since: date
    basis: Basis
    base_fen: int
    floating_fen: int
    flags: tuple[Flag, ...]


@dataclass(frozen=True, slots=True)
class Fund:
    """A fund with its versions, earliest first."""

    name: str
    title: str
    versions: tuple[FundVersion, ...]

    def version_on(self, day: date) -> FundVersion | None:
        """The version in force on the day, or None before the first."""
        return in_force(self.versions, day)


class FundVillage(NamedTuple):
    """A village as the fund sees it."""

    code: str
    title: str
    population: int
    score_hundredths: int

    @property
    def weight(self) -> int:
        """What it counts for in the pool: head times score."""
        return self.population * self.score_hundredths


@dataclass(frozen=True, slots=True)
class Share:
    """What a village gets, in fen, and how it comes about."""

    code: str
    population: int
    score: int
    base_fen: int
    floating_fen: int
    said: str

    @property
    def fen(self) -> int:
        """Both parts together."""
        return self.base_fen + self.floating_fen


def fund_text(name: str = FUND) -> str:
    """The YAML of a bundled fund."""
    return files("wugong.rules").joinpath(f"funds/{name}.yaml").read_text("utf-8")


def read_fund(text: str, source: str = "专项经费") -> Fund:
    """The fund in `text`; FileRefused names each line and key that does not fit."""
    builder = open_document(text, "fund", source)
    versions = tuple(
        _version(builder, node, ("versions", place)) for place, node in enumerate(builder.root["versions"])
    )
    check_order(builder, versions)
    builder.faults.refuse()
    return Fund(builder.root["fund"], builder.root["title"], versions)


def _version(builder: Builder, node: dict[str, Any], path: Path) -> FundVersion:
    return FundVersion(
        name=node["version"],
        since=builder.day(node["from"], (*path, "from")),
        basis=read_basis(node["basis"]),
        base_fen=scaled(node["base"], 2),
        floating_fen=scaled(node["floating"], 2),
        flags=tuple(Flag(flag["flag"], None, flag["says"]) for flag in node.get("flags", ())),
    )


def allot(version: FundVersion, villages: Iterable[tuple[str, str, int, int]]) -> list[Share]:
    """What each (code, title, population, score in hundredths) gets, in order of code.

    The base is by head; the pool is shared by head times score, to the fen, whole. Where that is 0
    everywhere there is nothing to share by: the pool stays with the town, and every share says so.
    FileRefused names each village that comes twice or has a number below 0.
    """
    found = sorted(FundVillage(*village) for village in villages)
    _check(found)
    pool = version.floating_fen * sum(village.population for village in found)
    parts = split(pool, [village.weight for village in found])
    whole = sum(village.weight for village in found)
    return [
        Share(
            code=village.code,
            population=village.population,
            score=village.score_hundredths,
            base_fen=version.base_fen * village.population,
            floating_fen=part,
            said=_said(version, village, part, pool, whole),
        )
        for village, part in zip(found, parts, strict=True)
    ]


def split(pool: int, weights: Sequence[int]) -> list[int]:
    """`pool` shared by the weights in whole numbers that sum to it; nothing to anybody where all weigh 0.

    What rounding down leaves over goes one by one to the largest remainders; between equal ones to the
    larger weight, then to the earlier.
    """
    whole = sum(weights)
    if not whole:
        return [0] * len(weights)
    parts = [pool * weight // whole for weight in weights]
    order = sorted(range(len(weights)), key=lambda place: (-(pool * weights[place] % whole), -weights[place]))
    for place in order[: pool - sum(parts)]:
        parts[place] += 1
    return parts


def _check(villages: Sequence[FundVillage]) -> None:
    faults, seen = Faults("专项经费"), set()
    for code, title, population, score in villages:
        if code in seen:
            faults.add(f"{title}（{code}）写了两次，请只留一行")
        if population < 0:
            faults.add(f"{title}（{code}）的人口是 {population}，不能小于 0")
        if score < 0:
            faults.add(f"{title}（{code}）的得分是 {plain(score, 2)}，不能小于 0")
        seen.add(code)
    faults.refuse()


def _said(version: FundVersion, village: FundVillage, part: int, pool: int, whole: int) -> str:
    heads, money = village.population, written(pool, 2)
    base = f"{plain(version.base_fen, 2)} × {heads} = {written(version.base_fen * heads, 2)} 元"
    if not pool:
        return f"{village.title}：基础部分 {base}；没有浮动部分"
    if not whole:
        return (
            f"{village.title}：基础部分 {base}；各村“人口 × 得分”都是 0，浮动部分 {money} 元没有依据可分，"
            "留在镇里，请镇另行决定"
        )
    down = pool * village.weight // whole
    rest = "（含尾差 0.01 元）" if part > down else ""
    share = f"{plain(village.weight, 2)} ÷ {plain(whole, 2)}"
    worth = f"{heads} 人 × {plain(village.score_hundredths, 2)} 分 = {plain(village.weight, 2)}"
    return (
        f"{village.title}：基础部分 {base}；{worth}，浮动部分 {money} × {share} = {written(part, 2)} 元{rest}"
    )
