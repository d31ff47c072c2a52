"""Posters: what stands on them, as it is, on one page where it fits, and never a box."""

import io
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date

import pytest
from pypdf import PdfReader
from tests.publish.conftest import bulletin_of

from wugong.publish import posters
from wugong.publish.bulletins import Bulletin, Column, Line, Table
from wugong.publish.fonts import Fonts, fonts, missing_glyphs
from wugong.publish.posters import picture_of, poster_of
from wugong.publish.refusals import NotPrintable

MILLIMETRE = 72 / 25.4
COLUMNS = (
    Column(key="rank", title="名次", align="right"),
    Column(key="change", title="比上季", align="right"),
    Column(key="village", title="村", weight=3),
    Column(key="score", title="季度分", align="right"),
    Column(key="money", title="奖励（元）", align="right"),
)


def ranking(villages: int, name: str = "第{}村", **changes: object) -> Bulletin:
    """Return a bulletin of so many villages with five prizes."""
    rows = tuple(
        (str(n), "↑3" if n % 2 else "↓1", name.format(n), f"{99 - n}.50", "—") for n in range(1, villages + 1)
    )
    table = Table(title="名次", columns=COLUMNS, rows=rows, strong=frozenset({0}))
    prizes = tuple(Line(left=row[2], middle="参评第 1 名", right="10,000 元") for row in rows[:5])
    made = bulletin_of(table=table, prizes=prizes, **changes)
    return made.sealed(date(2026, 4, 15), date(2026, 4, 30))


def pages(pdf: bytes) -> list[str]:
    return [page.extract_text().replace("\n", "") for page in PdfReader(io.BytesIO(pdf)).pages]


@pytest.fixture
def only_ours(monkeypatch: pytest.MonkeyPatch) -> Fonts:
    """Print as on a machine without Chinese fonts."""
    ours = fonts(machine=False)
    monkeypatch.setattr("wugong.publish.fonts.fonts", lambda: ours)
    monkeypatch.setattr(posters, "fonts", lambda: ours)
    return ours


# --- What cannot be printed ---------------------------------------------------------------------


def test_character_in_no_font_is_refused_by_name() -> None:
    with pytest.raises(NotPrintable, match=r"“\U0001f600”（U\+1F600）.*装上 Noto CJK"):
        poster_of(ranking(3, name="\U0001f600村"))


def test_rare_character_is_refused_where_only_our_fonts_are(only_ours: Fonts) -> None:
    with pytest.raises(NotPrintable, match="“𠮷”（U\\+20BB7）"):
        poster_of(ranking(3, name="𠮷村"))


def test_rare_character_that_our_fonts_have_prints(only_ours: Fonts) -> None:
    assert "㙓村" in pages(poster_of(ranking(3, name="㙓村")))[0]


@pytest.mark.skipif(
    "Noto Sans CJK SC" not in fonts().sans, reason="no Noto CJK (Debian package fonts-noto-cjk)"
)
def test_rare_character_prints_where_the_machine_has_noto() -> None:
    assert "𠮷村" in pages(poster_of(ranking(3, name="𠮷村")))[0]


def test_each_missing_character_is_named_once_and_spaces_never() -> None:
    assert missing_glyphs(["甲\U0001f600 \n", "\U0001f600乙\u200b\ufe00"]) == ["\U0001f600"]


# --- What is printed ----------------------------------------------------------------------------


def test_every_text_stands_on_the_poster() -> None:
    bulletin = replace(ranking(16), version_line="第 2 版，更正第 1 版：补录一项。")
    text = "".join(pages(poster_of(bulletin))).replace(" ", "")
    wanted = [
        part for where, words in bulletin.texts() if where != "二维码网址" for part in words.split(" / ")
    ]
    assert [part for part in [*wanted, bulletin.digest] if part.replace(" ", "") not in text] == []


@pytest.mark.parametrize(
    "name", ["#村", "*村*", '"村"', "\\村", "$村$", "@村", "_村_", "= 村", "//村", "[村]", "<村>"]
)
def test_signs_of_the_typesetter_print_as_they_are(name: str) -> None:
    bulletin = ranking(3, name=name, heading=name, notes=(f"{name}#pagebreak()",), version_line=name)
    text = "".join(pages(poster_of(bulletin))).replace(" ", "")
    assert text.count(name.replace(" ", "")) >= 3 + 3 + 2
    assert "#pagebreak()" in text


def test_poster_without_code_prizes_and_notes_prints() -> None:
    bare = bulletin_of(qr_url="", qr_caption="", prizes=(), notes=(), how=(), version_line="")
    assert "枫林坳村" in pages(poster_of(bare))[0]


def test_table_of_figures_only_prints() -> None:
    table = Table(title="数", columns=(Column(key="n", title="个", align="right"),), rows=(("1",),))
    assert len(pages(poster_of(bulletin_of(table=table)))) == 1


@pytest.mark.parametrize("villages", [1, 5, 16, 26, 40])
def test_as_many_villages_as_a_town_has_fit_on_one_page(villages: int) -> None:
    assert len(pages(poster_of(ranking(villages)))) == 1


def test_sixty_villages_go_to_a_second_page_with_the_head_again() -> None:
    first, second = pages(poster_of(ranking(60)))
    assert "比上季" in first
    assert "比上季" in second
    assert "第 2 页，共 2 页" in second
    assert all(f"第{n}村" in first + second for n in range(1, 61))


def test_figures_of_a_table_in_two_halves_are_all_there() -> None:
    text = "".join(pages(poster_of(ranking(40))))
    assert all(f"第{n}村" in text and f"{99 - n}.50" in text for n in range(1, 41))


def test_ten_characters_of_a_name_stay_on_one_line() -> None:
    page = PdfReader(io.BytesIO(poster_of(ranking(16, name="望溪县云塘镇樟树湾大村")))).pages[0]
    assert page.extract_text().count("望溪县云塘镇樟树湾大村") == 16 + 5


@pytest.mark.parametrize(("size", "wide", "high"), [("a4", 210, 297), ("a3", 297, 420)])
def test_paper_is_as_large_as_asked(size: posters.Size, wide: int, high: int) -> None:
    box = PdfReader(io.BytesIO(poster_of(ranking(16), size))).pages[0].mediabox
    assert float(box.width) == pytest.approx(wide * MILLIMETRE, abs=0.5)
    assert float(box.height) == pytest.approx(high * MILLIMETRE, abs=0.5)


def test_a3_holds_what_a4_holds() -> None:
    bulletin = ranking(60)
    assert len(pages(poster_of(bulletin, "a3"))) == len(pages(poster_of(bulletin, "a4")))


def test_same_bulletin_gives_the_same_bytes_and_says_nothing_of_who_made_it() -> None:
    pdf = poster_of(ranking(5))
    assert pdf == poster_of(ranking(5))
    assert set(PdfReader(io.BytesIO(pdf)).metadata or {}) <= {"/Title", "/Creator", "/Producer"}


def test_poster_can_be_looked_at() -> None:
    assert picture_of(ranking(40)).startswith(b"\x89PNG")
    assert picture_of(ranking(3)).startswith(b"\x89PNG")


def test_posters_set_at_the_same_time_are_what_they_are_alone() -> None:
    bulletins = [ranking(count) for count in (3, 16, 40, 5)] * 2
    alone = [poster_of(bulletin) for bulletin in bulletins]
    with ThreadPoolExecutor(4) as at_once:
        assert list(at_once.map(poster_of, bulletins)) == alone
