"""Imports from the console: what is taken, what is refused by cell, what a second run and a broken one do."""

from datetime import date

import pytest
from django.utils import timezone
from tests.registry.import_stage import HEADERS, LI, WANG, ZHAO, cells, counts, run, write_csv, write_xlsx

from wugong.audit.models import Record
from wugong.base.citizen_ids import check_digit
from wugong.base.faults import FileRefused
from wugong.counties.actors import SYSTEM
from wugong.places.actions import register_place
from wugong.registry import import_taking
from wugong.registry.commands import households
from wugong.registry.import_refusals import NoSuchPlaceHere, NotImportable
from wugong.registry.models import Household, Membership, Person


def number(digits: str) -> str:
    return digits + check_digit(digits)


LI = (*LI[:3], number("43010119750308011"), *LI[4:])
WANG = (*WANG[:3], number("43010119760506022"), *WANG[4:])
ZHAO = (*ZHAO[:3], number("43010119800101033"), *ZHAO[4:])
ROWS = [LI, WANG, ZHAO]


@pytest.fixture
def grouped(here, village):
    for at, name in enumerate(("一组", "枫林坳村二组", "三组"), start=1):
        register_place(f"{village.code}{at:02}", name, actor=SYSTEM, since=date(2020, 1, 1))
    return village


def changed(row, **cells_):
    values = dict(zip(HEADERS, [*row, *[""] * (len(HEADERS) - len(row))], strict=True))
    return tuple((values | cells_).values())


# --- What is refused ---------------------------------------------------------------------------

LATER = f"{timezone.localdate().year + 1}-01-01"
FAULTS = {
    "check digit": ({"身份证号": "430101197605060221"}, "身份证号"),
    "length": ({"身份证号": "43010119760506022"}, "身份证号"),
    "old number": ({"身份证号": "430101760506022"}, "身份证号"),
    "lost digits": ({"身份证号": "4.30101E+17"}, "身份证号"),
    "birth": ({"出生日期": "1976-05-07"}, "出生日期"),
    "sex": ({"性别": "男"}, "性别"),
    "unknown sex": ({"性别": "雌"}, "性别"),
    "relation": ({"与户主关系": "路人"}, "与户主关系"),
    "no relation": ({"与户主关系": ""}, "与户主关系"),
    "second head": ({"与户主关系": "户主"}, "与户主关系"),
    "same ID": ({"身份证号": LI[3], "出生日期": "", "性别": ""}, "身份证号"),
    "phone": ({"手机号": "1380000000"}, "手机号"),
    "two phones": ({"手机号": "13800000001、13800000002"}, "手机号"),
    "group": ({"村民小组": "九组"}, "村民小组"),
    "date to come": ({"身份证号": "", "出生日期": LATER}, "出生日期"),
    "no date": ({"出生日期": "1976-13-01"}, "出生日期"),
    "name": ({"姓名": "王5"}, "姓名"),
    "private character": ({"姓名": "王\ue123"}, "姓名"),
    "no name": ({"姓名": ""}, "姓名"),
    "no number": ({"户号": ""}, "户号"),
    "nobody": ({"身份证号": "", "出生日期": ""}, "身份证号"),
    "residence": ({"居住情况": "月球"}, "居住情况"),
    "longitude": ({"经度": "11", "纬度": "27"}, "经度"),
    "latitude": ({"经度": "111", "纬度": "111"}, "纬度"),
    "half a point": ({"经度": "111"}, "纬度"),
    "no decimal": ({"经度": "东经111", "纬度": "27"}, "经度"),
    "address": ({"住址": "长" * 121}, "住址"),
    "whereabouts": ({"去向": "远" * 81}, "去向"),
    "bank": ({"银行账号": "621700"}, "银行账号"),
    "care": ({"重点照护": "明星"}, "重点照护"),
}


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("suffix", ["csv", "xlsx"])
def test_a_faulty_cell_is_named_and_its_row_alone_is_not_taken(grouped, tmp_path, capsys, fault, suffix):
    change, column = FAULTS[fault]
    write = write_csv if suffix == "csv" else write_xlsx
    path = write(tmp_path / f"a.{suffix}", [LI, changed(WANG, **change), ZHAO])
    code, found = run(path, grouped.code, capsys)
    assert (code, found["rows"], found["accepted"]) == (0, 3, 2)
    assert cells(found) == [(3, column)]
    assert set(Person.objects.values_list("name", flat=True)) == {"李四", "赵六"}


def test_no_reason_tells_an_id_or_a_phone(grouped, tmp_path, capsys):
    rows = [
        LI,
        changed(WANG, 身份证号=LI[3]),
        changed(ZHAO, 手机号="138000000033", 身份证号="430101198001010339"),
    ]
    _, found = run(write_csv(tmp_path / "a.csv", rows), grouped.code, capsys)
    said = " ".join(cell["reason"] for cell in found["refused"])
    assert found["refused"]
    assert not any(secret in said for secret in (LI[3], "138000000033", "430101198001010339"))


def test_a_household_without_a_head_is_refused_at_its_first_row(grouped, tmp_path, capsys):
    path = write_csv(tmp_path / "a.csv", [changed(LI, 与户主关系="子"), WANG, ZHAO])
    _, found = run(path, grouped.code, capsys)
    assert cells(found) == [(2, "与户主关系")]


def test_the_edge_of_what_is_taken(grouped, tmp_path, capsys):
    born = timezone.localdate()
    rows = [
        changed(LI, 住址="长" * 120, 去向="远" * 80, 银行账号="6" * 10, 经度="73", 纬度="54"),
        changed(
            WANG, 姓名="阿依古丽·买买提", 身份证号="", 出生日期=born.isoformat(), 与户主关系="女", 性别="女"
        ),
    ]
    code, found = run(write_csv(tmp_path / "a.csv", rows), grouped.code, capsys)
    assert (code, found["refused"], found["created"]) == (0, [], 2)


def test_a_file_of_faults_is_refused_and_writes_nothing(grouped, tmp_path, capsys):
    code, found = run(write_csv(tmp_path / "a.csv", [changed(LI, 姓名="")]), grouped.code, capsys)
    assert (code, found["accepted"], found["rows"]) == (2, 0, 1)
    assert not any(counts())


@pytest.mark.parametrize(
    ("name", "rows", "said"),
    [
        ("a.csv", [["", ""]], "没有找到列名"),
        ("a.csv", [["姓名", "年龄"], ["李四", "3"]], "没有找到列名"),
        ("a.csv", [["姓名", "身份证号"], ["李四", "3"]], "没有“与户主关系”这一列"),
        ("a.xls", [["姓名"]], "只收 .xlsx 和 .csv"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused(grouped, tmp_path, name, rows, said, capsys):
    path = write_csv(tmp_path / name, rows, headers=None)
    with pytest.raises(FileRefused) as refused:
        run(path, grouped.code, capsys)
    assert said in " ".join(refused.value.lines)


def test_a_workbook_that_is_none_is_refused(grouped, tmp_path, capsys):
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"PK nothing of the kind")
    with pytest.raises(FileRefused, match="处要改"):
        run(path, grouped.code, capsys)


def test_a_place_that_holds_no_households_is_refused(here, county_place, tmp_path, capsys):
    path = write_csv(tmp_path / "a.csv", ROWS)
    with pytest.raises(NotImportable):
        run(path, county_place.code, capsys)
    for code in ("990101999", "980101101"):
        with pytest.raises(NoSuchPlaceHere):
            run(path, code, capsys)


# --- What is taken -----------------------------------------------------------------------------


@pytest.mark.parametrize("suffix", ["csv", "xlsx"])
def test_persons_stand_in_their_households_under_seal(grouped, tmp_path, capsys, suffix):
    write = write_csv if suffix == "csv" else write_xlsx
    rows = [
        changed(LI, 银行账号="6217000000000000001", 经度="111.5", 纬度="27.5", 重点照护="残疾、其他"),
        WANG,
        ZHAO,
    ]
    code, found = run(write(tmp_path / f"a.{suffix}", rows), grouped.code, capsys)
    assert (code, found["created"], found["accepted"]) == (0, 3, 3)
    head = Person.objects.get(name="李四")
    assert (head.id_number.clear(), head.phone.clear(), head.bank.clear()) == (
        LI[3],
        LI[6],
        "6217000000000000001",
    )
    assert (head.id_mark, head.phone_mark) == (head.id_number.mark(), head.phone.mark())
    assert (head.born, head.sex, head.spelt.split()[:2]) == (date(1975, 3, 8), "m", ["li", "si"])
    one = Household.objects.get(number="0001")
    assert (one.place.name, one.address, str(one.longitude)) == ("一组", "一组 1 号", "111.500000")
    assert set(one.care_marks.values_list("care", flat=True)) == {"disabled", "other"}
    wife = Membership.objects.get(person__name="王五")
    assert (wife.relation, wife.residence, wife.whereabouts, wife.entry) == (
        "12",
        "away",
        "广东东莞",
        "imported",
    )
    assert Household.objects.get(number="0002").place.name == "枫林坳村二组"


def test_the_import_is_on_record_without_names(grouped, tmp_path, capsys):
    run(write_csv(tmp_path / "a.csv", ROWS), grouped.code, capsys)
    record = Record.objects.get(act="registry.households_imported")
    assert (record.facts["created"], record.facts["rows"]) == (3, 3)
    assert "李四" not in str(record.facts)


def test_the_same_file_again_changes_nothing(grouped, tmp_path, capsys):
    path = write_xlsx(tmp_path / "a.xlsx", [*ROWS, changed(ZHAO, 姓名="", 身份证号="", 与户主关系="子")])
    _, first = run(path, grouped.code, capsys)
    before = counts()
    _, again = run(path, grouped.code, capsys)
    assert (again["unchanged"], again["created"], again["updated"]) == (first["created"], 0, 0)
    assert again["refused"] == first["refused"]
    assert counts() == before


def test_a_dry_run_writes_nothing(grouped, tmp_path, capsys):
    code, found = run(write_csv(tmp_path / "a.csv", ROWS), grouped.code, capsys, "--dry-run")
    assert (code, found["created"]) == (0, 3)
    assert not any(counts())


def test_an_import_that_breaks_off_leaves_nothing(grouped, tmp_path, capsys, monkeypatch):
    def broken(self, people):
        raise KeyboardInterrupt

    monkeypatch.setattr(import_taking.Taking, "_members", broken)
    with pytest.raises(KeyboardInterrupt):
        run(write_csv(tmp_path / "a.csv", ROWS), grouped.code, capsys)
    assert not any(counts())


# --- What a later file changes -----------------------------------------------------------------


@pytest.fixture
def standing(grouped, tmp_path, capsys):
    run(write_csv(tmp_path / "before.csv", ROWS), grouped.code, capsys)
    return grouped


def test_what_is_new_is_updated_and_what_is_blank_stays(standing, tmp_path, capsys):
    rows = [
        changed(LI, 手机号="", 住址=""),
        changed(WANG, 手机号="13900000009", 去向="深圳", 银行账号="62170000000001"),
    ]
    _, found = run(write_csv(tmp_path / "a.csv", rows), standing.code, capsys)
    assert (found["updated"], found["unchanged"], found["created"]) == (1, 1, 0)
    wife = Person.objects.get(name="王五")
    assert (wife.phone.clear(), wife.phone_mark, wife.bank.clear()) == (
        "13900000009",
        wife.phone.mark(),
        "62170000000001",
    )
    assert Person.objects.get(name="李四").phone.clear() == LI[6]
    now = Membership.objects.get(person=wife, until__isnull=True)
    assert (now.whereabouts, now.since, now.residence) == ("深圳", timezone.localdate(), "away")
    assert Membership.objects.filter(person=wife).count() == 2
    _, again = run(write_csv(tmp_path / "a.csv", rows), standing.code, capsys)
    assert again["unchanged"] == 2


def test_a_household_moves_to_another_group_and_address(standing, tmp_path, capsys):
    rows = [changed(LI, 村民小组="三组", 住址="三组 5 号", 重点照护="残疾"), changed(WANG, 村民小组="三组")]
    _, found = run(write_csv(tmp_path / "a.csv", rows), standing.code, capsys)
    assert (found["updated"], found["unchanged"]) == (1, 1)
    one = Household.objects.get(number="0001")
    assert (one.place.name, one.address, one.revision) == ("三组", "三组 5 号", 1)
    _, again = run(write_csv(tmp_path / "a.csv", rows), standing.code, capsys)
    assert again["unchanged"] == 2


def test_a_child_joins_a_standing_household(standing, tmp_path, capsys):
    child = changed(
        WANG, 姓名="李小", 与户主关系="子", 身份证号="", 性别="男", 出生日期="2020.6.1", 居住情况=""
    )
    _, found = run(write_csv(tmp_path / "a.csv", [child]), standing.code, capsys)
    assert (found["created"], found["refused"]) == (1, [])
    numbered = changed(child, 身份证号=number("43010120200601011"))
    _, later = run(write_csv(tmp_path / "b.csv", [numbered]), standing.code, capsys)
    assert (later["updated"], later["created"]) == (1, 0)
    assert Person.objects.get(name="李小").id_mark
    _, without = run(write_csv(tmp_path / "c.csv", [child]), standing.code, capsys)
    assert without["unchanged"] == 1


@pytest.mark.parametrize(
    ("change", "column"),
    [
        ({"姓名": "王武"}, "姓名"),
        ({"户号": "0002"}, "身份证号"),
        ({"户号": "0009", "与户主关系": "户主"}, "身份证号"),
        ({"与户主关系": "户主"}, "与户主关系"),
        ({"身份证号": number("43010119760506044")}, "身份证号"),
    ],
)
def test_what_clashes_with_the_register_is_refused(standing, tmp_path, capsys, change, column):
    before = counts()
    code, found = run(write_csv(tmp_path / "a.csv", [changed(WANG, **change)]), standing.code, capsys)
    assert (code, cells(found)) == (2, [(2, column)])
    assert counts() == before


def test_who_stands_in_another_village_is_refused_with_where(standing, neighbour_village, tmp_path, capsys):
    path = write_csv(tmp_path / "a.csv", [changed(row, 村民小组="") for row in ROWS])
    code, found = run(path, neighbour_village.code, capsys)
    assert (code, cells(found)) == (2, [(2, "身份证号"), (3, "身份证号"), (4, "身份证号")])
    assert "枫林坳村0001 户" in found["refused"][0]["reason"]


def test_a_clear_export_comes_in_again_unchanged(standing, tmp_path, capsys):
    path = tmp_path / "out.xlsx"
    assert households(["export", str(path), "--place", standing.code, "--clear", "核对登记情况"]) == 0
    before = counts()
    _, found = run(path, standing.code, capsys)
    assert (found["unchanged"], found["refused"]) == (3, [])
    assert counts() == before
    with pytest.raises(NoSuchPlaceHere):
        households(["export", str(path), "--place", "990101999999"])


def test_help_says_what_the_exit_codes_mean(capsys):
    with pytest.raises(SystemExit) as left:
        households(["import", "--help"])
    assert left.value.code == 0
    assert "退出码" in capsys.readouterr().out
