"""Words that somebody wrote: none too long, no numbers of persons among those that others read."""

import re
from typing import Final

from wugong.base.masking import personal_in
from wugong.base.texts import printable
from wugong.matters import refusals

LINE: Final = 120
STEP: Final = 500
TEXT: Final = 4_000
PLACEHOLDER: Final = re.compile(r"[xX×＊*＿_]{2,}|待定|待填|待补|某某")


def words_of(what: str, text: str, most: int, *, public: bool = True) -> str:
    """Return the words as they may be kept; refuse too many, and numbers of persons where others read."""
    words = printable(text).strip()
    if len(words) > most:
        raise refusals.WordsTooLong(what=what, most=most, count=len(words))
    if public and (kinds := dict.fromkeys(kind.label for kind, _ in personal_in(words))):
        raise refusals.NumbersInWords(what=what, kinds="、".join(kinds))
    return words


def needed(what: str, text: str, most: int = STEP, *, public: bool = True) -> str:
    """Return the words, of which there must be some."""
    words = words_of(what, text, most, public=public)
    if not words:
        raise refusals.WordsMissing(what=what)
    return words


def is_placeholder(text: str) -> bool:
    """Say whether a plan left this to be filled in: xxx, 20xx, 待定."""
    return PLACEHOLDER.search(text) is not None
