"""One village's score on screen: by the sheet in force on the day, or as a total; late, changed, refused."""

from datetime import date
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image
from tests.cast import LONG_AGO
from tests.review.round_stage import COVERT, CROSS, JULY, LATE, TOWN, adopt, on, score_of, text

from wugong.access.actions import grant_role
from wugong.access.roles import RoleKind
from wugong.counties.actors import SYSTEM
from wugong.counties.standing import standing_in
from wugong.review.corrections import prepare_correction
from wugong.review.models import Round, Score, ScorePhoto
from wugong.review.rounds import assign_round, check_round
from wugong.review.scores import Sheet, enter_scores

pytestmark = pytest.mark.usefixtures("adopted")


@pytest.fixture
def first(villages):
    return f"{COVERT}{villages[0].code}/"


@pytest.fixture
def sheet(county_place):
    return adopt(county_place)


def token(client, address):
    return client.get(address).context["form"]["version"].value()


def given(client, address, **more):
    """What a browser hands in for a sheet on 15 July; where nothing is counted, that this is so."""
    counted = any(name.startswith("n-") or name == "vetoes" for name in more)
    said = {} if counted else {"nothing": "on"}
    return {"day": "2026-07-15", "seen": "0", "version": token(client, address), **LATE, **said, **more}


def picture(colour="green"):
    file = BytesIO()
    Image.new("RGB", (80, 60), colour).save(file, "JPEG")
    return SimpleUploadedFile(f"{colour}.jpg", file.getvalue(), "image/jpeg")


class TestWho:
    def test_an_assessor_without_a_draw_is_refused(self, as_user, first, assessor):
        page = as_user(assessor).get(first)
        assert page.status_code == 403
        assert "乡镇经办人" in page.content.decode()

    def test_an_officer_reads_her_own_village_and_is_told_why_others_fill_it(
        self, as_user, county, villages, first, sheet, town_officer
    ):
        with standing_in(county):
            grant_role(town_officer, RoleKind.RESIDENT, actor=SYSTEM, at=villages[0], since=LONG_AGO)
        client = as_user(town_officer)
        page = client.get(first)
        assert "自己的村不由自己查" in text(page)
        assert not page.context["visit"].opens
        last = client.get(f"{COVERT}{villages[5].code}/")
        assert last.context["next_cell"].village == villages[1]

    def test_a_village_not_drawn_for_her_is_refused(
        self, as_user, town, villages, first, town_officer, assessor
    ):
        assign_round(town, JULY, "covert", {villages[1]: assessor}, actor=town_officer)
        page = as_user(assessor).get(first)
        assert page.status_code == 403
        assert "没有分给您" in page.content.decode()

    def test_an_assessor_fills_what_was_drawn_for_her_and_nothing_after_the_check(
        self, as_user, town, villages, first, sheet, town_officer, town_approver, assessor
    ):
        assign_round(town, JULY, "covert", {villages[0]: assessor}, actor=town_officer)
        client = as_user(assessor)
        page = text(client.post(first, given(client, first), follow=True))
        assert "都评完了，回待评" in page
        assert f"/desk/{TOWN}/" not in page.replace(first, "")
        assert score_of(villages[0]).entered_by == assessor
        check_round(town, JULY, "covert", actor=town_approver, without="没有去")
        refused = as_user(assessor).get(first)
        assert refused.status_code == 403
        assert "这一轮已经复核" in refused.content.decode()

    def test_a_village_team_fills_the_other_village_and_never_its_own(
        self, as_user, town, villages, sheet, town_officer, make_user
    ):
        cadre = make_user("team", "林队", RoleKind.VILLAGE_CADRE, villages[3])
        assign_round(town, JULY, "cross", {villages[2]: villages[3]}, actor=town_officer)
        client, other = as_user(cadre), f"{CROSS}{villages[2].code}/"
        assert client.post(other, given(client, other)).status_code == 302
        assert client.get(f"{CROSS}{villages[3].code}/").status_code == 403

    def test_whoever_checks_sees_the_reasons_and_no_form(
        self, as_user, town, villages, first, town_officer, town_approver
    ):
        enter_scores(town, [Sheet(villages[0].code, JULY, "covert", 9000)], actor=town_officer)
        page = text(as_user(town_approver).get(first))
        assert "90 分" in page
        assert '<form class="form"' not in page
        assert as_user(town_approver).post(first, {"score": "1"}).status_code == 200
        assert score_of(villages[0]).hundredths == 9000

    def test_a_village_of_another_town_is_not_there(self, as_user, other_town_village, town, town_officer):
        assert as_user(town_officer).get(f"{COVERT}{other_town_village.code}/").status_code == 404

    def test_a_public_month_takes_nothing(self, as_user, first, town_officer, public_quarter):
        client = as_user(town_officer)
        assert "只能走更正" in text(client.get(first))
        before = Score.objects.count()
        assert client.post(first, {"score": "1", "day": "2026-07-15", "seen": "1"}).status_code == 200
        assert Score.objects.count() == before


class TestTotal:
    def test_without_a_sheet_one_field_is_asked(self, as_user, villages, first, town_officer):
        client = as_user(town_officer)
        page = text(
            client.post(first, {"day": "2026-07-15", "score": "92.5", "seen": "0", **LATE}, follow=True)
        )
        assert "直接填的总分" in page
        assert score_of(villages[0]).hundredths == 9250
        assert score_of(villages[0]).day == date(2026, 7, 15)

    @pytest.mark.parametrize("wrong", ["100.01", "-1", "92.555", "九十", "1e2"])
    def test_a_score_that_cannot_be_is_said_at_the_field(self, wrong, as_user, first, town_officer):
        page = text(
            as_user(town_officer).post(first, {"day": "2026-07-15", "score": wrong, "seen": "0", **LATE})
        )
        assert f"写的是“{wrong}”，要写 0 到 100 的数，最多 2 位小数。" in page
        assert f'value="{wrong}"' in page
        assert not Score.objects.exists()

    @pytest.mark.parametrize(
        ("day", "said"),
        [
            ("", "请填检查日期"),
            ("2026-08-01", "不在2026年7月"),
            ("2026-06-30", "不在2026年7月"),
            ("x", "日期要写成"),
        ],
    )
    def test_a_day_that_cannot_be_is_said_at_the_field(self, day, said, as_user, first, town_officer):
        page = text(as_user(town_officer).post(first, {"day": day, "score": "90", "seen": "0", **LATE}))
        assert said in page
        assert not Score.objects.exists()

    def test_a_day_to_come_is_refused(self, as_user, villages, first, town_officer):
        with on("2026-07-12"):
            client = as_user(town_officer)
            page = text(client.post(first, {"day": "2026-07-13", "score": "90", "seen": "0"}))
        assert "2026-07-13 还没有到" in page

    def test_an_empty_score_is_refused(self, as_user, first, town_officer):
        page = text(
            as_user(town_officer).post(first, {"day": "2026-07-15", "score": " ", "seen": "0", **LATE})
        )
        assert "请填得分" in page


class TestDay:
    @pytest.mark.parametrize(
        ("today", "proposed"),
        [("2026-07-20", "2026-07-20"), ("2026-07-21", "2026-07-20"), ("2026-08-02", "2026-07-20")],
    )
    def test_today_is_proposed_until_the_round_is_over_then_its_last_day(
        self, today, proposed, as_user, first, town_officer
    ):
        with on(today):
            assert str(as_user(town_officer).get(first).context["form"]["day"].value()) == proposed

    @pytest.mark.parametrize(("today", "late"), [("2026-07-25", False), ("2026-07-26", True)])
    def test_five_days_after_the_round_a_reason_is_asked(self, today, late, as_user, first, town_officer):
        with on(today):
            page = as_user(town_officer).post(first, {"day": "2026-07-15", "score": "90", "seen": "0"})
        assert (page.status_code == 200) is late
        if late:
            assert "这是补录，请写明原因" in text(page)

    @pytest.mark.parametrize(
        ("day", "off"),
        [("2026-07-10", True), ("2026-07-11", False), ("2026-07-20", False), ("2026-07-21", True)],
    )
    def test_a_day_outside_the_round_is_taken_and_marked(
        self, day, off, as_user, villages, first, town_officer, town_approver
    ):
        client = as_user(town_officer)
        page = text(client.post(first, {"day": day, "score": "90", "seen": "0", **LATE}, follow=True))
        assert ("不在规定的日子查" in page) is off
        assert ("，不在规定的日子查" in text(client.get(COVERT))) is off
        assert ("不在规定的日子查：<span" in text(as_user(town_approver).get(COVERT))) is off
        assert str(score_of(villages[0]).day) == day


class TestSheet:
    def test_counts_and_vetoes_become_a_score_with_its_reasons(
        self, as_user, villages, first, sheet, town_officer
    ):
        client = as_user(town_officer)
        counts = {"n-litter.seen": "3", "n-heaps.seen": "12", "vetoes": ["open-burning"]}
        page = text(client.post(first, given(client, first, **counts), follow=True))
        assert score_of(villages[0]).hundredths == 8500
        for words in ("85 分", "本项 10 分扣完为止", "有露天焚烧垃圾", "100 − 15 = 85 分"):
            assert words in page
        assert score_of(villages[0]).counts == {"litter.seen": 3, "heaps.seen": 12}

    def test_an_untouched_sheet_is_no_clean_village(self, as_user, first, sheet, town_officer):
        client = as_user(town_officer)
        page = text(client.post(first, given(client, first, nothing="")))
        assert "一处也没有填" in page
        assert not Score.objects.exists()

    def test_a_clean_village_is_said_to_be_clean(self, as_user, villages, first, sheet, town_officer):
        client = as_user(town_officer)
        page = text(client.post(first, given(client, first), follow=True))
        assert "甲村 100 分，已存" in page
        assert score_of(villages[0]).counts == {}

    def test_a_second_entry_that_empties_the_sheet_is_asked_too(
        self, as_user, villages, first, sheet, town_officer
    ):
        client = as_user(town_officer)
        client.post(first, given(client, first, **{"n-litter.seen": "3"}))
        emptied = given(client, first, seen="1", **{"n-litter.seen": "0"})
        assert "一处也没有填" in text(client.post(first, emptied))
        assert score_of(villages[0]).hundredths == 9700
        assert client.post(first, emptied | {"nothing": "on"}).status_code == 302
        assert score_of(villages[0]).hundredths == 10000

    def test_found_and_nothing_found_do_not_go_together(self, as_user, first, sheet, town_officer):
        client = as_user(town_officer)
        page = text(client.post(first, given(client, first, nothing="on", **{"n-litter.seen": "3"})))
        assert "这里就不打勾" in page
        assert not Score.objects.exists()

    @pytest.mark.parametrize("wrong", ["-1", "10000", "1.5", "三"])
    def test_a_count_that_cannot_be_is_said_at_its_spot(self, wrong, as_user, first, sheet, town_officer):
        client = as_user(town_officer)
        page = text(client.post(first, given(client, first, **{"n-litter.seen": wrong})))
        assert "要写 0 到 9999 的整数。" in page
        assert not Score.objects.exists()

    def test_a_veto_that_is_not_on_the_sheet_is_refused(self, as_user, first, sheet, town_officer):
        client = as_user(town_officer)
        assert client.post(first, given(client, first, vetoes=["rain"])).status_code == 200
        assert not Score.objects.exists()

    def test_the_sheet_of_the_day_of_the_inspection_holds(
        self, as_user, town, county_place, villages, first, sheet, town_officer
    ):
        """A new sheet in mid-month: what was counted by the other one is not marked by it unseen."""
        later = adopt(county_place, since=date(2026, 7, 16), name="village-environment-20")
        client = as_user(town_officer)
        handed_in = given(client, first, **{"n-litter.seen": "1"})
        page = client.post(first, handed_in)
        assert "这一天用的是另一版评分细则" in text(page)
        assert page.context["form"].sheet.adopted == sheet
        renewed = page.context["form"].data["version"]
        assert client.post(first, handed_in | {"version": renewed}).status_code == 302
        assert (score_of(villages[0]).sheet, score_of(villages[0]).hundredths) == (sheet, 9900)
        assert token(client, f"{COVERT}{villages[1].code}/").startswith(str(later.pk))

    def test_a_total_handed_in_where_a_sheet_came_into_force_is_not_a_clean_sheet(
        self, as_user, first, sheet, town_officer
    ):
        handed_in = {"day": "2026-07-15", "score": "60", "seen": "0", **LATE}
        assert "另一版评分细则" in text(as_user(town_officer).post(first, handed_in))
        assert not Score.objects.exists()

    def test_a_total_that_stands_is_named_before_it_is_counted_anew(
        self, as_user, town, villages, first, sheet, town_officer
    ):
        enter_scores(town, [Sheet(villages[0].code, JULY, "covert", 8800)], actor=town_officer)
        assert "现在的 88 分是直接填的总分" in text(as_user(town_officer).get(first))


class TestChange:
    @pytest.fixture
    def stands(self, town, villages, town_officer):
        row = Sheet(villages[0].code, JULY, "covert", 9000, day=date(2026, 7, 15))
        enter_scores(town, [row], actor=town_officer)

    def test_another_hand_in_between_is_named_and_nothing_is_lost(
        self, as_user, town, villages, first, stands, town_officer, make_user
    ):
        other = make_user("second", "罗二", RoleKind.TOWN_OFFICER, town)
        enter_scores(town, [Sheet(villages[0].code, JULY, "covert", 8500)], actor=other)
        client = as_user(town_officer)
        handed_in = {"day": "2026-07-15", "score": "70", "seen": "1", "note": "复查"}
        page = client.post(first, handed_in)
        assert "罗二" in text(page)
        assert "改成了 85" in text(page)
        assert page.context["form"].data["seen"] == "2"
        assert 'value="70"' in text(page)
        assert score_of(villages[0]).hundredths == 8500
        assert client.post(first, handed_in | {"seen": "2"}).status_code == 302
        assert score_of(villages[0]).hundredths == 7000

    def test_earlier_versions_are_listed(self, as_user, villages, first, stands, town_officer):
        client = as_user(town_officer)
        client.post(first, {"day": "2026-07-15", "score": "70", "seen": "1", "note": ""})
        page = text(client.get(first))
        for words in ("历次的分", "第 1 版，90 分", "第 2 版，70 分", "现行"):
            assert words in page

    def test_the_same_again_changes_nothing(self, as_user, first, stands, town_officer):
        handed_in = {"day": "2026-07-15", "score": "90", "seen": "1", "note": ""}
        assert "没有改动" in text(as_user(town_officer).post(first, handed_in, follow=True))
        assert Score.objects.count() == 1

    def test_a_change_opens_a_checked_round_and_says_so_before(
        self, as_user, town, first, stands, town_officer, town_approver
    ):
        check_round(town, JULY, "covert", actor=town_approver, without="没有去")
        client = as_user(town_officer)
        assert "要重新复核" in text(client.get(first))
        client.post(first, {"day": "2026-07-15", "score": "70", "seen": "1", "note": ""})
        assert Round.objects.get().state == "entering"

    def test_a_correction_that_waits_is_marked(
        self, as_user, town, villages, first, public_quarter, town_officer
    ):
        row = Sheet(villages[0].code, JULY, "covert", 5000)
        prepare_correction(town, [row], actor=town_officer, reason="漏看一处")
        page = text(as_user(town_officer).get(first))
        assert "更正，待批准" in page
        assert "第 2 版，50 分" in page


class TestPhotos:
    @pytest.fixture(autouse=True)
    def folder(self, settings, tmp_path):
        settings.MEDIA_ROOT = tmp_path

    def test_photos_go_with_the_score_once_each(self, as_user, villages, first, sheet, town_officer):
        client = as_user(town_officer)
        handed_in = given(client, first, photos=[picture(), picture("red"), picture()])
        page = text(client.post(first, handed_in, follow=True))
        assert page.count("/small/") == 2
        assert ScorePhoto.objects.filter(score=score_of(villages[0])).count() == 2

    def test_photos_stay_beside_a_changed_score(self, as_user, villages, first, sheet, town_officer):
        client = as_user(town_officer)
        client.post(first, given(client, first, photos=[picture()]))
        client.post(first, given(client, first, seen="1", photos=[picture("red")], **{"n-litter.seen": "1"}))
        assert text(client.get(first)).count("/small/") == 2

    def test_what_is_no_photo_keeps_the_score_out_too(self, as_user, first, sheet, town_officer):
        client = as_user(town_officer)
        file = SimpleUploadedFile("note.jpg", b"no picture", "image/jpeg")
        assert "note.jpg" in text(client.post(first, given(client, first, photos=[file])))
        assert not Score.objects.exists()


@pytest.mark.parametrize("n", [1, 3])
def test_costs_the_same(n, as_user, town, villages, first, sheet, town_officer, django_assert_num_queries):
    for points in range(n):
        enter_scores(town, [Sheet(villages[0].code, JULY, "covert", 9000 + points)], actor=town_officer)
    client = as_user(town_officer)
    with django_assert_num_queries(18):
        client.get(first)
