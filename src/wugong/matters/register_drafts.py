"""A draft of a county's own register: what is wrong in it, line by line, and what it would be."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils import timezone

from wugong.base.faults import FileRefused
from wugong.base.refusals import Refusal
from wugong.matters.models import RegisterDocument
from wugong.matters.registers import LONGEST
from wugong.rules.register_parts import Register, Version
from wugong.rules.register_reading import BUNDLED, read_register, register_text
from wugong.web.refusals import said


@dataclass(frozen=True)
class Draft:
    """稿子: its text, its faults, and the register that it makes."""

    text: str
    faults: Sequence[str]
    register: Register | None

    @property
    def version(self) -> Version | None:
        """Return the version of today, or the first one to come."""
        if self.register is None:
            return None
        return self.register.on(timezone.localdate()) or self.register.versions[0]

    @property
    def moves(self) -> list[tuple[str, list[tuple[str, str]]]]:
        """Return each state with the moves that lead on from it: the title, and where it leads."""
        if (version := self.version) is None:
            return []
        return [
            (
                state.title,
                [
                    (move.title, version.state(move.target).title)
                    for move in version.moves
                    if state.code in move.sources
                ],
            )
            for state in version.states
        ]


def draft_of(text: str) -> Draft:
    """Return what the text makes, or what is wrong in it."""
    if len(text) > LONGEST:
        return Draft(text, [f"最多 {LONGEST} 字，现在有 {len(text)} 字"], None)
    try:
        return Draft(text, [], read_register(text))
    except FileRefused as refusal:
        return Draft(text, [line.removeprefix("台账：") for line in refusal.faults], None)
    except Refusal as refusal:
        return Draft(text, [said(refusal)], None)


def starting_text(code: str) -> str:
    """Return the text of the register of this code as it holds; empty where there is none."""
    document = RegisterDocument.objects.filter(code=code).order_by("pk").last()
    if document is not None:
        return document.text
    return register_text(code) if code in BUNDLED else ""
