"""The acts on yards (院落): found one, say which households lie in it, close it."""

from collections.abc import Collection

from django.db import transaction
from django.utils import timezone

from wugong.accounts.models import User
from wugong.audit.actions import record
from wugong.base.masking import personal_in
from wugong.counties.actors import System
from wugong.places.codes import Level, parent_code
from wugong.places.models import Place
from wugong.registry import duty_acts, duty_refusals
from wugong.registry.models import Cluster, ClusterHousehold, Duty, Household
from wugong.registry.permissions import can_keep_bodies

LONGEST = 40


@transaction.atomic
def found_cluster(place: Place, name: str, *, actor: User | System, numbers: Collection[str] = ()) -> Cluster:
    """The village or group has a yard of this name, with the households of these numbers in it."""
    can_keep_bodies(actor, place).or_refuse()
    words = name.strip()
    if not 0 < len(words) <= LONGEST:
        raise duty_refusals.NoClusterName(most=LONGEST)
    for kind, _ in personal_in(words):
        raise duty_refusals.HoldsNumbers(kind=kind.label)
    Place.objects.select_for_update().get(pk=place.pk)
    if Cluster.objects.filter(place=place, name=words, until__isnull=True).exists():
        raise duty_refusals.ClusterExists(place=place.name, name=words)
    made = Cluster.objects.create(place=place, name=words)
    record(duty_acts.CLUSTER_FOUNDED, actor=actor, at=place.code, place=place.name, name=words)
    if numbers:
        _fill(made, numbers, actor=actor)
    return made


@transaction.atomic
def fill_cluster(cluster: Cluster, numbers: Collection[str], *, actor: User | System) -> int:
    """The households of these numbers lie in the yard, whatever yard they lay in before, and no others."""
    can_keep_bodies(actor, cluster.place).or_refuse()
    Place.objects.select_for_update().get(pk=cluster.place_id)
    return _fill(cluster, numbers, actor=actor)


@transaction.atomic
def close_cluster(cluster: Cluster, *, actor: User | System) -> None:
    """The yard is no more, from today on; its households lie in none."""
    can_keep_bodies(actor, cluster.place).or_refuse()
    Place.objects.select_for_update().get(pk=cluster.place_id)
    today = timezone.localdate()
    if Duty.objects.filter(cluster=cluster).on(today).exists():
        raise duty_refusals.ClusterHeld(name=cluster.name)
    ClusterHousehold.objects.filter(cluster=cluster).delete()
    cluster.until = today
    cluster.save(update_fields=["until"])
    record(
        duty_acts.CLUSTER_CLOSED,
        actor=actor,
        at=cluster.place.code,
        place=cluster.place.name,
        name=cluster.name,
    )


def _fill(cluster: Cluster, numbers: Collection[str], *, actor: User | System) -> int:
    village = cluster.place.code if cluster.place.level == Level.VILLAGE else parent_code(cluster.place.code)
    wanted = list(dict.fromkeys(number.strip() for number in numbers if number.strip()))
    there = Household.objects.standing().filter(village__code=village, number__in=wanted)
    found = {one.number: one for one in there}
    if missing := [number for number in wanted if number not in found]:
        raise duty_refusals.UnknownNumbers(place=cluster.place.name, numbers="、".join(missing[:10]))
    ClusterHousehold.objects.filter(cluster=cluster).exclude(household__in=there).delete()
    ClusterHousehold.objects.filter(household__in=there).exclude(cluster=cluster).delete()
    kept = set(ClusterHousehold.objects.filter(cluster=cluster).values_list("household_id", flat=True))
    ClusterHousehold.objects.bulk_create(
        ClusterHousehold(cluster=cluster, household=one) for one in there if one.pk not in kept
    )
    record(
        duty_acts.CLUSTER_FILLED,
        actor=actor,
        at=cluster.place.code,
        place=cluster.place.name,
        name=cluster.name,
        count=len(found),
    )
    return len(found)
