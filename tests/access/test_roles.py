"""Roles at places: granted with dates, ended, and never beside what the law keeps apart."""

import pytest

from wugong.access.actions import grant_role
from wugong.access.refusals import Incompatible
from wugong.access.roles import RoleKind
from wugong.counties.actors import SYSTEM


def test_a_supervisor_cannot_become_cadre_of_the_same_village(supervisor, village):
    with pytest.raises(Incompatible, match="村监委要监督村干部"):
        grant_role(supervisor, RoleKind.VILLAGE_CADRE, actor=SYSTEM, at=village)


def test_the_cast_stands(cast):
    assert len(cast) == 13
