"""Reads a chain of names (接龙) from a group chat: whom each line means, asked where it may mean two."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum
from typing import Final

from wugong.base.masking import personal_in
from wugong.base.spelling import plain, spelt
from wugong.places.models import Place
from wugong.registry.models import Household, Membership, Person

MOST_LINES: Final = 500
LONGEST_REMARK: Final = 60
NUMBERED: Final = re.compile(  # no time and no date
    r"(?!\d{1,2}:\d\d)(\d{1,3})(?:\s*[.、,:)]+\s*|\s+|(?=[^\d\s]))(?![年月日号时点人户])(.*)"
)
HEADER: Final = re.compile(r"接龙|报名|^例|^#")
PIECES: Final = re.compile(r"[\s,，;；、:：/|+()（）\[\]【】<>《》\"“”'~～—\-]+")
AFTER_NAME: Final = re.compile(r"^(家的?|户|一家|老师|同志|叔|婶|哥|姐|到|参加|半天|一天|\d)")
KEYCAP: Final = re.compile("([0-9])\ufe0f?\u20e3")


class Found(Enum):
    """What became of a line."""

    ONE = "one"
    SEVERAL = "several"
    NOBODY = "nobody"
    AGAIN = "again"
    PASSED_OVER = "passed_over"  # a heading, or talk between the numbered lines


@dataclass(frozen=True, slots=True)
class Match:
    """A household that a line may mean, by one of its members or as a whole."""

    household: Household
    person: Person | None

    @property
    def key(self) -> str:
        """Return the key by which a form names this choice."""
        return f"{self.household.pk}.{self.person.pk if self.person else ''}"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the chain: what it says, whom it may mean, what beside a name stands there."""

    number: int  # from 1, empty lines not counted
    text: str
    remark: str
    found: Found
    matches: tuple[Match, ...]
    chosen: bool = False  # by somebody, among several

    @property
    def match(self) -> Match | None:
        """Return whom it means, where that is certain and not said before."""
        return self.matches[0] if self.found is Found.ONE else None


@dataclass
class Names:
    """The names and numbers of a village's households, for many lines: one query."""

    by_name: Mapping[str, list[Match]]
    by_spelling: Mapping[str, list[Match]]
    by_given: Mapping[str, list[Match]]
    by_number: Mapping[str, list[Match]]
    longest: int = field(default=2)


def names_in(village: Place) -> Names:
    """Return whom the names and numbers of a village mean today."""
    homes = Household.objects.standing().filter(village=village).select_related("place", "village")
    known = {one.pk: one for one in homes}
    rows = Membership.objects.today().filter(household__in=homes.values("pk")).select_related("person")
    by_name, spelling, given = defaultdict(list), defaultdict(list), defaultdict(list)
    for row in rows.order_by("household__number", "relation", "pk"):
        match = Match(known[row.household_id], row.person)
        name = row.person.name.strip()
        by_name[name].append(match)
        spelling[_whole(name)].append(match)
        if len(name) > 2:
            given[name[-2:]].append(match)
    numbers = {one.number: [Match(one, None)] for one in known.values()}
    longest = max((len(name) for name in by_name), default=2)
    return Names(by_name, spelling, given, numbers, longest)


def read_chain(text: str, names: Names, choices: Mapping[int, str] | None = None) -> list[Line]:
    """Return the lines that name somebody, in order; `choices` say by number whom an uncertain line means.

    Nothing is guessed: a line that fits two stays open, and so does one that only sounds like a name. Who
    was named before is named again, and not counted twice.
    """
    told: set[str] = set()
    lines = []
    rows = [row for row in map(_cleaned, text.splitlines()) if row][:MOST_LINES]
    numbered = any(NUMBERED.fullmatch(row) for row in rows)
    for number, row in enumerate(rows, 1):
        line = _chosen(_line(number, row, names, numbered=numbered), (choices or {}).get(number))
        if line.match:
            if line.match.key in told:
                line = replace(line, found=Found.AGAIN)
            told.add(line.matches[0].key)
        lines.append(line)
    return lines


def _line(number: int, row: str, names: Names, *, numbered: bool) -> Line:
    """Return what a row says; between numbered rows others count only where they name somebody in full."""
    entry = NUMBERED.fullmatch(row)
    if entry and entry[2].strip():
        return _read(number, entry[2].strip(), names)
    line = _read(number, row, names)
    talk = HEADER.search(row) is not None or (numbered and line.found is not Found.ONE)
    return replace(line, found=Found.PASSED_OVER, matches=()) if talk or entry else line


def _chosen(line: Line, choice: str | None) -> Line:
    """Return the line as meaning whom somebody chose for it among those it may mean."""
    if choice is None or line.found is not Found.SEVERAL:
        return line
    found = [one for one in line.matches if one.key == choice]
    return replace(line, found=Found.ONE, matches=tuple(found), chosen=True) if found else line


def _cleaned(row: str) -> str:
    """Return the row without emoji, marks nobody sees and full-width forms."""
    digits = KEYCAP.sub(r"\1. ", row)
    folded = unicodedata.normalize("NFKC", digits)
    kept = (" " if unicodedata.category(one) in {"So", "Sk", "Cs", "Co", "Cn"} else one for one in folded)
    return "".join(one for one in kept if unicodedata.category(one) not in {"Cf", "Mn", "Me", "Cc"}).strip()


def _read(number: int, words: str, names: Names) -> Line:
    """Return whom the words may mean: a household's number, a name, else what sounds or ends like one."""
    pieces = [piece for piece in PIECES.split(words) if piece]
    certain, rest = _certain(pieces, names)
    near = [] if certain else _near(pieces, names)
    matches = _unique(certain or near)
    if certain:
        found = Found.ONE if len(matches) == 1 else Found.SEVERAL
    else:
        found = Found.SEVERAL if matches else Found.NOBODY
    remark = " ".join(rest) if certain else ""
    return Line(number, words[:80], _harmless(remark), found, tuple(matches))


def _certain(pieces: Sequence[str], names: Names) -> tuple[list[Match], list[str]]:
    """Return whom a piece names in full, and the other pieces; a number beside a name decides between two."""
    named: list[Match] = []
    numbered: list[Match] = []
    rest: list[str] = []
    for piece in pieces:
        if not numbered and (here := names.by_number.get(piece)):
            numbered = list(here)
        elif not named and (hit := _named(piece, names)):
            named, tail = list(hit[0]), hit[1]
            rest += [tail] if tail else []
        else:
            rest.append(piece)
    homes = {one.household.pk for one in numbered}
    both = [one for one in named if one.household.pk in homes]
    if named and numbered:
        return both or [*named, *numbered], rest
    return named or numbered, rest


def _named(piece: str, names: Names) -> tuple[list[Match], str] | None:
    """Return whom the piece names, and what follows the name without a space between."""
    for length in range(min(len(piece), names.longest), 1, -1):
        tail = piece[length:]
        if (here := names.by_name.get(piece[:length])) and (not tail or AFTER_NAME.match(tail)):
            return here, tail
    return None


def _near(pieces: Iterable[str], names: Names) -> list[Match]:
    """Return who is spelt or called like a piece, to be asked about."""
    found: list[Match] = []
    for piece in pieces:
        found += names.by_spelling.get(_whole(piece) if not piece.isascii() else plain(piece), [])
        found += names.by_given.get(piece, [])
        longer = [name for name in names.by_name if len(piece) > 2 and piece.startswith(name)]
        found += [match for name in longer for match in names.by_name[name]]
    return found


def _whole(name: str) -> str:
    """Return the name's first reading in one word: 张晓芳 as zhangxiaofang."""
    return max(spelt(name).split(), key=len, default="")


def _unique(matches: Iterable[Match]) -> list[Match]:
    return list({one.key: one for one in matches}.values())


def _harmless(remark: str) -> str:
    """Return what a claim may keep of a remark: nothing where a number of a person stands in it."""
    return "" if list(personal_in(remark)) else remark[:LONGEST_REMARK]
