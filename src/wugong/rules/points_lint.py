"""Finds in a points catalogue, or in plain village rules, what the law does not let them say."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from wugong.base.faults import Faults, FileRefused
from wugong.rules.documents import Document, Path, read_document
from wugong.rules.points_bans import Bans, bans

HEADED = re.compile(r"\s*(?:#+|第\S{1,4}[章节]|[一二三四五六七八九十]+、|[（(][一二三四五六七八九十]+[)）])")
LONGEST_HEADING = 24
LARGEST = 100_000  # characters: some 400 items
PARTS = re.compile(r"[。；;]")


@dataclass(frozen=True, slots=True)
class Finding:
    """One clause that must not stand: its line, what is wrong, the article, and what may stand instead."""

    line: int
    clause: str
    ban: str
    article: str
    instead: str
    key: str


@dataclass(frozen=True, slots=True)
class Clause:
    """One sentence with its line; `sign` is -1 where it stands under deductions, 1 under awards, else 0."""

    line: int
    text: str
    sign: int = 0


def lint(text: str, *, day: date | None = None) -> list[Finding]:
    """What must not stand in the text, by line: a catalogue as YAML, or rules as people write them.

    With `day`, only what was forbidden on that day. An empty list says that no known ban was met,
    not that the text is lawful. FileRefused is raised for a text longer than any rules of a village.
    """
    if len(text) > LARGEST:
        raise FileRefused("积分细则", ["文字超过 10 万字，不像一份村里的细则，请分开来查"], 1)
    rules = bans()
    document = read_document(text, Faults("积分细则"))
    known = document is not None and isinstance(document.root.get("items"), list)
    clauses = _of_catalogue(document) if document and known else _of_text(text, rules)
    return [found for clause in clauses for found in _findings(clause, rules, day)]


def _findings(clause: Clause, rules: Bans, day: date | None) -> Iterator[Finding]:
    rest = rules.keeps.sub("〇", clause.text)
    minus = clause.sign < 0 or bool(rules.minus.search(rest))
    plus = clause.sign > 0 or bool(rules.plus.search(rest))
    for ban in rules.bans:
        if day is not None and day < ban.since:
            continue
        if any(pattern.hits(rest, minus=minus, plus=plus) for pattern in ban.patterns):
            said = clause.text.strip()
            yield Finding(clause.line, said, ban.title, ban.article, ban.instead, ban.key)


def _of_text(text: str, rules: Bans) -> Iterator[Clause]:
    under = 0
    for line, row in enumerate(text.splitlines(), start=1):
        heading = len(row.strip()) <= LONGEST_HEADING and bool(
            HEADED.match(row) or row.rstrip().endswith(("：", ":"))
        )
        if heading:
            under = -1 if rules.heading.search(rules.keeps.sub("〇", row)) else 0
        for part in PARTS.split(row):
            if part.strip():
                yield Clause(line, part, under)


def _of_catalogue(document: Document) -> Iterator[Clause]:
    root: Any = document.root
    for path, text, sign in _spoken(root):
        for part in PARTS.split(text):
            if part.strip():
                yield Clause(document.line(path), part, sign)


def _spoken(root: Any) -> Iterator[tuple[Path, str, int]]:
    """Each text that residents read, with its path and whether points are taken or given there."""
    yield from _words(root, (), 0)
    for name in ("categories", "clauses"):
        for place, node in enumerate(root.get(name, ())):
            yield from _words(node, (name, place), 0)
    for place, node in enumerate(root["items"]):
        points = node.get("points", "") if isinstance(node, dict) else ""
        value = points.get("least", "") if isinstance(points, dict) else points
        yield from _words(node, ("items", place), -1 if str(value).startswith("-") else 1)


def _words(node: Any, path: Path, sign: int) -> Iterator[tuple[Path, str, int]]:
    if isinstance(node, str):
        yield path, node, sign
    if isinstance(node, dict):
        for key in ("title", "note"):
            if isinstance(node.get(key), str):
                yield (*path, key), node[key], sign
