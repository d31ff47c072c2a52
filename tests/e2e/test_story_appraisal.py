"""A town's appraisal as people meet it: a villager on a phone, an officer at her desk, a stranger at the door."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from wugong.demo.county import PASSWORD, QINGHE, YUNTANG

pytestmark = pytest.mark.browser

InView = Callable[[Page, str], Page]


@pytest.fixture(scope="session")
def pictures(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the story leaves its screenshots."""
    return tmp_path_factory.mktemp("pictures")


def sign_in(page: Page, login_name: str) -> None:
    page.goto("/sign-in/")
    page.get_by_label("登录名").fill(login_name)
    page.get_by_label("密码", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="登录").click()
    page.wait_for_url("**/desk/")


@pytest.mark.parametrize("view", ["standard", "elder"])
def test_villager_finds_her_towns_quarter_and_why_a_village_is_first(
    phone: Page, in_view: InView, view: str, pictures: Path
) -> None:
    in_view(phone, view).goto("/")
    phone.screenshot(path=pictures / f"home-{view}.png")
    card = phone.get_by_role("article").filter(has_text=YUNTANG.name)
    card.get_by_role("link", name="看榜").click()
    expect(phone.get_by_role("heading", name="2026年三季度考核榜")).to_be_visible()
    expect(phone.locator("tbody tr").first).to_contain_text("樟树湾村")
    phone.screenshot(path=pictures / f"board-{view}.png")
    phone.get_by_role("link", name="为什么是第一").click()
    answer = phone.locator("#answer")
    expect(answer).to_contain_text("第 1 名")
    expect(answer).to_contain_text("没有别的村比它分高")
    expect(answer).to_contain_text("比第 2 名茶亭村高")
    expect(phone.get_by_text("÷ 3 =")).to_be_visible()
    phone.screenshot(path=pictures / f"why-{view}.png")
    phone.get_by_role("link", name="2026年7月成绩").click()
    expect(phone.get_by_role("listitem").filter(has_text="0.30 × 暗访")).to_be_visible()


def test_board_is_found_without_script(new_context: Callable[..., object]) -> None:
    page = new_context(java_script_enabled=False).new_page()  # type: ignore[attr-defined]  # Playwright's own
    page.goto(f"/{YUNTANG.code}/")
    page.get_by_text("换一期").click()
    page.get_by_role("link", name="2026年一季度").click()
    expect(page.get_by_text("桐子坪村没有排名。", exact=False)).to_be_visible()


@pytest.mark.parametrize("view", ["standard", "elder"])
def test_officer_signs_in_and_sees_her_town(desk: Page, in_view: InView, view: str, pictures: Path) -> None:
    sign_in(in_view(desk, view), "qinghe-officer")
    expect(desk.get_by_role("heading", name=f"{QINGHE.name}工作台")).to_be_visible()
    expect(desk.get_by_role("link", name="批准2026年10月考核")).to_contain_text("由别人办")
    desk.screenshot(path=pictures / f"desk-{view}.png")
    desk.get_by_role("link", name="看公开榜").click()
    expect(desk.get_by_role("heading", name="2026年三季度考核榜")).to_be_visible()
    desk.screenshot(path=pictures / f"board-desk-{view}.png")


def test_stranger_is_refused_with_the_reason(desk: Page, pictures: Path) -> None:
    sign_in(desk, "songling-officer")
    answer = desk.goto(f"/desk/{YUNTANG.code}/")
    assert answer is not None
    assert answer.status == 403
    expect(desk.get_by_text(f"要由“{YUNTANG.name}”的")).to_be_visible()
    expect(desk.get_by_text("下一步")).to_be_visible()
    desk.screenshot(path=pictures / "refused.png")
