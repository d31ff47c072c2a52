"""Who asked for what a desk writes down: somebody of the place, found by name."""

from dataclasses import dataclass

from wugong.matters.desk_sights import Sight
from wugong.matters.registers import Held
from wugong.registry.body_people import Finder, Found, chosen, find_people
from wugong.registry.permissions import can_read
from wugong.rules.register_parts import By


@dataclass(frozen=True, slots=True)
class Finding:
    """Who was chosen, or who was found by what was typed."""

    chosen: Found | None
    finder: Finder


def finding_at(sight: Sight, held: Held, words: str, key: str) -> Finding | None:
    """Return who asked, found or chosen; nothing where nobody asks or she may not read the people."""
    if By.ASKER not in held.version.opened_by or not can_read(sight.visitor, sight.place):
        return None
    found = chosen(sight.place, key, sight.visitor)
    words = "" if found else words
    return Finding(found, find_people(sight.place, words, sight.visitor))
