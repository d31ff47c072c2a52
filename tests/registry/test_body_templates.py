"""Organisation templates adopted by a county's rule keeper: refused by line, in force from a day."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from wugong.access.refusals import NotAllowed
from wugong.accounts.models import User
from wugong.base.faults import FileRefused
from wugong.places.models import Place
from wugong.registry import body_refusals as refusals
from wugong.registry.body_templates import adopt_templates, catalogue_on
from wugong.registry.models import AdoptedTemplates
from wugong.rules.body_catalogue import bundled_text

DAY = date(2026, 1, 1)
POOLS = bundled_text("pools").replace("most: 5", "most: 4")

pytestmark = pytest.mark.usefixtures("here")


def test_cadre_and_officer_adopt_nothing(county_place: Place, cadre: User, town_officer: User) -> None:
    for user in (cadre, town_officer):
        with pytest.raises(NotAllowed, match="县级规则管理员"):
            adopt_templates(county_place, POOLS, actor=user, since=DAY)
    assert not AdoptedTemplates.objects.exists()


def test_faults_are_named_by_line(county_place: Place, rule_keeper: User) -> None:
    with pytest.raises(FileRefused) as refused:
        adopt_templates(county_place, POOLS.replace("wanted", "wants", 1), actor=rule_keeper, since=DAY)
    assert any("第 9 行" in line and "wants" in line for line in refused.value.faults)


def test_office_that_nobody_has_is_a_fault(county_place: Place, rule_keeper: User) -> None:
    text = bundled_text("sanitation").replace("offices: [cashier]", "offices: [casheer]")
    with pytest.raises(FileRefused) as refused:
        adopt_templates(county_place, text, actor=rule_keeper, since=DAY)
    assert "没有“casheer”这个职务" in refused.value.faults[0]


def test_templates_are_the_countys(town: Place, rule_keeper: User) -> None:
    with pytest.raises(refusals.UnfitTemplates, match="不是县区"):
        adopt_templates(town, POOLS, actor=rule_keeper, since=DAY)


def test_version_must_have_begun(county_place: Place, rule_keeper: User) -> None:
    text = POOLS.replace("2000-01-01", "2027-01-01")
    with pytest.raises(refusals.UnfitTemplates, match="还没有有效的一版"):
        adopt_templates(county_place, text, actor=rule_keeper, since=DAY)


def test_one_a_day_of_each_key(county_place: Place, rule_keeper: User) -> None:
    adopt_templates(county_place, POOLS, actor=rule_keeper, since=DAY)
    with pytest.raises(refusals.TemplatesExist):
        adopt_templates(county_place, POOLS, actor=rule_keeper, since=DAY)


def test_the_newest_that_has_begun_counts(county_place: Place, rule_keeper: User) -> None:
    tomorrow = timezone.localdate() + timedelta(days=1)
    adopt_templates(county_place, POOLS, actor=rule_keeper, since=DAY)
    later = POOLS.replace("most: 4", "most: 9")
    adopt_templates(county_place, later, actor=rule_keeper, since=tomorrow)
    most = [
        {pool.key: pool.wanted.most for pool in catalogue_on(day).pools}["reserve-cadres"]
        for day in (DAY - timedelta(days=1), timezone.localdate(), tomorrow)
    ]
    assert most == [5, 4, 9]
