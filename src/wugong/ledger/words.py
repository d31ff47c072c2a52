"""Words that the chain holds on one line each (kind, key, code), and words that may not be missing."""

from wugong.ledger.refusals import Unwritable, Wordless


def refuse_unwritable(word: str, longest: int) -> None:
    """Refuse a word that is empty, too long or would not stand on one line."""
    if not word or len(word) > longest or not word.isprintable():
        raise Unwritable(word=word[:40], longest=longest)


def refuse_wordless(words: str) -> None:
    """Refuse what has to be said and is not."""
    if not words.strip():
        raise Wordless
