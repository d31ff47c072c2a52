"""Acts on catalogues (积分细则): adopted by a recorded decision, from a day on; the one in force on a day."""

import hashlib
from datetime import date, timedelta
from typing import Any, Final

from django.db import transaction
from django.utils import timezone

from wugong.accounts.models import User
from wugong.audit.actions import record
from wugong.counties.actors import System
from wugong.places.models import Place
from wugong.points import pool_acts
from wugong.points import pool_refusals as refusals
from wugong.points.models import Adoption, Claim
from wugong.points.permissions import can_keep
from wugong.points.pools import decided, hold_village
from wugong.points.refusals import NoCatalogue
from wugong.rules.points_catalogue import Catalogue, read_catalogue
from wugong.rules.points_lint import lint

LONGEST: Final = 60_000  # characters of a catalogue
MOST_READ: Final = 512  # catalogues kept in memory

_READ: dict[tuple[str, date], Catalogue] = {}


@transaction.atomic
def adopt_catalogue(
    village: Place, text: str, *, since: date, decision: str, decided_on: date, actor: User | System
) -> Adoption:
    """The village gives points by this catalogue from that day on; FileRefused names what is wrong in it."""
    can_keep(actor, village).or_refuse()
    words = decided(decision, decided_on)
    catalogue = catalogue_in(text, since)
    if since < decided_on:
        raise refusals.InForceBeforeDecision(since=since, decided_on=decided_on)
    if since < catalogue.since or (catalogue.until and catalogue.until < since):
        raise refusals.CatalogueNotValid(title=catalogue.title, since=since, span=_span(catalogue))
    if banned := lint(text, day=since):
        lines = "、".join(str(line) for line in sorted({found.line for found in banned}))
        raise refusals.CatalogueBanned(count=len(banned), lines=lines)
    hold_village(village)
    _refuse_beside_others(village, since)
    adoption = Adoption.objects.create(
        village=village,
        code=catalogue.name,
        title=catalogue.title,
        body=text,
        digest=_digest(text),
        since=since,
        decision=words,
        decided_on=decided_on,
        adopted_by_id=actor.pk,
    )
    facts: dict[str, Any] = {
        "title": catalogue.title,
        "since": since,
        "decision": words,
        "place": village.name,
    }
    record(pool_acts.CATALOGUE_ADOPTED, actor=actor, at=village.code, **facts)
    return adoption


def in_force(village: Place, day: date) -> tuple[Adoption, Catalogue]:
    """Return what the village gives points by on that day; refused where there is nothing: one query."""
    rows = Adoption.objects.filter(village=village, since__lte=day).defer("body")
    adoption = rows.order_by("since").last()
    if adoption is not None:
        catalogue = catalogue_of(adoption)
        if catalogue.until is None or day <= catalogue.until:
            return adoption, catalogue
    raise NoCatalogue(village=village.name, day=day)


def in_force_today(village: Place) -> tuple[Adoption, Catalogue] | None:
    """Return what the village gives points by today, if anything."""
    try:
        return in_force(village, timezone.localdate())
    except NoCatalogue:
        return None


def catalogue_of(adoption: Adoption) -> Catalogue:
    """Return the catalogue as it was voted on; each text is read once a process."""
    key = adoption.digest, adoption.since
    if key not in _READ:
        if len(_READ) >= MOST_READ:
            _READ.clear()
        _READ[key] = read_catalogue(adoption.body, day=adoption.since)
    return _READ[key]


def catalogue_in(text: str, since: date | None = None) -> Catalogue:
    """Return the catalogue that a text says; FileRefused names what is wrong in it."""
    if len(text) > LONGEST:
        raise refusals.CatalogueTooLong(limit=LONGEST)
    return read_catalogue(text, day=since)


def adoptions_of(village: Place) -> list[Adoption]:
    """Return all catalogues that the village adopted, the newest first."""
    found = Adoption.objects.filter(village=village).select_related("adopted_by")
    return list(found.order_by("-since"))


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _span(catalogue: Catalogue) -> str:
    return f"{catalogue.since} 起，到 {catalogue.until}" if catalogue.until else f"{catalogue.since} 起"


def _refuse_beside_others(village: Place, since: date) -> None:
    """Refuse a second catalogue of a day, and one for days whose acts were claimed by another."""
    if Adoption.objects.filter(village=village, since=since).exists():
        raise refusals.CatalogueExists(place=village.name, since=since)
    claimed = Claim.objects.filter(village=village, day__gte=since).order_by("day")
    if last := claimed.last():
        facts = {"since": since, "count": claimed.count(), "free": last.day + timedelta(days=1)}
        raise refusals.ClaimsByOther(**facts)
