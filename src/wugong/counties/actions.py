"""Acts of this room: a county is founded once, by whoever sets up the house."""

import re

from django.db import transaction

from wugong.counties.actors import Actor
from wugong.counties.models import County
from wugong.counties.refusals import BadCountyCode, CountyExists
from wugong.counties.signals import county_founded
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
