"""Claims as a workbook: the template, each bad cell named, run again without doubling."""

import csv

import pytest
from django.utils import timezone
from python_calamine import CalamineWorkbook
from tests.pointed import days_ago

from wugong.base.faults import FileRefused
from wugong.points.claim_tables import claim_table, template_of
from wugong.points.models import Claim

pytestmark = pytest.mark.usefixtures("here")
COLUMNS = ["户号", "户主", "项目", "日期", "数量", "谁做的", "说明"]


@pytest.fixture
def today():
    return timezone.localdate()


@pytest.fixture
def take(tmp_path, village, catalogue, homes, cadre):
    """Return a taker of rows, as the cadre hands them in."""

    def taking(*rows, columns=COLUMNS):
        path = tmp_path / "claims.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([columns, *rows])
        return claim_table(path, "申报.csv", village, actor=cadre)

    return taking


def faults(take, *rows, **options):
    before = Claim.objects.count()
    with pytest.raises(FileRefused) as caught:
        take(*rows, **options)
    assert Claim.objects.count() == before
    return caught.value.faults


def test_the_template_has_all_households_and_items(village, catalogue, homes, tmp_path):
    path = tmp_path / "template.xlsx"
    path.write_bytes(template_of(village))
    book = CalamineWorkbook.from_path(path)
    rows = book.get_sheet_by_name("申报").to_python()
    assert rows[0] == COLUMNS
    assert [row[:2] for row in rows[1:3]] == [["0201", "张三"], ["0202", "王小明"]]
    items = book.get_sheet_by_name("项目").to_python()
    assert ["为村里投工", "labour", "共建投工", "每半日 5 分", "照片、见证人、签到"] in items


def test_an_untouched_template_says_that_nothing_is_filled_in(village, catalogue, homes, cadre, tmp_path):
    path = tmp_path / "template.xlsx"
    path.write_bytes(template_of(village))
    with pytest.raises(FileRefused) as caught:
        claim_table(path, "t", village, actor=cadre)
    assert "没有一行填了项目和日期" in caught.value.faults[0]


@pytest.mark.parametrize(
    ("row", "column", "said"),
    [
        (["9", "", "labour", "2026-01-05", "", "", "工票"], "户号", "没有“9”这个户号"),
        (["", "", "labour", "2026-01-05", "", "", "工票"], "户号", "没有填户号"),
        (["0201", "李四", "labour", "2026-01-05", "", "", "工票"], "户主", "0201 户没有“李四”"),
        (["0201", "", "上访", "2026-01-05", "", "", "工票"], "项目", "细则里没有“上访”"),
        (["0201", "", "", "2026-01-05", "", "", "工票"], "项目", "没有填项目"),
        (["0201", "", "labour", "昨天", "", "", "工票"], "日期", "“昨天”不是日期"),
        (["0201", "", "labour", "2026-02-30", "", "", "工票"], "日期", "不是日期"),
        (["0201", "", "labour", "2999-01-01", "", "", "工票"], "日期", "还没有到"),
        (["0201", "", "labour", "2001-01-01", "", "", "工票"], "日期", "还没有积分细则"),
        (["0201", "", "labour", "", "", "", "工票"], "日期", "没有填日期"),
        (["0201", "", "labour", "2026-01-05", "一", "", "工票"], "数量", "要写 1 到 9999 的整数"),
        (["0201", "", "labour", "2026-01-05", "", "王小明", "工票"], "谁做的", "0201 户没有“王小明”"),
        (["0201", "", "labour", "2026-01-05", "", "", "工" * 201], "说明", "有 201 个字"),
        (["0201", "", "labour", "2026-01-05", "", "", "13800000001"], "说明", "里面有手机号"),
        (["0201", "", "honour-village", "2026-01-05", "", "", "奖状"], "项目", "要有照片"),
    ],
)
def test_a_bad_cell_is_named(row, column, said, take, today):
    day = row[3].replace("2026-", f"{today.year - 1}-")
    [fault] = faults(take, [*row[:3], day, *row[4:]])
    assert f"第 2 行，{column} 列" in fault
    assert said in fault


def test_all_bad_cells_are_named_at_once(take, today):
    rows = ["9", "", "上访", today, "0", "", ""], ["0201", "", "labour", today, "x", "", "工票"]
    assert len(faults(take, *rows)) == 4


def test_the_same_twice_in_one_table_is_named(take, today):
    [fault] = faults(take, *[["0201", "", "labour", today, "", "", "工票"]] * 2)
    assert "和第 2 行是同一户同一天的同一项" in fault


def test_a_table_is_claimed(take, today):
    batch = take(
        ["0201", "张三", "为村里投工", today, "2", "张三", "工票 12 号"],
        ["0202", "", "labour", f"{today.year}/{today.month}/{today.day}", "", "", "工票 13 号"],
        ["0203", "刘四海", "", "", "1", "", ""],
    )
    assert [(one.household.number, one.asked, one.text) for one in batch.made] == [
        ("0201", 10, "工票 12 号"),
        ("0202", 5, "工票 13 号"),
    ]
    assert batch.made[0].person.name == "张三"


def test_handed_in_again_nothing_doubles(take, today):
    row = ["0201", "", "labour", today, "", "", "工票"]
    take(row)
    batch = take(row, ["0202", "", "labour", days_ago(1), "", "", "工票"])
    assert (len(batch.made), len(batch.there)) == (1, 1)
    assert Claim.objects.count() == 2


def test_what_a_cap_leaves_out_is_no_fault(take, today, make_claim, homes):
    for _ in range(4):
        make_claim(homes[0], quantity=2, day=days_ago(0))
    batch = take(["0201", "", "labour", today, "", "", "工票"], ["0202", "", "labour", today, "", "", "工票"])
    assert (len(batch.made), len(batch.left)) == (1, 1)
