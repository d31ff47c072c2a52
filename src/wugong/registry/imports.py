"""The act of importing: a file's rows come into the register in one transaction, or none of them does."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from wugong.accounts.models import User
from wugong.audit.actions import record
from wugong.counties.actors import System
from wugong.places.codes import Level
from wugong.places.models import Place
from wugong.registry import import_acts
from wugong.registry.import_drafts import Draft
from wugong.registry.import_grounds import Ground, ground_of
from wugong.registry.import_plans import Plan, plan_of
from wugong.registry.import_refusals import NothingTaken, NotImportable
from wugong.registry.import_taking import Taking
from wugong.registry.models import Import
from wugong.registry.permissions import can_register

LEVELS = (Level.TOWN, Level.VILLAGE, Level.GROUP)


@dataclass(frozen=True)
class File:
    """The file that an import comes from: its name and its fingerprint."""

    name: str
    digest: str


def importable(place: Place, day: date) -> Ground:
    """Return the ground of an import into this place; refuse where households do not live in it."""
    if place.level not in LEVELS:
        raise NotImportable(place=place.name, level=place.level.label)
    return ground_of(place, day)


@transaction.atomic
def import_households(draft: Draft, place: Place, *, actor: User | System, file: File) -> Plan:
    """The accepted rows stand in the register, with history; a file that changes nothing leaves no trace.

    The register is compared again inside the transaction, which holds the villages: nothing that was
    written since the preview is lost or doubled.
    """
    ground = _held(place)
    can_register(actor, place).or_refuse()
    plan = plan_of(draft, ground)
    if not plan.accepted:
        raise NothingTaken(file=file.name, rows=plan.rows)
    if plan.changes:
        counts = {name: plan.count(name) for name in ("created", "updated", "unchanged")}
        source = Import.objects.create(
            place=place,
            file_name=file.name[:120],
            digest=file.digest,
            rows=plan.rows,
            accepted=plan.accepted,
            refused=plan.refused,
            imported_by_id=actor.pk,
            **counts,
        )
        places = {one.code: one for one in (*ground.villages, *ground.groups)}
        Taking(plan, source, actor, places, timezone.localdate()).take()
        facts: dict[str, Any] = {"rows": plan.rows, "refused": plan.refused, **counts}
        record(
            import_acts.HOUSEHOLDS_IMPORTED,
            actor=actor,
            at=place.code,
            place_name=place.name,
            file=file.name,
            **facts,
        )
    return plan


def _held(place: Place) -> Ground:
    """Return the ground with its villages held till the end of the transaction."""
    ground = importable(place, timezone.localdate())
    keys = [village.pk for village in ground.villages]
    list(Place.objects.select_for_update(no_key=True).filter(pk__in=keys).order_by("pk").values_list("pk"))
    return ground
