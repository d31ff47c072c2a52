"""Finds what does not fit in a register beside its moves: fields that differ, looks again, certificates."""

from collections.abc import Iterator
from typing import Final

from wugong.rules import register_parts as p
from wugong.rules.certificates import Answer, certificate_verdict
from wugong.rules.documents import Path

CERTIFICATES: Final = "certificates"


def distinct_faults(version: p.Version) -> Iterator[tuple[Path, str]]:
    """Groups of fields that can never differ, or cannot be held against each other."""
    for place, group in enumerate(version.distinct):
        path: Path = ("distinct", place)
        if len(set(group)) < len(group):
            yield path, "同一个字段写了两次，它和自己总是一样的"
        if len({version.field(code).type for code in group}) > 1:
            yield path, f"{'、'.join(group)} 的 type 不一样，没法比，请写成一样的"


def look_faults(version: p.Version) -> Iterator[tuple[Path, str]]:
    """Rhythms of looking again at what does not last, or without a time between."""
    for place, state in enumerate(version.states):
        path: Path = ("states", place, "look_again")
        if state.look_again and state.kind is not p.StateKind.LASTING:
            yield path, f"只有 kind: lasting 的状态才回头看，“{state.title}”是 kind: {state.kind}"
        if state.look_again and state.look_again.months < 1:
            yield (*path, "months"), "至少隔 1 个月"


def certificate_faults(version: p.Version) -> Iterator[tuple[Path, str]]:
    """Certificates that no field is checked against, or that the nation's list took from villages."""
    if version.certificates and not any(field.checked == CERTIFICATES for field in version.fields):
        yield (CERTIFICATES,), "没有写 checked: certificates 的字段，清单用不上"
    for place, line in enumerate(version.certificates):
        for word in (line.title, *line.words):
            verdict = certificate_verdict(word, version.since)
            if verdict.answer is Answer.REFUSED:
                yield (CERTIFICATES, place), f"县里的清单不能写它：{verdict.reason}"
