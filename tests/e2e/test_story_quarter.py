"""A quarter on screen: entered on a phone and by Excel, checked, previewed, approved, posted, objected to, corrected."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
import zxingcpp
from openpyxl import load_workbook
from PIL import Image
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.browser

Open = Callable[[str], Page]
STAGE = Path(__file__).with_name("stage.py")
TOWNS = {"phone": ("990121103", "杉坪镇", "shanping"), "desk": ("990121104", "柏塘镇", "baitang")}
CROSS = {"白鹤洲村": "88", "石板塘村": "90", "双枫村": "79"}  # 杨柳坪村 comes by its score sheet
DESK = {"viewport": {"width": 1440, "height": 900}, "is_mobile": False, "has_touch": False}
LATE = "九月下旬断网，纸质评分表补录"


class Town:
    """The town of the story, and where its pages lie."""

    def __init__(self, code: str, name: str, login: str) -> None:
        self.code, self.name, self.login = code, name, login

    def round(self, name: str) -> str:
        return f"/desk/{self.code}/rounds/2026-09/{name}/"

    @property
    def run(self) -> str:
        return f"/desk/{self.code}/runs/2026-Q3/"


@pytest.fixture(params=list(TOWNS))
def size(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def town(size: str, house_state: Path) -> Town:
    """A town whose September is still to be inspected, in the house that is served."""
    environ = os.environ | {"WUGONG_STATE": str(house_state), "WUGONG_DATABASE": ""}
    environ["DJANGO_SETTINGS_MODULE"] = "wugong.config.settings"
    subprocess.run([sys.executable, str(STAGE), *TOWNS[size]], env=environ, check=True)
    return Town(*TOWNS[size])


@pytest.fixture
def as_someone(
    size: str,
    town: Town,
    browser: Browser,
    browser_context_args: dict[str, Any],
    signed_in: Callable[[Page, str], Page],
) -> Iterator[Open]:
    """A page of somebody of the town who has signed in, on a phone or at a desk."""
    screen = {} if size == "phone" else DESK
    contexts = []

    def opened(role: str) -> Page:
        contexts.append(browser.new_context(**(browser_context_args | screen)))
        page = contexts[-1].new_page()
        return signed_in(page, f"{town.login}-{role}") if role else page

    yield opened
    for context in contexts:
        context.close()


def test_quarter_from_the_first_sheet_to_both_public_versions(
    town: Town, as_someone: Open, tmp_path: Path
) -> None:
    officer, approver = as_someone("officer"), as_someone("approver")
    enter_cross_round(officer, town)
    upload_covert_round(officer, town, tmp_path)
    check_both_rounds(approver, town)
    compute(officer, town)
    poster = approve(approver, town, tmp_path)
    villager = as_someone("resident")
    follow_the_poster(villager, town, poster)
    object_to_the_figure(villager, town)
    correct(officer, town)
    approve_the_correction(approver, town)
    find_both_versions(as_someone(""), town)


def enter_cross_round(page: Page, town: Town) -> None:
    """The officer fills one score sheet by the steppers and three by their totals."""
    page.goto(town.round("cross"))
    page.get_by_role("link", name="录入杨柳坪村").click()
    for _ in range(3):
        page.get_by_role("button", name="散落垃圾，加一", exact=True).click()
    page.get_by_role("button", name="院外乱堆乱放，加一").click()
    expect(page.get_by_text("约 96 分")).to_be_visible()
    page.get_by_label("补录说明").fill(LATE)
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_text("100 − 4 = 96 分")).to_be_visible()
    page.goto(town.round("cross"))
    page.get_by_text("直接填总分（全部村）").click()
    for village, points in CROSS.items():
        row = page.locator(".marks__rows li").filter(has_text=village)
        row.locator("input:visible").first.fill(points)
    page.locator("#totals").get_by_label("补录说明").fill(LATE)
    page.get_by_role("button", name="保存这些分").click()
    page.goto(town.round("cross"))
    expect(page.get_by_text("4 / 4 个村")).to_be_visible()


def upload_covert_round(page: Page, town: Town, folder: Path) -> None:
    """The workbook of the covert round comes in with two bad cells, both named; mended, it is taken."""
    page.goto(town.round("covert"))
    page.get_by_role("link", name="用表格录入").click()
    with page.expect_download() as download:
        page.get_by_role("link", name="总分表").click()
    path = folder / "covert.xlsx"
    download.value.save_as(path)
    fill_workbook(path, ["2026-09-15", "2026-10-15", "2026-09-15", "2026-09-16"], [85, 84, 120, 78])
    hand_in(page, path)
    faults = page.get_by_role("alert").get_by_role("listitem")
    expect(page.get_by_role("alert")).to_contain_text("有 2 处要改")
    expect(faults.filter(has_text="第 3 行，检查日期 列")).to_be_visible()
    expect(faults.filter(has_text="第 4 行，得分 列")).to_be_visible()
    page.goto(town.round("covert"))
    expect(page.get_by_text("0 / 4 个村")).to_be_visible()
    fill_workbook(path, ["2026-09-15"] * 4, [85, 84, 88, 78])
    page.goto(town.round("covert") + "upload/")
    hand_in(page, path)
    expect(page.get_by_text("新录 4")).to_be_visible()
    page.goto(town.round("covert") + "upload/")
    hand_in(page, path)
    expect(page.get_by_text("未变 4")).to_be_visible()


def fill_workbook(path: Path, days: list[str], points: list[int]) -> None:
    """The officer fills the columns that the template has."""
    book = load_workbook(path)
    sheet = book.active
    assert sheet is not None
    heads = [cell.value for cell in sheet[1]]
    for number, (day, given) in enumerate(zip(days, points, strict=True), 2):
        sheet.cell(number, heads.index("检查日期") + 1).value = day
        sheet.cell(number, heads.index("得分") + 1).value = given
        sheet.cell(number, heads.index("说明") + 1).value = LATE
    book.save(path)


def hand_in(page: Page, path: Path) -> None:
    page.locator("input[type=file]").set_input_files(path)
    page.get_by_role("button", name="交表格").click()


def check_both_rounds(page: Page, town: Town) -> None:
    """A second person, told in her inbox, looks at both rounds."""
    page.goto("/inbox/")
    expect(page.get_by_text(f"“{town.name}”2026年9月交叉检查录完了")).to_be_visible()
    for name in ("cross", "covert"):
        page.goto(town.round(name))
        page.get_by_role("button", name="复核无误").click()
        expect(page.get_by_text("已复核").first).to_be_visible()


def compute(page: Page, town: Town) -> None:
    """The officer computes, sees each award with its reason, and cannot approve what she computed."""
    page.goto(town.run)
    page.get_by_role("button", name="计算").click()
    expect(page.get_by_text("从上期第 4 名升到第 1 名").locator("visible=true").first).to_be_visible()
    expect(page.get_by_text("您不能批准自己算的")).to_be_visible()
    expect(page.get_by_role("button", name="批准并公示")).to_have_count(0)


def approve(page: Page, town: Town, folder: Path) -> Path:
    """The second person approves; the bulletin hangs. Returns a picture of the poster."""
    page.goto(town.run)
    page.get_by_role("button", name="批准并公示").click()
    expect(page.get_by_text("已公布").first).to_be_visible()
    poster = page.request.get(f"/{town.code}/2026-Q3/poster-a4.pdf")
    assert poster.headers["content-type"] == "application/pdf"
    pypdfium2.PdfDocument(poster.body())[0].render(scale=1.6).to_pil().save(folder / "poster.png")
    return folder / "poster.png"


def follow_the_poster(page: Page, town: Town, poster: Path) -> None:
    """A villager scans the poster's QR code and sees how her village's rank came about."""
    (code,) = zxingcpp.read_barcodes(Image.open(poster))
    page.goto(code.text)
    expect(page.get_by_role("heading", name="2026年三季度考核榜")).to_be_visible()
    expect(page.get_by_text("公示中")).to_be_visible()
    expect(page.locator("tbody tr").first).to_contain_text("杨柳坪村")
    page.get_by_role("link", name="为什么是第一").click()
    expect(page.locator("#answer")).to_contain_text("第 1 名")


def object_to_the_figure(page: Page, town: Town) -> None:
    """She objects to her village's figure."""
    page.get_by_role("link", name="我有疑问").click()
    page.get_by_label("哪里不对", exact=False).fill("九月交叉检查的散落垃圾，那一片是邻村的，已经拍照。")
    page.get_by_role("button", name="提交异议").click()
    expect(page.locator("#mine")).to_contain_text("待答复")


def correct(page: Page, town: Town) -> None:
    """The officer finds the objection on her desk and proposes another score."""
    page.goto("/desk/")
    page.get_by_role("link", name="答复杨柳坪村的异议").click()
    page.get_by_role("link", name="更正", exact=True).click()
    page.get_by_label("杨柳坪村 2026年9月 交叉检查").fill("99")
    page.get_by_label("为什么更正").fill("散落垃圾三处在邻村地界，经现场复查不应扣分。")
    page.get_by_role("button", name="看要变什么").click()
    expect(page.get_by_text("第 1 版 → 第 2 版").first).to_be_visible()
    expect(page.get_by_role("button", name="批准，公布新版")).to_have_count(0)


def approve_the_correction(page: Page, town: Town) -> None:
    """The second person approves it."""
    page.goto("/desk/")
    page.get_by_role("link", name="批准更正").click()
    page.get_by_role("button", name="批准，公布新版").click()
    expect(page.get_by_role("link", name="看旧版").first).to_be_visible()


def find_both_versions(page: Page, town: Town) -> None:
    """Anybody reads the new version, why it is new, and the old one as it was."""
    page.goto(f"/{town.code}/2026-Q3/")
    expect(page.locator("#notice")).to_contain_text("第 2 版，更正第 1 版：散落垃圾三处在邻村地界")
    expect(page.locator("#notice")).to_contain_text("收到异议 1 件，已答复 1 件")
    new = page.locator("tbody tr").first.inner_text()
    page.get_by_role("link", name="看第 1 版").click()
    expect(page.get_by_text("更正").first).to_be_visible()
    expect(page.locator("tbody tr").first).not_to_have_text(new, use_inner_text=True)
