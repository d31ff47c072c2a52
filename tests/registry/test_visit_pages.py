"""The pages of visits: what is due first, noting one in a few fields, by voice too, following up."""

import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from tests.cast import place
from tests.media.recordings import tone

from wugong.access.roles import RoleKind
from wugong.counties.actors import SYSTEM
from wugong.counties.standing import standing_in
from wugong.media.models import Sound
from wugong.registry.households import mark_care
from wugong.registry.models import Visit
from wugong.registry.register_pages import desk_of
from wugong.registry.states import Care
from wugong.registry.visit_pages import visits_at
from wugong.registry.visits import note_visit

TOWN, VILLAGE, GROUP = "990101101", "990101101201", "99010110120101"
A_DAY = timedelta(days=1)


pytestmark = pytest.mark.usefixtures("folder")


@pytest.fixture
def today():
    return timezone.localdate()


def text_of(answer):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def path(code=VILLAGE, tail=""):
    return f"/desk/{code}/visits/{tail}"


class TestEntering:
    @pytest.mark.parametrize("who", ["resident", "assessor", "county_officer", "other_town_officer"])
    @pytest.mark.parametrize("tail", ["", "new/"])
    def test_who_does_not_work_with_the_register_is_told_why(self, who, tail, request, as_user, village):
        assert as_user(request.getfixturevalue(who)).get(path(tail=tail)).status_code == 403

    def test_the_supervisor_reads_and_notes_nothing(
        self, as_user, supervisor, household, head, county, cadre
    ):
        with standing_in(county):
            note_visit(household, actor=cadre, asked="灯坏了")
        client = as_user(supervisor)
        said = text_of(client.get(path()))
        assert "陈×国" in said
        assert "陈建国" not in said
        assert "记一次走访" not in said
        assert client.get(path(tail="new/")).status_code == 403

    def test_a_keeper_works_in_the_group(self, make_user, as_user, group):
        client = as_user(make_user("keeper", "网格", RoleKind.GRID_KEEPER, group))
        assert client.get(path(GROUP)).status_code == 200
        assert client.get(path(GROUP, "new/")).status_code == 200
        assert client.get(path()).status_code == 403

    def test_a_town_has_no_such_page(self, as_user, town_officer, town):
        assert as_user(town_officer).get(path(TOWN)).status_code == 404


class TestOrder:
    @pytest.fixture(autouse=True)
    def standing(self, here):
        """Stand in the first county."""

    @pytest.fixture
    def homes(self, village, make_household):
        return [make_household(village, f"{number:04d}") for number in range(1, 5)]

    def shown(self, cadre, **more):
        return visits_at(desk_of(VILLAGE, cadre), None, mine=False, **more)

    def test_households_under_care_come_first_the_longest_unvisited_at_the_top(self, homes, cadre, today):
        plain, visited, fresh, never = homes
        for one in (visited, fresh, never):
            mark_care(one, Care.ELDER_ALONE, actor=cadre)
        note_visit(visited, actor=cadre, day=today - 31 * A_DAY, asked="好")
        note_visit(fresh, actor=cadre, day=today - 30 * A_DAY, asked="好")
        page = self.shown(cadre)
        found = [(one.home.household.number, one.overdue) for one in page.due]
        assert found == [("0004", True), ("0002", True), ("0003", False)]
        assert page.due[1].until == today - A_DAY
        assert [one.home.household for one in page.others] == [plain]
        assert page.others_due == 1

    def test_the_others_are_due_after_their_own_days(self, homes, cadre, today):
        for one, days in zip(homes, (181, 180, 0, 400), strict=True):
            note_visit(one, actor=cadre, day=today - days * A_DAY, asked="好")
        page = self.shown(cadre)
        assert [one.home.household.number for one in page.others] == ["0004", "0001"]

    def test_what_waits_comes_by_its_day_and_says_when_it_is_late(self, homes, cadre, today):
        late = note_visit(
            homes[0], actor=cadre, day=today - 9 * A_DAY, asked="甲", answer_until=today - A_DAY
        )
        last = note_visit(homes[1], actor=cadre, day=today - 9 * A_DAY, asked="乙", answer_until=today)
        assert [(one.visit, one.overdue) for one in self.shown(cadre).waiting] == [
            (late, True),
            (last, False),
        ]

    def test_mine_are_only_mine(self, homes, cadre):
        own = note_visit(homes[0], actor=cadre, asked="甲")
        note_visit(homes[1], actor=SYSTEM, asked="乙")
        page = visits_at(desk_of(VILLAGE, cadre), None, mine=True)
        assert [(one.visit, one.mine) for one in page.noted] == [(own, True)]

    @pytest.mark.parametrize("n", [1, 3])
    def test_it_costs_the_same(
        self, n, village, cadre, make_household, make_member, as_user, today, django_assert_num_queries
    ):
        for number in range(n):
            for kind in ("1", "2"):
                one = make_household(village, f"{kind}{number:03d}")
                make_member(one, "陈禾苗")
                if kind == "1":
                    mark_care(one, Care.ELDER_ALONE, actor=cadre)
                    note_visit(one, actor=cadre, asked="甲", answer_until=today)
        client = as_user(cadre)
        client.get(path())
        with django_assert_num_queries(16):
            client.get(path())


class TestNoting:
    @pytest.mark.parametrize("number", ["0999", "0202"])
    def test_a_number_that_is_none_here(
        self, number, as_user, cadre, household, make_household, neighbour_village, today
    ):
        make_household(neighbour_village, "0202")
        answer = as_user(cadre).post(path(tail="new/"), {"number": number, "asked": "好", "day": str(today)})
        assert "这里没有这个户号" in text_of(answer)

    def test_a_number_of_another_group(
        self, make_user, as_user, county, village, group, make_household, today
    ):
        make_household(place(county, "99010110120102", "二组"), "0303")
        client = as_user(make_user("keeper", "网格", RoleKind.GRID_KEEPER, group))
        answer = client.post(path(GROUP, "new/"), {"number": "0303", "asked": "好", "day": str(today)})
        assert "这里没有这个户号" in text_of(answer)

    def test_a_household_elsewhere_is_not_found(
        self, as_user, cadre, make_household, neighbour_village, village
    ):
        other = make_household(neighbour_village, "0202")
        assert as_user(cadre).get(path(tail=f"new/{other.pk}/")).status_code == 404

    def test_what_is_refused_is_said_at_the_form_and_what_was_typed_stays(
        self, as_user, cadre, household, today
    ):
        data = {"asked": "打 13800000001", "day": str(today)}
        answer = as_user(cadre).post(path(tail=f"new/{household.pk}/"), data)
        assert "手机号" in text_of(answer)
        assert "打 13800000001" in text_of(answer)
        assert not Visit.everywhere.exists()

    def test_a_recording_that_is_none_is_said_at_the_field(self, as_user, cadre, household, today):
        data = {"day": str(today), "spoken": SimpleUploadedFile("a.webm", b"text")}
        answer = as_user(cadre).post(path(tail=f"new/{household.pk}/"), data)
        assert "没有听得见的声音" in text_of(answer)

    def test_three_fields_are_enough(self, as_user, cadre, household, head, today):
        client = as_user(cadre)
        assert "陈建国 0101" in text_of(client.get(path(tail=f"new/{household.pk}/")))
        answer = client.post(
            path(tail=f"new/{household.pk}/"), {"asked": "灯坏了", "day": str(today), "wants": "on"}
        )
        assert answer["Location"] == path()
        visit = Visit.everywhere.get()
        assert (visit.asked, visit.answer_until) == ("灯坏了", today + 7 * A_DAY)
        assert "灯坏了" in text_of(client.get(path(tail=f"new/{household.pk}/")))

    def test_by_number_and_by_voice(self, as_user, cadre, household, today):
        data = {"number": "0101", "day": str(today), "spoken": SimpleUploadedFile("a.wav", tone())}
        client = as_user(cadre)
        assert client.post(path(tail="new/"), data).status_code == 302
        visit = Visit.everywhere.get()
        assert visit.answer_until is None
        said = client.get(path(tail=f"{visit.pk}/")).content.decode()
        assert f"/sounds/{Sound.everywhere.get().pk}/" in said
        assert "录音 1 秒" in said

    def test_the_recorder_waits_hidden_for_a_browser_that_records(self, as_user, cadre, household):
        page = as_user(cadre).get(path(tail="new/")).content.decode()
        box = re.search(r'<div [^>]*data-recorder="id_spoken"[^>]*>', page)[0]
        assert box.endswith("hidden>")
        assert 'data-record="120"' in page


class TestFollowingUp:
    @pytest.fixture
    def visit(self, county, household, head, cadre, today):
        with standing_in(county):
            return note_visit(household, actor=cadre, asked="灯坏了", answer_until=today)

    def test_of_another_village_it_is_not_found(self, as_user, town_officer, visit, neighbour_village):
        answer = as_user(town_officer).get(path(neighbour_village.code, f"{visit.pk}/"))
        assert answer.status_code == 404

    def test_who_only_reads_sees_no_form(self, as_user, supervisor, visit):
        said = text_of(as_user(supervisor).get(path(tail=f"{visit.pk}/")))
        assert "灯坏了" in said
        assert "办结" not in said

    def test_who_only_reads_cannot_follow_up(self, as_user, supervisor, visit):
        answer = as_user(supervisor).post(path(tail=f"{visit.pk}/"), {"answer": "换了"})
        assert answer.status_code == 403

    def test_nothing_said_is_said(self, as_user, cadre, visit):
        assert "还差 1 处" in text_of(as_user(cadre).post(path(tail=f"{visit.pk}/"), {"answer": " "}))

    def test_it_is_followed_up(self, as_user, cadre, visit):
        client = as_user(cadre)
        assert "1 件等答复" in text_of(client.get(path()))
        client.post(path(tail=f"{visit.pk}/"), {"answer": "换了灯"})
        said = text_of(client.get(path(tail=f"{visit.pk}/")))
        assert "换了灯" in said
        assert "0 件等答复" in text_of(client.get(path()))
