"""A round as a table: what goes out, what comes back, and every cell that does not fit, by row and column."""

import re
from datetime import date
from html import unescape
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import load_workbook
from tests.review.round_stage import COVERT, JULY, LATE, adopt, on, score_of, text, workbook

from wugong.access.roles import RoleKind
from wugong.review.models import Round, Score
from wugong.review.scores import Sheet, enter_scores

pytestmark = pytest.mark.usefixtures("adopted")
HEAD = ("村代码", "村", "检查日期", "得分", "说明")
NOTE = LATE["note"]
DAY = date(2026, 7, 15)
UPLOAD = f"{COVERT}upload/"


def downloaded(client, address):
    answer = client.get(address)
    assert answer.status_code == 200
    assert answer["Content-Disposition"].startswith("attachment; filename*=UTF-8''")
    rows = load_workbook(BytesIO(answer.content)).worksheets[0].iter_rows(values_only=True)
    return [list(row) for row in rows]


def send(client, *rows, address=UPLOAD, head=HEAD, **more):
    return client.post(address, {"table": workbook(head, *rows), **more}, follow=True)


def _listed(page):
    return text(page).partition('<ul class="marks__faults">')[2].partition("</ul>")[0]


def faults(page):
    assert not Score.objects.filter(revision__gt=1).exists()
    return [unescape(line) for line in re.findall("<li>(.*?)</li>", _listed(page))]


class TestTemplate:
    def test_holds_every_village_with_what_stands(self, as_user, town, villages, town_officer):
        row = Sheet(villages[0].code, JULY, "covert", 9250, day=DAY, note="复查")
        enter_scores(town, [row], actor=town_officer)
        rows = downloaded(as_user(town_officer), f"{COVERT}sheet.xlsx")
        assert rows[0] == [*HEAD, "轮次", "版次"]
        assert rows[1][:2] + rows[1][3:] == [villages[0].code, "甲村", 92.5, "复查", "2026-07 暗访", 1]
        assert rows[2][5:] == ["2026-07 暗访", 0]
        assert rows[1][2].date() == DAY
        assert [row[1] for row in rows[1:]] == ["甲村", "乙村", "丙村", "丁村", "戊村", "己村"]

    def test_the_one_of_findings_has_a_column_for_each(self, as_user, county_place, villages, town_officer):
        adopt(county_place)
        rows = downloaded(as_user(town_officer), f"{COVERT}sheet.xlsx?by=spots")
        assert "散落垃圾·散落垃圾（处）" in rows[0]
        assert "否决：有露天焚烧垃圾" in rows[0]
        assert len(rows) == 7

    def test_without_a_score_sheet_there_is_none_of_findings(self, as_user, villages, town_officer):
        assert as_user(town_officer).get(f"{COVERT}sheet.xlsx?by=spots").status_code == 404
        assert "扣分表" not in text(as_user(town_officer).get(UPLOAD))

    def test_handed_in_as_it_came_it_changes_nothing(self, as_user, town, villages, town_officer):
        row = Sheet(villages[0].code, JULY, "covert", 9250, day=DAY, note="复查")
        enter_scores(town, [row], actor=town_officer)
        client = as_user(town_officer)
        file = SimpleUploadedFile("暗访.xlsx", client.get(f"{COVERT}sheet.xlsx").content)
        page = client.post(UPLOAD, {"table": file}, follow=True)
        assert "新录 0 个，改 0 个，未变 1 个，空着 5 个" in text(page)
        assert Score.objects.count() == 1


class TestFile:
    def test_no_file_is_no_table(self, as_user, villages, town_officer):
        assert "请选一个文件" in text(as_user(town_officer).post(UPLOAD, {}))

    @pytest.mark.parametrize(("size", "taken"), [(2 * 1024 * 1024, True), (2 * 1024 * 1024 + 1, False)])
    def test_a_large_file_is_refused(self, size, taken, as_user, villages, town_officer):
        file = SimpleUploadedFile("暗访.csv", b"x" * size)
        page = text(as_user(town_officer).post(UPLOAD, {"table": file}))
        assert ("文件超过 2 MB" in page) is not taken

    def test_another_kind_of_file_is_refused(self, as_user, villages, town_officer):
        file = SimpleUploadedFile("暗访.xls", b"x")
        assert "只收 .xlsx 和 .csv" in text(as_user(town_officer).post(UPLOAD, {"table": file}))

    def test_a_broken_workbook_is_refused(self, as_user, villages, town_officer):
        file = SimpleUploadedFile("暗访.xlsx", b"x")
        assert "不是完好的 .xlsx 文件" in text(as_user(town_officer).post(UPLOAD, {"table": file}))

    @pytest.mark.parametrize(("parts", "taken"), [(1, True), (2, False)])
    def test_a_workbook_that_unfolds_to_too_much_is_refused(
        self, parts, taken, as_user, villages, town_officer
    ):
        file = BytesIO(workbook(HEAD, (villages[0].code, "甲村", DAY, 90, NOTE)).read())
        with ZipFile(file, "a", ZIP_DEFLATED) as book:
            for number in range(parts):
                book.writestr(f"xl/p{number}.xml", f"<p>{' ' * 10 * 1024 * 1024}</p>")
        table = SimpleUploadedFile("暗访.xlsx", file.getvalue())
        page = text(as_user(town_officer).post(UPLOAD, {"table": table}, follow=True))
        assert ("展开后超过 20 MB，不像正常的表格" in page) is not taken
        assert Score.objects.exists() is taken

    def test_a_table_without_rows_is_refused(self, as_user, villages, town_officer):
        assert "列名下面一行也没有" in text(send(as_user(town_officer)))

    def test_a_table_with_thousands_of_rows_is_refused(self, as_user, villages, town_officer):
        lines = ["村代码,检查日期", *["1,"] * 5001]
        file = SimpleUploadedFile("暗访.csv", "\n".join(lines).encode())
        assert "有 5001 行，太多了" in text(as_user(town_officer).post(UPLOAD, {"table": file}))

    def test_an_unknown_column_is_named(self, as_user, villages, town_officer):
        page = text(send(as_user(town_officer), head=("村代码", "检查日期", "分")))
        assert "不认识列名“分”" in page

    @pytest.mark.parametrize("said", ["2026-07 交叉检查", "2026-06 暗访"])
    def test_one_made_for_another_round_is_refused_at_once(self, said, as_user, villages, town_officer):
        rows = [(one.code, one.name, DAY, 90, NOTE, said) for one in villages]
        page = send(as_user(town_officer), *rows, head=(*HEAD, "轮次"))
        assert len(faults(page)) == 1
        assert f"第 2 行，轮次 列：这份表是“{said}”的，这里是“2026-07 暗访”" in faults(page)[0]
        assert not Score.objects.exists()

    def test_csv_is_taken_too(self, as_user, villages, town_officer):
        lines = ["村代码,检查日期,得分,说明", f"{villages[0].code},2026/7/5,88.5,{NOTE}"]
        file = SimpleUploadedFile("暗访.csv", "\n".join(lines).encode("gb18030"))
        assert "新录 1 个" in text(as_user(town_officer).post(UPLOAD, {"table": file}, follow=True))
        assert (score_of(villages[0]).hundredths, score_of(villages[0]).day) == (8850, date(2026, 7, 5))

    def test_an_approver_hands_in_nothing(self, as_user, villages, town_approver):
        assert send(as_user(town_approver), (villages[0].code, "甲村", DAY, 90, NOTE)).status_code == 403
        assert not Score.objects.exists()


class TestCells:
    @pytest.mark.parametrize(
        ("column", "value", "said"),
        [
            ("得分", 100.01, "写的是“100.01”，要写 0 到 100 的数，最多 2 位小数"),
            ("得分", -1, "写的是“-1”"),
            ("得分", 92.555, "写的是“92.555”"),
            ("得分", "九十", "写的是“九十”"),
            ("检查日期", date(2026, 8, 1), "2026-08-01 不在2026年7月"),
            ("检查日期", date(2026, 6, 30), "2026-06-30 不在2026年7月"),
            ("检查日期", "七月", "“七月”不是日期，要写成 2026-07-01 这样"),
            ("检查日期", "2026-07-32", "“2026-07-32”不是日期"),
            ("检查日期", "", "有分就要有检查日期，请补上"),
            ("村", "乙村", "写的是“乙村”，而 990101101301 是“甲村”"),
            ("说明", "长" * 301, "有 301 个字，最多 300 个"),
            ("说明", "", "检查期已过，这是补录，请写明原因"),
            ("村代码", "990101101999", "没有“990101101999”这个村代码"),
            ("村代码", "", "没有填村代码"),
        ],
    )
    def test_a_bad_cell_is_named_and_nothing_is_written(
        self, column, value, said, as_user, villages, town_officer
    ):
        good = dict(zip(HEAD, ("990101101301", "甲村", DAY, 90, NOTE), strict=True))
        bad = good | {column: value}
        rows = [(villages[1].code, "乙村", DAY, 80, NOTE), tuple(bad.values())]
        (line,) = faults(send(as_user(town_officer), *rows))
        assert f"第 3 行，{column} 列：{said}" in line
        assert not Score.objects.exists()

    def test_a_day_to_come_is_named(self, as_user, villages, town_officer):
        with on("2026-07-14"):
            (line,) = faults(send(as_user(town_officer), (villages[0].code, "甲村", DAY, 90, "")))
        assert "检查日期 列：2026-07-15 还没有到" in line

    def test_a_village_of_another_town_is_called_by_its_name(
        self, as_user, villages, other_town_village, town_officer
    ):
        (line,) = faults(send(as_user(town_officer), (other_town_village.code, "", DAY, 90, NOTE)))
        assert "990101102201 白石村不是“枫林镇”的村，请删去这一行" in line

    def test_a_village_that_was_not_there_that_month_is_told_apart(
        self, as_user, county, town, villages, town_officer
    ):
        villages[0].__class__.objects.filter(pk=villages[0].pk).update(until=date(2026, 6, 30))
        (line,) = faults(send(as_user(town_officer), (villages[0].code, "", DAY, 90, NOTE)))
        assert "甲村在2026年7月不是“枫林镇”的村" in line

    def test_a_village_that_comes_twice_is_named_with_both_rows(self, as_user, villages, town_officer):
        row = (villages[0].code, "甲村", DAY, 90, NOTE)
        (line,) = faults(send(as_user(town_officer), row, row))
        assert "第 3 行，村代码 列：甲村在第 2 行已经有了" in line

    def test_all_bad_cells_are_named_in_one_go(self, as_user, villages, town_officer):
        rows = [(one.code, "错村", "七月", 101, NOTE) for one in villages]
        assert len(faults(send(as_user(town_officer), *rows))) == 18

    @pytest.mark.parametrize(
        ("result", "said"),
        [("#DIV/0!", "单元格是错误值，请改成数字"), ("", "公式还没有算出来，请把它改成数字")],
    )
    def test_a_formula_that_came_to_nothing_is_named(self, result, said, as_user, villages, town_officer):
        file = BytesIO()
        with xlsxwriter.Workbook(file) as book:
            sheet = book.add_worksheet()
            sheet.write_row(0, 0, HEAD)
            sheet.write_row(1, 0, (villages[0].code, "甲村", "2026-07-15", None, NOTE))
            sheet.write_formula(1, 3, "=90/A1", None, result)
        table = SimpleUploadedFile("暗访.xlsx", file.getvalue())
        (line,) = faults(as_user(town_officer).post(UPLOAD, {"table": table}))
        assert f"第 2 行，得分 列：{said}" in line


class TestAgain:
    def test_the_same_table_twice_does_not_double(self, as_user, villages, town_officer):
        client = as_user(town_officer)
        rows = [(one.code, one.name, DAY, 90, NOTE) for one in villages[:3]]
        assert "新录 3 个，改 0 个，未变 0 个，空着 0 个" in text(send(client, *rows))
        assert "新录 0 个，改 0 个，未变 3 个，空着 0 个" in text(send(client, *rows))
        assert Score.objects.count() == 3

    def test_what_stands_is_changed_only_with_the_tick(self, as_user, villages, town_officer):
        client = as_user(town_officer)
        send(client, (villages[0].code, "甲村", DAY, 90, NOTE))
        rows = [(villages[0].code, "甲村", DAY, 85, ""), (villages[1].code, "乙村", DAY, 80, NOTE)]
        (line,) = faults(send(client, *rows))
        assert (
            "第 2 行，得分 列：甲村原来 90 分，按这份表是 85 分；确实要改，请勾选“覆盖已有的分”再交" in line
        )
        assert Score.objects.count() == 1
        assert "新录 1 个，改 1 个，未变 0 个" in text(send(client, *rows, overwrite="on"))
        assert (score_of(villages[0]).hundredths, score_of(villages[0]).note) == (8500, NOTE)

    def test_an_empty_score_is_left_alone(self, as_user, town, villages, town_officer):
        client = as_user(town_officer)
        send(client, (villages[0].code, "甲村", DAY, 90, NOTE))
        page = text(send(client, (villages[0].code, "甲村", DAY, "", ""), overwrite="on"))
        assert "空着 1 个" in page
        assert score_of(villages[0]).hundredths == 9000


class TestMeanwhile:
    """The table says of which version of a score it was made (版次)."""

    WIDE = (*HEAD, "版次")

    @pytest.fixture
    def second(self, make_user, town):
        return make_user("second", "罗二", RoleKind.TOWN_OFFICER, town)

    @pytest.fixture(autouse=True)
    def changed(self, adopted, town, villages, town_officer, second):
        """The table is made when there are 90 points; then another officer makes them 85."""
        for points, actor in ((9000, town_officer), (8500, second)):
            row = Sheet(villages[0].code, JULY, "covert", points, day=DAY, note=NOTE)
            enter_scores(town, [row], actor=actor)

    def said(self, page):
        return [unescape(line) for line in re.findall("<li>(.*?)</li>", _listed(page))]

    @pytest.mark.parametrize("more", [{}, {"overwrite": "on"}])
    @pytest.mark.parametrize("version", [1, 0])
    def test_what_its_sender_never_saw_is_named_not_written_over(
        self, version, more, as_user, villages, town_officer
    ):
        rows = [(villages[0].code, "甲村", DAY, 70, "", version), (villages[1].code, "", DAY, 80, NOTE, 0)]
        (line,) = self.said(send(as_user(town_officer), *rows, head=self.WIDE, **more))
        assert "第 2 行，版次 列：模板下载以后，罗二在" in line
        assert "把甲村录成了 85 分" in line
        assert "要改就把版次写成 2 再交" in line
        assert Score.objects.count() == 2

    @pytest.mark.parametrize("version", [2, ""])
    def test_having_seen_it_the_sender_may_have_it_changed(self, version, as_user, villages, town_officer):
        row = (villages[0].code, "甲村", DAY, 70, "", version)
        assert "改 1 个" in text(send(as_user(town_officer), row, head=self.WIDE, overwrite="on"))
        assert score_of(villages[0]).hundredths == 7000

    def test_a_row_its_sender_did_not_touch_stays_the_others(self, as_user, villages, town_officer):
        row = (villages[0].code, "甲村", DAY, 90, NOTE, 1)
        page = text(send(as_user(town_officer), row, head=self.WIDE, overwrite="on"))
        assert "新录 0 个，改 0 个，未变 1 个" in page
        assert score_of(villages[0]).hundredths == 8500

    def test_what_the_sender_entered_herself_she_has_seen(self, as_user, villages, second):
        row = (villages[0].code, "甲村", DAY, 70, "", 1)
        assert "改 1 个" in text(send(as_user(second), row, head=self.WIDE, overwrite="on"))

    @pytest.mark.parametrize("wrong", ["一", "-1", 1.5, 10000000])
    def test_a_version_that_cannot_be_is_named(self, wrong, as_user, villages, town_officer):
        row = (villages[0].code, "甲村", DAY, 85, "", wrong)
        (line,) = self.said(send(as_user(town_officer), row, head=self.WIDE))
        assert f"第 2 行，版次 列：写的是“{wrong}”，这一列由模板填，请照模板改回，或者清空" in line


class TestFindings:
    SEEN, VETO = "散落垃圾·散落垃圾（处）", "否决：有露天焚烧垃圾"

    @pytest.fixture
    def sheet(self, adopted, county_place):
        return adopt(county_place)

    def row(self, village, seen, veto="", day=DAY, score=""):
        return village.code, day, seen, veto, score, NOTE

    def send(self, client, *rows, **more):
        head = ("村代码", "检查日期", self.SEEN, self.VETO, "得分", "说明")
        return send(client, *rows, head=head, **more)

    def test_findings_are_marked_by_the_score_sheet(self, as_user, villages, sheet, town_officer):
        rows = [self.row(villages[0], 3), self.row(villages[1], 0, "是"), self.row(villages[2], "")]
        assert "新录 2 个，改 0 个，未变 0 个，空着 1 个" in text(self.send(as_user(town_officer), *rows))
        assert (score_of(villages[0]).hundredths, score_of(villages[0]).counts) == (9700, {"litter.seen": 3})
        assert (score_of(villages[1]).hundredths, score_of(villages[1]).vetoes) == (9500, ["open-burning"])

    def test_the_filled_template_handed_in_again_changes_nothing(
        self, as_user, villages, sheet, town_officer
    ):
        client = as_user(town_officer)
        self.send(client, self.row(villages[0], 3, "是"), self.row(villages[1], 0))
        content = client.get(f"{COVERT}sheet.xlsx?by=spots").content
        page = client.post(UPLOAD, {"table": SimpleUploadedFile("暗访.xlsx", content)}, follow=True)
        assert "新录 0 个，改 0 个，未变 2 个，空着 4 个" in text(page)

    def test_a_new_note_beside_the_same_total_keeps_what_was_counted(
        self, as_user, villages, sheet, town_officer
    ):
        client = as_user(town_officer)
        self.send(client, self.row(villages[0], 3, "是"))
        row = (villages[0].code, "甲村", DAY, 95, "下雨")
        assert "改 1 个" in text(send(client, row, overwrite="on"))
        now = score_of(villages[0])
        assert (now.revision, now.note, now.sheet) == (2, "下雨", sheet)
        assert (now.counts, now.vetoes) == ({"litter.seen": 3}, ["open-burning"])

    @pytest.mark.parametrize("wrong", ["-1", "三", "10000", 1.5])
    def test_a_count_that_cannot_be_is_named(self, wrong, as_user, villages, sheet, town_officer):
        (line,) = faults(self.send(as_user(town_officer), self.row(villages[0], wrong)))
        assert f"第 2 行，{self.SEEN} 列：写的是“{wrong}”，要写 0 到 9999 的整数" in line

    def test_a_veto_is_yes_or_nothing(self, as_user, villages, sheet, town_officer):
        (line,) = faults(self.send(as_user(town_officer), self.row(villages[0], 1, "也许")))
        assert f"{self.VETO} 列：写的是“也许”，有就写“是”，没有就空着" in line

    def test_findings_need_a_day(self, as_user, villages, sheet, town_officer):
        (line,) = faults(self.send(as_user(town_officer), self.row(villages[0], 1, day="")))
        assert "检查日期 列：有分就要有检查日期" in line

    def test_a_score_beside_them_must_be_the_same(self, as_user, villages, sheet, town_officer):
        client = as_user(town_officer)
        (line,) = faults(self.send(client, self.row(villages[0], 3, score=90)))
        assert "得分 列：写的是 90，按扣分处算是 97，请改成一样或清空" in line
        assert "新录 1 个" in text(self.send(client, self.row(villages[0], 3, score=97)))

    def test_the_sheet_of_the_day_holds_and_other_columns_are_named(
        self, as_user, county_place, villages, sheet, town_officer
    ):
        adopt(county_place, since=date(2026, 7, 16), name="village-environment-20")
        client = as_user(town_officer)
        assert "新录 1 个" in text(self.send(client, self.row(villages[0], 3)))
        lines = faults(self.send(client, self.row(villages[1], 3, day=date(2026, 7, 16))))
        assert any("2026-07-16 用的评分细则没有这一项，请清空" in line for line in lines)

    def test_before_there_was_a_sheet_only_a_total_is_taken(
        self, as_user, county_place, villages, town_officer
    ):
        adopt(county_place, since=date(2026, 7, 16))
        (line,) = faults(self.send(as_user(town_officer), self.row(villages[0], 3)))
        assert "2026-07-15 还没有评分细则，请改填得分一列" in line


def test_a_table_that_comes_in_opens_a_checked_round(
    as_user, town, villages, town_officer, make_user, town_approver
):
    client = as_user(town_officer)
    send(client, (villages[0].code, "甲村", DAY, 90, NOTE))
    as_user(town_approver).post(f"{COVERT}check/", {"without": "封路"})
    assert Round.objects.get().state == "checked"
    send(as_user(town_officer), (villages[1].code, "乙村", DAY, 90, NOTE))
    assert Round.objects.get().state == "entering"


@pytest.mark.parametrize("n", [1, 3])
def test_a_table_costs_the_same(n, as_user, villages, town_officer, django_assert_max_num_queries):
    rows = [(one.code, one.name, DAY, 90, NOTE) for one in villages[:n]]
    file = workbook(HEAD, *rows)
    client = as_user(town_officer)
    with django_assert_max_num_queries(40):
        assert client.post(UPLOAD, {"table": file}).status_code == 302
