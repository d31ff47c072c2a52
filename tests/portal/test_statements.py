"""A query written once: asked again it answers for the values given, and for nothing else."""

import pytest

from wugong.counties.models import County
from wugong.counties.standing import standing_in
from wugong.places.models import Place
from wugong.portal.queries import public_runs
from wugong.portal.statements import rows_of


@pytest.mark.usefixtures("here")
def test_value_that_the_query_does_not_depend_on_is_refused() -> None:
    with pytest.raises(AssertionError):
        rows_of("nothing of it", lambda: Place.objects.filter(code="1").values_list("code"), ["1", "2"])


@pytest.mark.usefixtures("public_quarter")
def test_each_town_and_county_has_its_own_answer(
    county: County, other_county: County, other_town: Place, far_town: Place
) -> None:
    with standing_in(county):
        assert [str(period) for period in public_runs("990101101").runs] == ["2026-Q3"]
        assert not public_runs(other_town.code).runs
        assert public_runs(other_town.code).line.here.name == "白石镇"
        assert public_runs("990101101301").line.here.name == "甲村"
    with standing_in(other_county):
        assert not public_runs("990101101").runs
        assert public_runs(far_town.code).line.here.name == "渔浦镇"
