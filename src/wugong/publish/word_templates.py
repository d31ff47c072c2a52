"""The acts on a place's own Word templates: one is adopted from a day on, or all are given up."""

import hashlib
from dataclasses import replace
from datetime import date
from typing import Final

from django.db import transaction
from django.utils import timezone

from wugong.accounts.models import User
from wugong.audit.actions import record
from wugong.base.faults import Faults
from wugong.counties.actors import System
from wugong.places.models import Place
from wugong.publish import acts, refusals
from wugong.publish.bulletins import Bulletin
from wugong.publish.documents import docx_of
from wugong.publish.gate import refuse_personal
from wugong.publish.models import Template
from wugong.publish.notice_periods import kind_of
from wugong.publish.packages import texts_of
from wugong.publish.permissions import can_word
from wugong.publish.queries import wording_for
from wugong.publish.samples import bare, sample_bulletin

FIGURES: Final = (
    "各村的名次和分数，请写上 {% for row in table.rows %}{% for cell in row.cells %}{{ cell }}，"
    "每一村、每一格都要有"
)


@transaction.atomic
def adopt_template(place: Place, kind: str, upload: bytes, *, actor: User | System, since: date) -> Template:
    """Bulletins of this kind are set into this .docx from that day on; one for the same day gives way.

    It is kept only where nothing in it runs, fetches or tells on anybody, its tags ask for no more than is
    offered, and samples come out of it with all their figures, the notice period and the check code;
    FileRefused names what is wrong.
    """
    can_word(actor, place).or_refuse()
    title = kind_of(kind).title
    if since < timezone.localdate():
        raise refusals.FromThePast(day=since)
    _check(place, kind, upload, since)
    Place.objects.select_for_update(no_key=True).get(pk=place.pk)
    Template.objects.of(place, kind).filter(since=since).update(dropped_at=timezone.now())
    row = Template.objects.create(
        place=place, kind=kind, content=upload, digest=_digest(upload), since=since, adopted_by=actor.pk
    )
    record(acts.TEMPLATE_ADOPTED, actor=actor, at=place.code, kind=title, digest=row.digest, since=since)
    return row


@transaction.atomic
def drop_templates(place: Place, kind: str, *, actor: User | System) -> None:
    """Bulletins of this kind are set into the usual .docx again; nothing happens where they are already."""
    can_word(actor, place).or_refuse()
    title = kind_of(kind).title
    if Template.objects.of(place, kind).update(dropped_at=timezone.now()):
        record(acts.TEMPLATE_DROPPED, actor=actor, at=place.code, kind=title)


def _check(place: Place, kind: str, upload: bytes, day: date) -> None:
    faults = Faults("模板")
    texts = texts_of(upload, faults)
    faults.refuse()
    refuse_personal((f"模板第 {number} 段", text) for number, text in enumerate(texts, 1))
    sample = sample_bulletin(place, kind, wording_for(place, kind), day)
    for bulletin in (sample, replace(sample, version_line="第 2 版"), bare(sample)):
        _refuse_silent(bulletin, docx_of(bulletin, upload))


def _refuse_silent(bulletin: Bulletin, made: bytes) -> None:
    """Refuse a template out of which the figures, the notice period or the check code do not come."""
    faults = Faults("模板")
    said = "".join(texts_of(made, faults))
    needed = [
        ([cell for row in bulletin.table.rows for cell in row], FIGURES),
        ([bulletin.notice.title], "公示期，请写上 {{ notice.title }}"),
        ([bulletin.digest], "核对码，请写上 {{ digest }}"),
    ]
    for texts, what in needed:
        if any(text not in said for text in texts):
            faults.add(f"样张上缺少{what}")
    faults.refuse()


def _digest(upload: bytes) -> str:
    code = hashlib.sha256(upload).hexdigest()[:8].upper()
    return f"{code[:4]}-{code[4:]}"
