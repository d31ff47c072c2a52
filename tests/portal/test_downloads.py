"""The files of a public run: read by other libraries, they say what the page says, and nothing more."""

import io
import re
import zipfile
from collections.abc import Sequence
from html.parser import HTMLParser
from urllib.parse import unquote

import pytest
import segno
from django.core.cache import cache
from django.test import Client
from django.utils import timezone
from docx import Document
from openpyxl import load_workbook
from PIL import Image
from pypdf import PdfReader
from python_calamine import CalamineWorkbook
from tests.appraised import Enter, Publish
from tests.portal.conftest import Correct, Post
from tests.portal.test_boards import BOARD, shown
from tests.review.test_bulletins import LEAKS

from wugong.accounts.models import User
from wugong.counties.actors import SYSTEM
from wugong.counties.models import County
from wugong.counties.standing import standing_in
from wugong.places.actions import rename_place
from wugong.places.models import Place
from wugong.portal import downloads
from wugong.publish import posters
from wugong.publish.documents import default_template
from wugong.publish.fonts import fonts
from wugong.publish.notice_periods import APPRAISAL_BULLETIN
from wugong.publish.word_templates import adopt_template, drop_templates
from wugong.review.models import Run

NAMES = ("bulletin.docx", "bulletin.xlsx", "poster-a4.pdf", "poster-a3.pdf")


def fetched(client: Client, name: str) -> bytes:
    answer = client.get(f"{BOARD}{name}")
    assert answer.status_code == 200, answer.content.decode()[:2000]
    return answer.content


class Tables(HTMLParser):
    """The cells of every table of a page; arrows become what a file writes for them."""

    def __init__(self) -> None:
        super().__init__()
        self.tables: list[list[list[str]]] = []
        self.inside = self.silent = False

    def handle_starttag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        facts = dict(attrs)
        if tag == "table":
            self.tables.append([])
        elif tag == "tr" and self.tables:
            self.tables[-1].append([])
        elif tag in {"td", "th"}:
            self.inside = True
            self.tables[-1][-1].append("")
        elif tag == "span" and facts.get("class") == "sr":
            self.silent = True
        elif tag == "use" and self.inside and "i-arrow" in (facts.get("href") or ""):
            self.tables[-1][-1][-1] += "↑" if "up" in (facts["href"] or "") else "↓"

    def handle_endtag(self, tag: str) -> None:
        if tag in {"td", "th"}:
            self.inside = False
        elif tag == "span":
            self.silent = False

    def handle_data(self, data: str) -> None:
        if self.inside and not self.silent:
            self.tables[-1][-1][-1] += data.strip()


def page_table(client: Client, address: str = BOARD) -> list[list[str]]:
    """The rows of the page's ranking in the columns of the files: rank, change, village, score, reward."""
    tables = Tables()
    tables.feed(shown(client, address))
    head, *rows = tables.tables[0]
    order = [head.index(title) for title in ("名次", "升降", "村", "季度成绩", "奖励（元）")]
    out = head.index("参评名次")
    return [
        [*[row[at] for at in order[:-1]], "不参评" if row[out] == "不参评" else row[order[-1]]]
        for row in rows
    ]


def docx_rows(content: bytes) -> list[list[str]]:
    tables = [
        [[cell.text for cell in row.cells] for row in one.rows]
        for one in Document(io.BytesIO(content)).tables
    ]
    return next(table[1:] for table in tables if table[0][0] == "名次")


def docx_text(content: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        return "".join(parts.read(name).decode() for name in parts.namelist() if name.endswith(".xml"))


def pdf_text(content: bytes) -> str:
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(content)).pages]
    return re.sub(r"\s+", "", "".join(pages))


def all_text(name: str, content: bytes) -> str:
    if name.endswith(".pdf"):
        return pdf_text(content)
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        return "".join(parts.read(part).decode(errors="ignore") for part in parts.namelist())


def as_written(cell: object) -> str:
    """A cell of a workbook as the page writes it: figures of points have decimals, whole numbers none."""
    return f"{cell:,}" if isinstance(cell, int) else str(cell)


# --- What is refused ----------------------------------------------------------------------------


@pytest.mark.usefixtures("quarter")
@pytest.mark.parametrize("name", NAMES)
def test_nothing_of_a_run_that_is_not_public(client: Client, name: str) -> None:
    page = shown(client, f"{BOARD}{name}", 404)
    assert "还没有公布2026年三季度的考核" in page


@pytest.mark.usefixtures("public_quarter")
@pytest.mark.parametrize("code", ["990101", "990101101301"])
def test_county_and_village_lead_on(client: Client, code: str) -> None:
    assert client.get(f"/{code}/2026-Q3/bulletin.xlsx").status_code == 302


@pytest.mark.parametrize("name", NAMES)
def test_rows_about_persons_and_last_places_are_in_no_file(
    leaky: Run,
    client: Client,
    name: str,
) -> None:
    text = all_text(name, fetched(client, name))
    assert [leak for leak in LEAKS if leak in text] == []


def test_name_that_no_font_has_is_refused_with_what_to_do(
    county: County,
    villages: list[Place],
    public_quarter: Run,
    client: Client,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    ours = fonts(machine=False)
    monkeypatch.setattr("wugong.publish.fonts.fonts", lambda: ours)
    monkeypatch.setattr(posters, "fonts", lambda: ours)
    with standing_in(county):
        rename_place(villages[0], "𠮷村", actor=SYSTEM)
    answer = client.get(f"{BOARD}poster-a4.pdf")
    assert answer.status_code == 400
    assert "U+20BB7" in answer.content.decode()
    assert "𠮷村" in docx_text(fetched(client, "bulletin.docx"))


# --- What they say ------------------------------------------------------------------------------


@pytest.fixture
def moved(enter: Enter, publish: Publish) -> Run:
    """A quarter after another one, with villages that rose and fell."""
    for month in ("2026-04", "2026-05", "2026-06"):
        enter(month, 95, 90, 85, 80, 75, 70)
    for month in ("2026-07", "2026-08", "2026-09"):
        enter(month, 90, 85, 80, 75, 70, 95)
    publish("2026-Q2")
    return publish("2026-Q3")


def test_word_file_says_what_the_page_says(moved: Run, post: Post, client: Client) -> None:
    post(moved)
    assert docx_rows(fetched(client, "bulletin.docx")) == page_table(client)


def test_excel_says_what_the_page_says_to_two_readers(moved: Run, post: Post, client: Client) -> None:
    post(moved)
    content, table = fetched(client, "bulletin.xlsx"), page_table(client)
    sheet = load_workbook(io.BytesIO(content)).worksheets[0]
    rows = [[cell.value for cell in row[:5]] for row in sheet.iter_rows(min_row=2, max_row=7)]
    assert [
        [as_written(cell) if at != 3 else f"{cell:.2f}" for at, cell in enumerate(row)] for row in rows
    ] == table
    again = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()[1:7]
    figures = [[row[0], row[2], row[3]] for row in again]
    assert figures == [[float(row[0]), row[2], float(row[3])] for row in table]


@pytest.mark.parametrize("name", ["poster-a4.pdf", "poster-a3.pdf"])
def test_poster_says_what_the_page_says(moved: Run, post: Post, client: Client, name: str) -> None:
    posting = post(moved)
    text = pdf_text(fetched(client, name))
    for row in page_table(client):
        assert "".join(row) in text
    assert posting.digest in text
    assert "扫码看分数由来" in text


def test_code_in_the_word_file_is_the_address_of_the_board(
    public_quarter: Run, post: Post, client: Client
) -> None:
    post(public_quarter)
    with zipfile.ZipFile(io.BytesIO(fetched(client, "bulletin.docx"))) as parts:
        (picture,) = [name for name in parts.namelist() if name.endswith(".png")]
        image = Image.open(io.BytesIO(parts.read(picture))).convert("L")
    code = segno.make(f"http://testserver{BOARD}", error="m", micro=False)
    step = image.width // (len(code.matrix) + 4)
    read = [
        [
            int(image.getpixel((step * (2 + x) + step // 2, step * (2 + y) + step // 2)) < 128)
            for x in range(len(row))
        ]
        for y, row in enumerate(code.matrix)
    ]
    assert read == [[int(bool(one)) for one in row] for row in code.matrix]


def test_address_stands_in_the_workbook(public_quarter: Run, client: Client) -> None:
    sheet = load_workbook(io.BytesIO(fetched(client, "bulletin.xlsx"))).worksheets[1]
    assert f"http://testserver{BOARD}" in [cell.value for row in sheet.iter_rows() for cell in row]


@pytest.mark.usefixtures("brief")
@pytest.mark.parametrize("name", NAMES)
def test_brief_files_name_the_same_villages_as_the_page(
    public_quarter: Run,
    post: Post,
    client: Client,
    name: str,
) -> None:
    post(public_quarter)
    text = all_text(name, fetched(client, name))
    assert [village for village in ("甲村", "乙村", "丙村") if village not in text] == []
    assert [village for village in ("丁村", "戊村", "己村") if village in text] == []
    assert [row[2] for row in page_table(client)] == ["甲村", "乙村", "丙村"]


@pytest.mark.parametrize("name", ["𠮷村", "㙓村"])
def test_rare_characters_print(
    county: County, villages: list[Place], public_quarter: Run, client: Client, name: str
) -> None:
    if name == "𠮷村" and "Noto Sans CJK SC" not in fonts().sans:
        pytest.skip("no Noto CJK (Debian package fonts-noto-cjk)")
    with standing_in(county):
        rename_place(villages[0], name, actor=SYSTEM)
    assert name in pdf_text(fetched(client, "poster-a4.pdf"))
    assert docx_rows(fetched(client, "bulletin.docx"))[0][2] == name


def test_run_that_never_hung_has_no_days_on_its_poster(public_quarter: Run, client: Client) -> None:
    text = pdf_text(fetched(client, "poster-a4.pdf"))
    assert "公示期1" not in text
    assert "批准公布" in text


def test_corrected_run_says_which_version_it_is(
    public_quarter: Run,
    post: Post,
    correct: Correct,
    client: Client,
) -> None:
    post(public_quarter)
    assert "更正" not in pdf_text(fetched(client, "poster-a4.pdf"))
    correct()
    for name in NAMES:
        text = all_text(name, fetched(client, name))
        assert "77.00" in text or ">77<" in text
    assert "第2版，更正第1版：漏记一处加分" in pdf_text(fetched(client, "poster-a4.pdf"))


# --- How they come ------------------------------------------------------------------------------


@pytest.mark.usefixtures("public_quarter")
@pytest.mark.parametrize(
    ("name", "how", "title"),
    [
        ("bulletin.docx", "attachment", "枫林镇2026年三季度通报.docx"),
        ("bulletin.xlsx", "attachment", "枫林镇2026年三季度通报.xlsx"),
        ("poster-a4.pdf", "inline", "枫林镇2026年三季度张贴件A4.pdf"),
        ("poster-a3.pdf", "inline", "枫林镇2026年三季度张贴件A3.pdf"),
    ],
)
def test_file_has_a_chinese_name(client: Client, name: str, how: str, title: str) -> None:
    disposition = client.get(f"{BOARD}{name}").headers["Content-Disposition"]
    assert disposition.startswith(f"{how}; filename*=utf-8''")
    assert unquote(disposition.partition("''")[2]) == title


@pytest.mark.usefixtures("public_quarter")
def test_browser_that_has_the_file_fetches_nothing(client: Client) -> None:
    first = client.get(f"{BOARD}bulletin.xlsx")
    assert first.headers["Cache-Control"] == "no-cache"
    again = client.get(f"{BOARD}bulletin.xlsx", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize("query", ["", "?a=1"])
def test_poster_is_set_once_for_all(
    public_quarter: Run,
    post: Post,
    client: Client,
    query: str,
    monkeypatch: pytest.MonkeyPatch,
    django_assert_num_queries,
) -> None:
    post(public_quarter)
    first = fetched(client, "poster-a4.pdf")

    def never(*_: object) -> bytes:
        raise AssertionError("set again")

    monkeypatch.setattr(downloads, "poster_of", never)
    client.cookies["sessionid"] = "x" * 32
    with django_assert_num_queries(2):
        again = client.get(f"{BOARD}poster-a4.pdf{query}")
    assert again.content == first


@pytest.mark.parametrize("count", [1, 3])
def test_file_costs_the_same_with_one_village_and_with_three(
    count: int, enter: Enter, publish: Publish, client: Client, django_assert_num_queries
) -> None:
    enter("2026-07", *([90] * count), *([None] * (6 - count)))
    publish("2026-07")
    cache.clear()
    with django_assert_num_queries(8):
        assert client.get("/990101101/2026-07/bulletin.xlsx").status_code == 200


@pytest.mark.usefixtures("public_quarter")
def test_each_house_has_its_own_address_in_the_file(client: Client, settings) -> None:
    settings.ALLOWED_HOSTS = ["one.example", "two.example"]
    for host in settings.ALLOWED_HOSTS:
        content = client.get(f"{BOARD}bulletin.xlsx", headers={"host": host}).content
        sheet = load_workbook(io.BytesIO(content)).worksheets[1]
        assert f"http://{host}{BOARD}" in [cell.value for row in sheet.iter_rows() for cell in row]


def own_template(text: str) -> bytes:
    document, file = Document(io.BytesIO(default_template())), io.BytesIO()
    document.paragraphs[0].insert_paragraph_before(text)
    document.save(file)
    return file.getvalue()


def test_what_hung_keeps_the_template_in_which_it_went_up(
    county: County, town: Place, public_quarter: Run, post: Post, town_officer: User, client: Client
) -> None:
    def opening() -> str:
        cache.clear()
        text: str = Document(io.BytesIO(fetched(client, "bulletin.docx"))).paragraphs[0].text
        return text

    today = timezone.localdate()
    with standing_in(county):
        adopt_template(town, APPRAISAL_BULLETIN, own_template("镇的模板"), actor=town_officer, since=today)
    post(public_quarter)
    assert opening().startswith("镇的模板")
    with standing_in(county):
        adopt_template(town, APPRAISAL_BULLETIN, own_template("另一份"), actor=town_officer, since=today)
    assert opening().startswith("镇的模板")
    with standing_in(county):
        drop_templates(town, APPRAISAL_BULLETIN, actor=town_officer)
    assert opening().startswith("镇的模板")
