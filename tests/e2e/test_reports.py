"""A resident reports from the phone without network; closed is not fixed until she says so."""

import io
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import BrowserContext, Locator, Page, expect
from tests.e2e.checks import faults_here, first_visit

pytestmark = pytest.mark.browser

STAGE = Path(__file__).parent / "matters_stage.py"
SCRIPT = b"<script>alert(1)</script>"
REPORT = "/matters/report/"
# What the phone keeps of its own: the rows of a table, each with its state and the bytes of its photos.
KEPT = """(table) => new Promise((done) => {
  const base = indexedDB.open('wugong');
  const said = ({ key, state, files }) => ({ key, state, bytes: files.map(([, file]) => file.size) });
  base.onsuccess = () => {
    const asked = base.result.transaction(table).objectStore(table).getAll();
    asked.onsuccess = () => [base.result.close(), done(asked.result.map(said))];
  };
})"""
DRAFTED = f"async () => (await ({KEPT})('drafts')).some(({{ bytes }}) => bytes.length)"
# Five times the same sending, as a phone does whose network breaks before each answer.
FIVE_TIMES = """async () => {
  const form = document.querySelector('form[data-outbox]');
  const { token } = await (await fetch(form.dataset.outbox)).json();
  const body = () => { const one = new FormData(form); one.delete('csrfmiddlewaretoken'); return one; };
  const headers = { Accept: 'application/json', 'X-CSRFToken': token };
  const send = () => fetch(form.dataset.outbox, { method: 'POST', body: body(), headers }).then((answer) => answer.json());
  return [form.elements.key.value, await Promise.all([send(), send(), send(), send(), send()])];
}"""

SignIn = Callable[[Page, str], Page]


def photo(width: int = 1200, height: int = 900) -> bytes:
    """Return a picture of a lamp that a phone might take, with a place in its metadata."""
    image = Image.effect_noise((width, height), 60).convert("RGB")
    exif = image.getexif()
    exif.get_ifd(0x8825)[1] = "N"
    into = io.BytesIO()
    image.save(into, "JPEG", quality=95, exif=exif)
    return into.getvalue()


def lamp(data: bytes = b"") -> Any:
    return {"name": "lamp.jpg", "mimeType": "image/jpeg", "buffer": data or photo()}


@pytest.fixture
def stage(house_state: Path) -> Callable[..., str]:
    """Return what moves the story on beside the phone, and what it printed."""

    def run(*words: str) -> str:
        surroundings = os.environ | {"WUGONG_STATE": str(house_state), "WUGONG_DATABASE": ""}
        surroundings["DJANGO_SETTINGS_MODULE"] = "wugong.config.settings"
        done = subprocess.run(
            [sys.executable, str(STAGE), *words],
            env=surroundings,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    return run


@pytest.fixture
def resident(phone: Page, signed_in: SignIn) -> Page:
    """A resident's phone, on which the report page was opened once with network."""
    signed_in(phone, "resident")
    return open_report(phone)


def open_report(page: Page) -> Page:
    page.goto(REPORT)
    page.wait_for_function("() => navigator.serviceWorker.ready.then(() => true)")
    page.reload()
    return page


def fill(page: Page, text: str) -> None:
    page.locator("#id_text").fill(text)
    page.locator("[name=place]").first.check()
    page.locator("#id_where").fill("桥头第二根灯杆")


def village_hands_on(page: Page, number: str) -> None:
    """The cadre finds it in her list, takes it up and hands it to the town."""
    page.goto("/desk/")
    page.get_by_role("link", name="事项清单").first.click()
    page.locator(".reg a", has_text=spoken(number)).click()
    step(page, "受理")
    fold(page, "受理").get_by_label("简单").check()
    fold(page, "受理").get_by_role("button", name="受理").click()
    expect(page.get_by_role("status").first).to_contain_text("受理")
    step(page, "转到别的一级")
    routing = fold(page, "转到别的一级")
    routing.get_by_label("云塘镇").check()
    routing.get_by_label("为什么转").fill("路灯归镇里统一修")
    routing.get_by_role("button", name="转过去").click()
    expect(page.get_by_role("status").first).to_contain_text("转过去了")


def town_assigns_and_finishes(page: Page, number: str) -> None:
    """The officer gives it to an office, goes there and finishes it with a photo of how it is now."""
    page.goto("/desk/990121101/matters/")
    page.locator(".reg a", has_text=spoken(number)).click()
    step(page, "分派")
    assigning = fold(page, "分派")
    assigning.get_by_label("责任单位").select_option(label="环境整治办公室")
    assigning.get_by_label("责任人员").select_option(label="何经办")
    assigning.get_by_label("责任领导").fill("丁镇长")
    assigning.get_by_role("button", name="分派").click()
    expect(page.get_by_role("status").first).to_contain_text("分派好了")
    page.get_by_role("link", name="在现场办").click()
    finishing = page.locator("#do-finish")
    finishing.get_by_label("办得怎样").fill("换了灯泡和镇流器，晚上亮了")
    finishing.get_by_label("办理后的照片").set_input_files(lamp())
    expect(finishing.locator(".pick img")).to_have_count(1)
    finishing.get_by_role("button", name="办结").click()
    expect(page.get_by_role("status").first).to_contain_text("提出的人看得到")
    expect(page.locator("main")).to_contain_text("已办结，待确认")


def spoken(number: str) -> str:
    return f"{number[:2]}-{number[2:6]}-{number[6:]}"


def fold(page: Page, heading: str) -> Locator:
    """What lies under a heading that unfolds."""
    summary = page.locator("summary").filter(has_text=re.compile(f"^\\s*{heading}\\s*$"))
    return page.locator("details").filter(has=summary)


def step(page: Page, heading: str) -> None:
    """The heading is unfolded, and the page is sound on a phone."""
    if fold(page, heading).get_attribute("open") is None:
        fold(page, heading).locator("summary").click()
    assert faults_here(page, "standard") == []


def solved_of(page: Page) -> str:
    """What the village's public page says of how much is solved."""
    page.goto("/990121101203/matters/")
    said = re.search(r"解决了的 (\d+) 件", page.locator("#rate").inner_text())
    assert said
    return said[1]


def test_a_lamp_reported_without_network_is_closed_reopened_and_never_counted(
    resident: Page, stage: Callable[..., str], signed_in: SignIn, new_context: Callable[..., BrowserContext]
) -> None:
    context: BrowserContext = resident.context
    everybody = new_context().new_page()
    struck_off, solved = stage("solved"), solved_of(everybody)
    context.set_offline(True)
    resident.reload()
    fill(resident, "桥头路灯不亮，夜里看不见路")
    resident.locator("#id_photos").set_input_files(lamp())
    expect(resident.locator(".pick img")).to_have_count(1)
    resident.wait_for_function(DRAFTED)
    resident.reload()  # a draft survives
    expect(resident.locator("#id_text")).to_have_value("桥头路灯不亮，夜里看不见路")
    expect(resident.locator(".pick img")).to_have_count(1)
    resident.locator("form[data-outbox] [type=submit]").click()
    expect(resident.locator(".unsent")).to_have_text("未上传 1")
    [waiting] = resident.evaluate(KEPT, "sendings")
    assert waiting["state"] == "waiting"
    assert all(size <= 200_000 for size in waiting["bytes"])
    context.set_offline(False)
    expect(resident.locator("[data-state=sent]:visible")).to_have_count(1)
    expect(resident.locator(".unsent")).to_be_hidden()
    assert stage("count", waiting["key"]) == "1 1"
    resident.locator("[data-number]").click()
    resident.wait_for_url(re.compile(r"/matters/\d{9}/"))
    number = re.search(r"/matters/(\d{9})/", resident.url)
    assert number
    village_hands_on(signed_in(new_context().new_page(), "cadre"), number[1])
    town_assigns_and_finishes(signed_in(new_context().new_page(), "yuntang-officer"), number[1])
    assert solved_of(everybody) == solved
    resident.goto("/matters/")
    resident.get_by_role("link", name="桥头路灯不亮").first.click()
    expect(resident.get_by_role("heading", name="这件事解决了吗？")).to_be_visible()
    assert faults_here(resident, "standard") == []
    resident.locator("summary", has_text="没有解决").click()
    resident.locator("#id_reason").fill("换了灯泡，当晚又灭了")
    resident.get_by_role("button", name="交上去").click()
    expect(resident.get_by_role("status").first).to_contain_text("没有解决")
    expect(resident.locator("main")).to_contain_text("办理中")
    expect(resident.locator("main")).to_contain_text("1 次")
    assert stage("solved") == struck_off
    assert solved_of(everybody) == solved


def test_the_same_outbox_sent_five_times_is_one_matter(resident: Page, stage: Callable[..., str]) -> None:
    fill(resident, "水渠护栏断了两根")
    key, answers = resident.evaluate(FIVE_TIMES)
    assert len({one["number"] for one in answers}) == 1
    assert stage("count", key) == "1 0"


def test_a_session_that_ended_keeps_the_sending_and_says_so(resident: Page, signed_in: SignIn) -> None:
    resident.context.set_offline(True)
    fill(resident, "垃圾桶满了三天")
    resident.locator("form[data-outbox] [type=submit]").click()
    expect(resident.locator(".unsent")).to_have_text("未上传 1")
    resident.context.clear_cookies(name="sessionid")
    resident.context.set_offline(False)
    expect(resident.locator("[data-why]").first).to_contain_text("请先登录")
    expect(resident.locator(".unsent")).to_have_text("未上传 1")
    signed_in(resident, "resident")
    resident.goto("/matters/")
    expect(resident.locator("[data-state=sent]:visible")).to_have_count(1)


def test_what_another_account_wrote_is_not_sent_as_mine(resident: Page, signed_in: SignIn) -> None:
    resident.context.set_offline(True)
    fill(resident, "村口的路坑了")
    resident.locator("form[data-outbox] [type=submit]").click()
    expect(resident.locator(".unsent")).to_have_text("未上传 1")
    resident.context.clear_cookies(name="sessionid")
    resident.context.set_offline(False)
    signed_in(resident, "cadre")
    resident.goto("/matters/")
    expect(resident.locator("[data-why]").first).to_contain_text("另一个账号")


def test_who_has_no_account_gets_a_code_and_follows_by_it(phone: Page) -> None:
    phone.goto(f"{REPORT}?at=990121101202")
    fill(phone, "公厕的水管漏水")
    phone.locator("form[data-outbox] [type=submit]").click()
    phone.wait_for_url("**/matters/report/done/")
    number, code = (phone.locator(".keep b").nth(n).inner_text() for n in range(2))
    phone.context.clear_cookies()
    phone.goto("/matters/follow/")
    phone.locator("#id_number").fill(number)
    phone.locator("#id_code").fill(code)
    phone.locator("form.sheet button").click()
    expect(phone.locator("main")).to_contain_text("公厕的水管漏水")
    expect(phone.locator("summary", has_text="不报了")).to_be_visible()


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"no picture at all, and long enough to be read", "照片"),
        (b"\xff\xd8\xff\xe0" + SCRIPT, "照片"),
    ],
    ids=["no photo", "a page that calls itself a photo"],
)
def test_a_photo_that_is_none_is_refused_with_its_reason(resident: Page, data: bytes, why: str) -> None:
    fill(resident, "路灯不亮")
    resident.locator("#id_photos").set_input_files(lamp(data))
    resident.locator("form[data-outbox] [type=submit]").click()
    expect(resident.locator(".errs")).to_contain_text(why)
    expect(resident.locator("#id_text")).to_have_value("路灯不亮")


def test_the_page_is_light_at_first_visit(phone: Page, base_url: str) -> None:
    weight, asked = first_visit(phone, f"{base_url}{REPORT}?at=990121101202")
    assert not [address for address in asked if "maplibre" in address]
    assert weight <= 60_000


@pytest.mark.parametrize("view", ["standard", "elder"])
def test_the_report_page_looks_as_all_others(
    resident: Page, view: str, in_view: Callable[[Page, str], Page]
) -> None:
    in_view(resident, view).reload()
    resident.wait_for_load_state("networkidle")
    assert faults_here(resident, view) == []
