"""A scheme by half-years with counts, checks and conditions, to be changed in one place; and its figures."""

from collections.abc import Mapping, Sequence

from wugong.base.periods import Period
from wugong.rules.appraisal import Appraisal
from wugong.rules.facts import Facts, Unit
from wugong.rules.library import read_scheme
from wugong.rules.proposals import Proposal, Proposals

COUNTS = """\
scheme: counts
title: 计数办法
subject: {name: 村, column: code, title_column: title, pool_name: 镇, pool_column: town, period_column: half, period: half_year}
inputs:
  all: {title: 总户数, unit: 户, least: 1, most: 1000, decimals: 0}
  part: {title: 参与户数, unit: 户, of: all, least: 0, most: 1000, decimals: 0}
  rest: {title: 积存, least: -10, most: 1000, decimals: 1, optional: yes}
switches:
  goal: {title: 目标, default: 80, choices: {80: 八成, 90: 九成}}
versions:
  - version: 1
    from: 2020-01-01
    basis: {document: 文件, article: 第一条}
    checks:
      enough: {title: 参与率, period: half_year, holds: part / all >= goal / 100, public: yes, does: 入户动员, article: 第二条}
    scores:
      half_year: {formula: enough, decimals: 0, ranked: no}
      year: {formula: sum(half_year), decimals: 0}
    awards:
      good: {title: 好, kind: when, period: half_year, checks: met, amount: 12.5, unit: points, public: yes}
      bad: {title: 差, kind: when, period: half_year, holds: [part / all < 0.5, half_year < 1], does: 上门, public: no}
"""


def with_counts(old: str, new: str) -> str:
    assert COUNTS.count(old) == 1, old
    return COUNTS.replace(old, new)


def proposals_of(
    text: str,
    halves: Sequence[tuple[int | None, int | None, int | None]],
    settings: Mapping[str, str] | None = None,
) -> list[Proposal]:
    """What is proposed for one village; `halves` are (all, part, rest in tenths) from 2023-H1 on."""
    rows = [[half[place]] for place in range(3) for half in halves]
    first = Period.parse("2023-H1")
    periods = [first.plus(step) for step in range(len(halves))]
    facts = Facts([Unit("v", "甲村", "t")], periods, rows, [[True] for _ in halves])
    return list(Proposals(Appraisal(read_scheme(text, settings), facts)))
