"""Acts of this room: a county is founded once, and may be given its proper name later."""

import re

from django.db import transaction

from wugong.counties.actors import Actor
from wugong.counties.models import County
from wugong.counties.refusals import BadCountyCode, CountyExists
from wugong.counties.signals import county_founded, county_named
from wugong.counties.standing import standing_in

COUNTY_CODE = re.compile(r"[1-9]\d(?!00)\d{4}", re.ASCII)  # a city without counties ends in 00


@transaction.atomic
def found_county(code: str, name: str, *, actor: Actor) -> County:
    """The house hosts one county more; `audit` hears of it in the same transaction."""
    if not COUNTY_CODE.fullmatch(code):
        raise BadCountyCode(code=code)
    if County.objects.filter(code=code).exists():
        raise CountyExists(code=code)
    county = County.objects.create(code=code, name=name)
    with standing_in(county):
        county_founded.send(County, county=county, actor=actor)
    return county


@transaction.atomic
def name_county(county: County, name: str, *, actor: Actor) -> County:
    """The county bears the name from now on; `audit` hears of it in the same transaction."""
    county = County.objects.select_for_update().get(pk=county.pk)
    before, county.name = county.name, name
    county.save(update_fields=["name"])
    with standing_in(county):
        county_named.send(County, county=county, before=before, actor=actor)
    return county
