"""Words that somebody wrote: none missing, none too long, no number of a person among them."""

from wugong.base.masking import personal_in
from wugong.points import panel_refusals as refusals

LONGEST = 200


def words_of(what: str, text: str, most: int = LONGEST) -> str:
    """Return the words; refuse none, too many, and numbers of persons: nobody needs them to decide."""
    words = text.strip()
    if not 0 < len(words) <= most:
        raise refusals.NoWords(what=what, most=most)
    if found := dict.fromkeys(kind.label for kind, _ in personal_in(words)):
        raise refusals.NumbersInside(kinds="、".join(found))
    return words
