"""How files of a shape were read before: the mapping of columns, kept once somebody settled it."""

from collections.abc import Mapping, Sequence

from django.db import transaction
from django.utils import timezone

from wugong.accounts.models import User
from wugong.audit.actions import record
from wugong.counties.actors import System
from wugong.places.models import Place
from wugong.registry import import_acts
from wugong.registry.import_columns import PASSED_OVER, plain, shape_of, vocabulary
from wugong.registry.import_refusals import HeaderMeansOther
from wugong.registry.models import ColumnMap
from wugong.registry.permissions import can_settle_columns

Remembered = Mapping[str, Mapping[str, str]]


def remembered_maps() -> Remembered:
    """Return the mappings settled in this county, by the shape of the files they are for."""
    return dict(ColumnMap.objects.values_list("shape", "columns"))


def misnamed(mapping: Mapping[str, str]) -> Mapping[str, str]:
    """Return the headers that are known for another column than they are mapped to, with that one's label."""
    known = vocabulary()
    meant = {header: known.ranks[plain(header)][1] for header in mapping if plain(header) in known.ranks}
    return {
        header: known.columns[key].label
        for header, key in meant.items()
        if mapping[header] not in (key, PASSED_OVER)
    }


@transaction.atomic
def settle_mapping(
    headers: Sequence[str], mapping: Mapping[str, str], place: Place, *, actor: User | System
) -> ColumnMap:
    """Files with these headers are read so (header → our column) from now on, in the whole county."""
    can_settle_columns(actor, place).or_refuse()
    for header, label in misnamed(mapping).items():
        raise HeaderMeansOther(header=header, label=label)
    facts = {"headers": list(headers), "columns": dict(mapping), "settled_by_id": actor.pk}
    defaults = {**facts, "settled_at": timezone.now()}
    row, _ = ColumnMap.objects.update_or_create(shape=shape_of(headers), defaults=defaults)
    count = sum(key != PASSED_OVER for key in mapping.values())
    record(import_acts.COLUMNS_SETTLED, actor=actor, at=place.code, count=count)
    return row
