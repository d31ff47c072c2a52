"""How a run stands before the public: its posting, its versions, objections, whole and brief tables."""

import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone
from pypdf import PdfReader
from tests.appraised import Enter, Publish
from tests.portal.conftest import Correct, Post
from tests.portal.test_boards import BOARD, TOWN, WHY, shown, words

from wugong.accounts.models import User
from wugong.base.periods import Period
from wugong.counties.models import County
from wugong.counties.standing import standing_in
from wugong.places.models import Place
from wugong.portal.queries import public_runs
from wugong.publish.models import Posting
from wugong.publish.notice_periods import APPRAISAL_BULLETIN
from wugong.publish.postings import take_down
from wugong.publish.queries import wording_for
from wugong.publish.wording import set_wording
from wugong.review.blanking import blank_answer, blank_reason
from wugong.review.bulletins import bulletin_of
from wugong.review.corrections import prepare_correction
from wugong.review.models import Correction, Objection, Run
from wugong.review.objections import keep_figure
from wugong.review.registers import register_holder
from wugong.review.scores import Sheet

V1 = f"{BOARD}v1/"
LAST_WHY = "/990101101306/2026-Q3/why/"

On = Callable[[date], None]


@pytest.fixture
def on(monkeypatch: pytest.MonkeyPatch) -> On:
    """Let it be another day."""
    localdate = timezone.localdate

    def being(day: date) -> None:
        monkeypatch.setattr(timezone, "localdate", lambda moment=None: localdate(moment) if moment else day)

    return being


def objection_of(run: Run, village: Place, resident: User) -> Objection:
    """An objection as a villager's; who may raise one is tested where it is raised."""
    return Objection.everywhere.create(
        county=run.county, run=run, village=village, text="王小二说漏了", raised_by=resident, due=run.last_day
    )


# --- Nothing of it ------------------------------------------------------------------------------


@pytest.mark.usefixtures("public_quarter")
@pytest.mark.parametrize(
    "address", [f"{BOARD}v0/", f"{BOARD}v2/", f"{BOARD}v2/why/", "/990101101/2026-Q2/v1/"]
)
def test_version_that_is_not_there_is_not_found(client: Client, address: str) -> None:
    assert client.get(address, follow=True).status_code == 404


@pytest.mark.usefixtures("quarter")
def test_prepared_correction_is_not_public(
    county: County, town: Place, town_officer: User, publish: Publish, client: Client
) -> None:
    publish("2026-Q3")
    with standing_in(county):
        sheets = [Sheet("990101101306", Period.parse("2026-07"), "cross", 10000, seen=1)]
        prepare_correction(town, sheets, actor=town_officer, reason="漏记一处加分")
    page = words(shown(client, BOARD))
    assert "漏记" not in page
    assert "第 1 版" in page
    assert client.get(f"{BOARD}v2/").status_code == 404


def test_text_of_an_objection_and_its_author_are_not_public(
    public_quarter: Run, villages: list[Place], resident: User, client: Client
) -> None:
    objection_of(public_quarter, villages[1], resident)
    page = words(shown(client, BOARD))
    assert "收到异议 1 件，已答复 0 件" in page
    assert [leak for leak in ("王小二", resident.login_name, resident.display_name) if leak in page] == []


# --- The posting --------------------------------------------------------------------------------


def test_posting_shows_at_once_with_its_days_and_code(
    public_quarter: Run, post: Post, client: Client
) -> None:
    assert "公示中" not in shown(client, BOARD)
    posting = post(public_quarter)
    page = words(shown(client, BOARD))
    assert f"公示至 {posting.last_day.month}月{posting.last_day.day}日" in page
    assert f"核对码 {posting.digest} 第 1 版" in page
    assert "15 天内答复" in page


def test_every_village_has_a_way_to_object(public_quarter: Run, post: Post, client: Client) -> None:
    post(public_quarter)
    page = shown(client, BOARD)
    assert page.count("/2026-Q3/object/") == 6
    assert "/990101101301/2026-Q3/object/" in shown(client, WHY)


def test_after_its_days_nobody_is_led_to_object(
    public_quarter: Run, post: Post, on: On, client: Client
) -> None:
    last = post(public_quarter).last_day
    on(last)
    assert "我有疑问" in shown(client, BOARD)
    on(last + timedelta(days=1))
    page = words(shown(client, BOARD))
    assert "我有疑问" not in page
    assert "公示已结束" in page


def test_posting_taken_down_for_personal_data_is_not_shown(
    county: County, public_quarter: Run, post: Post, town_approver: User, client: Client
) -> None:
    posting = post(public_quarter)
    shown(client, BOARD)
    with standing_in(county):
        take_down(posting, actor=town_approver, reason="personal-data")
    page = words(shown(client, BOARD))
    assert posting.digest not in page
    assert "已公布" in page


@pytest.mark.usefixtures("brief")
def test_phone_of_the_office_can_be_called(public_quarter: Run, post: Post, client: Client) -> None:
    post(public_quarter)
    assert 'href="tel:0700-6120018"' in shown(client, BOARD)


# --- Versions -----------------------------------------------------------------------------------


def test_both_versions_can_be_read_and_lead_to_each_other(
    public_quarter: Run, post: Post, correct: Correct, client: Client
) -> None:
    post(public_quarter)
    before = words(shown(client, BOARD))
    assert "6 己村 70.00" in before
    correct()
    page, old = shown(client, BOARD), shown(client, V1)
    assert "第 2 版 ，更正第 1 版：漏记一处加分" in words(page)
    assert V1 in page
    assert "5 己村 77.00" in words(page)
    assert "这是第 1 版，已经更正。现行的是第 2 版。" in words(old)
    assert f'href="{BOARD}"' in old
    assert "6 己村 70.00" in words(old)
    assert "object/" not in old


@pytest.mark.usefixtures("public_quarter")
def test_why_has_versions_too(correct: Correct, client: Client) -> None:
    correct()
    assert "77.00 分" in words(shown(client, LAST_WHY))
    old = words(shown(client, "/990101101306/2026-Q3/v1/why/"))
    assert "70.00 分" in old
    assert "这是第 1 版，已经更正" in old


@pytest.mark.usefixtures("public_quarter")
@pytest.mark.parametrize(
    ("address", "leads_to"),
    [
        (f"{BOARD}v2/", BOARD),
        ("/990101101306/2026-Q3/v2/why/", LAST_WHY),
        ("/990101101306/2026-Q3/v1/", "/990101101306/2026-Q3/v1/why/"),
        (f"{BOARD}v1/why/", V1),
    ],
)
def test_version_in_force_and_wrong_level_lead_on(
    correct: Correct, client: Client, address: str, leads_to: str
) -> None:
    correct()
    answer = client.get(address)
    assert (answer.status_code, answer.headers["Location"]) == (302, leads_to)


def test_answered_objections_stand_with_village_outcome_and_answer(
    county: County,
    resident: User,
    public_quarter: Run,
    villages: list[Place],
    town_officer: User,
    client: Client,
) -> None:
    objection = objection_of(public_quarter, villages[1], resident)
    shown(client, BOARD)
    with standing_in(county):
        keep_figure(objection, "已核对原始记录，维持原分", actor=town_officer)
    page = words(shown(client, BOARD))
    assert "收到异议 1 件，已答复 1 件" in page
    assert "乙村 ：已答复，维持原分。已核对原始记录，维持原分" in page


# --- What changes the stamp ---------------------------------------------------------------------


def test_stamp_is_another_after_each_step(
    county: County,
    town: Place,
    villages: list[Place],
    resident: User,
    public_quarter: Run,
    post: Post,
    correct: Correct,
    brief: None,
    town_officer: User,
    town_approver: User,
    on: On,
) -> None:
    def stamp() -> str:
        with standing_in(county):
            return public_runs(town.code).stamp

    stamps = [stamp()]
    posting = post(public_quarter)
    stamps.append(stamp())
    objection = objection_of(public_quarter, villages[1], resident)
    stamps.append(stamp())
    with standing_in(county):
        keep_figure(objection, "维持", actor=town_officer)
    stamps.append(stamp())
    (posting,) = correct()
    stamps.append(stamp())
    with standing_in(county):
        take_down(posting, actor=town_approver, reason="personal-data")
        stamps.append(stamp())
        chosen = replace(wording_for(town, APPRAISAL_BULLETIN), table="full")
        set_wording(town, APPRAISAL_BULLETIN, chosen, actor=town_officer)
    stamps.append(stamp())
    assert stamp() == stamps[-1]
    on(timezone.localdate() + timedelta(days=1))
    stamps.append(stamp())
    assert len(set(stamps)) == len(stamps) == 8


# --- Against the last period --------------------------------------------------------------------


def test_score_is_compared_with_the_period_before(enter: Enter, publish: Publish, client: Client) -> None:
    enter("2026-07", 95, 90, 85, 80, 75, None)
    enter("2026-08", 94, 91, 85, 80, 75, 70)
    publish("2026-07")
    publish("2026-08")
    page = words(shown(client, "/990101101/2026-08/"))
    assert "1 甲村 94.00 0 位，没有变化 −1.00" in page
    assert "2 乙村 91.00 0 位，没有变化 +1.00" in page
    assert "3 丙村 85.00 0 位，没有变化 0.00" in page
    assert "6 己村 70.00 — — " in page
    why = words(shown(client, "/990101101302/2026-08/why/"))
    assert "上期 90.00 分，比上期 +1.00 分" in why
    assert "比上期" not in words(shown(client, "/990101101306/2026-08/why/")).split("公示")[0].replace(
        "比上期（分）", ""
    )


@pytest.mark.parametrize("address", ["/990101101/2026-08/", "/990101101306/2026-08/why/"])
def test_correction_of_the_month_before_leaves_the_page_as_it_is(
    enter: Enter, publish: Publish, correct: Correct, client: Client, address: str
) -> None:
    for when in ("2026-07", "2026-08"):
        enter(when, 95, 90, 85, 80, 75, 10)
        publish(when)
    figures = re.compile(r"比上期[^分]*分|己村 10.00[^甲]{0,40}")
    before = figures.findall(words(shown(client, address)))
    correct()
    assert "100.00" in shown(client, "/990101101306/2026-07/why/")
    assert figures.findall(words(shown(client, address))) == before != []


def test_older_figure_tells_the_score_before_as_it_is(
    enter: Enter, publish: Publish, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("wugong.portal.boards.BEFORE", "not kept then")
    for when, points in (("2026-07", 70), ("2026-08", 72)):
        enter(when, 95, 90, 85, 80, 75, points)
        publish(when)
    assert "比上期 +2.00 分" in words(shown(client, "/990101101306/2026-08/why/"))


# --- Words taken back ---------------------------------------------------------------------------

FILES = ("bulletin.docx", "bulletin.xlsx", "poster-a4.pdf")


def hide(county: County, run: Run, approver: User, version: int) -> None:
    with standing_in(county):
        key = Run.objects.get(period=run.period, version=version).pk
        take_down(Posting.objects.get(subject=key), actor=approver, reason="personal-data")


@pytest.mark.parametrize("address", [BOARD, LAST_WHY, f"{V1}", *(f"{BOARD}{name}" for name in FILES)])
def test_only_figures_are_left_of_what_was_taken_back(
    county: County,
    town: Place,
    public_quarter: Run,
    post: Post,
    correct: Correct,
    town_officer: User,
    town_approver: User,
    client: Client,
    address: str,
) -> None:
    with standing_in(county):
        own = replace(
            wording_for(town, APPRAISAL_BULLETIN), heading="小满通报", closing="找周小满", where="小满家"
        )
        set_wording(town, APPRAISAL_BULLETIN, own, actor=town_officer)
    post(public_quarter)
    correct()
    client.get(address)
    hide(county, public_quarter, town_approver, 1)
    hide(county, public_quarter, town_approver, 2)
    answer = client.get(address)
    assert answer.status_code == 200
    told = (
        read(answer.content, address)
        if address.endswith(("docx", "xlsx", "pdf"))
        else words(answer.content.decode())
    )
    assert [leak for leak in ("小满", "漏记一处加分") if leak in told] == []
    assert "公示里有一部分文字已经撤回" in told


def read(content: bytes, name: str) -> str:
    if name.endswith("pdf"):
        return "".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        return " ".join(
            parts.read(name).decode("utf8", "ignore") for name in parts.namelist() if name.endswith("xml")
        )


def test_reason_blanked_is_gone_from_the_page_at_once(
    county: County, public_quarter: Run, post: Post, correct: Correct, town_approver: User, client: Client
) -> None:
    post(public_quarter)
    correct()
    assert "漏记一处加分" in shown(client, BOARD)
    with standing_in(county):
        blank_reason(Correction.objects.get(), actor=town_approver)
    assert "漏记一处加分" not in shown(client, BOARD)
    assert "（已删去）" in shown(client, BOARD)


def test_answer_blanked_is_gone_from_the_page_at_once(
    county: County,
    public_quarter: Run,
    villages: list[Place],
    resident: User,
    town_officer: User,
    town_approver: User,
    client: Client,
) -> None:
    objection = objection_of(public_quarter, villages[0], resident)
    with standing_in(county):
        keep_figure(objection, "周小满家没有扣错", actor=town_officer)
    assert "周小满" in shown(client, BOARD)
    with standing_in(county):
        blank_answer(objection, actor=town_approver)
    assert "周小满" not in shown(client, BOARD)


# --- A brief table ------------------------------------------------------------------------------


@pytest.mark.usefixtures("brief", "public_quarter")
def test_brief_board_names_only_the_first_three(client: Client) -> None:
    page = shown(client, TOWN)
    told = words(page)
    table = told[told.index("名次 村") : told.index("列前三名")]
    assert [name for name in ("甲村", "乙村", "丙村") if name not in table] == []
    assert [name for name in ("丁村", "戊村", "己村") if name in table] == []
    assert "data-chart=" not in page
    assert page.count("/2026-Q3/why/") == 6 + 1 + 3  # to choose from, the first one's, the table's own


@pytest.mark.usefixtures("brief", "public_quarter")
def test_village_finds_its_own_place_and_no_neighbours(client: Client) -> None:
    page = words(shown(client, LAST_WHY))
    assert "第 6 名 共 6 个村" in page
    assert "戊村" not in page


@pytest.mark.usefixtures("brief")
def test_brief_board_explains_as_the_bulletin_does(
    county: County, villages: list[Place], enter: Enter, publish: Publish, town_officer: User, client: Client
) -> None:
    with standing_in(county):
        register_holder(villages[4], "county", actor=town_officer, since=date(2026, 1, 1))
    for when in ("2026-07", "2026-08", "2026-09"):
        enter(when, 95, 90, 85, 80, 75, None)
    run = publish("2026-Q3")
    page = words(shown(client, BOARD))
    with standing_in(county):
        notes = " ".join(bulletin_of(run, BOARD).notes)
    assert "戊村是" in notes
    assert "戊村不参评。" in page
    assert "1 个村没有排名" in notes
    assert "1 个村没有排名。" in page
    assert "己村没有排名" not in page


def test_board_stays_as_it_was_posted(
    county: County, town: Place, public_quarter: Run, post: Post, town_officer: User, client: Client
) -> None:
    post(public_quarter)
    with standing_in(county):
        chosen = replace(wording_for(town, APPRAISAL_BULLETIN), table="brief")
        set_wording(town, APPRAISAL_BULLETIN, chosen, actor=town_officer)
    assert "6 己村 70.00" in words(shown(client, BOARD))


# --- Costs and languages ------------------------------------------------------------------------


@pytest.mark.parametrize("objections", [1, 3])
@pytest.mark.parametrize(("address", "first"), [(BOARD, 7), (WHY, 7), (V1, 7)])
def test_posted_page_costs_the_same_with_one_objection_and_with_three(
    objections: int,
    address: str,
    first: int,
    county: County,
    villages: list[Place],
    resident: User,
    public_quarter: Run,
    post: Post,
    correct: Correct,
    town_officer: User,
    client: Client,
    django_assert_num_queries,
) -> None:
    post(public_quarter)
    for village in villages[:objections]:
        objection = objection_of(public_quarter, village, resident)
        with standing_in(county):
            keep_figure(objection, "维持", actor=town_officer)
    correct()
    with django_assert_num_queries(first):
        shown(client, address)
    with django_assert_num_queries(2):
        shown(client, address)


def test_english_page_names_days_and_versions(
    public_quarter: Run, post: Post, correct: Correct, client: Client
) -> None:
    post(public_quarter)
    correct()
    client.cookies["django_language"] = "en"
    page = words(shown(client, BOARD))
    assert "Board of Q3 2026" in page
    assert "漏记一处加分" in page
