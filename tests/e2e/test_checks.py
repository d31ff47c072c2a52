"""The checks find what they are there to find: a page with one fault of each kind."""

import pytest
from playwright.sync_api import Page
from tests.e2e.checks import axe_faults, cut_on_paper, many_tiles, overflows, small_targets, small_text

pytestmark = pytest.mark.browser

PAGE = "<!doctype html><html lang=zh><meta name=viewport content='width=device-width'><title>页</title><main><h1>页</h1>{}</main></html>"


def test_target_below_its_size_is_found(phone: Page) -> None:
    phone.set_content(PAGE.format("<button style='width:50px;height:50px'>按</button>"))
    assert small_targets(phone, "standard") == []
    assert len(small_targets(phone, "elder")) == 1


def test_link_in_a_sentence_is_free_and_one_that_stands_alone_is_not(phone: Page) -> None:
    phone.set_content(PAGE.format("<p>见<a href='/'>办法</a>第三条</p><p><a href='/'>更多</a></p>"))
    assert len(small_targets(phone, "standard")) == 1


def test_link_in_a_table_is_measured_itself(phone: Page) -> None:
    row = "<table><tr style='height:60px'><td><a href='/' style='display:block;width:60px;height:{}px'>甲村</a></td></tr></table>"
    phone.set_content(PAGE.format(row.format(44)))
    assert small_targets(phone, "standard") == []
    phone.set_content(PAGE.format(row.format(43)))
    assert len(small_targets(phone, "standard")) == 1


def test_table_too_wide_for_paper_is_found(phone: Page) -> None:
    wide = "<div class=scroll><i style='display:block;width:{}px'>表</i></div>"
    phone.set_content(PAGE.format(wide.format(600)))
    assert cut_on_paper(phone) == []
    phone.set_content(PAGE.format(wide.format(900)))
    assert len(cut_on_paper(phone)) == 2


def test_box_of_a_chip_counts_with_its_label(phone: Page) -> None:
    phone.set_content(
        PAGE.format("<label style='display:flex;height:48px'><input type=radio name=a>道路</label>")
    )
    assert small_targets(phone, "standard") == []


def test_small_text_is_found_and_hidden_text_is_not(phone: Page) -> None:
    phone.set_content(PAGE.format("<p style='font-size:19px'>小字</p><p hidden>藏</p>"))
    assert small_text(phone, "standard") == []
    assert len(small_text(phone, "elder")) == 1


def test_wide_page_is_found_and_a_scroll_region_is_not(phone: Page) -> None:
    phone.set_content(
        PAGE.format(
            "<div class=scroll style='overflow-x:auto'><i style='display:block;width:900px'>表</i></div>"
        )
    )
    assert overflows(phone, [390]) == []
    phone.set_content(PAGE.format("<i style='display:block;width:900px'>宽</i>"))
    assert len(overflows(phone, [390])) == 1


def test_seventh_tile_is_found_in_the_elder_view(phone: Page) -> None:
    phone.set_content(PAGE.format("<a class=act href='/'>办</a>" * 7))
    assert many_tiles(phone, "standard") == []
    assert many_tiles(phone, "elder") == ["7 tiles"]


def test_axe_speaks_up(phone: Page) -> None:
    phone.set_content(PAGE.format("<img src='data:,'>"))
    assert any(fault.startswith("image-alt") for fault in axe_faults(phone))
