"""The act of choosing the words in which a place's bulletins are made."""

from django.db import transaction
from django.utils import timezone

from wugong.accounts.models import User
from wugong.audit.actions import record
from wugong.counties.actors import System
from wugong.places.models import Place
from wugong.publish import acts, refusals
from wugong.publish.bulletins import OFFICE_PHONE
from wugong.publish.gate import refuse_personal, refuse_unprintable
from wugong.publish.models import Wording
from wugong.publish.notice_periods import kind_of
from wugong.publish.permissions import can_word
from wugong.publish.queries import Words

LABELS = {
    "heading": "标题",
    "organ": "落款单位",
    "phone": OFFICE_PHONE,
    "where": "受理处",
    "closing": "公示说明",
}
NEEDED = ("heading", "organ", "closing")


@transaction.atomic
def set_wording(place: Place, kind: str, words: Words, *, actor: User | System) -> Wording:
    """Bulletins of this kind are made in these words from now on; earlier words are kept.

    Texts pass the gate; the phone may be a mobile, as it is an office's to be called. Nothing happens where
    the words are those that hold already.
    """
    can_word(actor, place).or_refuse()
    title = kind_of(kind).title
    fields = {key: value.strip() for key, value in words.as_fields().items()}
    _refuse_unfit(fields)
    Place.objects.select_for_update(no_key=True).get(pk=place.pk)
    standing = Wording.objects.filter(place=place, kind=kind, ended_at__isnull=True)
    if (same := standing.filter(**fields).first()) is not None:
        return same
    standing.update(ended_at=timezone.now())
    row = Wording.objects.create(place=place, kind=kind, set_by=actor.pk, **fields)
    record(acts.WORDING_SET, actor=actor, at=place.code, kind=title)
    return row


def _refuse_unfit(fields: dict[str, str]) -> None:
    for key in NEEDED:
        if not fields[key]:
            raise refusals.NoWords(field=LABELS[key])
    texts = [(label, fields[key]) for key, label in LABELS.items()]
    refuse_personal(texts, office_phones=[OFFICE_PHONE])
    refuse_unprintable(texts)
