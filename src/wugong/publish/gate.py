"""The gate to the public: no ID, phone or bank number passes it, and nothing that no paper can show."""

from collections.abc import Collection, Iterable

from wugong.base.masking import Kind, personal_in
from wugong.publish.fonts import missing_glyphs
from wugong.publish.refusals import NotPrintable, Personal


def refuse_personal(texts: Iterable[tuple[str, str]], *, office_phones: Collection[str] = ()) -> None:
    """Pass where no text holds a personal number; else say where which kind stands, never the number.

    `texts` are pairs of place and text. At the places of `office_phones` a mobile number may stand: an
    office publishes it so that it is called.
    """
    found = []
    for where, text in texts:
        kinds = dict.fromkeys(kind for kind, _ in personal_in(text))
        if where in office_phones:
            kinds.pop(Kind.MOBILE, None)
        found += [f"{where}有{kind.label}" for kind in kinds]
    if found:
        raise Personal(found="，".join(found))


def refuse_unprintable(texts: Iterable[tuple[str, str]]) -> None:
    """Pass where every character can be printed; else name each that cannot with the places it stands in."""
    known = list(texts)
    found = []
    for one in missing_glyphs(text for _, text in known):
        where = "、".join(place for place, text in known if one in text)
        found.append(f"{where}里的“{one}”（U+{ord(one):04X}）")
    if found:
        raise NotPrintable(characters="，".join(found))
