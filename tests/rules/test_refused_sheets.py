"""Score sheets that are refused: each a sentence with its row and column, exit 2, nothing written."""

import pytest
from tests.rules.refusing import refused, refused_into

HEADER = "village_code,village,town_code,month,covert,cross"
GOOD = "v1,甲村,t1,2023-01,80,90"


def sheet(*rows: str, header: str = HEADER) -> str:
    return "\n".join([header, *rows]) + "\n"


def try_sheet(capsys, folder, content: str | bytes, name: str = "sheet.csv", *words: str) -> list[str]:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return refused(capsys, folder, "town-environment", path, *words)


def test_refused_sheet_makes_no_folder(capsys, tmp_path):
    (tmp_path / "sheet.csv").write_text(sheet("v1,甲村,t1,2023-13,80,90"), "utf-8")
    refused_into(capsys, tmp_path / "new" / "folder", "town-environment", tmp_path / "sheet.csv")
    assert not (tmp_path / "new").exists()


# -- the header


@pytest.mark.parametrize(
    ("header", "said"),
    [
        ("甲,乙,丙,丁,戊,己", "第 1 行：缺少列“village_code”"),
        (HEADER.replace(",cross", ""), "第 1 行：缺少列“cross”"),
        (HEADER + ",weather", "第 1 行：不认识列名“weather”"),
        (HEADER + ",covert", "第 1 行：列名“covert”出现了 2 次"),
        (HEADER.replace("covert", "Covert"), "第 1 行：不认识列名“Covert”"),
        (HEADER.replace(",", ";"), "第 1 行：各列之间要用英文逗号，这里用的是“;”"),
        (HEADER.replace(",", "\t"), "第 1 行：各列之间要用英文逗号，这里用的是“制表符”"),
        (HEADER.replace("covert", ""), "第 1 行：第 5 列没有列名"),
    ],
)
def test_header_that_does_not_fit(header, said, capsys, tmp_path):
    assert any(said in line for line in try_sheet(capsys, tmp_path, sheet(GOOD, header=header)))


def test_header_missing_altogether(capsys, tmp_path):
    assert "缺少列" in try_sheet(capsys, tmp_path, f"{GOOD}\n")[-2]


def test_routine_is_asked_for_where_the_reading_needs_it(capsys, tmp_path):
    said = try_sheet(capsys, tmp_path, sheet(GOOD), "sheet.csv", "--set", "quarter=with_routine")
    assert "缺少列“routine”" in said[0]


# -- the cells


@pytest.mark.parametrize(
    "month",
    [
        "2023-13",
        "2023-00",
        "2023-1",
        "202301",
        "2023/01",
        "2023-Q1",
        "2023",
        "23-01",
        "",
        "0000-01",
        "２０２３-01",
        "2023-01-01",
        "2023年1月",
        "-2023-01",
    ],
)
def test_month_that_is_none(month, capsys, tmp_path):
    said = try_sheet(capsys, tmp_path, sheet(f"v1,甲村,t1,{month},80,90"))
    assert said[0].startswith("sheet.csv：第 2 行，month 列：")


@pytest.mark.parametrize(
    "score",
    [
        "101",
        "100.01",
        "-1",
        "-0.01",
        "NaN",
        "nan",
        "inf",
        "-inf",
        "Infinity",
        "1e2",
        "1E2",
        "８０",
        "80.123",
        "八十",
        "80分",
        "8 0",
        "80,5",
        "+80",
        ".5",
        "80.",
        "0x10",
        "1_0",
        "٣",
        "--",
        "=1+1",
        "1e999",
        "9" * 400,
    ],
)
@pytest.mark.parametrize("column", ["covert", "cross"])
def test_score_that_is_none(score, column, capsys, tmp_path):
    cells = {"covert": "80", "cross": "90"} | {column: f'"{score}"'}
    said = try_sheet(
        capsys,
        tmp_path,
        sheet(GOOD.replace("v1", "v0"), f"v1,甲村,t1,2023-01,{cells['covert']},{cells['cross']}"),
    )
    assert said[0].startswith(f"sheet.csv：第 3 行，{column} 列：")


@pytest.mark.parametrize("column", ["village_code", "town_code"])
@pytest.mark.parametrize("code", ["", "a b", "a\u3000b", "a\tb", "a\u00a0b"])
def test_code_that_is_empty_or_has_a_space(column, code, capsys, tmp_path):
    row = f'"{code}",甲村,t1,2023-01,80,90' if column == "village_code" else f'v1,甲村,"{code}",2023-01,80,90'
    said = try_sheet(capsys, tmp_path, sheet(row))
    assert said[0].startswith(f"sheet.csv：第 2 行，{column} 列：")


# -- the rows


def test_short_row(capsys, tmp_path):
    assert try_sheet(capsys, tmp_path, sheet(GOOD, "v2,乙村,t1"))[0].startswith(
        "sheet.csv：第 3 行：这一行只有 3 格"
    )


def test_long_row(capsys, tmp_path):
    assert try_sheet(capsys, tmp_path, sheet(GOOD, "v2,乙村,t1,2023-01,80,90,5"))[0].startswith(
        "sheet.csv：第 3 行：这一行多出"
    )


def test_row_whose_unquoted_name_has_a_comma(capsys, tmp_path):
    assert "第 2 行" in try_sheet(capsys, tmp_path, sheet("v1,甲,村,t1,2023-01,80,90"))[0]


def test_village_twice_in_a_month(capsys, tmp_path):
    said = try_sheet(capsys, tmp_path, sheet(GOOD, "v1,甲村,t1,2023-02,80,90", GOOD))
    assert said[0] == "sheet.csv：第 4 行，month 列：v1 的 2023-01 在第 2 行已经有了，只留一行"


def test_village_in_two_towns(capsys, tmp_path):
    said = try_sheet(capsys, tmp_path, sheet(GOOD, "v1,甲村,t2,2023-02,80,90"))
    assert said[0].startswith("sheet.csv：第 3 行，town_code 列：v1 前面归在 t1，这里归在 t2")


def test_sheet_rows_are_counted_with_blank_rows_and_the_header(capsys, tmp_path):
    said = try_sheet(capsys, tmp_path, f"\n\n{HEADER}\n{GOOD}\n\n,,,,,\nv2,乙村,t1,2023-01,80,x\n")
    assert said[0].startswith("sheet.csv：第 7 行，cross 列：")


@pytest.mark.parametrize("content", ["", "\n\n", ",,,\n", "\ufeff"])
def test_empty_file(content, capsys, tmp_path):
    assert "没有内容" in try_sheet(capsys, tmp_path, content)[0]


@pytest.mark.parametrize("content", [HEADER, HEADER + "\n", HEADER + "\n\n,,,,,\n"])
def test_header_without_rows(content, capsys, tmp_path):
    assert "没有数据行" in try_sheet(capsys, tmp_path, content)[0]


def test_months_too_far_apart_to_be_meant(capsys, tmp_path):
    assert "跨了" in try_sheet(capsys, tmp_path, sheet(GOOD, "v1,甲村,t1,2203-01,80,90"))[0]


def test_month_before_the_scheme_was_in_force(capsys, tmp_path):
    assert "没有生效的版本" in try_sheet(capsys, tmp_path, sheet("v1,甲村,t1,1999-12,80,90"))[-1]


def test_first_thousand_faults_are_said_and_all_are_counted(capsys, tmp_path):
    said = try_sheet(capsys, tmp_path, sheet(*(f"v{n},村,t1,2023-01,x,90" for n in range(1500))))
    assert len(said) == 1001
    assert said[999].startswith("sheet.csv：第 1001 行")
    assert "1500 处" in said[-1]


def test_faults_of_sheet_and_registers_are_said_together(capsys, tmp_path):
    (tmp_path / "holders.csv").write_text("village_code,level,since\nv1,city,2023-01-01\n", "utf-8")
    said = try_sheet(
        capsys,
        tmp_path,
        sheet("v1,甲村,t1,2023-01,80,x"),
        "sheet.csv",
        "--holders",
        str(tmp_path / "holders.csv"),
    )
    assert [line.split("：")[0] for line in said[:2]] == ["sheet.csv", "holders.csv"]
    assert "2 处" in said[-1]


# -- the file


@pytest.mark.parametrize(
    "content",
    [
        bytes(range(256)) * 20,
        b"\x89PNG\r\n\x1a\n" + b"\x00" * 100,
        sheet(GOOD).encode("utf-16"),
        sheet(GOOD).encode("utf-16-le"),
        sheet(GOOD).encode("utf-32"),
        sheet(GOOD).encode().replace(b"80", b"8\x000"),
        b"%PDF-1.7\x01\x02",
        sheet(GOOD).encode().replace(b"80", b"8\x1b0"),
    ],
)
def test_bytes_that_are_no_text_table(content, capsys, tmp_path):
    assert "不是文字表格" in try_sheet(capsys, tmp_path, content)[0]


def test_quote_that_is_never_closed(capsys, tmp_path):
    said = try_sheet(
        capsys, tmp_path, sheet(GOOD, 'v2,"乙村,t1,2023-01,80,90', *("v3,丙村,t1,2023-01,80,90",) * 3)
    )
    assert "引号" in said[0]


def test_quote_in_the_middle_of_a_cell(capsys, tmp_path):
    assert "引号" in try_sheet(capsys, tmp_path, sheet(GOOD, 'v2,"乙"村,t1,2023-01,80,90'))[0]


@pytest.mark.parametrize("name", ["sheet.xls", "sheet.txt", "sheet", "sheet.ods", "sheet.xlsm"])
def test_kind_of_file_that_is_not_taken(name, capsys, tmp_path):
    assert "只收 .csv 和 .xlsx" in try_sheet(capsys, tmp_path, sheet(GOOD), name)[0]


@pytest.mark.parametrize("missing", ["nowhere.csv", "folder.csv"])
def test_file_that_is_not_there(missing, capsys, tmp_path):
    (tmp_path / "folder.csv").mkdir()
    assert "找不到" in refused(capsys, tmp_path, "town-environment", tmp_path / missing)[0]


# -- registers


@pytest.mark.parametrize(
    ("register", "rows", "said"),
    [
        ("holders", "v9,county,2023-01-01", "第 2 行，village_code 列：v9 不在评分表里"),
        ("holders", "v1,county,2023-01-01\nv1,county,2023-01-01", "第 3 行：和第 2 行重复"),
        ("holders", "v1,city,2023-01-01", "第 2 行，level 列：“city”只能是"),
        ("holders", "v1,,2023-01-01", "第 2 行，level 列："),
        ("holders", "v1,county,2023-02-30", "第 2 行，since 列：“2023-02-30”不是日期"),
        ("holders", "v1,county,20230101", "第 2 行，since 列："),
        ("holders", "v1,county,2023/1/1", "第 2 行，since 列："),
        ("holders", "v1,county,", "第 2 行，since 列："),
        ("holders", "v1,county", "第 2 行：这一行只有 2 格"),
        ("posts", "v9,post-cadre,n1", "第 2 行，village_code 列：v9 不在评分表里"),
        ("posts", "v1,cadre,n1", "第 2 行，role 列："),
        ("posts", "v1,post-cadre,", "第 2 行，name_code 列："),
        ("posts", "v1,post-cadre,n 1", "第 2 行，name_code 列："),
        ("posts", "v1,post-cadre,n1\n\nv1,post-cadre,n1", "第 4 行：和第 2 行重复"),
    ],
)
def test_register_that_does_not_fit(register, rows, said, capsys, tmp_path):
    headers = {"holders": "village_code,level,since", "posts": "village_code,role,name_code"}
    (tmp_path / f"{register}.csv").write_text(f"{headers[register]}\n{rows}\n", "utf-8")
    lines = try_sheet(
        capsys, tmp_path, sheet(GOOD), "sheet.csv", f"--{register}", str(tmp_path / f"{register}.csv")
    )
    assert said in lines[0]


def test_register_with_a_column_missing(capsys, tmp_path):
    (tmp_path / "holders.csv").write_text("village_code,level\nv1,county\n", "utf-8")
    said = try_sheet(capsys, tmp_path, sheet(GOOD), "sheet.csv", "--holders", str(tmp_path / "holders.csv"))
    assert "缺少列“since”" in said[0]


def test_register_file_that_is_not_there(capsys, tmp_path):
    said = try_sheet(capsys, tmp_path, sheet(GOOD), "sheet.csv", "--holders", str(tmp_path / "none.csv"))
    assert said[0] == "none.csv：找不到这个文件，请看路径对不对"
