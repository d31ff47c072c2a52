"""A scheme with one of everything, to be changed in one place and refused."""

from pathlib import Path

from tests.rules.refusing import refused
from tests.rules.sheets import write_table

SCHEME = """\
scheme: mine
title: 我的办法
subject: {name: 村, column: village_code, title_column: village, pool_name: 镇, pool_column: town_code, period_column: month}
inputs:
  covert: {title: 暗访, least: 0, most: 100, decimals: 2}
  cross: {title: 交叉, least: 0, most: 100, decimals: 2}
registers:
  holders:
    title: 获奖村
    columns: {village_code: {type: subject}, since: {type: date}, level: {type: choice, choices: [high, low]}}
  ranking:
    title: 名次
    columns: {unit: {type: code}, when: {type: period}, rank: {type: integer}}
switches:
  mode: {title: 读法, default: on, choices: {on: 开, off: 关}}
versions:
  - version: 1
    from: 2020-01-01
    basis: {document: 文件}
    scores:
      month: {formula: covert + cross, decimals: 2}
      quarter: {formula: mean(month), decimals: 2, ties: [{title: 交叉, formula: mean(cross)}]}
      half_year: {only: [H1], formula: mean(quarter), decimals: 2}
    eligible: {periods: [quarter], without: {register: holders, since: since, where: {level: high}}}
    awards:
      top: {title: 名次奖, kind: rank, public: yes, period: quarter, ranking: eligible, from: top, tied: split, amounts: {1: 100}}
      rise: {title: 进步奖, kind: gain, public: yes, period: quarter, who: all, at_least: 1, quota: {switch: mode, cases: {on: 1, off: 2}}, amount: 50}
      low: {title: 末位, kind: rank, public: no, period: quarter, ranking: full, from: bottom, tied: none, amounts: {1: -5}, amounts_only: {switch: mode, is: on}}
      again: {title: 连续末位, kind: streak, public: no, period: quarter, ranking: full, place: 1, times: 2}
      more: {title: 跟随, kind: follow, public: no, period: quarter, to: [{register: holders, recipient: village_code, follows: {top: {1: 5}}}]}
      rows: {title: 按行, kind: row, public: yes, register: ranking, recipient: unit, period_column: when, amount_by: {column: rank, at_most: {10: 5}}}
"""
ROWS = [
    {"village_code": "a", "village": "甲", "town_code": "t", "month": "2023-01", "covert": "1", "cross": "2"},
    {"village_code": "b", "village": "乙", "town_code": "t", "month": "2023-01", "covert": "2", "cross": "2"},
]


def try_scheme(capsys, folder: Path, content: str | bytes) -> list[str]:
    path = folder / "mine.yaml"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return refused(capsys, folder, path, write_table(folder / "sheet.csv", list(ROWS[0]), ROWS))


def changed(old: str, new: str) -> str:
    assert SCHEME.count(old) == 1, old
    return SCHEME.replace(old, new)
