"""The page of words and template: filled in, refused beside the field, seen as a sample."""

import io
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from docx import Document
from pypdf import PdfReader
from tests.publish.papers import NEEDED, paper

from wugong.accounts.models import User
from wugong.counties.models import County
from wugong.counties.standing import standing_in
from wugong.places.models import Place
from wugong.publish.models import Template, Wording
from wugong.publish.packages import LARGEST

PAGE = "/desk/990101101/wording/"
WORDS = {
    "heading": "环境卫生通报",
    "organ": "枫林镇人居环境专班",
    "phone": "0700-6120018",
    "where": "镇政府一楼",
    "closing": "请提意见，15 天内答复。",
    "table": "brief",
}
pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(as_user, town_officer: User, village: Place, neighbour_village: Place) -> Client:
    return as_user(town_officer)


def upload(content: bytes, **changes: str) -> dict[str, object]:
    file = io.BytesIO(content)
    file.name = "own.docx"
    return {"upload": file, "since": timezone.localdate().isoformat()} | changes


def test_page_begins_with_the_usual_words(officer: Client) -> None:
    page = officer.get(PAGE).content.decode()
    assert 'value="枫林镇人民政府"' in page
    assert "现在用的是随带的模板" in page
    assert f'value="{timezone.localdate().isoformat()}"' in page


def test_own_words_are_kept_and_shown(officer: Client, county: County) -> None:
    answer = officer.post(PAGE, WORDS, follow=True)
    assert "已经改好" in answer.content.decode()
    assert 'value="环境卫生通报"' in answer.content.decode()
    with standing_in(county):
        assert Wording.objects.get().table == "brief"


def test_word_left_out_is_said_beside_its_field(officer: Client, county: County) -> None:
    page = officer.post(PAGE, WORDS | {"organ": ""}).content.decode()
    assert 'id="id_organ_error"' in page
    with standing_in(county):
        assert not Wording.objects.exists()


def test_personal_number_is_refused_on_the_page(officer: Client) -> None:
    page = officer.post(PAGE, WORDS | {"where": "13812345678"}).content.decode()
    assert "受理处有手机号" in page
    assert "已经改好" not in page


def test_place_that_is_not_there_is_not_found(as_user, county_officer: User, town_officer: User) -> None:
    assert as_user(town_officer).get("/desk/990101101999/wording/").status_code == 404
    assert as_user(town_officer).get("/desk/990101101999/wording/sample.pdf").status_code == 404


def test_template_of_the_house_is_handed_out_and_taken_back(officer: Client, county: County) -> None:
    answer = officer.get(f"{PAGE}template.docx")
    assert answer.headers["Content-Disposition"].startswith("attachment")
    page = officer.post(f"{PAGE}template/", upload(answer.content), follow=True).content.decode()
    assert "模板已经收下" in page
    assert "现在用的是自己的模板" in page
    with standing_in(county):
        assert Template.objects.count() == 1


def test_fault_of_a_template_is_said_beside_the_field(officer: Client, county: County) -> None:
    page = officer.post(f"{PAGE}template/", upload(paper("{{ password }}"))).content.decode()
    assert "没有“password”这个名称" in page
    assert 'id="id_upload_error"' in page
    with standing_in(county):
        assert not Template.objects.exists()


def test_day_in_the_past_is_refused_on_the_page(officer: Client) -> None:
    yesterday = (timezone.localdate() - timedelta(days=1)).isoformat()
    page = officer.post(f"{PAGE}template/", upload(paper("x"), since=yesterday)).content.decode()
    assert "请填今天或以后" in page


@pytest.mark.parametrize("sent", [{}, {"since": "soon"}])
def test_form_half_filled_in_comes_back(sent: dict[str, str], officer: Client) -> None:
    assert 'id="id_upload_error"' in officer.post(f"{PAGE}template/", sent).content.decode()


def test_file_that_is_too_large_is_refused_unread(officer: Client) -> None:
    page = officer.post(f"{PAGE}template/", upload(b"\0" * (LARGEST + 1))).content.decode()
    assert "文件超过 2 MB" in page


def test_town_goes_back_to_the_usual_template(officer: Client) -> None:
    officer.post(f"{PAGE}template/", upload(paper("{{ heading }}", *NEEDED)))
    assert len(Document(io.BytesIO(officer.get(f"{PAGE}sample.docx").content)).paragraphs) == 3
    page = officer.post(f"{PAGE}template/drop/", follow=True).content.decode()
    assert "改回了原来的" in page
    assert len(Document(io.BytesIO(officer.get(f"{PAGE}sample.docx").content)).paragraphs) > 3


def test_sample_poster_shows_the_places_words_and_villages(officer: Client) -> None:
    officer.post(PAGE, WORDS)
    answer = officer.get(f"{PAGE}sample.pdf")
    assert answer.headers["Content-Disposition"].startswith("inline")
    text = PdfReader(io.BytesIO(answer.content)).pages[0].extract_text().replace(" ", "")
    assert all(word in text for word in ("环境卫生通报", "枫林坳村", "青山村", "样张", "0700-6120018"))


def test_place_without_villages_has_a_sample_too(as_user, town_officer: User) -> None:
    assert as_user(town_officer).get(f"{PAGE}sample.pdf").status_code == 200


def test_page_costs_the_same_however_much_was_kept(officer: Client) -> None:
    costs = []
    for number in range(3):
        officer.post(PAGE, WORDS | {"where": f"{number} 楼"})
        officer.post(f"{PAGE}template/", upload(paper("{{ heading }}", *NEEDED)))
        officer.get(PAGE)
        with CaptureQueriesContext(connection) as asked:
            officer.get(PAGE)
        costs.append(len(asked))
    assert costs[0] == costs[-1]
