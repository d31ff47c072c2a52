"""Lists as villages have them, where a careless reading puts somebody into the wrong household or twice."""

import pytest
import xlsxwriter
from tests.registry.import_stage import cells, run, write_csv, write_xlsx
from tests.registry.test_imports import LI, WANG, ZHAO, grouped

from wugong.base.faults import FileRefused
from wugong.registry.commands import households
from wugong.registry.import_columns import find_layout
from wugong.registry.models import Membership, Person
from wugong.rules.relations import code_of

__all__ = ["grouped"]
PLAIN = ("姓名", "与户主关系", "身份证号")
SON = ("赵小", "子", "", "2012-02-03")


def homes():
    """Return who lives together."""
    found = {}
    for member in Membership.objects.filter(until__isnull=True).select_related("person"):
        found.setdefault(member.household_id, set()).add(member.person.name)
    return sorted(map(sorted, found.values()))


# --- A household whose head cannot be told ----------------------------------------------------------


@pytest.mark.parametrize("relation", ["", "路人"])
@pytest.mark.parametrize("key", ["", "户号", "户主姓名"])
def test_who_follows_a_row_of_unknown_household_is_refused(grouped, tmp_path, capsys, key, relation):
    people = [
        (*LI[1:2], "户主", LI[3], "", "1"),
        (*WANG[1:2], "妻", WANG[3], "", ""),
        ("李小", "子", "", "2010-01-01", ""),
        (*ZHAO[1:2], relation, ZHAO[3], "", ""),
        (*SON, ""),
        ("赵丫", "女", "", "2013-02-03", ""),
        ("孙大", "户主", "", "1960-01-01", "2"),
        ("孙小", "子", "", "1990-01-01", ""),
    ]
    if key == "户主姓名":
        people = [(*row[:4], row[0] if row[4] else "") for row in people]
    width = 5 if key else 4
    headers = [*PLAIN, "出生日期", key][:width]
    path = write_csv(tmp_path / "a.csv", [row[:width] for row in people], headers)
    _, found = run(path, grouped.code, capsys)
    assert sorted({row for row, _ in cells(found)}) == [5, 6, 7]
    assert "第 5 行" in found["refused"][-1]["reason"]
    assert homes() == [["孙大", "孙小"], ["李四", "李小", "王五"]]


def test_a_head_without_the_number_that_the_others_share_is_not_passed_over(grouped, tmp_path, capsys):
    people = [
        ("1", "李四", "户主", LI[3]),
        ("", "王五", "妻", WANG[3]),
        ("", "赵六", "户主", ZHAO[3]),
        ("", *SON[:2], "430101201202030118"),
        ("", "赵二", "子", ""),
    ]
    path = write_csv(tmp_path / "a.csv", people, ["户号", *PLAIN])
    _, found = run(path, grouped.code, capsys)
    assert {row for row, _ in cells(found)} == {4, 5, 6}
    assert homes() == [["李四", "王五"]]


def test_a_second_head_is_told_of_the_first(grouped, tmp_path, capsys):
    people = [("1", "李四", "户主", LI[3]), ("1", "赵六", "户主", ZHAO[3])]
    _, found = run(write_csv(tmp_path / "a.csv", people, ["户号", *PLAIN]), grouped.code, capsys)
    assert "第 2 行已是户主" in found["refused"][0]["reason"]


# --- Words of lists -----------------------------------------------------------------------------------

CLOSING = (
    ["总  计", "", "3"],
    ["", "合计", "共 3 人"],
    ["本页小计", "", ""],
    ["总人口", "", "3"],
    ["填表人：某某", "", "审核人：某某"],
    ["村支书签字：", "", ""],
    ["制表时间：2026 年 3 月", "", ""],
)


@pytest.mark.parametrize("closing", CLOSING)
def test_what_closes_a_list_is_passed_over(grouped, tmp_path, capsys, closing):
    people = [["1", "李四", "户主", LI[3]], [*closing, ""]]
    _, found = run(write_csv(tmp_path / "a.csv", people, ["户号", *PLAIN]), grouped.code, capsys)
    assert (found["rows"], found["refused"]) == (1, [])


@pytest.mark.parametrize(
    ("header", "key"),
    [
        ("家庭成员与户主关系", "relation"),
        ("称谓", "relation"),
        ("二代身份证号码", "id_number"),
        ("户籍编号", "number"),
        ("联系电话1", "phone"),
        ("户主电话", "phone"),
        ("户籍住址", "address"),
        ("屯", "group"),
        ("被采集人姓名", "name"),
        ("是否在村", "residence"),
        ("行政村名称", "village"),
        ("居民的联系方式2", "phone"),
        ("成员出生日期（公历）", "born"),
    ],
)
def test_a_header_maps_by_its_core(header, key):
    beside = {"name": "姓名", "relation": "关系"}
    beside.pop(key, None)
    layout = find_layout([[header, *beside.values()]])
    assert layout
    assert layout.places[key] == 0


@pytest.mark.parametrize("header", ["父亲身份证号", "监护人手机号", "家庭人口数"])
def test_a_header_of_somebody_else_does_not(header):
    layout = find_layout([["姓名", "关系", header]])
    assert layout
    assert set(layout.places) == {"name", "relation"}


@pytest.mark.parametrize(
    ("word", "code"),
    [
        ("子媳", "38"),
        ("孙婿", "46"),
        ("户主妻子", "12"),
        ("户主配偶", "10"),
        ("户主母亲", "52"),
        ("户主父亲", "51"),
    ],
)
def test_a_relation_is_read_as_towns_write_it(word, code):
    assert code_of(word) == code


# --- A month that was kept as a number ----------------------------------------------------------------


def test_a_month_that_may_be_january_or_october_is_refused(grouped, tmp_path, capsys):
    people = [("1", "李四", "户主", "", 1975.10), ("2", "赵六", "户主", ZHAO[3], 1980.1)]
    path = write_xlsx(tmp_path / "a.xlsx", people, ["户号", *PLAIN, "出生年月"])
    _, found = run(path, grouped.code, capsys)
    assert cells(found) == [(2, "出生年月")]
    assert "10 月" in found["refused"][0]["reason"]
    assert Person.objects.get().born.month == 1


# --- Households without a number, met again -----------------------------------------------------------

BORN = [("李四", "户主", "1975-03-08"), ("王五", "妻", "1976-05-06"), ("赵六", "户主", "1980-01-01")]
KNOWN = [("李四", "户主", LI[3]), ("王五", "妻", WANG[3]), ("赵六", "户主", ZHAO[3])]
BIRTHS = ("姓名", "与户主关系", "出生日期")


@pytest.mark.parametrize("by_head", [False, True])
@pytest.mark.parametrize("order", [1, -1])
def test_a_list_with_ids_and_one_without_tell_of_the_same_people(grouped, tmp_path, capsys, order, by_head):
    heads = ("李四", "李四", "赵六")
    lists = [(BORN, BIRTHS), (KNOWN, PLAIN)][::order]
    for at, (people, headers) in enumerate(lists):
        rows, names = people, headers
        if by_head:
            rows, names = (
                [(head, *row) for head, row in zip(heads, people, strict=True)],
                ("户主姓名", *headers),
            )
        _, found = run(write_csv(tmp_path / f"{at}.csv", rows, names), grouped.code, capsys)
        assert found["refused"] == []
    assert found["created"] == 0
    assert homes() == [["李四", "王五"], ["赵六"]]
    assert Person.objects.exclude(id_mark="").count() == 3


def test_two_heads_of_one_name_are_told_apart_by_birth_or_refused(grouped, tmp_path, capsys):
    twins = [("李四", "户主", "1975-03-08"), ("李四", "户主", "1980-01-01")]
    _, found = run(write_csv(tmp_path / "a.csv", twins, BIRTHS), grouped.code, capsys)
    assert found["created"] == 2
    _, again = run(write_csv(tmp_path / "b.csv", twins, BIRTHS), grouped.code, capsys)
    assert again["unchanged"] == 2
    Person.objects.update(born=None)
    rows = [("李四", "户主", "1975-03-08"), ("王五", "妻", "1976-05-06")]
    code, found = run(write_csv(tmp_path / "c.csv", rows, BIRTHS), grouped.code, capsys)
    assert (code, {row for row, _ in cells(found)}) == (2, {2, 3})
    assert "补上户号" in found["refused"][0]["reason"]


# --- Hidden numbers -----------------------------------------------------------------------------------


@pytest.mark.parametrize("hidden", ["已登记", "没有登记", "4301××××××××××0119", "4301**********0119"])
def test_a_hidden_number_says_nothing_of_somebody_known(grouped, tmp_path, capsys, hidden):
    headers = ("户号", "姓名", "与户主关系", "身份证号", "出生日期", "手机号", "银行账号")
    one = ("1", "李四", "户主", LI[3], "1975-03-08", "15900004917", "6217000000000000001")
    run(write_csv(tmp_path / "a.csv", [one], headers), grouped.code, capsys)
    again = (*one[:3], hidden, one[4], "159××××4917", "已登记")
    _, found = run(write_csv(tmp_path / "b.csv", [again], headers), grouped.code, capsys)
    assert (found["unchanged"], found["refused"]) == (1, [])
    assert Person.objects.get().phone.clear() == "15900004917"


def test_a_hidden_number_of_somebody_unknown_is_refused(grouped, tmp_path, capsys):
    rows = [("1", "李四", "户主", "已登记", "1975-03-08")]
    code, found = run(write_csv(tmp_path / "a.csv", rows, ("户号", *PLAIN, "出生日期")), grouped.code, capsys)
    assert (code, cells(found)) == (2, [(2, "身份证号")])


@pytest.mark.parametrize(
    ("headers", "row", "said"),
    [
        (PLAIN, ("李×", "户主", "已登记"), "这是隐去号码的表，不能导回来"),
        (("姓名", "与户主关系", "证照"), ("李四", "户主", LI[3]), "“证照”这一列像是身份证号"),
    ],
)
def test_a_list_that_hides_or_misnames_what_matters_is_refused_whole(
    grouped, tmp_path, capsys, headers, row, said
):
    with pytest.raises(FileRefused) as refused:
        run(write_csv(tmp_path / "a.csv", [row], headers), grouped.code, capsys)
    assert said in " ".join(refused.value.lines)


# --- What the command says beside the refused cells ---------------------------------------------------


def said(path, code, capsys, *words):
    capsys.readouterr()
    left = households(["import", str(path), "--place", code, *words])
    return left, capsys.readouterr().err


def test_columns_left_out_and_warnings_are_said(grouped, tmp_path, capsys):
    people = [
        ("1", "李四", "户主", LI[3], "", "群众", "无事"),
        ("1", "赵小", "子", "", "2012-02-03", "团员", ""),
    ]
    path = write_csv(tmp_path / "a.csv", people, ("户号", *PLAIN, "出生日期", "身份", "备注"))
    left, err = said(path, grouped.code, capsys)
    assert left == 0
    assert "没有认出的列：身份（不会导入）\n" in err
    assert "不导入的列：备注\n" in err
    assert "身份证号 列，第 3 行：没有证件号" in err


def test_a_list_of_headers_only_says_so(grouped, tmp_path, capsys):
    left, err = said(write_csv(tmp_path / "a.csv", [], PLAIN), grouped.code, capsys)
    assert left == 2
    assert "只有列名" in err


def test_a_household_that_stands_without_a_head_is_named(grouped, tmp_path, capsys):
    people = [("7", "李四", "户主", "430101197503080110"), ("7", "王五", "妻", WANG[3])]
    left, err = said(write_csv(tmp_path / "a.csv", people, ("户号", *PLAIN)), grouped.code, capsys)
    assert left == 0
    assert "没有户主的一户：户号 7，从第 3 行起" in err


# --- Files as other programs write them ---------------------------------------------------------------


@pytest.mark.parametrize("between", [",", "\t", ";"])
def test_cells_may_stand_apart_by_comma_tab_or_semicolon(grouped, tmp_path, capsys, between):
    path = tmp_path / "a.csv"
    lines = [("户号", *PLAIN), ("1", "李四", "户主", f'="{LI[3]}"')]
    path.write_text("\n".join(between.join(row) for row in lines), "utf-8")
    _, found = run(path, grouped.code, capsys)
    assert (found["created"], found["refused"]) == (1, [])
    assert Person.objects.get().id_number.clear() == LI[3]


def test_an_empty_file_is_said_to_be_empty(grouped, tmp_path, capsys):
    path = tmp_path / "a.csv"
    path.write_bytes(b"")
    with pytest.raises(FileRefused) as refused:
        run(path, grouped.code, capsys)
    assert "空的" in " ".join(refused.value.lines)


def write_book(path, sheets):
    with xlsxwriter.Workbook(path) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for at, row in enumerate(rows):
                sheet.write_row(at, 0, row)
    return path


LIST = [("户号", *PLAIN), ("1", "李四", "户主", LI[3])]


def test_a_list_on_a_later_sheet_is_found_and_named(grouped, tmp_path, capsys):
    path = write_book(tmp_path / "a.xlsx", {"说明": [["填表说明"]], "花名册": LIST})
    left, err = said(path, grouped.code, capsys)
    assert left == 0
    assert "读的是工作表“花名册”" in err
    assert Person.objects.get().name == "李四"


def test_of_two_later_lists_none_is_taken(grouped, tmp_path, capsys):
    path = write_book(tmp_path / "a.xlsx", {"说明": [["填表说明"]], "甲": LIST, "乙": LIST})
    with pytest.raises(FileRefused) as refused:
        run(path, grouped.code, capsys)
    assert "“甲”、“乙”都像花名册" in " ".join(refused.value.lines)
