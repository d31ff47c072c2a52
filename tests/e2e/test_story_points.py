"""Points on a phone: a resident claims with a photo, a panel scores, the point becomes rice; a cropped photo is found."""

import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect
from tests.media.scenes import saved, scene

from wugong.demo.county import FENGLIN

pytestmark = pytest.mark.browser

Open = Callable[[str], Page]
STAGE = Path(__file__).with_name("points_stage.py")
WORDS = "和二组的人一起清理排水沟半天"
RICE = "大米（5 公斤）"


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


@pytest.fixture
def stage(house_state: Path) -> Callable[..., list[str]]:
    """Return what moves the story on beside the house; its lines are returned."""
    environ = os.environ | {"WUGONG_STATE": str(house_state), "WUGONG_DATABASE": ""}
    environ["DJANGO_SETTINGS_MODULE"] = "wugong.config.settings"

    def step(*words: str) -> list[str]:
        done = subprocess.run(
            [sys.executable, str(STAGE), *words], env=environ, check=True, capture_output=True, text=True
        )
        return done.stdout.split()

    return step


def balance(page: Page) -> int:
    """Return what the household can spend, as its statement says."""
    page.goto("/points/statement/")
    return int(page.locator(".bal b").first.inner_text())


def narrow(page: Page) -> None:
    """Nothing of the page lies beside the screen."""
    page.wait_for_load_state()  # `wait_for_function` evaluates strings, which the policy of the pages forbids
    assert page.locator("body").evaluate("() => document.documentElement.scrollWidth <= window.innerWidth")


def sign(page: Page) -> None:
    """Somebody draws a line with a finger where the signature goes."""
    pad = page.locator(".sign__pad")
    pad.scroll_into_view_if_needed()
    box = pad.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 20, box["y"] + 30)
    page.mouse.down()
    page.mouse.move(box["x"] + 150, box["y"] + 60, steps=5)
    page.mouse.up()


def claim_labour(page: Page, photo: Path) -> str:
    """Claim half a day of labour, from the tab 积分; return the claim's key."""
    page.goto("/points/mine/")
    narrow(page)
    page.get_by_role("link", name="申报积分").click()
    page.locator("a.act").filter(has_text="为村里投工").click()
    page.locator("input[type=file]").first.set_input_files(photo)
    page.get_by_label("说一句").fill(WORDS)
    narrow(page)
    page.get_by_role("button", name="交给村里").click()
    page.wait_for_url(re.compile(r"/points/(claims/[0-9a-f-]{36}|mine)/"))
    if "/claims/" not in page.url:
        page.locator(".reg a").filter(has_text="为村里投工").first.click()
        page.wait_for_url(re.compile(r"/points/claims/[0-9a-f-]{36}/"))
    return page.url.rstrip("/").rpartition("/")[2]


def test_half_a_day_of_labour_becomes_rice(
    as_someone: Open, stage: Callable[..., list[str]], tmp_path: Path
) -> None:
    photo = tmp_path / "ditch.jpg"
    photo.write_bytes(saved(scene(21)))
    resident = as_someone("resident")
    before = balance(resident)
    key = claim_labour(resident, photo)

    cadre = as_someone("cadre")
    cadre.goto(f"/desk/{FENGLIN}/points/")
    cadre.locator(f"input[name=claim][value='{key}']").check()
    cadre.get_by_role("button", name="选中的初核通过").click()
    expect(cadre.get_by_text("1 件初核通过。")).to_be_visible()

    judges = stage("seat", key)
    assert len(judges) >= 3
    for login in judges:
        judge = as_someone(login)
        judge.goto("/points/panel/")
        judge.locator(f"a[href$='{key}/']").click()
        expect(judge.get_by_text(WORDS)).to_be_visible()
        narrow(judge)
        judge.locator("[name=points]").fill("5")
        judge.get_by_role("button", name="就评这么多").click()
        expect(judge.get_by_text("记下了。别人看不到是谁评的。")).to_be_visible()
        expect(judge.locator(f"a[href$='{key}/']")).to_have_count(0)

    cadre.goto(f"/desk/{FENGLIN}/points/list/new/")
    cadre.get_by_role("button", name="张贴").click()
    cadre.wait_for_url(re.compile(r"/points/list/[0-9a-f-]{36}/"))
    assert balance(resident) == before  # it hangs, and does not count yet
    stage("pass")
    assert balance(resident) == before + 5
    line = resident.locator("details.entry").filter(has_text="为村里投工").first
    line.locator("summary").click()
    expect(line.get_by_text(f"{len(judges)} 人")).to_be_visible()
    narrow(resident)

    resident.goto(f"/shop/{FENGLIN}/")
    good = resident.locator(".shelf__good").filter(has_text=RICE)
    good.locator("select").select_option("1")
    resident.get_by_role("button", name="看选了什么").click()
    resident.get_by_role("button", name="就要这些").click()
    resident.wait_for_url(re.compile(r"/orders/[0-9a-f-]{36}/"))
    code = resident.locator(".pickup").inner_text().replace(" ", "")
    order = resident.url
    assert balance(resident) == before + 5 - 30

    keeper = as_someone("shop-keeper")
    keeper.goto(f"/shop/{FENGLIN}/counter/")
    narrow(keeper)
    for figure in code:
        keeper.locator(".keys").get_by_role("button", name=figure, exact=True).click()
    keeper.get_by_role("button", name="核销", exact=True).click()
    keeper.get_by_label("纸质签名").check()
    keeper.get_by_role("button", name=re.compile("交给他了")).click()
    expect(keeper.get_by_text("已经核销").first).to_be_visible()
    resident.goto(order)
    expect(resident.get_by_text("已领取").first).to_be_visible()
    assert balance(resident) == before + 5 - 30

    keeper.goto(f"/shop/{FENGLIN}/statement/{timezone.localdate():%Y-%m}/")
    expect(keeper.get_by_text(RICE).first).to_be_visible()
    assert "对不上" not in keeper.locator("main").inner_text()
    resident.goto(f"/points/{FENGLIN}/")
    expect(resident.get_by_text("全村积分兑得起吗")).to_be_visible()


def test_supervisor_finds_the_photo_that_was_cropped_and_used_again(as_someone: Open) -> None:
    supervisor = as_someone("supervisor")
    supervisor.goto("/desk/")
    supervisor.get_by_role("link", name=re.compile("^线索")).click()
    pair = supervisor.locator("#photos .photos--two").first
    expect(pair.get_by_text("早先的一张")).to_be_visible()
    expect(pair.get_by_text("后来的一张")).to_be_visible()
    for image in pair.locator("img").all():
        image.scroll_into_view_if_needed()
        expect(image).to_have_js_property("complete", True)
        assert image.evaluate("one => one.naturalWidth") > 0
    narrow(supervisor)


def test_paper_book_goes_on_in_the_elder_view_and_on_cards(
    as_someone: Open, in_view: Callable[[Page, str], Page]
) -> None:
    resident = in_view(as_someone("resident"), "elder")
    resident.goto("/points/statement/")
    opening = resident.locator("details.entry").filter(has_text="积分册").first
    opening.locator("summary").click()
    expect(opening.get_by_text("村民代表会议").first).to_be_visible()
    narrow(resident)

    cadre = in_view(as_someone("cadre"), "elder")
    cadre.goto(f"/desk/{FENGLIN}/points/batch/")
    narrow(cadre)
    cadre.goto(f"/desk/{FENGLIN}/points/households/paper/")
    expect(cadre.get_by_text("吴村民").first).to_be_visible()

    keeper = in_view(as_someone("shop-keeper"), "elder")
    keeper.goto(f"/shop/{FENGLIN}/counter/order/")
    narrow(keeper)
    keeper.get_by_label(re.compile("户号")).fill("005")
    salt = keeper.locator(".shelf__good").filter(has_text="食盐")
    salt.locator("select").select_option("1")
    keeper.get_by_role("button", name="下一步：签收").click()
    narrow(keeper)
    keeper.get_by_label("纸质签名").check()
    keeper.get_by_role("button", name=re.compile("交给他了")).click()
    expect(keeper.get_by_text("没有对上取货码").first).to_be_visible()
    sign(keeper)
    keeper.get_by_role("button", name=re.compile("交给他了")).click()
    expect(keeper.get_by_text("已经核销").first).to_be_visible()

    supervisor = in_view(as_someone("supervisor"), "elder")
    supervisor.goto(f"/shop/{FENGLIN}/desk/")
    narrow(supervisor)
    supervisor.locator(".sheet--wait a").filter(has_text="食盐").first.click()
    expect(supervisor.get_by_role("link", name="看签名")).to_be_visible()
    supervisor.get_by_role("button", name="看过了").click()
    expect(supervisor.get_by_text("您看过这一单").first).to_be_visible()
