#!/usr/bin/env python3
"""Checks, with no network and no house, that an entry stands in a book whose digests hang on a wall.

用法：python3 proof_check.py 证明.json 摘要 [摘要 …]

摘要就是海报上的 64 位字符（空格不算）。至少给出这笔账当天或以后某一天的一个；给几个，就核对几个。
只用 Python 标准库（3.8 以上），不联网。没有问题时退出码是 0，证明不成立是 1，用法不对是 2。

What is checked is written in docs/ledger.md; this file is small enough to be read before it is trusted.
"""

from __future__ import annotations

import hashlib
import json
import re
import sys
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

FORM = "wugong ledger proof 1"
ID = r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
HEX = r"[0-9a-f]{64}"
WORD = r"[^\x00-\x1f\x7f]+"
DATE = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
MADE = DATE + r"T[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{6}Z"
ENTRY = re.compile(
    rf"wugong ledger entry 1\nseq (?P<seq>[1-9][0-9]*)\nprevious {HEX}\nbook (?P<book>{ID})\n"
    rf"entry {ID}\nmove (?P<move>[a-z]+)\nkind (?P<kind>{WORD})\nkey (?P<key>{WORD})\nday (?P<day>{DATE})\n"
    rf"made (?P<made>{MADE})\nexpires (?:-|{MADE})\ntarget (?P<target>-|{ID})\nactor (?:-|{ID})\n"
    rf"text (?P<text>-|{HEX})\n(?P<legs>(?:leg {ID} [a-z]+ -?[1-9][0-9]*\n)*)"
)
DAY = re.compile(
    rf"wugong ledger day 1\nbook (?P<book>{ID})\nday (?P<day>{DATE})\nfirst (?P<first>[1-9][0-9]*)\n"
    rf"last (?P<last>[1-9][0-9]*)\nroot (?P<root>{HEX})\nprevious (?P<previous>{HEX})\n"
)
MOVES = {
    "post": "入账",
    "hold": "预留",
    "settle": "结清",
    "void": "作废",
    "reverse": "冲正",
    "close": "结账",
}
UNITS = {"points": "积分", "fen": "分钱", "minutes": "分钟", "shares": "股", "pieces": "件"}


class Refused(Exception):
    """The proof does not hold; the message says why."""


class Part:
    """One part of the proof: its lines, what they say, and their digest."""

    def __init__(self, lines: Any, form: re.Pattern[str], name: str) -> None:
        found = form.fullmatch(lines) if isinstance(lines, str) else None
        if found is None:
            raise Refused(f"{name}的格式不对，不是五共账簿的证明。")
        self.says = found.groupdict()
        self.digest = sha(lines.encode()).hex()

    def number(self, name: str) -> int:
        """Return one of its numbers."""
        return int(self.says[name])


def check(proof: Any, digests: list[str]) -> list[str]:
    """Return what was checked, a sentence each; raises `Refused` at the first thing that does not hold."""
    if not isinstance(proof, dict) or proof.get("form") != FORM:
        raise Refused("这个文件不是五共账簿的证明，或者版本不同。")
    entry = Part(proof.get("entry"), ENTRY, "这笔账")
    before = [Part(lines, DAY, "摘要") for lines in [proof.get("before")] if lines]
    days = [Part(lines, DAY, "摘要") for lines in [proof.get("day"), *listed(proof.get("after"))]]
    return [
        *check_entry(entry),
        *check_words(entry, proof.get("words")),
        *check_place(entry, days[0], listed(proof.get("path"))),
        *check_links(before, days),
        *check_wall(digests, before, days),
    ]


def check_entry(entry: Part) -> list[str]:
    """The entry balances in each unit, and its legs stand in order."""
    legs = [line.split(" ")[1:] for line in entry.says["legs"].splitlines()]
    sums: dict[str, int] = {}
    for _account, unit, amount in legs:
        sums[unit] = sums.get(unit, 0) + int(amount)
    if any(sums.values()):
        raise Refused("这笔账不平。")
    accounts = [account for account, _unit, _amount in legs]
    if accounts != sorted(set(accounts)):
        raise Refused("这笔账的分录次序不对，或者一个账户出现了两次。")
    says = entry.says
    move = MOVES.get(says["move"], says["move"])
    return [
        f"第 {says['seq']} 笔，{says['day']}，{move}（{says['kind']}），编号 {says['key']}",
        *(f"　账户 {account}：{int(amount):+d} {UNITS.get(unit, unit)}" for account, unit, amount in legs),
        f"写于 {written(entry):%Y-%m-%d %H:%M:%S}（中国时间），内容的哈希 {entry.digest}",
    ]


def check_words(entry: Part, words: Any) -> list[str]:
    """The words beside the entry, if they are told, are those that it was written with."""
    if not words:
        return [] if entry.says["text"] == "-" else ["文字没有给出，或者已经依法删去；金额和次序照样核对"]
    if not isinstance(words, dict):
        raise Refused("证明里的文字读不了。")
    covered = f"{words.get('salt')}\n{words.get('about') or '-'}\n{words.get('text')}"
    if sha(covered.encode()).hex() != entry.says["text"]:
        raise Refused("证明里的文字和记账时的不一样。")
    return [f"文字和记账时一样：{plain(words.get('text'))}"]


def check_place(entry: Part, day: Part, path: list[Any]) -> list[str]:
    """The entry is a leaf, at its own number, of the tree whose top the day's digest covers."""
    first, last, seq = day.number("first"), day.number("last"), entry.number("seq")
    if entry.says["book"] != day.says["book"] or not first <= seq <= last:
        raise Refused("这笔账不在这一天的摘要里。")
    if written(entry).date() > date.fromisoformat(day.says["day"]):
        raise Refused("这笔账写下的时间比摘要的日期还晚。")
    if top(bytes.fromhex(entry.digest), seq - first, last - first + 1, path) != day.says["root"]:
        raise Refused("从这笔账算不到当天的摘要：证明是旧的，或者账、证明被改过。")
    return [f"在 {day.says['day']} 写下的第 {first} 到 {last} 笔之中，位置对"]


def top(leaf: bytes, index: int, size: int, path: list[Any]) -> str | None:
    """Return the top of the tree that leaf and path make, or None where the path does not fit."""
    node, rest = sha(b"\0" + leaf), list(path)
    while size > 1:
        if index ^ 1 < size:
            if not rest or not re.fullmatch(HEX, str(rest[0])):
                return None
            other = bytes.fromhex(rest.pop(0))
            node = sha(b"\1" + (other + node if index % 2 else node + other))
        index, size = index // 2, (size + 1) // 2
    return None if rest else node.hex()


def check_links(before: list[Part], days: list[Part]) -> list[str]:
    """Each day hangs on the one before it, without a gap."""
    start = days[0].says["book"].replace("-", "") * 2
    if not before and (days[0].number("first"), days[0].says["previous"]) != (1, start):
        raise Refused("缺少前一天的摘要。")
    chain = [*before, *days]
    for at, later in enumerate(chain[1:]):
        one = chain[at]
        if one.says["book"] != later.says["book"] or one.says["day"] >= later.says["day"]:
            raise Refused(f"{later.says['day']} 的摘要不是同一本账簿的，或者日期倒退了。")
        if later.says["previous"] != one.digest or later.number("first") != one.number("last") + 1:
            raise Refused(f"{later.says['day']} 的摘要和 {one.says['day']} 的接不上。")
    return [f"{chain[0].says['day']} 到 {chain[-1].says['day']} 的 {len(chain)} 个摘要一个接一个"]


def check_wall(digests: list[str], before: list[Part], days: list[Part]) -> list[str]:
    """Each digest that was read off a wall is one of the proof's, and one of them covers the entry."""
    ours = {one.digest: one.says["day"] for one in [*before, *days]}
    for given in digests:
        if given not in ours:
            raise Refused(
                f"海报上的摘要 {given} 和证明算出的不一样：证明是旧的，或者账、证明被改过。"
                f"证明里 {days[0].says['day']} 的摘要是 {days[0].digest}。"
            )
    if not set(digests) & {one.digest for one in days}:
        raise Refused("给出的摘要都在这笔账之前，证明不了它。请用当天或以后的海报。")
    return [f"和 {ours[given]} 的海报一致：{given}" for given in digests]


def sha(covered: bytes) -> bytes:
    """Return the SHA-256."""
    return hashlib.sha256(covered).digest()


def written(entry: Part) -> datetime:
    """Return when the entry was written, by China's clock."""
    return datetime.fromisoformat(entry.says["made"][:-1]) + timedelta(hours=8)


def plain(text: Any) -> str:
    """Return the text on one line, so that it cannot look like a line of ours."""
    return " ".join("".join(one if one.isprintable() else " " for one in str(text)).split())


def listed(found: Any) -> list[Any]:
    """Return the list, or refuse what is none."""
    if not isinstance(found, list):
        raise Refused("证明不完整。")
    return found


def main(words: list[str]) -> int:
    """Check the proof of the first word against the digests of the others; returns the exit code."""
    digests = [re.sub(r"\s", "", word).lower() for word in words[1:]]
    if not digests or not all(re.fullmatch(HEX, one) for one in digests):
        print("用法：python3 proof_check.py 证明.json 摘要 [摘要 …]")
        print("摘要是海报上的 64 位字符（0-9、a-f）。")
        return 2
    try:
        proof = json.loads(Path(words[0]).read_text("utf-8"))
        said = check(proof, digests)
    except Refused as why:
        print(f"✗ 证明不成立：{why}")
        return 1
    except (OSError, ValueError, RecursionError) as why:
        print(f"✗ 证明读不了：{why}")
        return 1
    print(f"{plain(proof.get('place'))}《{plain(proof.get('title'))}》（名称仅供阅读，不在证明之内）")
    for line in said:
        print(line if line.startswith("　") else f"✓ {line}")
    print("证明成立：这笔账在账簿里，没有改过。")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
