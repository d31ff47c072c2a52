"""The console word `households link-ten`: a village, a town, given heads, and what it says is left over."""

import json

import pytest

from wugong.registry import link_refusals
from wugong.registry.commands import households
from wugong.registry.models import LinkPlan


def link_ten(*words):
    return households(["link-ten", *words])


@pytest.fixture
def row(here, village, make_household):
    return [make_household(village, f"{number:04d}") for number in range(1, 13)]


def test_a_code_of_nothing_is_refused(here, village):
    for code in ("990101999999", "980101101201", "99010110120101"):
        with pytest.raises(link_refusals.NoSuchVillage):
            link_ten("--place", code)


def test_a_village_without_households_is_refused(here, village):
    with pytest.raises(link_refusals.NoHouseholds):
        link_ten("--place", village.code)


def test_a_file_that_is_no_text_is_refused(row, village, tmp_path):
    (tmp_path / "heads.txt").write_bytes(b"\xff\xfe\x00")
    for name in ("heads.txt", "none.txt"):
        with pytest.raises(link_refusals.UnreadableHeads):
            link_ten("--place", village.code, "--heads", str(tmp_path / name))


def test_a_village_is_linked_and_told_as_json(row, village, capsys):
    assert link_ten("--place", village.code, "--json") == 0
    found = json.loads(capsys.readouterr().out)
    assert list(found) == ["place", "plan", "households", "heads", "needed", "uncovered", "links"]
    assert (found["households"], found["heads"], found["needed"], found["uncovered"]) == (12, 2, 2, [])
    assert sorted(len(links) for links in found["links"].values()) == [5, 5]


def test_too_few_heads_leave_a_household_over(row, village, tmp_path, capsys):
    (tmp_path / "heads.txt").write_text("\ufeff0001\n")
    assert link_ten("--place", village.code, "--heads", str(tmp_path / "heads.txt")) == 2
    said = capsys.readouterr()
    assert "没有联上 1 户" in said.out
    assert "还有 1 户没有中心户联" in said.err


def test_each_village_of_a_town_with_households_has_a_draft(row, town, neighbour_village, capsys):
    assert link_ten("--place", town.code, "--across") == 0
    assert len(capsys.readouterr().out.splitlines()) == 1
    assert LinkPlan.objects.get().across
