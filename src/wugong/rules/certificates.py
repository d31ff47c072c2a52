"""Certificates (证明) that a village may not issue, as dated data: why, and where one goes instead (M107)."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any, Final

from wugong.base.faults import Faults
from wugong.rules.dated import in_force
from wugong.rules.documents import read_document

AROUND: Final = re.compile(r"[\s《》“”\"'()（）、，。,.:：]+")
LARGEST: Final = 200  # characters of a certificate's name that are looked at


class Answer(StrEnum):
    """What a village does with a request for a certificate."""

    REFUSED = "refused"
    ALLOWED = "allowed"
    UNKNOWN = "unknown"  # on no list: without a basis it is not issued, the town says whether there is one


@dataclass(frozen=True, slots=True)
class Certificate:
    """One line of a list."""

    key: str
    title: str
    words: tuple[str, ...]
    instead: str = ""
    basis: str = ""


@dataclass(frozen=True, slots=True)
class Certificates:
    """The lists as they hold from a day on."""

    name: str
    since: date
    source: str
    rule: str
    refused: tuple[Certificate, ...]
    allowed: tuple[Certificate, ...]
    open: str


@dataclass(frozen=True, slots=True)
class CertificateVerdict:
    """What is answered, the line it rests on, and the reason in a sentence a villager understands."""

    answer: Answer
    line: Certificate | None
    reason: str


def certificate_verdict(asked: str, day: date, allowed: Sequence[Certificate] = ()) -> CertificateVerdict:
    """What is answered to who asks for that certificate; `allowed` are lines that the county has added.

    The nation's list comes first: what it takes from villages, no county's list gives back.
    """
    lists, plain = certificates_on(day), _plain(asked)
    if line := _found(lists.refused, plain):
        said = f"“{line.title}”不该由村里开（{lists.source}）。{line.instead}"
        return CertificateVerdict(Answer.REFUSED, line, said)
    if line := _found((*lists.allowed, *allowed), plain):
        return CertificateVerdict(Answer.ALLOWED, line, f"“{line.title}”可以由村里开（{line.basis}）")
    return CertificateVerdict(Answer.UNKNOWN, None, f"{lists.rule}。{lists.open}")


def certificates_on(day: date) -> Certificates:
    """The lists in force on the day; before the first, that first one."""
    return in_force(_lists(), day) or _lists()[0]


def _found(lines: Sequence[Certificate], plain: str) -> Certificate | None:
    """The line whose name, or one of whose words, stands in what was asked for."""
    return next(
        (
            line
            for line in lines
            if plain and any(_plain(word) in plain for word in (line.title, *line.words))
        ),
        None,
    )


def _plain(text: str) -> str:
    return AROUND.sub("", unicodedata.normalize("NFKC", text[:LARGEST]))


@cache
def _lists() -> Sequence[Certificates]:
    faults = Faults("certificates.yaml")
    document = read_document(files("wugong.rules").joinpath("certificates.yaml").read_text("utf-8"), faults)
    faults.refuse()
    root: Any = document.root if document else {}
    return [_list(str(place), node) for place, node in enumerate(root["lists"])]


def _list(name: str, node: Mapping[str, Any]) -> Certificates:
    return Certificates(
        name=name,
        since=date.fromisoformat(node["from"]),
        source=node["source"],
        rule=node["rule"],
        refused=tuple(certificate_line(one) for one in node["refused"]),
        allowed=tuple(certificate_line(one) for one in node["allowed"]),
        open=node["open"],
    )


def certificate_line(node: Mapping[str, Any]) -> Certificate:
    """The line that a list, the nation's or a county's own, writes down."""
    words = tuple(node.get("words", ()))
    return Certificate(node["key"], node["title"], words, node.get("instead", ""), node.get("basis", ""))
