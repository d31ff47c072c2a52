"""A plan arrives as a Word file and becomes matters: read, corrected by click, matched, checked, adopted."""

import io
import os
import re
import subprocess
import sys
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from docx import Document
from playwright.sync_api import Locator, Page, expect
from tests.e2e.checks import faults_here

pytestmark = pytest.mark.browser

STAGE = Path(__file__).parent / "plans_stage.py"
PLANS = "/desk/990121101/plans/"
MATTERS = "/desk/990121101/matters/"
PAPERS = "/desk/990121101/papers/"
HAND = "plan-hand"
TITLE = "清理陈年垃圾和柴草堆"
CHINA = ZoneInfo("Asia/Shanghai")
LINES = (
    "云塘镇清洁家园行动实施方案",
    "一、总体要求",
    "全镇动手，把房前屋后收拾干净。",
    "二、重点任务",
    "（一）清理陈年垃圾。清理垃圾不少于xx处，{due}前完成。",
    "责任领导：林一川",
    "牵头单位：镇人居环境办",
    "责任人员：xxx",
    "（二）管好饮水水源。巡查水源地不少于6次。每月20日前报送情况。",
    "责任领导：林一川",
    "牵头单位：镇供水站",
    "责任人员：周小满",
    "三、保障措施",
    "（一）加强组织领导。成立专班，由镇长任组长。",
    "（二）保障资金投入。镇财政安排经费。",
    "云塘镇人民政府",
)
SignIn = Callable[[Page, str], Page]
Stage = Callable[..., None]


def word(due: date) -> Any:
    """Return the plan as a Word file that somebody drops in."""
    document = Document()
    for line in LINES:
        document.add_paragraph(line.format(due=f"{due.year}年{due.month}月{due.day}日"))
    file = io.BytesIO()
    document.save(file)
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    return {"name": "清洁家园.docx", "mimeType": kind, "buffer": file.getvalue()}


@pytest.fixture
def stage(base_url: str, house_state: Path) -> Stage:
    """Return what takes a step behind the pages of the house."""
    surroundings = os.environ | {"WUGONG_STATE": str(house_state), "WUGONG_DATABASE": ""}
    surroundings["DJANGO_SETTINGS_MODULE"] = "wugong.config.settings"

    def step(*words: str) -> None:
        command = [sys.executable, str(STAGE), *words]
        done = subprocess.run(command, env=surroundings, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr

    return step


def correct(page: Page, row: int, cell: str, value: str) -> None:
    """Click a cell of the matrix, write into the form that opens below it, and store it."""
    page.locator(f"#r{row} a[href*='cell={cell}']").first.click()
    form = page.locator(".plan-matrix #row-form")
    expect(form).to_be_visible()
    expect(page.locator(".plan-text .on")).to_have_count(1)
    field = form.locator("[name$='-goal']").first if cell == "goals" else form.locator(f"[name={cell}]")
    field.fill(value)
    form.get_by_role("button", name="存好").click()
    expect(page.get_by_role("status").first).to_contain_text(f"第 {row} 项改好了")


def test_a_word_file_becomes_matters_that_are_followed_to_their_end(
    desk: Page, stage: Stage, signed_in: SignIn
) -> None:
    def as_(login: str, address: str) -> Page:
        desk.context.clear_cookies()
        signed_in(desk, login).goto(address)
        return desk

    stage("units", HAND)
    plan = reviewed(as_("yuntang-officer", PLANS))
    number = adopted(as_("yuntang-approver", f"{plan}adopt/"))
    seen_by_its_unit(as_(HAND, MATTERS), number)
    filled(as_("yuntang-officer", f"{plan}rows/1/"))
    begun(as_(HAND, f"{MATTERS}{number}/"))
    board = as_("yuntang-officer", f"{plan}board/")
    expect(figure(board, "快到期")).to_have_text("0")

    stage("days", number, "5")
    board.reload()
    expect(figure(board, "快到期")).to_have_text("1")
    expect(line(as_(HAND, MATTERS), number)).to_contain_text("还剩 3 天")

    stage("days", number, "5")
    order = ordered(as_("yuntang-officer", f"{MATTERS}{number}/"))
    approved(as_("yuntang-approver", order))
    told(as_("yuntang-officer", PAPERS), number)


def reviewed(page: Page) -> str:
    """The officer brings the plan, corrects three cells, matches its units and says what is in place."""
    due = datetime.now(CHINA).date() + timedelta(days=8)
    page.get_by_role("link", name="交一份方案").click()
    page.locator("#id_file").set_input_files(word(due))
    page.get_by_role("button", name="读方案").click()
    expect(page.locator("h1")).to_have_text("云塘镇清洁家园行动实施方案")
    plan = page.url.split("#")[0]
    expect(page.locator(".plan-counts")).to_contain_text("2 项任务")
    expect(page.locator(".plan-counts")).to_contain_text("1 个单位没对上")
    assert faults_here(page, "standard") == []
    correct(page, 1, "goals", "30")
    correct(page, 1, "title", TITLE)
    correct(page, 2, "until", (due + timedelta(days=30)).isoformat())
    expect(page.locator("#r1")).to_contain_text("不少于 30处")
    expect(page.locator("#r2")).to_contain_text("改过")
    page.get_by_role("link", name="下一步：单位").click()
    page.locator(".plan-unit", has_text="镇供水站").get_by_label("对上的组织").fill("镇供水管理服务中心")
    page.get_by_role("button", name="存好，下一步：五到位").click()
    expect(page.get_by_label("到位", exact=True)).to_have_count(5)
    for one in page.get_by_label("到位", exact=True).all():
        one.check(force=True)
    page.get_by_role("button", name="存好，下一步：立项").click()
    expect(page.locator("main")).to_contain_text("请审批人来立项")
    return plan


def adopted(page: Page) -> str:
    """The approver adopts it; returns the number of the first task's matter."""
    expect(page.locator("main")).to_contain_text("会开 2 件")
    page.locator("#id_decision").fill("镇长办公会2026年第11次会议")
    page.get_by_role("button", name="立项").click()
    expect(page.get_by_role("status").first).to_contain_text("立项 2 件")
    address = page.locator("#r1 a[href*='/matters/']").get_attribute("href") or ""
    number = re.search(r"/matters/(\d{9})/", address)
    assert number
    return number[1]


def seen_by_its_unit(page: Page, number: str) -> None:
    """Who works for the lead unit sees its task and nobody else's, on the desk and on the phone."""
    expect(page.locator("main")).to_contain_text(TITLE)
    expect(page.locator("main")).not_to_contain_text("管好饮水水源")
    page.goto(f"/matters/{number}/work/")
    expect(page.locator("main")).to_contain_text(TITLE)


def filled(page: Page) -> None:
    """The desk fills what the plan left blank: who does it."""
    page.locator("[name=officer]").fill("许在办")
    page.get_by_role("button", name="填上").click()
    expect(page.get_by_role("status").first).to_contain_text("第 1 项填好了")


def begun(page: Page) -> None:
    """The unit begins."""
    page.get_by_role("button", name="开始").click()
    expect(page.locator("main")).to_contain_text("进行中")


def figure(page: Page, word: str) -> Locator:
    """Return the figure of this word on the board."""
    return page.locator(".board-figs div", has_text=word).locator("dd")


def line(page: Page, number: str) -> Locator:
    """Return the line of the matter in the list."""
    return page.locator(f"a[href*='{number}']").first.locator("xpath=ancestor-or-self::li|ancestor::tr").first


def ordered(page: Page) -> str:
    """The officer reminds the unit of what is late; returns the address of the order."""
    page.locator("summary", has_text=re.compile("^督办$")).click()
    form = page.locator("form[action$='supervise/']")
    form.locator("select").select_option("overdue")
    form.locator("[name$='-text']").fill("请三天内清完")
    form.get_by_role("button", name="发督办单").click()
    expect(page.get_by_role("status").first).to_contain_text("发出督办单")
    page.goto("/desk/990121101/matters/registers/supervision-order/")
    return page.locator("a", has_text=TITLE).first.get_attribute("href") or ""


def approved(page: Page) -> None:
    """Another one approves the next rung."""
    form = page.locator("form[action$='supervise/']")
    form.locator("[name$='reason']").fill("催办以后没有动")
    form.get_by_role("button", name="升为督办").click()
    expect(page.locator("main")).to_contain_text("督办后答复")


def told(page: Page, number: str) -> None:
    """The half-month report says what is late and under an order."""
    page.locator("a", has_text="半月报").first.click()
    page.get_by_role("button", name=re.compile("^(起草|按现在的台账更新数字)$")).click()
    text = page.locator("[name=text]")
    said = f"{number[:2]}-{number[2:6]}-{number[6:]}"
    expect(text).to_have_value(re.compile(f"“{TITLE}”（{said}）：.*到期，超期 2 天，督办中。"))
    expect(text).to_have_value(re.compile(r"这段时间发出督办 [1-9]\d* 件"))
    expect(text).to_have_value(
        re.compile("镇人居环境办公室：任务 1 项，销号 0 项，报完成待核实 0 项，超期 1 项。")
    )
    assert faults_here(page, "standard") == []
    page.get_by_role("button", name="提交").click()
    expect(page.get_by_role("status").first).to_contain_text("提交了")
