"""What rooms below tell about counties is recorded here, as they cannot write records."""

from typing import Any

from django.dispatch import receiver

from wugong.audit.actions import record
from wugong.audit.acts import COUNTY_FOUNDED, COUNTY_NAMED
from wugong.counties.actors import Actor
from wugong.counties.models import County
from wugong.counties.signals import county_founded, county_named


@receiver(county_founded, dispatch_uid="audit.county_founded")
def record_founding(county: County, actor: Actor, **_: Any) -> None:
    """Record that the house hosts one county more."""
    record(COUNTY_FOUNDED, actor=actor, name=county.name)


@receiver(county_named, dispatch_uid="audit.county_named")
def record_naming(county: County, before: str, actor: Actor, **_: Any) -> None:
    """Record that a county bears another name."""
    record(COUNTY_NAMED, actor=actor, before=before, name=county.name)
