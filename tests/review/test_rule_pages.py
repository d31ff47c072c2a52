"""The pages about rules: what a town goes by, a draft beside last year, adopting it, the fund."""

from collections.abc import Callable
from datetime import date
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from openpyxl import load_workbook
from tests.appraised import Enter, Publish

from wugong.accounts.models import User
from wugong.counties.actors import SYSTEM
from wugong.counties.models import County
from wugong.counties.standing import standing_in
from wugong.places.actions import register_place
from wugong.places.models import Place
from wugong.review.models import AdoptedScheme, AdoptedSheet, Population
from wugong.review.registers import record_populations
from wugong.rules.library import scheme_text
from wugong.rules.score_sheets import sheet_text

COUNTY, TOWN = "990101", "990101101"
TEXT = scheme_text("town-environment")
NEW_YEAR = date(2026, 1, 1)

AsUser = Callable[[User], Client]


@pytest.fixture
def keeper(as_user: AsUser, rule_keeper: User, public_quarter: object) -> Client:
    return as_user(rule_keeper)


@pytest.fixture
def officer(as_user: AsUser, town_officer: User, public_quarter: object) -> Client:
    return as_user(town_officer)


def given(text: str = TEXT, **more: str) -> dict[str, str]:
    return {"text": text, "town": TOWN, "year": "2026", **more}


# --- Rules ----------------------------------------------------------------------------------------


def test_scheme_in_force_is_shown_with_its_switches(officer: Client) -> None:
    page = officer.get(f"/desk/{TOWN}/rules/").content.decode()
    assert "镇人居环境考核办法" in page
    assert "现行" in page
    assert "三个月平均" in page
    assert "换一份评分细则" not in page


def test_village_has_no_rules_of_its_own(officer: Client, villages: list[Place]) -> None:
    assert officer.get(f"/desk/{villages[0].code}/rules/").status_code == 404


# --- Replay ---------------------------------------------------------------------------------------


def test_nothing_published_is_nothing_to_replay(as_user: AsUser, town_officer: User) -> None:
    page = as_user(town_officer).get(f"/desk/{TOWN}/rules/replay/").content.decode()
    assert "还没有可以试算的成绩" in page


def test_draft_stands_beside_what_was_published(officer: Client) -> None:
    text = TEXT.replace("{1: 10000, 2: 8000, 3: 6000}", "{1: 12000, 2: 8000}")
    page = officer.post(f"/desk/{TOWN}/rules/replay/", given(text)).content.decode()
    assert "1 期里 1 期不同" in page
    assert "2 个村不同；奖励 24,000 元，试算 20,000 元" in page
    assert "按这份发布" not in page  # an officer replays; the rule keeper adopts


def test_switches_of_the_draft_count(officer: Client) -> None:
    page = officer.post(f"/desk/{TOWN}/rules/replay/", given(switch_quarter="literal")).content.decode()
    assert "6 个村不同" in page
    assert 'value="literal" selected' in page


def test_same_scheme_says_in_one_line_that_nothing_differs(officer: Client, publish: Publish) -> None:
    publish("2026-07")
    page = officer.post(f"/desk/{TOWN}/rules/replay/", given()).content.decode()
    assert page.count("完全相同") == 1
    assert "2 期完全相同" in page


def test_periods_that_are_equal_follow_those_that_differ_in_one_line(
    officer: Client, publish: Publish
) -> None:
    publish("2026-07")
    publish("2026-08")
    text = TEXT.replace("{1: 10000, 2: 8000, 3: 6000}", "{1: 12000, 2: 8000}")
    page = officer.post(f"/desk/{TOWN}/rules/replay/", given(text)).content.decode()
    assert "3 期里 1 期不同" in page
    assert "其余 2 期完全相同" in page


def test_text_is_folded_until_it_has_faults_or_was_uploaded(officer: Client) -> None:
    folded = '<details class="fold"><summary>看全文'
    address = f"/desk/{TOWN}/rules/replay/"
    file = SimpleUploadedFile("new.yaml", TEXT.encode())
    assert folded in officer.get(address).content.decode()
    assert folded in officer.post(address, given()).content.decode()
    assert folded not in officer.post(address, given("name: x")).content.decode()
    assert folded not in officer.post(address, given("", file=file)).content.decode()  # type: ignore[arg-type] # as below


def test_file_takes_the_place_of_the_text(officer: Client) -> None:
    text = TEXT.replace("{1: 10000, 2: 8000, 3: 6000}", "{1: 12000, 2: 8000}")
    file = SimpleUploadedFile("new.yaml", text.encode())
    page = officer.post(f"/desk/{TOWN}/rules/replay/", given("", file=file)).content.decode()  # type: ignore[arg-type] # Django's test client takes files
    assert "试算 20,000 元" in page
    assert "{1: 12000, 2: 8000}" in page


@pytest.mark.parametrize(
    ("file", "why"),
    [(b"\xff\xfe\x00", "不是 UTF-8"), (b"#" * ((1 << 20) + 1), "超过 1 MB")],
    ids=["no text", "too large"],
)
def test_file_that_is_no_scheme_is_refused(officer: Client, file: bytes, why: str) -> None:
    answer = officer.post(
        f"/desk/{TOWN}/rules/replay/",
        given("", file=SimpleUploadedFile("new.yaml", file)),  # type: ignore[arg-type] # as above
    )
    assert answer.status_code == 200
    assert "期里" not in answer.content.decode()


def test_faults_of_the_draft_are_named_by_line(officer: Client) -> None:
    page = officer.post(f"/desk/{TOWN}/rules/replay/", given(TEXT.replace("mean(month)", "mean(moon)")))
    assert "moon" in page.content.decode()
    assert "第 " in page.content.decode()


def test_bundled_scheme_is_a_start(officer: Client) -> None:
    page = officer.get(f"/desk/{TOWN}/rules/replay/?source=town-sanitation").content.decode()
    assert scheme_text("town-sanitation").splitlines()[2] in page


# --- Adopting -------------------------------------------------------------------------------------


def test_rule_keeper_adopts_what_she_replayed(keeper: Client, county: County) -> None:
    given_since = given(adopt="1", since="2027-01-01", switch_fines="on")
    answer = keeper.post(f"/desk/{COUNTY}/rules/replay/", given_since)
    assert (answer.status_code, answer["Location"]) == (302, f"/desk/{COUNTY}/rules/")
    with standing_in(county):
        newest = AdoptedScheme.objects.latest("since")
    assert (newest.since, newest.settings["fines"]) == (date(2027, 1, 1), "on")


def test_scheme_in_force_is_not_adopted_again(keeper: Client, county: County) -> None:
    page = keeper.post(f"/desk/{COUNTY}/rules/replay/", given(adopt="1", since="2027-01-01")).content.decode()
    assert "这就是现行的办法" in page
    assert "按这份发布" not in page
    with standing_in(county):
        assert AdoptedScheme.objects.count() == 1


def test_county_is_named_on_the_pages_of_its_rules(keeper: Client, county: County) -> None:
    for name in ("rules/", "rules/replay/", "rules/sheet/"):
        page = keeper.get(f"/desk/{COUNTY}/{name}").content.decode()
        assert '<a class="side__brand" href="/desk/">' in page
        assert f"<b>{county.name}</b>" in page


def test_officer_adopts_nothing(officer: Client, county: County) -> None:
    answer = officer.post(
        f"/desk/{TOWN}/rules/replay/", given(adopt="1", since="2027-01-01", switch_fines="on")
    )
    with standing_in(county):
        assert AdoptedScheme.objects.count() == 1
    assert "发布规则要由" in answer.content.decode()


def test_day_inside_what_is_public_is_refused_beside_the_draft(keeper: Client) -> None:
    early = given(adopt="1", since="2026-08-01", switch_fines="on")
    page = keeper.post(f"/desk/{COUNTY}/rules/replay/", early).content.decode()
    assert "生效日期不能早于 2026-10-01" in page


def test_rule_keeper_adopts_a_score_sheet(keeper: Client, county: County) -> None:
    text = sheet_text("village-environment-20")
    page = keeper.post(f"/desk/{COUNTY}/rules/sheet/", {"text": text}).content.decode()
    assert "自哪一天起用" in page
    answer = keeper.post(f"/desk/{COUNTY}/rules/sheet/", {"text": text, "adopt": "1", "since": "2026-11-01"})
    assert answer.status_code == 302
    with standing_in(county):
        assert AdoptedSheet.objects.get().since == date(2026, 11, 1)
    again = keeper.post(f"/desk/{COUNTY}/rules/sheet/", {"text": text, "adopt": "1", "since": "2026-11-01"})
    assert "已经有一份自 2026-11-01 起用" in again.content.decode()


def test_score_sheet_with_faults_is_not_adopted(keeper: Client, county: County) -> None:
    text = sheet_text("village-environment").replace("total: 100", "total: 99")
    page = keeper.post(f"/desk/{COUNTY}/rules/sheet/", {"text": text, "adopt": "1", "since": "2026-11-01"})
    assert "99" in page.content.decode()
    with standing_in(county):
        assert not AdoptedSheet.objects.exists()


# --- Fund and populations -------------------------------------------------------------------------


@pytest.fixture
def peopled(county: County, town: Place, villages: list[Place], town_officer: User) -> None:
    with standing_in(county):
        people = dict.fromkeys(villages, 1000)
        record_populations(town, people, actor=town_officer, since=NEW_YEAR, source="户籍人口")


def test_fund_without_populations_says_what_to_do(officer: Client) -> None:
    answer = officer.get(f"/desk/{TOWN}/fund/2026-Q3/")
    assert "请先登记人口" in answer.content.decode()


@pytest.mark.usefixtures("peopled")
def test_fund_page_and_workbook_say_the_same(officer: Client) -> None:
    page = officer.get(f"/desk/{TOWN}/fund/2026-Q3/").content.decode()
    assert "6000 人，共 180,000.00 元" in page
    file = officer.get(f"/desk/{TOWN}/fund/2026-Q3/?as=xlsx")
    rows = list(load_workbook(BytesIO(file.content)).active.iter_rows(min_row=2, values_only=True))
    assert sum(row[5] for row in rows) == 180_000
    assert f"{rows[0][5]:,.2f}" in page
    assert "自 2026-01-01 起，户籍人口（6 个村）" in page
    assert (f"{rows[0][7]:%Y-%m-%d}", rows[0][8]) == ("2026-01-01", "户籍人口")


@pytest.mark.usefixtures("peopled")
def test_fund_page_and_workbook_say_who_has_the_base_only(
    as_user: AsUser, enter: Enter, publish: Publish, town_officer: User
) -> None:
    for when in ("2026-07", "2026-08", "2026-09"):
        enter(when, 95, 90, 85, 80, 75, None)
    publish("2026-Q3")
    client = as_user(town_officer)
    page = client.get(f"/desk/{TOWN}/fund/2026-Q3/").content.decode()
    assert "这一期没有成绩，只有基础部分" in page
    assert "6000 人，共 180,000.00 元" in page
    file = client.get(f"/desk/{TOWN}/fund/2026-Q3/?as=xlsx")
    rows = list(load_workbook(BytesIO(file.content)).active.iter_rows(min_row=2, values_only=True))
    assert (rows[5][3], rows[5][4]) == (20_000, 0)
    assert "没有成绩，没有浮动部分" in rows[5][6]


def test_populations_are_taken_in_once(officer: Client, county: County, villages: list[Place]) -> None:
    facts = {"since": "2026-01-01", "source": "户籍人口", villages[0].code: "1200"}
    for _ in range(2):
        assert officer.post(f"/desk/{TOWN}/people/", facts).status_code == 302
    with standing_in(county):
        assert Population.objects.get().people == 1200


def test_population_that_is_no_number_is_refused_beside_the_field(
    officer: Client, county: County, villages: list[Place]
) -> None:
    facts = {"since": "2026-01-01", "source": "户籍人口", villages[0].code: "0"}
    answer = officer.post(f"/desk/{TOWN}/people/", facts)
    assert answer.status_code == 200
    assert "field--bad" in answer.content.decode()


@pytest.mark.parametrize("path", ["rules/", "people/", "fund/2026-Q3/"])
@pytest.mark.parametrize("villages_more", [0, 2])
def test_pages_cost_the_same_whatever_the_number_of_villages(
    path: str,
    villages_more: int,
    officer: Client,
    peopled: None,
    county: County,
    town: Place,
    django_assert_num_queries: Callable[[int], object],
    publish: Publish,
) -> None:
    with standing_in(county):
        for number in range(villages_more):
            register_place(f"{town.code}40{number}", f"后{number}村", actor=SYSTEM, since=NEW_YEAR)
    with django_assert_num_queries({"rules/": 13, "people/": 9, "fund/2026-Q3/": 11}[path]):  # type: ignore[attr-defined] # a context
        assert officer.get(f"/desk/{TOWN}/{path}").status_code == 200


def test_villages_without_change_may_be_left_empty_and_the_day_is_there(officer: Client) -> None:
    page = officer.get(f"/desk/{TOWN}/people/").content.decode()
    assert page.count("没有变动的可以空着") == 1
    assert "（可以不填）" not in page
    assert f'value="{timezone.localdate().year}-01-01"' in page
