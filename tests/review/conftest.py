"""Every test of this room's acts stands in the first county."""

import pytest

from wugong.counties.models import County


@pytest.fixture(autouse=True)
def standing(here: County) -> None:
    """Stand there."""
