"""Which column is which: the usual headers, merged titles, what was settled before; files as towns have them."""

from datetime import date

import pytest
import xlsxwriter
from tests.registry.import_stage import cells, run, write_csv, write_xlsx
from tests.registry.test_imports import LI, WANG, ZHAO, grouped

from wugong.registry.import_columns import find_layout, vocabulary, with_mapping
from wugong.registry.import_tidying import day_of, group_key
from wugong.registry.models import Household, Membership, Person

__all__ = ["grouped"]
USUAL = {
    "户编号": "number",
    "家庭编号": "number",
    "户 号": "number",
    "户主姓名": "head_name",
    "姓 名": "name",
    "姓名*": "name",
    "成员姓名": "name",
    "与户主的关系": "relation",
    "户主关系": "relation",
    "关系": "relation",
    "与户主关系（必填）": "relation",
    "公民身份号码": "id_number",
    "身份证": "id_number",
    "证件号码": "id_number",
    "身份证号码": "id_number",
    "联系方式": "phone",
    "电话": "phone",
    "手机": "phone",
    "手机号码": "phone",
    "联系电话": "phone",
    "组": "group",
    "小组": "group",
    "湾组": "group",
    "组别": "group",
    "所在组": "group",
    "家庭住址": "address",
    "详细地址": "address",
    "出生年月": "born",
    "出生日期": "born",
    "性 别": "sex",
    "一卡通账号": "bank",
    "是否外出": "away",
    "人户分离": "separated",
    "去向/户籍地": "whereabouts",
    "经度": "longitude",
    "纬度": "latitude",
    "证件类型": "papers",
    "居住状况": "residence",
}


@pytest.mark.parametrize("header", USUAL)
def test_a_usual_header_maps_by_itself(header):
    beside = {"name": "姓名", "relation": "关系"}
    beside.pop(USUAL[header], None)
    layout = find_layout([[header, *beside.values()]])
    assert layout
    assert layout.places[USUAL[header]] == 0


def test_no_two_columns_claim_one_header():
    known = vocabulary()
    names = [name for one in known.columns.values() for name in (one.label, *one.names)]
    assert len(names) == len(set(names))


def test_titles_above_and_headers_over_two_rows_are_found():
    rows = [
        ["清江县户籍花名册", "", ""],
        ["户号", "人员情况", ""],
        ["", "姓名", "与户主关系"],
        ["1", "李四", "户主"],
    ]
    layout = find_layout(rows)
    assert layout
    assert (layout.row, layout.places) == (2, {"number": 0, "name": 1, "relation": 2})


def test_of_two_columns_for_one_the_better_known_is_taken():
    layout = find_layout([["姓名", "关系", "联系方式", "手机号"]])
    assert layout
    assert layout.places["phone"] == 3
    assert layout.unknown == ("联系方式",)


def test_a_settled_mapping_says_which_column_is_which():
    layout = find_layout([["姓名", "关系", "甲", "乙"]])
    assert layout
    settled = with_mapping(layout, {"姓名": "name", "关系": "relation", "甲": "phone", "乙": "-"})
    assert settled.places == {"name": 0, "relation": 1, "phone": 2}


@pytest.mark.parametrize(
    ("text", "day", "exact"),
    [
        ("1975-03-02", date(1975, 3, 2), True),
        ("1975.3.2", date(1975, 3, 2), True),
        ("1975/03/02", date(1975, 3, 2), True),
        ("19750302", date(1975, 3, 2), True),
        ("1975年3月2日", date(1975, 3, 2), True),
        ("1975年3月", date(1975, 3, 1), False),
        ("1975.3", date(1975, 3, 1), False),
        ("197503", date(1975, 3, 1), False),
        ("27455", date(1975, 3, 2), True),
        ("1975-03-02 00:00:00", date(1975, 3, 2), True),
        ("1975-02-30", None, True),
        ("七五年三月", None, True),
        ("2026", None, True),
    ],
)
def test_a_date_is_read_as_people_write_it(text, day, exact):
    assert day_of(text) == (day, exact)


@pytest.mark.parametrize(
    "text", ["三组", "3组", "第三村民小组", "3", "枫林坳村三组", "枫林坳三组", "第3组", "３组"]
)
def test_a_group_is_known_by_its_number(text):
    assert group_key(text, "枫林坳村") == "3"


def test_groups_with_names_and_larger_numbers():
    assert [group_key(text) for text in ("杨家湾", "杨家组", "十组", "十二组", "二十一组", "百组")] == [
        "杨家",
        "杨家",
        "10",
        "12",
        "21",
        "百",
    ]


def test_a_list_as_a_village_keeps_it(grouped, tmp_path, capsys):
    rows = [
        ["枫林坳村户籍花名册", "", "", "", "", "", "", "", ""],
        ["填报单位：枫林坳村", "", "", "", "", "", "", "", ""],
        [
            "序号",
            "户编号",
            "姓 名",
            "与户主的关系",
            "公民身份号码",
            "出生年月",
            "联系方式",
            "小组",
            "家庭住址",
        ],
        ["1", "１", "李 四", "本人", "'" + LI[3], "1975年3月", "138-0000-0001", "1", "一组１号"],
        ["2", "", "王五", "老婆", WANG[3].lower(), "1976.5.6", "无", "", ""],
        ["", "", "", "", "", "", "", "", ""],
        ["3", "2", "赵六", "户主", ZHAO[3], "19800101", "+8613800000003", "第二组", "/"],
        ["4", "", "赵小", "女儿", "", "2012.2.3", "", "", ""],
        ["5", "", "赵大", "父亲", "", "1950.2.3", "", "", ""],
        ["合计", "", "5", "", "", "", "", "", ""],
        ["备注：以上属实", "", "", "", "", "", "", "", ""],
    ]
    for write, name in ((write_csv, "a.csv"), (write_xlsx, "a.xlsx")):
        code, found = run(write(tmp_path / name, rows, headers=None), grouped.code, capsys)
        assert (code, found["rows"], found["refused"], found["accepted"]) == (0, 5, [], 5)
    assert found["unchanged"] == 5
    assert set(Household.objects.values_list("number", "place__name")) == {
        ("1", "一组"),
        ("2", "枫林坳村二组"),
    }
    assert Membership.objects.filter(household__number="2").count() == 3


def test_a_file_in_gb18030_is_read(grouped, tmp_path, capsys):
    code, found = run(write_csv(tmp_path / "a.csv", [LI, WANG], encoding="gb18030"), grouped.code, capsys)
    assert (code, found["created"]) == (0, 2)


@pytest.mark.parametrize(
    "headers", [["户主姓名", "姓名", "与户主关系", "身份证号"], ["姓名", "与户主关系", "身份证号"]]
)
def test_households_without_a_number_are_told_by_their_head(grouped, tmp_path, capsys, headers):
    people = [
        ("李四", "李四", "户主", LI[3]),
        ("李四", "王五", "妻", WANG[3]),
        ("赵六", "赵六", "户主", ZHAO[3]),
    ]
    path = write_csv(tmp_path / "a.csv", [row[-len(headers) :] for row in people], headers)
    _, found = run(path, grouped.code, capsys)
    assert (found["created"], found["refused"]) == (3, [])
    assert set(Household.objects.values_list("number", flat=True)) == {"0001", "0002"}
    _, again = run(path, grouped.code, capsys)
    assert (again["unchanged"], Household.objects.count()) == (3, 2)


def test_an_id_kept_as_a_number_is_refused_with_a_sentence(grouped, tmp_path, capsys):
    rows = [(LI[0], LI[1], LI[2], int(LI[3][:17]) * 10.0), (ZHAO[0], ZHAO[1], ZHAO[2], ZHAO[3])]
    headers = ["户号", "姓名", "与户主关系", "身份证号"]
    code, found = run(write_xlsx(tmp_path / "a.xlsx", rows, headers), grouped.code, capsys)
    assert (code, cells(found)) == (0, [(2, "身份证号")])
    assert "设成文本" in found["refused"][0]["reason"]


def test_errors_and_formulas_send_the_careful_reader(grouped, tmp_path, capsys):
    with xlsxwriter.Workbook(tmp_path / "a.xlsx") as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["户号", "姓名", "与户主关系", "身份证号", "手机号"])
        sheet.write_row(1, 0, [1, LI[1], LI[2], LI[3]])
        sheet.write_formula(1, 4, "=1/0", value="#DIV/0!")
        sheet.write_row(2, 0, [2, ZHAO[1], ZHAO[2], ZHAO[3], 13800000003])
        sheet.write_number(3, 3, 4.3010119760506022e17)
        sheet.write_row(3, 0, [2, WANG[1], "妻"])
    _, found = run(tmp_path / "a.xlsx", grouped.code, capsys)
    assert cells(found) == [(2, "手机号"), (4, "身份证号")]
    assert Person.objects.get().phone.clear() == "13800000003"


HEADS = ["村", "户号", "姓名", "与户主关系", "身份证号", "村民小组"]


def test_a_town_imports_its_villages_in_one_list(grouped, neighbour_village, town, tmp_path, capsys):
    rows = [
        ("枫林坳", "1", LI[1], "户主", LI[3], "一组"),
        (neighbour_village.code, "1", ZHAO[1], "户主", ZHAO[3], "一组"),
        ("哪里村", "2", WANG[1], "户主", WANG[3], ""),
        ("", "3", "王六", "户主", "", ""),
    ]
    code, found = run(write_csv(tmp_path / "a.csv", rows, HEADS), town.code, capsys)
    assert (code, found["created"]) == (0, 2)
    assert {(4, "村"), (5, "村")} <= set(cells(found))
    assert set(Household.objects.values_list("village__name", "place__name")) == {
        ("枫林坳村", "一组"),
        ("青山村", "青山村"),
    }


def test_a_row_of_another_village_is_refused(grouped, tmp_path, capsys):
    rows = [("青山村", "1", LI[1], "户主", LI[3], ""), ("枫林坳村", "2", ZHAO[1], "户主", ZHAO[3], "")]
    _, found = run(write_csv(tmp_path / "a.csv", rows, HEADS), grouped.code, capsys)
    assert cells(found) == [(2, "村")]


def test_a_group_imports_its_own_households(grouped, tmp_path, capsys):
    own, other = f"{grouped.code}01", f"{grouped.code}02"
    rows = [("1", LI[1], "户主", LI[3]), ("1", WANG[1], "妻", WANG[3])]
    path = write_csv(tmp_path / "a.csv", rows, HEADS[1:5])
    _, found = run(path, own, capsys)
    assert found["created"] == 2
    assert Household.objects.get().place.code == own
    left, elsewhere = run(path, other, capsys)
    assert (left, {column for _, column in cells(elsewhere)}) == (2, {"户号"})


def test_who_died_or_moved_away_is_refused_by_id(grouped, tmp_path, capsys):
    path = write_csv(tmp_path / "a.csv", [(*LI[:4],), (*WANG[:4],), (*ZHAO[:4],)], HEADS[1:5])
    run(path, grouped.code, capsys)
    today = date(2026, 1, 1)
    Membership.objects.filter(person__name__in=["王五", "赵六"]).update(until=today, leaving="moved_out")
    Person.objects.filter(name="赵六").update(died=today)
    _, found = run(path, grouped.code, capsys)
    assert {(3, "身份证号"), (4, "身份证号")} <= set(cells(found))
    said = " ".join(cell["reason"] for cell in found["refused"])
    assert "已经迁出" in said
    assert "已去世" in said


def test_a_closed_number_is_refused(grouped, tmp_path, capsys):
    run(write_csv(tmp_path / "a.csv", [(*ZHAO[:4],)], HEADS[1:5]), grouped.code, capsys)
    Household.objects.update(until=date(2026, 1, 1))
    Membership.objects.update(until=date(2026, 1, 1), leaving="moved_out")
    _, found = run(write_csv(tmp_path / "b.csv", [(ZHAO[0], *LI[1:4])], HEADS[1:5]), grouped.code, capsys)
    assert "已经销户" in found["refused"][0]["reason"]
