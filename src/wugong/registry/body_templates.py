"""Acts and reads of organisation templates: what holds on a day in this county, a county's own documents."""

from collections.abc import Iterator
from datetime import date
from functools import lru_cache

from django.db import transaction
from django.utils import timezone

from wugong.accounts.models import User
from wugong.audit.actions import record
from wugong.counties.actors import System
from wugong.places.codes import Level
from wugong.places.models import Place
from wugong.registry import body_acts as acts
from wugong.registry import body_refusals as refusals
from wugong.registry.models import AdoptedTemplates
from wugong.registry.permissions import can_adopt_templates
from wugong.rules.body_catalogue import Catalogue, catalogue
from wugong.rules.body_parts import Templates
from wugong.rules.body_reading import read_templates


@transaction.atomic
def adopt_templates(place: Place, text: str, *, actor: User | System, since: date) -> AdoptedTemplates:
    """The county goes by this document from that day on; FileRefused names what is wrong in it by line.

    It takes the place of the document of the same key, bundled or adopted before.
    """
    can_adopt_templates(actor, place).or_refuse()
    found = read_draft(text, since)
    Place.objects.select_for_update(no_key=True).get(pk=place.pk)
    why = ""
    if place.level is not Level.COUNTY:
        why = f"“{place.name}”不是县区，组织模板由县里定"
    elif found.on(since) is None:
        why = f"它在 {since} 还没有有效的一版"
    if why:
        raise refusals.UnfitTemplates(title=found.title, why=why)
    if AdoptedTemplates.objects.filter(key=found.key, since=since).exists():
        raise refusals.TemplatesExist(title=found.title, since=since)
    adopted = AdoptedTemplates.objects.create(
        place=place, key=found.key, title=found.title, text=text, since=since, adopted_by_id=actor.pk
    )
    record(acts.TEMPLATES_ADOPTED, actor=actor, at=place.code, title=found.title, since=since)
    return adopted


def read_draft(text: str, day: date | None = None) -> Templates:
    """Return the document in the text, held against the kinds and offices that there are on that day."""
    return read_templates(text, known=catalogue_on(day).offices())


def catalogue_on(day: date | None = None) -> Catalogue:
    """Return what holds on the day (today) in this county: the bundled documents and its own: one query."""
    on = day or timezone.localdate()
    return catalogue(on, adopted_on(on))


def adopted_on(day: date) -> Iterator[Templates]:
    """Yield the county's own documents in force on the day, of each key the newest."""
    rows = AdoptedTemplates.objects.filter(since__lte=day).order_by("since")
    newest = {row.key: row.text for row in rows}
    yield from (_read(text) for text in newest.values())


@lru_cache(maxsize=64)
def _read(text: str) -> Templates:
    """Return the document of a text that was adopted; a text never changes."""
    return read_templates(text)
