"""Whoever judges points in these tests has an account that is her own in the register."""

import pytest
from tests.pointed import Known

from wugong.accounts.models import User


@pytest.fixture
def cadre(cadre: User, known: Known) -> User:
    return known(cadre)


@pytest.fixture
def supervisor(supervisor: User, known: Known) -> User:
    return known(supervisor)


@pytest.fixture
def town_officer(town_officer: User, known: Known) -> User:
    return known(town_officer)
