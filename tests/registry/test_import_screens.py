"""The screens of import and export: a list is brought, looked at, set right, taken in, handed out again."""

import io

import openpyxl
import pytest
from django.urls import reverse
from tests.registry.import_stage import HEADERS, counts, write_csv, write_xlsx
from tests.registry.test_imports import ROWS, changed, grouped

from wugong.access.roles import RoleKind
from wugong.audit.models import Record
from wugong.base.refusals import Refusal
from wugong.places.models import Place
from wugong.registry.import_maps import settle_mapping
from wugong.registry.models import ColumnMap, Import, Person, Reading

__all__ = ["grouped"]


@pytest.fixture
def desk(as_user, cadre, grouped):
    return as_user(cadre)


def brought(client, village, path):
    with path.open("rb") as file:
        return client.post(reverse("household_import", args=[village.code]), {"table": file}, follow=True)


@pytest.fixture
def listed(desk, grouped, tmp_path):
    path = write_xlsx(
        tmp_path / "花名册.xlsx", [*ROWS, changed(ROWS[2], 姓名="", 身份证号="", 与户主关系="子")]
    )
    return brought(desk, grouped, path)


@pytest.fixture
def kept(settings, tmp_path):
    """Return what lies in the folder of uploads, which is this test's own."""
    settings.STATE = tmp_path / "state"
    settings.STATE.mkdir()
    return lambda: list((settings.STATE / "imports").glob("*"))


def do(client, page, word, **more):
    return client.post(page.request["PATH_INFO"], {"do": word, **more}, follow=True)


def test_a_list_is_looked_at_before_anything_is_written(listed):
    text = listed.content.decode()
    assert listed.status_code == 200
    assert "表里 4 行" in text
    assert "没有姓名，请补上" in text
    assert not any(counts())


def test_a_list_is_taken_in_and_the_upload_thrown_away(listed, desk, cadre):
    done = do(desk, listed, "take")
    assert "新增 3 人" in done.content.decode()
    assert Import.everywhere.get().imported_by == cadre
    assert desk.get(listed.request["PATH_INFO"]).status_code == 404


def test_an_upload_can_be_dropped(desk, grouped, tmp_path, kept):
    listed = brought(desk, grouped, write_csv(tmp_path / "a.csv", ROWS))
    assert len(kept()) == 3
    do(desk, listed, "drop")
    assert not any(counts())
    assert not kept()


def test_an_upload_is_only_for_who_brought_it(listed, as_user, make_user, village):
    other = make_user("cadre-two", "另外", RoleKind.VILLAGE_CADRE, village)
    assert as_user(other).get(listed.request["PATH_INFO"]).status_code == 404


def test_refused_cells_are_handed_out(listed, desk):
    book = desk.get(listed.request["PATH_INFO"] + "refused.xlsx")
    sheet = openpyxl.load_workbook(io.BytesIO(book.content)).active
    assert [cell.value for cell in sheet[2]][:2] == [5, "姓名"]


def test_columns_are_set_right_and_remembered(desk, grouped, tmp_path):
    rows = [(*row[:4], row[6]) for row in ROWS]
    headers = ["户号", "姓名", "甲", "身份证号", "乙"]
    page = brought(desk, grouped, write_csv(tmp_path / "a.csv", rows, headers))
    assert "没有“与户主关系”这一列" in page.content.decode()
    chosen = {
        f"columns-{at}": key for at, key in enumerate(("number", "name", "relation", "id_number", "phone"))
    }
    twice = do(desk, page, "columns", **(chosen | {"columns-4": "name"}))
    assert "选了两列" in twice.content.decode()
    again = do(desk, page, "columns", **chosen)
    assert "表里 3 行" in again.content.decode()
    assert ColumnMap.everywhere.get().columns["甲"] == "relation"
    later = brought(desk, grouped, write_csv(tmp_path / "b.csv", rows, headers))
    assert "照上次确定的读" in later.content.decode()


def test_a_header_that_is_known_for_another_column_is_not_mapped_to_it(desk, grouped, tmp_path):
    page = brought(desk, grouped, write_csv(tmp_path / "a.csv", [row[:4] for row in ROWS], HEADERS[:4]))
    chosen = dict(zip(("0", "1", "2", "3"), ("number", "phone", "relation", "id_number"), strict=True))
    again = do(desk, page, "columns", **{f"columns-{at}": key for at, key in chosen.items()})
    assert "列名“姓名”说的是“姓名”" in again.content.decode()
    assert not ColumnMap.everywhere.exists()


def test_who_only_registers_does_not_say_how_lists_are_read(make_user, grouped):
    group = Place.everywhere.get(code=f"{grouped.code}01")
    keeper = make_user("keeper-one", "网格员", RoleKind.GRID_KEEPER, group)
    with pytest.raises(Refusal):
        settle_mapping(["甲"], {"甲": "phone"}, group, actor=keeper)
    assert not ColumnMap.everywhere.exists()


def test_a_long_name_of_a_file_keeps_its_suffix(desk, grouped, tmp_path, kept):
    path = write_csv(tmp_path / f"{'a' * 200}.csv", ROWS)
    assert "表里 3 行" in brought(desk, grouped, path).content.decode()


@pytest.mark.parametrize(("name", "said"), [("a.txt", "只收 .xlsx 和 .csv"), ("a.xlsx", "不是完好的 .xlsx")])
def test_a_file_that_is_no_list_is_refused_at_the_form(desk, grouped, tmp_path, kept, name, said):
    (tmp_path / name).write_bytes(b"nothing")
    page = brought(desk, grouped, tmp_path / name)
    assert said in page.content.decode()
    assert not kept()


def test_who_is_missing_is_named_and_kept(listed, desk, grouped, tmp_path):
    do(desk, listed, "take")
    page = brought(desk, grouped, write_csv(tmp_path / "b.csv", ROWS[2:]))
    assert page.redirect_chain, page.context["form"].errors.as_text()
    assert "表里没有的 2 人" in page.content.decode()
    assert Person.everywhere.count() == 3


# --- Export ------------------------------------------------------------------------------------


def sheet_of(answer):
    assert answer.status_code == 200
    book = openpyxl.load_workbook(io.BytesIO(answer.content)).active
    return [
        ["" if value is None else str(value) for value in row] for row in book.iter_rows(values_only=True)
    ]


@pytest.fixture
def standing(listed, desk):
    do(desk, listed, "take")


def test_an_export_hides_every_number(standing, desk, grouped):
    rows = sheet_of(desk.post(reverse("household_export", args=[grouped.code]), {"how": "masked"}))
    told = str(rows)
    assert len(rows) == 4
    assert not any(row[3] in told or (row[6] and row[6] in told) for row in ROWS)
    assert not Reading.everywhere.exists()
    assert Record.everywhere.filter(act="registry.households_exported").count() == 1


def test_an_export_in_clear_needs_a_reason_and_is_noted_for_each(standing, desk, grouped, tmp_path):
    address = reverse("household_export", args=[grouped.code])
    assert "写明原因" in desk.post(address, {"how": "clear"}).content.decode()
    answer = desk.post(address, {"how": "clear", "reason": "核对登记"})
    assert ROWS[0][3] in str(sheet_of(answer))
    assert Reading.everywhere.filter(person__name="李四").exists()
    path = tmp_path / "out.xlsx"
    path.write_bytes(answer.content)
    before = counts()
    page = brought(desk, grouped, path)
    assert "和登记的一样" in page.content.decode()
    assert counts() == before


def test_a_text_like_a_formula_stays_text(desk, grouped, tmp_path):
    page = brought(desk, grouped, write_csv(tmp_path / "a.csv", [changed(ROWS[0], 住址="=1+1")]))
    do(desk, page, "take")
    answer = desk.post(reverse("household_export", args=[grouped.code]), {})
    cell = next(
        cell
        for row in openpyxl.load_workbook(io.BytesIO(answer.content)).active.iter_rows()
        for cell in row
        if cell.value == "=1+1"
    )
    assert (cell.data_type, cell.quotePrefix) == ("s", True)
