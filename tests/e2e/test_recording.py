"""The button that records: words spoken into a file field, and what is said where there is no microphone."""

import re

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

FORM = """<label for="id_spoken">录音</label><input type="file" id="id_spoken" data-record="120">
<div data-recorder="id_spoken" data-start="开始" data-stop="说完" data-kept="录好了，秒数：" data-denied="请打字。" hidden>
<button class="btn" type="button"><span>开始</span></button><span role="status"></span></div>"""
# A tone of the page's own stands in for a microphone; the recorder is the browser's.
TONE = """() => { navigator.mediaDevices.getUserMedia = async () => {
  const sound = new AudioContext(), into = sound.createMediaStreamDestination(), tone = sound.createOscillator();
  tone.connect(into); tone.start(); return into.stream; } }"""
NONE = "() => { navigator.mediaDevices.getUserMedia = () => Promise.reject(new Error('denied')); }"
FILES = "() => [...document.getElementById('id_spoken').files].map((file) => [file.name, file.type, file.size > 99])"


@pytest.fixture
def form(phone: Page) -> Page:
    """Return a page of the house, with its assets and its policy, that holds the recorder."""
    phone.goto("/no/such/page/")
    head = re.search(r"<head>.*</head>", phone.content(), re.DOTALL)
    assert head
    phone.set_content(
        f"<!doctype html><html lang=zh-hans>{head[0]}<body><main id=main>{FORM}</main></body></html>"
    )
    return phone


def test_without_a_microphone_it_says_so_and_the_field_stays(form: Page) -> None:
    form.evaluate(NONE)
    form.get_by_role("button", name="开始").click()
    expect(form.get_by_role("status")).to_have_text("请打字。")
    assert form.evaluate(FILES) == []


def test_what_was_spoken_lies_in_the_field(form: Page) -> None:
    form.evaluate(TONE)
    form.get_by_role("button", name="开始").click()
    form.get_by_role("button", name="说完").click(delay=300)
    expect(form.get_by_role("status")).to_contain_text("录好了，秒数：")
    assert form.evaluate(FILES) == [["recording.webm", "audio/webm", True]]
    expect(form.get_by_role("button", name="开始")).to_be_visible()


def test_at_the_limit_it_stops_by_itself(form: Page) -> None:
    form.evaluate("() => { document.getElementById('id_spoken').dataset.record = '1'; }")
    form.evaluate(TONE)
    form.get_by_role("button", name="开始").click()
    expect(form.get_by_role("status")).to_contain_text("录好了，秒数：")
    assert form.evaluate(FILES)[0][2] is True
