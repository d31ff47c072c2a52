"""A key, and a served house for client programs of other makers."""

import pytest

from wugong.api.keys import give_key
from wugong.counties.actors import SYSTEM
from wugong.counties.standing import standing_in


@pytest.fixture
def secret(county, county_place):
    with standing_in(county):
        return give_key(county_place, "市民热线", actor=SYSTEM)[1]


@pytest.fixture
def handed(village, secret):
    """Return what a good request says."""
    return {
        "jurisdiction_id": village.code,
        "api_key": secret,
        "service_code": "02",
        "description": "村口的路灯坏了，晚上看不见路",
        "lat": "30.123456",
        "long": "114.654321",
    }
