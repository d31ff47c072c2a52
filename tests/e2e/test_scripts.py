"""What scripts add to a page: charts from tables, reading aloud, paper, a password shown; and nothing without them."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

TABLE = """<div class="scroll"><table class="tbl" data-chart="{kind}" data-title="每月得分">
<thead><tr><th>月份</th><th data-focus>甲村</th><th>乙村</th></tr></thead>
<tbody><tr><th>1月</th><td>90.50</td><td>88.00</td></tr><tr><th>2月</th><td>—</td><td>89.00</td></tr>
<tr><th>3月</th><td>92.00</td><td>87.50</td></tr></tbody></table></div>"""


@pytest.fixture
def showing(phone: Page) -> Callable[[str], Page]:
    """Return a page of the house, with its assets and its policy, that shows the given content."""

    def show(content: str) -> Page:
        phone.goto("/no/such/page/")
        head = re.search(r"<head>.*</head>", phone.content(), re.DOTALL)
        assert head
        phone.set_content(
            f"<!doctype html><html lang=zh-hans>{head[0]}<body><main id=main>{content}</main></body></html>"
        )
        return phone

    return show


@pytest.mark.parametrize("kind", ["line", "slope"])
def test_chart_is_drawn_beside_its_table(kind: str, showing: Callable[[str], Page]) -> None:
    page = showing(TABLE.format(kind=kind))
    chart = page.get_by_role("img", name="每月得分")
    expect(chart.locator("svg")).to_be_visible()
    expect(chart).to_contain_text("甲村")
    expect(page.locator("table")).to_be_visible()


def test_chart_code_waits_until_the_chart_is_seen(showing: Callable[[str], Page]) -> None:
    page = showing(
        '<p class="tall"></p><details><summary>走势</summary>' + TABLE.format(kind="line") + "</details>"
    )
    assert page.evaluate("typeof window.wugongCharts") == "undefined"
    page.locator("summary").click()
    expect(page.locator(".chart svg")).to_be_visible()


def test_chart_breaks_no_policy(showing: Callable[[str], Page]) -> None:
    said: list[str] = []
    page = showing("")
    page.on("console", lambda line: said.append(line.text) if line.type == "error" else None)
    page = showing(TABLE.format(kind="line"))
    expect(page.locator(".chart svg")).to_be_visible()
    page.locator(".chart svg").hover()
    assert [line for line in said if "404" not in line] == []


def test_folded_why_is_open_on_paper_and_bars_are_gone(showing: Callable[[str], Page]) -> None:
    page = showing(
        '<nav class="tabs">栏</nav><details class="entry"><summary>得分</summary><p>算法</p></details>'
    )
    expect(page.get_by_text("算法")).to_be_hidden()
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    expect(page.get_by_text("算法")).to_be_visible()
    expect(page.locator(".tabs")).to_be_hidden()
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.locator("details").get_attribute("open") is None


def test_password_can_be_shown_and_hidden(showing: Callable[[str], Page]) -> None:
    page = showing(
        "<input type=password id=p><button class=btn data-reveal=p aria-pressed=false hidden>显示</button>"
    )
    page.get_by_role("button", name="显示").click()
    expect(page.locator("#p")).to_have_attribute("type", "text")
    page.get_by_role("button", name="显示").click()
    expect(page.locator("#p")).to_have_attribute("type", "password")


def test_page_is_read_aloud_and_stopped(showing: Callable[[str], Page]) -> None:
    page = showing(
        "<p id=t>一季度<button>按</button><b>第一名</b></p>"
        "<button class=btn data-speak=t data-stop=停 hidden><span>读给我听</span></button>"
    )
    page.evaluate(
        "() => { const say = speechSynthesis; window.said = []; let busy = false;"
        "Object.defineProperty(window, 'speechSynthesis', { value: {"
        "get speaking() { return busy }, cancel() { busy = false },"
        "speak(it) { busy = true; window.said.push(it.text) } } }) }"
    )
    button = page.locator("[data-speak]")
    button.click()
    assert page.evaluate("window.said") == ["一季度第一名"]
    expect(button).to_have_text("停")
    button.click()
    expect(button).to_have_text("读给我听")


def test_helping_buttons_are_hidden_without_script(new_context: Callable[..., object]) -> None:
    page = new_context(java_script_enabled=False).new_page()  # type: ignore[attr-defined]  # Playwright's own
    page.goto("/no/such/page/")
    assert page.locator("[data-speak]:visible, [data-print]:visible").count() == 0
