"""The pages of coverage, duties, yards and the county's lists: who enters, what they show, what they take."""

import re
from datetime import date

import pytest
from django.utils import timezone
from tests.cast import place

from wugong.counties.standing import standing_in
from wugong.registry.duties import assign_duty, end_duty
from wugong.registry.duty_clusters import found_cluster
from wugong.registry.duty_pages import coverage_at, loads_of
from wugong.registry.models import Duty
from wugong.registry.register_pages import desk_of
from wugong.rules.duty_plans import Unit

CHAIN, POSTS = "four-cover-one-link", "posts"
TOWN, VILLAGE, GROUP = "990101101", "990101101201", "99010110120101"


def page_of(client, code, path="", **query):
    return client.get(f"/desk/{code}/coverage/{path}", query)


def text_of(answer):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


@pytest.fixture
def other_group(county, village):
    return place(county, "99010110120102", "枫林坳村二组")


@pytest.fixture
def at_work(county, village, group, household, head, cadre, town_officer):
    """The village is covered, its group is not; a yard with the household is linked by the head."""
    with standing_in(county):
        assign_duty(CHAIN, "village", village, "向明", actor=town_officer, unit="镇政府")
        yard = found_cluster(village, "竹林屋场", actor=cadre, numbers=["0101"])
        assign_duty(CHAIN, "household", yard, head, actor=cadre)


class TestEntering:
    @pytest.mark.parametrize("who", ["resident", "assessor", "system_administrator", "other_town_officer"])
    @pytest.mark.parametrize("path", ["", "duties/", "duties/new/", "yards/"])
    def test_who_does_not_read_the_place_is_told_why(self, who, path, request, as_user, village):
        answer = page_of(as_user(request.getfixturevalue(who)), VILLAGE, path)
        assert answer.status_code == 403

    @pytest.mark.parametrize("who", ["cadre", "supervisor", "town_officer", "county_officer"])
    def test_who_reads_the_place_enters(self, who, request, as_user, village):
        assert page_of(as_user(request.getfixturevalue(who)), VILLAGE).status_code == 200

    def test_a_county_has_no_such_page(self, as_user, county_officer, town):
        assert page_of(as_user(county_officer), "990101").status_code == 404

    def test_a_town_has_no_yards(self, as_user, town_officer, town):
        assert page_of(as_user(town_officer), TOWN, "yards/").status_code == 404

    def test_a_list_that_is_none_is_not_found(self, as_user, cadre):
        assert page_of(as_user(cadre), VILLAGE, plan="nothing").status_code == 404


class TestCoverage:
    def test_vacancies_are_named_where_they_are(self, as_user, cadre, at_work):
        said = text_of(page_of(as_user(cadre), VILLAGE))
        assert "空缺 2 处" in said  # the group, the yard
        assert "向明（镇政府）" in said
        assert "枫林坳村一组 空缺 没有人" in said
        assert "陈建国" in said

    def test_a_resident_who_holds_is_masked_for_who_does_not_register(self, as_user, supervisor, at_work):
        said = text_of(page_of(as_user(supervisor), VILLAGE))
        assert "陈×国" in said
        assert "陈建国" not in said
        assert "向明" in said

    def test_a_town_counts_groups_by_village(self, as_user, town_officer, at_work):
        said = text_of(page_of(as_user(town_officer), TOWN))
        assert "枫林坳村 1 处，空 1 处 空着： 枫林坳村一组" in said

    def test_a_group_shows_its_own_lines_only(self, as_user, cadre, at_work):
        said = text_of(page_of(as_user(cadre), GROUP))
        assert "村干部包组" in said
        assert "乡镇干部包村" not in said

    def test_a_vacancy_hangs_loose_below_and_says_so(self, county, as_user, cadre, group, village):
        with standing_in(county):
            assign_duty(CHAIN, "group", group, "林可", actor=cadre)
        assert "上面没有人" in text_of(page_of(as_user(cadre), VILLAGE))

    def test_single_duties_say_what_lacks_a_deputy_and_where_are_too_many(
        self, county, as_user, town_officer, village
    ):
        with standing_in(county):
            assign_duty(POSTS, "first-of-village", village, "向明", actor=town_officer)
            Duty.objects.create(
                plan=POSTS, line="first-of-village", place=village, named="沈批", since=date(2026, 1, 1)
            )
        said = text_of(page_of(as_user(town_officer), VILLAGE, plan=POSTS))
        assert "人多了" in said
        assert "缺副职" in said

    def test_whoever_died_covers_nothing(self, county, as_user, cadre, head, at_work):
        with standing_in(county):
            desk = desk_of(VILLAGE, cadre)
            assert [one.standing.covered for one in coverage_at(desk, CHAIN).lines] == [1, 0, 0, 1]
            head.died = timezone.localdate()
            head.save()
            assert [one.standing.covered for one in coverage_at(desk, CHAIN).lines] == [1, 0, 0, 0]

    def test_loads_add_up_by_holder(self, county, cadre, town_officer, village, group, other_group):
        with standing_in(county):
            for at in (group, other_group):
                assign_duty(CHAIN, "group", at, "林可", actor=cadre)
            assign_duty(CHAIN, "group", group, "向明", actor=cadre)
            page = coverage_at(desk_of(VILLAGE, cadre), CHAIN)
            assert [(one.name, one.total, one.units) for one in page.loads] == [
                ("林可", 2, {Unit.GROUP: 2}),
                ("向明", 1, {Unit.GROUP: 1}),
            ]
            gone = list(Duty.objects.all())
            for one in gone:
                one.line = "gone"
            assert loads_of(page.desk, page.today, gone) == []

    @pytest.mark.parametrize("n", [1, 3])
    @pytest.mark.parametrize(("code", "queries"), [(TOWN, 16), (VILLAGE, 17)])
    def test_it_costs_the_same(
        self,
        n,
        code,
        queries,
        county,
        village,
        make_household,
        as_user,
        town_officer,
        django_assert_num_queries,
    ):
        with standing_in(county):
            for number in range(1, n + 1):
                group = place(county, f"{VILLAGE}{number:02d}", f"{number}组")
                make_household(group, f"{number:04d}")
                yard = found_cluster(group, "院", actor=town_officer, numbers=[f"{number:04d}"])
                for line, at in (("group", group), ("yard", yard), ("household", yard)):
                    assign_duty(CHAIN, line, at, f"人{number}", actor=town_officer)
        client = as_user(town_officer)
        page_of(client, code)
        with django_assert_num_queries(queries):
            page_of(client, code)


class TestAssigning:
    def new(self, client, code, line, unit, plan=CHAIN, **data):
        query = f"?plan={plan}&line={line}" + (f"&unit={unit}" if unit else "")
        data.setdefault("since", "2026-06-01")
        data.setdefault("who", "named")
        return client.post(f"/desk/{code}/coverage/duties/new/{query}", data)

    def test_a_line_that_is_none(self, as_user, cadre, group):
        assert self.new(as_user(cadre), VILLAGE, "nothing", group.pk).status_code == 404

    @pytest.mark.parametrize("unit", ["", "x", "00000000-0000-7000-8000-000000000000"])
    def test_a_unit_that_is_none(self, as_user, cadre, group, unit):
        assert self.new(as_user(cadre), VILLAGE, "group", unit).status_code == 404

    def test_a_unit_of_another_village(self, county, as_user, cadre, neighbour_village, village):
        stranger = place(county, "99010110120201", "青山村一组")
        assert self.new(as_user(cadre), VILLAGE, "group", stranger.pk).status_code == 404

    def test_a_cadre_is_told_that_the_town_names_who_covers_the_village(self, as_user, cadre, village):
        assert self.new(as_user(cadre), VILLAGE, "village", village.pk, name="向明").status_code == 403

    def test_the_page_says_what_it_is_for(self, as_user, cadre, group):
        answer = page_of(as_user(cadre), VILLAGE, "duties/new/", plan=CHAIN, line="group", unit=str(group.pk))
        assert "枫林坳村一组 ： 村干部包组" in text_of(answer).replace("一组：", "一组 ：").replace(
            "：村", "： 村"
        )

    @pytest.mark.parametrize(
        ("data", "said"),
        [
            ({"who": "person"}, "请写姓名"),
            ({"who": "person", "name": "无此人"}, "登记里没有这位居民"),
            ({"who": "user"}, "请选一个账号"),
            ({"who": "named"}, "请写姓名或单位名称"),
            ({"who": "named", "name": "向明 13800000001"}, "手机号"),
        ],
    )
    def test_what_is_lacking_is_said_at_the_form(self, as_user, cadre, group, data, said):
        answer = self.new(as_user(cadre), VILLAGE, "group", group.pk, **data)
        assert answer.status_code == 200
        assert said in text_of(answer)
        assert not Duty.everywhere.exists()

    def test_of_two_by_one_name_the_number_decides(
        self, county, as_user, cadre, group, head, make_household, make_member, village
    ):
        make_member(make_household(village, "0102"), "陈建国")
        client = as_user(cadre)
        answer = self.new(client, VILLAGE, "group", group.pk, who="person", name="陈建国")
        assert "有同名的人，请写户号" in text_of(answer)
        answer = self.new(client, VILLAGE, "group", group.pk, who="person", name="陈建国", number="0101")
        assert answer["Location"] == f"/desk/{VILLAGE}/coverage/?plan={CHAIN}"
        assert Duty.everywhere.get().person == head

    def test_an_account_holds(self, as_user, cadre, supervisor, group):
        self.new(as_user(cadre), VILLAGE, "group", group.pk, who="user", user=str(supervisor.pk))
        assert Duty.everywhere.get().user == supervisor

    def test_a_unit_holds_where_units_do(self, as_user, town_officer, village):
        client = as_user(town_officer)
        assert "还差 1 处" in text_of(self.new(client, VILLAGE, "paired-unit", village.pk, plan=POSTS))
        self.new(client, VILLAGE, "paired-unit", village.pk, plan=POSTS, name="县水利局")
        assert Duty.everywhere.get().named == "县水利局"

    @pytest.mark.parametrize(
        ("numbers", "said"),
        [
            ("", "请选院落，或写户号"),
            ("0999", "没有这些户号：0999"),
            (" ".join(map(str, range(61))), "一次最多 60 户"),
        ],
    )
    def test_households_that_cannot_be(self, as_user, cadre, household, numbers, said):
        answer = self.new(as_user(cadre), VILLAGE, "household", "", name="向明", numbers=numbers)
        assert said in text_of(answer)

    def test_households_are_linked_by_number_or_by_yard(self, county, as_user, cadre, household):
        client = as_user(cadre)
        self.new(client, VILLAGE, "household", "", name="向明", numbers="0101，0101")
        with standing_in(county):
            yard = found_cluster(household.place, "竹林屋场", actor=cadre)
        self.new(client, VILLAGE, "household", "", name="向明", yard=str(yard.pk))
        self.new(client, VILLAGE, "household", household.pk, name="林可")
        assert [(one.household, one.cluster) for one in Duty.everywhere.order_by("pk")] == [
            (household, None),
            (None, yard),
            (household, None),
        ]

    def test_a_yard_is_assigned(self, county, as_user, cadre, village):
        with standing_in(county):
            yard = found_cluster(village, "竹林屋场", actor=cadre)
        self.new(as_user(cadre), VILLAGE, "yard", yard.pk, name="向明", deputy="on")
        assert Duty.everywhere.get().is_deputy


class TestOneDuty:
    @pytest.fixture
    def duty(self, county, group, cadre):
        with standing_in(county):
            return assign_duty(CHAIN, "group", group, "向明", actor=cadre, since=date(2026, 6, 1), note="兼")

    def path(self, duty):
        return f"/desk/{VILLAGE}/coverage/duties/{duty.pk}/"

    def test_of_another_village_it_is_not_found(self, as_user, duty, neighbour_village, town_officer):
        answer = as_user(town_officer).get(f"/desk/{neighbour_village.code}/coverage/duties/{duty.pk}/")
        assert answer.status_code == 404

    def test_who_only_reads_sees_no_forms(self, as_user, duty, supervisor):
        said = text_of(as_user(supervisor).get(self.path(duty)))
        assert "召集院场会" in said
        assert "交接给别人" not in said

    def test_ending_too_early_is_said_at_the_form(self, as_user, duty, cadre):
        answer = as_user(cadre).post(self.path(duty), {"do": "end", "day": "2026-05-31"})
        assert "不能在这以前结束" in text_of(answer)

    def test_it_ends(self, as_user, duty, cadre):
        answer = as_user(cadre).post(self.path(duty), {"do": "end", "day": "2026-06-30"})
        assert answer["Location"] == f"/desk/{VILLAGE}/coverage/duties/"
        duty.refresh_from_db()
        assert duty.until == date(2026, 6, 30)
        said = text_of(page_of(as_user(cadre), VILLAGE, "duties/"))
        assert "已经结束的" in said
        assert (
            "2026年6月30日不再承担" in text_of(as_user(cadre).get(self.path(duty))) or "2026年6月30日" in said
        )

    def test_handing_over_to_the_same_is_said_at_the_form(self, as_user, duty, cadre):
        data = {"do": "pass", "who": "named", "name": "向明", "since": "2026-07-01"}
        assert "交接前后是同一个人" in text_of(as_user(cadre).post(self.path(duty), data))

    def test_it_is_handed_over_and_remembered(self, county, as_user, duty, cadre):
        client = as_user(cadre)
        client.post(self.path(duty), {"do": "pass", "who": "named", "name": "沈批", "since": "2026-07-01"})
        with standing_in(county):
            later = Duty.objects.open().get()
        assert later.named == "沈批"
        assert "向明" in text_of(client.get(self.path(later)))

    def test_one_whose_line_is_gone_can_only_end(self, as_user, duty, cadre):
        Duty.everywhere.filter(pk=duty.pk).update(line="gone")
        client = as_user(cadre)
        said = text_of(client.get(self.path(duty)))
        assert "交接给别人" not in said
        assert "结束，暂时没有人接" in said
        assert "清单里已没有" in text_of(page_of(client, VILLAGE, "duties/"))
        assert "gone" in text_of(client.get(f"{self.path(duty)}card/"))

    def test_the_list_narrows_to_one_plan(self, as_user, duty, cadre):
        client = as_user(cadre)
        assert "向明" in text_of(page_of(client, VILLAGE, "duties/", plan=CHAIN))
        assert "还没有定过人" in text_of(page_of(client, VILLAGE, "duties/", plan=POSTS))

    @pytest.mark.parametrize("n", [1, 3])
    def test_the_list_costs_the_same(self, n, county, as_user, cadre, group, django_assert_num_queries):
        with standing_in(county):
            for number in range(n):
                assign_duty(CHAIN, "group", group, f"人{number}", actor=cadre)
                end_duty(assign_duty(CHAIN, "group", group, f"旧{number}", actor=cadre), actor=cadre)
        client = as_user(cadre)
        page_of(client, VILLAGE, "duties/")
        with django_assert_num_queries(11):
            page_of(client, VILLAGE, "duties/")

    def test_the_card_has_all_that_one_answers_for(self, county, as_user, duty, cadre, other_group):
        with standing_in(county):
            assign_duty(CHAIN, "group", other_group, "向明", actor=cadre)
            assign_duty(POSTS, "grid-keeper", other_group, "向明", actor=cadre)
        said = text_of(as_user(cadre).get(f"{self.path(duty)}card/"))
        assert "枫林坳村一组 、 枫林坳村二组" in said
        assert "网格员" in said
        assert "联系电话" in said

    def test_the_card_of_whoever_holds_nothing_more_says_so(self, county, as_user, duty, cadre):
        with standing_in(county):
            end_duty(duty, actor=cadre, day=date(2026, 6, 2))
        assert "现在没有承担责任" in text_of(as_user(cadre).get(f"{self.path(duty)}card/"))
