"""Names in pinyin: what one of us types to find a person or a place, in full or by its first letters."""

import csv
import json
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.util import find_spec
from itertools import chain
from pathlib import Path
from typing import Final

from wugong.base.masking import COMPOUND_SURNAMES, DOTS

LONGEST: Final = 240  # what the register keeps of a name's spelling
PARTS: Final = re.compile(f"[{re.escape(DOTS)}\\s]+")
Syllables = Sequence[str]


def spelt(name: str) -> str:
    """Return what the name is found by: 张晓芳 as "zhang xiaofang zxf zhangxiaofang zhangxf xf".

    A surname read in two ways stands in both; a character without a reading stands as itself.
    """
    parts = [part for part in PARTS.split(name) if part]
    if len(parts) > 1:
        found = _dotted([_syllables(part) for part in parts])
    elif parts:
        found = _surnamed(parts[0])
    else:
        return ""
    whole = " ".join(dict.fromkeys(found))
    return whole if len(whole) <= LONGEST else whole[:LONGEST].rpartition(" ")[0]


def spelt_many(names: Iterable[str]) -> list[str]:
    """Return the spelling of each, the same name only worked out once."""
    known: dict[str, str] = {}
    return [known.get(name) or known.setdefault(name, spelt(name)) for name in names]


def _dotted(parts: Sequence[Syllables]) -> list[str]:
    """Return what a name of several parts is found by: each part, the first letters, the whole."""
    flat = list(chain.from_iterable(parts))
    firsts = "".join(part[0][0] for part in parts)
    return [*("".join(part) for part in parts), _initials(flat), firsts, "".join(flat)]


def _surnamed(name: str) -> list[str]:
    """Return what a name is found by, its surname in each of its readings."""
    tables = _tables()
    word = tables.pieces.match(name) if name[0] in tables.begins else None
    length = word.end() if word else 2 if len(name) > 2 and name[:2] in COMPOUND_SURNAMES else 1
    given = _syllables(name[length:])
    rest, firsts = "".join(given), _initials(given)
    found: list[str] = []
    for reading in tables.surnames.get(name[:length]) or (_syllables(name[:length]),):
        surname, letters = "".join(reading), _initials(reading)
        found += [surname, rest, letters + firsts, surname + rest, surname + firsts, firsts]
    return [one for one in found if one]


def _initials(syllables: Syllables) -> str:
    return "".join([one[0] for one in syllables])


def _syllables(text: str) -> Syllables:
    """Return each character's reading, that of a known word whole; letters of other scripts in small."""
    tables = _tables()
    if not tables.words_here(text):
        return [tables.reading(one) for one in text]
    found: list[str] = []
    for piece in tables.pieces.split(text):
        found += tables.words.get(piece) or [tables.reading(one) for one in piece]
    return found


@dataclass(frozen=True)
class Tables:
    """What is known about readings: surnames, words, single characters."""

    surnames: Mapping[str, Sequence[Syllables]]
    words: Mapping[str, Syllables]
    letters: Mapping[str, str]
    pieces: re.Pattern[str]  # cuts a text at its words
    begins: frozenset[str]

    def words_here(self, text: str) -> bool:
        """Say whether a known word may stand in the text."""
        return not self.begins.isdisjoint(text)

    def reading(self, letter: str) -> str:
        """Return how a character is read, or itself."""
        return self.letters.get(letter) or letter.casefold()


@cache
def _tables() -> Tables:
    """Read the tables once: the common reading of each character, and ours where names differ."""
    ours: dict[str, dict[str, Sequence[Syllables]]] = {"surname": {}, "word": {}, "letter": {}}
    with files("wugong.base").joinpath("readings.csv").open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            ours[row["use"]][row["text"]] = [one.split() for one in row["reading"].split("/")]
    words = {text: readings[0] for text, readings in ours["word"].items()}
    letters = _common_readings() | {text: readings[0][0] for text, readings in ours["letter"].items()}
    longest_first = sorted(words, key=len, reverse=True)
    pieces = re.compile(f"({'|'.join(longest_first)})")
    return Tables(ours["surname"], words, letters, pieces, frozenset(word[0] for word in words))


def _common_readings() -> dict[str, str]:
    """Return the first reading of each character in the table that pypinyin ships.

    Its file is read as data: importing the package would load forty megabytes of phrases.
    """
    spec = find_spec("pypinyin")
    assert spec
    assert spec.submodule_search_locations
    table = Path(spec.submodule_search_locations[0], "pinyin_dict.json")
    found = json.loads(table.read_text("utf-8"))
    firsts = ((chr(int(point)), plain(readings.split(",")[0])) for point, readings in found.items())
    return {letter: reading for letter, reading in firsts if reading}


TONES: Final = {0x300: None, 0x301: None, 0x302: None, 0x304: None, 0x306: None, 0x30C: None}
DROPPED: Final = re.compile(r"[’'`ʼ]")
LONG_U: Final = re.compile(r"ü|u:|(?<=l)yu|(?<=\bn)yu")


def plain(text: str) -> str:
    """Return pinyin as we keep it: small, without tones and apostrophes, ü as v."""
    bare = unicodedata.normalize("NFD", unicodedata.normalize("NFKC", text).casefold()).translate(TONES)
    return LONG_U.sub("v", DROPPED.sub("", unicodedata.normalize("NFC", bare)))


DIGITS: Final = re.compile(r"[0-9]")
NUMBER: Final = re.compile(r"\+?[0-9]+x?")
BETWEEN: Final = re.compile(r"[\s\-\u2010-\u2015\u2212()]+")
SCRIPTS: Final = re.compile(r"(?<=[a-z])(?=[^\x00-\x7f])|(?<=[^\x00-\x7f])(?=[a-z])")  # 张xf
TELLING: Final = 11  # digits: a phone number, an ID, and what may be part of one
ID_LENGTHS: Final = frozenset({15, 18})
PREFIX: Final = re.compile(r"(?:\+86|0086|86)(?=1[0-9]{10}$)")
MOST_WORDS: Final = 6
WORD_LENGTH: Final = 40


@dataclass(frozen=True)
class Typed:
    """What someone typed into the search: words to be found, or a number that may belong to one person."""

    words: tuple[str, ...] = ()
    citizen_id: str = ""
    phone: str = ""
    private: bool = False  # neither echoed nor put into an address

    @property
    def is_empty(self) -> bool:
        return not (self.words or self.private)

    @property
    def text(self) -> str:
        """Return the words as they may be shown again and stand in an address."""
        return "" if self.private else " ".join(self.words)


def typed(text: str) -> Typed:
    """Return what is meant: a whole ID or phone number, or words in Chinese or pinyin."""
    plainly = plain(text.strip())
    number = BETWEEN.sub("", plainly)
    if NUMBER.fullmatch(number) and len(DIGITS.findall(number)) >= TELLING:
        return _number(number)
    pieces = PARTS.split(SCRIPTS.sub(" ", plainly))
    words = tuple(word[:WORD_LENGTH] for word in pieces if word)[:MOST_WORDS]
    return Typed(words, private=len(DIGITS.findall(plainly)) >= TELLING)


def _number(number: str) -> Typed:
    """Return a run of digits as an ID, else a phone; always as words too, for places and households."""
    phone = PREFIX.sub("", number)
    words = (number,)
    if len(phone) in ID_LENGTHS:
        return Typed(words, citizen_id=phone.upper(), private=True)
    if len(phone) in {11, 12} and phone.isdigit() and phone[0] in "01":
        return Typed(words, phone=phone, private=True)
    return Typed(words, private=True)


def matches(spelling: str, name: str, words: Sequence[str]) -> bool:
    """Say whether each word, or all of them as one, begins a part of the spelling or stands in the name."""
    led, small = f" {spelling}", name.casefold()
    return any(all(f" {one}" in led or one in small for one in some) for some in (words, ["".join(words)]))
