"""The county's own lists of duties and visiting rhythm: who adopts one, what is refused, what then holds."""

from datetime import date, timedelta

import pytest

from wugong.access.refusals import NotAllowed
from wugong.base.faults import FileRefused
from wugong.registry import duty_refusals as no
from wugong.registry.duties import assign_duty, end_duty
from wugong.registry.duty_templates import adopt_duties, adopt_rhythm, plans_on, rhythm_on
from wugong.registry.models import Duty
from wugong.rules.duty_rhythm import rhythm_text

POSTS = "posts"
DAY = date(2026, 6, 1)
A_DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def standing(here):
    """Stand in the first county."""


OWN = """\
duties: posts
title: 本县岗位
chain: no
versions:
  - version: 1
    from: 2026-06-01
    basis: {document: 县委办文件}
    least_age: 16
    lines:
      - {key: cleaner, title: 保洁员, unit: village, least: 2, by: village, area: 全村, responsibility: 清扫, matters: [清扫]}
"""


class TestOwnLists:
    def test_only_the_rule_keeper_adopts(self, county_place, county_officer):
        with pytest.raises(NotAllowed):
            adopt_duties(county_place, OWN, actor=county_officer, since=DAY)
        with pytest.raises(NotAllowed):
            adopt_rhythm(county_place, rhythm_text(), actor=county_officer, since=DAY)

    def test_a_list_with_faults(self, county_place, rule_keeper):
        with pytest.raises(FileRefused):
            adopt_duties(county_place, OWN.replace("least: 2", "least: two"), actor=rule_keeper, since=DAY)

    def test_a_list_that_has_not_begun(self, county_place, rule_keeper):
        with pytest.raises(no.UnfitDocument):
            adopt_duties(county_place, OWN, actor=rule_keeper, since=DAY - A_DAY)
        with pytest.raises(no.UnfitDocument):
            adopt_rhythm(county_place, rhythm_text(), actor=rule_keeper, since=date(2022, 10, 25))

    def test_twice_from_the_same_day(self, county_place, rule_keeper):
        adopt_duties(county_place, OWN, actor=rule_keeper, since=DAY)
        with pytest.raises(no.DocumentExists):
            adopt_duties(county_place, OWN, actor=rule_keeper, since=DAY)

    def test_one_that_drops_what_someone_holds(self, county_place, village, rule_keeper, town_officer):
        assign_duty(POSTS, "police", village, "向明", actor=town_officer, since=DAY)
        with pytest.raises(no.LinesStillHeld, match="驻村民警"):
            adopt_duties(county_place, OWN, actor=rule_keeper, since=DAY)

    def test_from_its_day_on_it_stands_in_place_of_the_one_that_came_along(self, county_place, rule_keeper):
        adopt_duties(county_place, OWN, actor=rule_keeper, since=DAY)
        before, after = plans_on(DAY - A_DAY)[POSTS], plans_on(DAY)[POSTS]
        assert (before.plan.title, after.plan.title) == ("责任人和岗位", "本县岗位")
        assert [line.least for line in after.version.lines] == [2]
        assert str(after.adopted) == "本县岗位"

    def test_a_list_of_another_name_stands_beside_them(self, county_place, rule_keeper):
        adopt_duties(county_place, OWN.replace("duties: posts", "duties: ours"), actor=rule_keeper, since=DAY)
        assert list(plans_on(DAY))[-1] == "ours"
        assert POSTS in plans_on(DAY)

    def test_a_line_of_which_the_list_is_gone_can_still_be_ended(
        self, county_place, village, rule_keeper, cadre
    ):
        text = OWN.replace("duties: posts", "duties: ours")
        adopt_duties(county_place, text, actor=rule_keeper, since=DAY)
        duty = assign_duty("ours", "cleaner", village, "向明", actor=cadre, since=DAY)
        Duty.objects.filter(pk=duty.pk).update(line="sweeper")
        with pytest.raises(no.LinesStillHeld, match="sweeper"):
            adopt_duties(county_place, text, actor=rule_keeper, since=DAY + A_DAY)
        duty.refresh_from_db()
        end_duty(duty, actor=cadre)
        assert not Duty.objects.open().exists()

    def test_another_rhythm(self, county_place, rule_keeper):
        adopt_rhythm(
            county_place, rhythm_text().replace("others: 180", "others: 90"), actor=rule_keeper, since=DAY
        )
        assert (rhythm_on(DAY - A_DAY).others, rhythm_on(DAY).others) == (180, 90)

    def test_before_any_rhythm_the_first_one_counts(self):
        assert rhythm_on(date(2000, 1, 1)).others == 180

    def test_the_lists_cost_one_query(self, django_assert_num_queries):
        plans_on(DAY)
        with django_assert_num_queries(1):
            plans_on(DAY)
