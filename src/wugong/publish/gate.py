"""The masking gate: no ID, phone or bank number passes it on its way to the public."""

from collections.abc import Collection, Iterable

from wugong.base.masking import Kind, personal_in
from wugong.publish.refusals import Personal


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
