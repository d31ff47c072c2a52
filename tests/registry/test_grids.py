"""Grids: laid out by groups under a standard code, named, regrouped, closed when empty."""

import pytest
from django.utils import timezone
from tests.cast import place

from wugong.access.refusals import NotAllowed
from wugong.audit.models import Record
from wugong.registry import duty_refusals as no
from wugong.registry.grids import lay_grids, name_grid, regroup
from wugong.registry.models import Grid, GridGroup


@pytest.fixture(autouse=True)
def standing(here):
    """Stand in the first county."""


@pytest.fixture
def other_group(county, village):
    return place(county, "99010110120102", "枫林坳村二组")


@pytest.fixture
def grids(village, group, other_group, cadre):
    lay_grids(village, actor=cadre)
    return list(Grid.objects.order_by("serial"))


def test_the_supervisor_lays_none(village, group, supervisor):
    with pytest.raises(NotAllowed):
        lay_grids(village, actor=supervisor)


def test_a_village_without_groups_has_none(village, cadre):
    with pytest.raises(no.NoGroups):
        lay_grids(village, actor=cadre)


def test_each_group_is_a_grid_under_fifteen_digits(grids):
    assert [(one.code, str(one)) for one in grids] == [
        ("990101101201001", "枫林坳村一组"),
        ("990101101201002", "枫林坳村二组"),
    ]
    assert str(Record.objects.get(act="registry.grids_laid")).endswith("划出网格 2 个")


def test_laid_again_nothing_changes(village, grids, cadre):
    assert lay_grids(village, actor=cadre) == 0
    assert Record.objects.filter(act="registry.grids_laid").count() == 1


def test_a_group_that_came_later_gets_the_next_code(county, village, grids, cadre):
    place(county, "99010110120103", "枫林坳村三组")
    assert lay_grids(village, actor=cadre) == 1
    assert Grid.objects.get(serial=3).code == "990101101201003"


@pytest.mark.parametrize("name", ["", "网" * 41])
def test_a_name_that_does_not_fit(grids, cadre, name):
    with pytest.raises(no.NoClusterName):
        name_grid(grids[0], name, actor=cadre)


def test_a_name_that_is_a_number_of_someone(grids, cadre):
    with pytest.raises(no.HoldsNumbers):
        name_grid(grids[0], "13800000001", actor=cadre)


def test_another_name(grids, cadre):
    name_grid(grids[0], " 第一网格 ", actor=cadre)
    assert Grid.objects.get(pk=grids[0].pk).name == "第一网格"


def test_a_group_of_another_village(county, neighbour_village, grids, cadre):
    stranger = place(county, "99010110120201", "青山村一组")
    with pytest.raises(no.OtherVillage):
        regroup(stranger, grids[0], actor=cadre)


def test_two_groups_in_one_grid_close_the_other(grids, other_group, cadre):
    assert regroup(other_group, grids[0], actor=cadre) == grids[0]
    assert GridGroup.objects.filter(grid=grids[0]).count() == 2
    assert Grid.objects.get(pk=grids[1].pk).until == timezone.localdate()


def test_into_its_own_again_changes_nothing(grids, group, cadre):
    assert regroup(group, grids[0], actor=cadre) == grids[0]
    assert not Record.objects.filter(act="registry.group_regridded").exists()


def test_out_of_a_shared_grid_into_a_new_one(grids, other_group, cadre):
    regroup(other_group, grids[0], actor=cadre)
    made = regroup(other_group, None, actor=cadre)
    assert (made.code, made.name) == ("990101101201003", "枫林坳村二组")
    assert Grid.objects.get(pk=grids[0].pk).until is None


def test_a_group_that_lay_in_none(village, group, cadre):
    assert regroup(group, None, actor=cadre).serial == 1
