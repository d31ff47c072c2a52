"""The register on a phone: found by initials, read with a reason that the resident sees; changes need a second person."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from wugong.demo.county import FENGLIN, RIGHT_NAME, WHY_NAME

pytestmark = pytest.mark.browser

Open = Callable[[str], Page]
MASKED = re.compile(r"154×{4}\d{4}")
WHOLE = re.compile(r"\b154\d{8}\b")


@pytest.fixture
def as_someone(
    browser: Browser, browser_context_args: dict[str, Any], signed_in: Callable[[Page, str], Page]
) -> Iterator[Open]:
    """A phone on which somebody of the village has signed in."""
    contexts = []

    def opened(login_name: str) -> Page:
        contexts.append(browser.new_context(**browser_context_args))
        return signed_in(contexts[-1].new_page(), login_name)

    yield opened
    for context in contexts:
        context.close()


def find(page: Page, text: str) -> None:
    """Type into the box of the desk."""
    page.goto("/desk/")
    page.get_by_role("searchbox").fill(text)
    page.get_by_role("search").get_by_role("button", name="查找").click()


def open_household(page: Page, number: str) -> None:
    page.goto(f"/desk/{FENGLIN}/households/?q={number}")
    page.locator(".reg:visible a").filter(has_text=number).first.click()


def decide(page: Page, kind: str) -> None:
    """The second person opens the request from the desk and carries it out."""
    page.goto("/desk/")
    page.locator(".reg a").filter(has_text=kind).first.click()
    page.get_by_role("button", name="照办").click()
    expect(page.get_by_text("已经照办，登记改好了。")).to_be_visible()


def test_number_read_with_a_reason_is_seen_by_its_owner(as_someone: Open) -> None:
    cadre = as_someone("cadre")
    find(cadre, "wcm")
    cadre.get_by_role("link", name="吴村民").first.click()
    expect(cadre.get_by_role("heading", name="吴村民", level=1)).to_be_visible()
    main = cadre.locator("main")
    expect(cadre.get_by_text(MASKED)).to_be_visible()
    assert not WHOLE.search(main.inner_text())
    cadre.get_by_text("看完整的号码").click()
    cadre.get_by_role("button", name="看号码").click()  # nothing chosen, no reason given
    assert not WHOLE.search(main.inner_text())
    cadre.get_by_label("手机号").check()
    cadre.get_by_label("其他原因，写在下面").check()
    cadre.get_by_label("其他原因", exact=False).last.fill("通知领取高龄补贴")
    cadre.get_by_role("button", name="看号码").click()
    expect(main).to_contain_text(WHOLE)
    number = WHOLE.search(main.inner_text())
    assert number
    assert number[0] not in cadre.url
    cadre.get_by_role("link", name="看完了").click()
    expect(main).not_to_contain_text(number[0])

    find(cadre, number[0])
    expect(cadre.get_by_role("link", name="吴村民").first).to_be_visible()
    assert number[0] not in cadre.content() + cadre.url

    villager = as_someone("resident")
    villager.goto("/desk/")
    villager.get_by_role("link", name="我家的登记").click()
    villager.get_by_role("link", name="谁看过我的号码").click()
    expect(villager.get_by_text("林村干看了吴村民的手机号").first).to_be_visible()
    expect(villager.get_by_text("通知领取高龄补贴").first).to_be_visible()


def test_cluster_head_finds_but_may_not_read_numbers(as_someone: Open) -> None:
    head = as_someone("cluster-head")
    find(head, "wcm")
    head.get_by_role("link", name="吴村民").first.click()
    expect(head.get_by_text("看完整的号码")).to_have_count(0)
    assert not WHOLE.search(head.content())


def test_split_move_and_merge_keep_everyones_history(as_someone: Open) -> None:
    cadre, second = as_someone("cadre"), as_someone("second-cadre")
    open_household(cadre, "003")
    wife = cadre.locator(".members li").filter(has_text="妻").locator("b").first.inner_text().split()[0]

    cadre.get_by_role("link", name="分户").click()
    cadre.get_by_label("新户的户号").fill("003-1")
    cadre.get_by_label("理由").fill("分户协议")
    cadre.locator(".kinfolk").first.get_by_label(wife, exact=True).check()
    cadre.locator(".kinfolk").first.get_by_label(f"{wife}与户主关系").select_option("02")
    cadre.get_by_role("button", name="提出申请").click()
    decide(second, "003号户的分户")

    open_household(cadre, "003-1")
    expect(cadre.get_by_text("家里 1 人")).to_be_visible()
    cadre.get_by_role("link", name="迁移").click()
    cadre.get_by_role("link", name=re.compile("整户")).click()
    cadre.get_by_label("迁到的村或组").select_option(label="枫林坳村二组")
    cadre.get_by_label("理由").fill("搬到二组新屋")
    cadre.get_by_role("button", name="提出申请").click()
    decide(second, "003-1号户的迁移")

    open_household(cadre, "003")
    cadre.get_by_role("link", name="并户").click()
    cadre.get_by_label("另一户的户号").fill("003-1")
    cadre.get_by_role("button", name="下一步").click()
    cadre.get_by_label(f"{wife}与户主关系").select_option("12")
    cadre.get_by_label("理由").fill("并户协议")
    cadre.get_by_role("button", name="提出申请").click()
    decide(second, "003号户的并户")

    open_household(cadre, "003")
    cadre.locator(".members a").filter(has_text=wife).click()
    stays = cadre.locator("section").filter(has_text="在过的户").locator("li")
    expect(stays).to_have_count(3)
    expect(stays.filter(has_text="分户")).to_have_count(2)  # left by it, and come by it
    stays.filter(has_text="003-1").first.click()
    expect(cadre.get_by_text("已经销户")).to_be_visible()
    expect(cadre.get_by_role("link", name="由 003 户承接")).to_be_visible()
    expect(cadre.get_by_text("枫林坳村二组").first).to_be_visible()


def test_change_asked_by_one_is_decided_by_another(as_someone: Open) -> None:
    cadre, second = as_someone("cadre"), as_someone("second-cadre")
    cadre.goto("/desk/")
    mine = cadre.locator(".reg a").filter(has_text="002号户")
    expect(mine).to_contain_text("由别人办")
    mine.click()
    expect(cadre.get_by_text("这份申请是您提的，要由另一个人核定。")).to_be_visible()
    expect(cadre.get_by_role("button", name="照办")).to_have_count(0)
    cadre.locator("button[name=do]").evaluate("button => { button.value = 'approve' }")
    cadre.get_by_role("button", name="撤回申请").click()  # a forged answer
    expect(cadre.get_by_role("alert")).to_be_visible()
    expect(cadre.get_by_text("等批准").or_(cadre.get_by_text("待核")).first).to_be_visible()

    second.goto("/desk/")
    second.locator(".reg a").filter(has_text="002号户").click()
    expect(second.get_by_text(WHY_NAME)).to_be_visible()
    second.get_by_role("button", name="照办").click()
    expect(second.get_by_text("已经照办，登记改好了。")).to_be_visible()

    find(cadre, RIGHT_NAME)
    expect(cadre.get_by_role("link", name=RIGHT_NAME).first).to_be_visible()
