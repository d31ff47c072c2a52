"""The pages of objections and corrections: raised by a villager, answered or corrected by the town."""

from collections.abc import Callable
from datetime import date, timedelta
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from tests.appraised import Enter, Publish
from tests.cast import LONG_AGO, MakeUser

from wugong.access.actions import grant_role
from wugong.access.roles import RoleKind
from wugong.accounts.models import User
from wugong.base.periods import Period
from wugong.counties.actors import SYSTEM
from wugong.places.actions import change_code
from wugong.places.models import Place
from wugong.review.corrections import approve_correction, prepare_correction, withdraw_correction
from wugong.review.filling import fill_sheet
from wugong.review.models import Correction, Objection, Run, Score
from wugong.review.objections import keep_figure, raise_objection
from wugong.review.queries import sheet_of
from wugong.review.registers import register_holder
from wugong.review.schemes import adopt_sheet
from wugong.review.scores import Sheet
from wugong.rules.score_sheets import SHEETS, sheet_text

SignIn = Callable[[User], Client]
QUARTER = "2026-Q3"
JULY = Period.parse("2026-07")


@pytest.fixture
def neighbour(make_user: MakeUser, villages: list[Place]) -> User:
    """A resident of the first village of the ranking."""
    return make_user("neighbour", "周邻", RoleKind.RESIDENT, villages[0])


@pytest.fixture
def helper(make_user: MakeUser, villages: list[Place]) -> User:
    """A cadre of the same village."""
    return make_user("helper", "丁助", RoleKind.VILLAGE_CADRE, villages[0])


@pytest.fixture
def address(public_quarter: Run, villages: list[Place]) -> str:
    return f"/{villages[0].code}/{QUARTER}/object/"


@pytest.fixture
def objection(public_quarter: Run, villages: list[Place], neighbour: User) -> Objection:
    return raise_objection(public_quarter, villages[0], "七月的暗访少算了", actor=neighbour)


def desk(town: Place, objection: Objection) -> str:
    return f"/desk/{town.code}/objections/{objection.pk}/"


def correcting(town: Place, *villages: Place, objection: Objection | None = None) -> str:
    asked = [("village", village.code) for village in villages]
    asked += [("objection", str(objection.pk))] if objection else []
    return f"/desk/{town.code}/runs/{QUARTER}/correct/?{urlencode(asked)}"


def filled(client: Client, path: str, **cells: str) -> dict[str, str]:
    """Return what the page's form holds, with these cells written over."""
    form = client.get(path).context["form"]
    return {**{name: form[name].value() or "" for name in form.fields}, **cells}


def cell(village: Place, month: str = "2026-07", name: str = "covert") -> str:
    return f"{village.code}_{month}_{name}"


# --- Raising ------------------------------------------------------------------------------------


def test_anyone_reads_until_when_and_how_to_object(address: str, client: Client) -> None:
    text = client.get(address).content.decode()
    assert "95.00" in text
    assert "第 1 名" in text
    assert "登录后写" in text
    assert "到村部代办" in text
    assert "<textarea" not in text


def test_sign_in_leads_back_to_the_page(address: str, client: Client) -> None:
    assert f"/sign-in/?next={address}" in client.get(address).content.decode()
    assert client.post(address, {"text": "不对"})["Location"] == f"/sign-in/?next={address}"


def test_villager_objects_and_sees_by_when_it_is_answered(
    address: str, neighbour: User, as_user: SignIn
) -> None:
    answer = as_user(neighbour).post(address, {"text": "七月的暗访少算了"}, follow=True)
    one = Objection.objects.get()
    assert (one.text, one.assisted, one.raised_by) == ("七月的暗访少算了", False, neighbour)
    day = f"{one.due.month}月{one.due.day}日"
    assert f"已收到，{day}以前（含当日）答复，答复会到您的消息里" in answer.content.decode()
    assert "您的异议还没有答复" in answer.content.decode()


def test_cadre_objects_only_for_a_villager(address: str, helper: User, as_user: SignIn) -> None:
    assert "替村民代办" in as_user(helper).get(address).content.decode()
    as_user(helper).post(address, {"text": "院坝算错了"})
    assert Objection.objects.get().assisted


def test_someone_of_another_village_is_told_who_may(
    address: str, make_user: MakeUser, villages: list[Place], as_user: SignIn
) -> None:
    stranger = make_user("stranger", "外人", RoleKind.RESIDENT, villages[1])
    text = as_user(stranger).get(address).content.decode()
    assert "提异议要由" in text
    assert "<textarea" not in text
    assert as_user(stranger).post(address, {"text": "不对"}).status_code == 403


@pytest.mark.parametrize("text", ["", "  ", "字" * 501, "打我电话 13800138000"])
def test_wrong_words_come_back_with_what_is_wrong(
    text: str, address: str, neighbour: User, as_user: SignIn
) -> None:
    answer = as_user(neighbour).post(address, {"text": text})
    assert answer.status_code == 200
    assert "says--bad" in answer.content.decode()
    assert not Objection.objects.exists()


def test_after_the_last_day_the_page_says_where_else_to_go(
    address: str, public_quarter: Run, neighbour: User, as_user: SignIn
) -> None:
    long_ago = timezone.now() - timedelta(days=40)
    Run.objects.filter(pk=public_quarter.pk).update(approved_at=long_ago)
    text = as_user(neighbour).get(address).content.decode()
    assert "异议不能再提" in text
    assert "<textarea" not in text


def test_answer_is_public_and_the_words_of_the_objection_are_not(
    address: str, objection: Objection, client: Client, town_officer: User
) -> None:
    keep_figure(objection, "查了照片，分没有错", actor=town_officer)
    text = client.get(address).content.decode()
    assert "查了照片，分没有错" in text
    assert objection.text not in text


def test_page_of_a_town_leads_to_its_board(public_quarter: Run, town: Place, client: Client) -> None:
    assert client.get(f"/{town.code}/{QUARTER}/object/")["Location"] == f"/{town.code}/{QUARTER}/"


@pytest.mark.parametrize("path", ["990101101301/2026-Q2/object/", "990101101999/2026-Q3/object/"])
def test_nothing_is_where_nothing_is_public(path: str, public_quarter: Run, client: Client) -> None:
    assert client.get(f"/{path}").status_code == 404


# --- Answering ----------------------------------------------------------------------------------


def test_list_shows_what_waits_first_and_how_long_is_left(
    objection: Objection, town: Place, town_officer: User, as_user: SignIn
) -> None:
    text = as_user(town_officer).get(f"/desk/{town.code}/objections/").content.decode()
    assert "甲村" in text
    assert "还剩 15 天" in text


@pytest.mark.parametrize(
    ("days", "said"), [(1, "还剩 1 天"), (0, "今天到期"), (-1, "逾期 1 天"), (-9, "逾期 9 天")]
)
def test_day_of_the_answer_comes_and_goes(
    days: int, said: str, objection: Objection, town: Place, town_officer: User, as_user: SignIn
) -> None:
    Objection.objects.update(due=timezone.localdate() + timedelta(days=days))
    assert said in as_user(town_officer).get(f"/desk/{town.code}/objections/").content.decode()
    assert said in as_user(town_officer).get(desk(town, objection)).content.decode()


def test_list_without_objections_says_so(
    public_quarter: Run, town: Place, town_officer: User, as_user: SignIn
) -> None:
    assert "没有异议" in as_user(town_officer).get(f"/desk/{town.code}/objections/").content.decode()


def test_office_sees_the_scores_behind_the_figure_and_who_entered_them(
    objection: Objection, town: Place, town_officer: User, as_user: SignIn
) -> None:
    text = as_user(town_officer).get(desk(town, objection)).content.decode()
    assert "暗访" in text
    assert "向办" in text
    assert objection.text in text


def test_office_keeps_the_figure_with_an_answer(
    objection: Objection, town: Place, town_officer: User, as_user: SignIn
) -> None:
    answer = as_user(town_officer).post(desk(town, objection), {"answer": "查过，没有错"}, follow=True)
    assert "已答复" in answer.content.decode()
    assert "查过，没有错" in answer.content.decode()
    objection.refresh_from_db()
    assert (objection.state, objection.answer) == ("kept", "查过，没有错")


@pytest.mark.parametrize("answer", ["", "字" * 501, "问 13800138000"])
def test_answer_that_cannot_be_public_comes_back(
    answer: str, objection: Objection, town: Place, town_officer: User, as_user: SignIn
) -> None:
    page = as_user(town_officer).post(desk(town, objection), {"answer": answer})
    assert "says--bad" in page.content.decode()
    objection.refresh_from_db()
    assert objection.state == "raised"


def test_overseer_reads_and_does_not_answer(
    objection: Objection, town: Place, county_officer: User, as_user: SignIn
) -> None:
    client = as_user(county_officer)
    page = client.get(desk(town, objection)).content.decode()
    assert "<textarea" not in page
    assert objection.text not in page
    assert objection.raised_by.display_name not in page
    assert objection.text[:8] not in client.get(f"/desk/{town.code}/objections/").content.decode()
    assert client.post(desk(town, objection), {"answer": "没有错"}).status_code == 403


def test_objection_of_another_town_is_not_found(
    objection: Objection, other_town: Place, other_town_officer: User, as_user: SignIn
) -> None:
    assert as_user(other_town_officer).get(desk(other_town, objection)).status_code == 404


# --- Correcting ---------------------------------------------------------------------------------


def test_officer_chooses_villages_before_she_sees_scores(
    public_quarter: Run, town: Place, villages: list[Place], town_officer: User, as_user: SignIn
) -> None:
    text = as_user(town_officer).get(correcting(town)).content.decode()
    assert "己村" in text
    assert "<textarea" not in text


def test_changed_scores_become_a_correction_that_waits(
    objection: Objection, town: Place, villages: list[Place], town_officer: User, as_user: SignIn
) -> None:
    client, path = as_user(town_officer), correcting(town, villages[0], objection=objection)
    data = filled(client, path, **{cell(villages[0]): "83.5", "reason": "暗访记错了院坝"})
    answer = client.post(path, data, follow=True)
    one = Correction.objects.get()
    assert answer.redirect_chain == [(f"/desk/{town.code}/corrections/{one.pk}/", 302)]
    assert [(score.hundredths, score.current) for score in one.scores.all()] == [(8350, False)]
    assert one.objection == objection
    text = answer.content.decode()
    assert "95.00 → <b>83.50</b>" in text
    assert "等另一位批准" in text


def test_correction_keeps_the_day_of_the_inspection(
    public_quarter: Run, town: Place, villages: list[Place], town_officer: User, as_user: SignIn
) -> None:
    Score.objects.filter(village=villages[0]).update(day=JULY.first_day)
    client, path = as_user(town_officer), correcting(town, villages[0])
    client.post(path, filled(client, path, **{cell(villages[0]): "83", "reason": "记错"}))
    assert Correction.objects.get().scores.get().day == JULY.first_day


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("95", "还没有改动"),
        ("", "分不能删去"),
        ("好", "要写数字"),
        ("83.555", "要写数字"),
        ("100.5", "要在 0 到 100 之间"),
        ("-1", "要在 0 到 100 之间"),
    ],
)
def test_scores_that_cannot_be_come_back(
    value: str,
    said: str,
    public_quarter: Run,
    town: Place,
    villages: list[Place],
    town_officer: User,
    as_user: SignIn,
) -> None:
    client, path = as_user(town_officer), correcting(town, villages[0])
    data = filled(client, path, **{cell(villages[0]): value, "reason": "记错"})
    answer = client.post(path, data)
    assert said in answer.content.decode()
    assert not Correction.objects.exists()


def test_form_opened_before_the_scores_changed_is_refused(
    public_quarter: Run,
    town: Place,
    villages: list[Place],
    town_officer: User,
    town_approver: User,
    as_user: SignIn,
) -> None:
    client, path = as_user(town_officer), correcting(town, villages[0])
    old = filled(client, path, **{cell(villages[0], name="cross"): "80", "reason": "记错"})
    rows = [Sheet(villages[0].code, JULY, "covert", 8300)]
    approve_correction(
        prepare_correction(town, rows, actor=town_officer, reason="先改的"), actor=town_approver
    )
    answer = client.post(path, old)
    assert "有了变动" in answer.content.decode()
    assert Correction.objects.count() == 1


def test_open_correction_is_shown_instead_of_a_form(
    correction: Correction, town: Place, villages: list[Place], town_officer: User, as_user: SignIn
) -> None:
    text = as_user(town_officer).get(correcting(town, villages[0])).content.decode()
    assert "已有一份更正等批准" in text
    assert "<textarea" not in text


@pytest.fixture
def correction(public_quarter: Run, town: Place, villages: list[Place], town_officer: User) -> Correction:
    rows = [Sheet(villages[0].code, JULY, name, 5000) for name in ("covert", "cross")]
    return prepare_correction(town, rows, actor=town_officer, reason="暗访记错了院坝")


def deciding(town: Place, correction: Correction) -> str:
    return f"/desk/{town.code}/corrections/{correction.pk}/"


def test_second_person_sees_what_changes_and_approves(
    correction: Correction, town: Place, town_approver: User, as_user: SignIn
) -> None:
    client, path = as_user(town_approver), deciding(town, correction)
    text = client.get(path).content.decode()
    assert "95.00 → <b>80.00</b>" in text
    assert "第 1 版 → 第 2 版" in text
    assert "已公布的奖励有变动" in text
    assert "批准，公布新版" in text
    text = client.post(path, {"do": "approve"}, follow=True).content.decode()
    assert f'href="/{town.code}/{QUARTER}/v1/"' in text
    assert f'href="/{town.code}/{QUARTER}/"' in text


def test_whoever_prepared_it_is_told_that_another_approves(
    correction: Correction, town: Place, town_officer: User, as_user: SignIn
) -> None:
    client, path = as_user(town_officer), deciding(town, correction)
    assert "批准，公布新版" not in client.get(path).content.decode()
    assert client.post(path, {"do": "approve"}).status_code == 403
    assert "已撤回" in client.post(path, {"do": "withdraw"}, follow=True).content.decode()


def test_stale_correction_offers_only_to_withdraw(
    correction: Correction,
    town: Place,
    villages: list[Place],
    town_officer: User,
    as_user: SignIn,
    town_approver: User,
) -> None:
    register_holder(villages[1], "county", actor=town_officer, since=JULY.first_day)
    client, path = as_user(town_approver), deciding(town, correction)
    text = client.get(path).content.decode()
    assert "依据又有了变动" in text
    assert "批准，公布新版" not in text
    assert client.post(path, {"do": "approve"}).status_code == 409


# --- Constant queries ---------------------------------------------------------------------------


def queries_of(client: Client, path: str) -> int:
    client.get(path)  # what is read once a process is read
    with CaptureQueriesContext(connection) as caught:
        assert client.get(path).status_code == 200
    return len(caught)


def test_list_asks_as_much_for_three_objections_as_for_one(
    objection: Objection,
    public_quarter: Run,
    town: Place,
    villages: list[Place],
    town_officer: User,
    make_user: MakeUser,
    as_user: SignIn,
) -> None:
    client, path = as_user(town_officer), f"/desk/{town.code}/objections/"
    one = queries_of(client, path)
    for number in (1, 2):
        user = make_user(f"villager-{number}", "欧阳木兰", RoleKind.RESIDENT, villages[number])
        raise_objection(public_quarter, villages[number], "不对", actor=user)
    assert queries_of(client, path) == one


def test_correction_asks_as_much_for_three_scores_as_for_one(
    public_quarter: Run, town: Place, villages: list[Place], town_officer: User, as_user: SignIn
) -> None:
    client, found = as_user(town_officer), []
    for count in (1, 3):
        rows = [Sheet(one.code, JULY, "covert", 5000) for one in villages[:count]]
        one = prepare_correction(town, rows, actor=town_officer, reason="记错")
        found.append(queries_of(client, deciding(town, one)))
        withdraw_correction(one, actor=town_officer)
    assert found[0] == found[1]


def test_form_asks_as_much_for_three_villages_as_for_one(
    public_quarter: Run, town: Place, villages: list[Place], town_officer: User, as_user: SignIn
) -> None:
    client = as_user(town_officer)
    assert queries_of(client, correcting(town, *villages[:3])) == queries_of(
        client, correcting(town, villages[0])
    )


def test_public_page_asks_as_much_for_three_answers_as_for_one(
    address: str,
    objection: Objection,
    public_quarter: Run,
    villages: list[Place],
    town_officer: User,
    make_user: MakeUser,
    client: Client,
) -> None:
    keep_figure(objection, "查过", actor=town_officer)
    one = queries_of(client, address)
    for number in (1, 2):
        user = make_user(f"villager-{number}", "欧阳木兰", RoleKind.RESIDENT, villages[0])
        further = raise_objection(public_quarter, villages[0], "不对", actor=user)
        keep_figure(further, "也查过", actor=town_officer)
    assert queries_of(client, address) == one


# --- Corners ------------------------------------------------------------------------------------


def test_earlier_code_of_a_village_leads_on(
    public_quarter: Run, villages: list[Place], client: Client
) -> None:
    before = f"/{villages[0].code}/{QUARTER}/object/"
    change_code(villages[0], "990101101398", actor=SYSTEM, day=date(2026, 10, 15))
    answer = client.get(before)
    assert answer["Location"] == f"/990101101398/{QUARTER}/object/"


def test_figure_without_a_score_says_what_is_missing(
    enter: Enter, publish: Publish, villages: list[Place], client: Client
) -> None:
    enter("2026-07", None, 90, 85, 80, 75, 70)
    publish("2026-07")
    assert "缺" in client.get(f"/{villages[0].code}/2026-07/object/").content.decode()


def test_office_sees_where_the_score_sheet_took_points_off(
    enter: Enter,
    publish: Publish,
    town: Place,
    villages: list[Place],
    neighbour: User,
    town_officer: User,
    rule_keeper: User,
    as_user: SignIn,
) -> None:
    enter("2026-07", 95, 90, 85, 80, 75, 70)
    adopted = adopt_sheet(town, sheet_text(next(iter(SHEETS))), actor=rule_keeper, since=JULY.first_day)
    version = sheet_of(adopted).version_on(JULY.first_day)
    assert version is not None
    key, (line, _) = next(iter(version.spots.items()))
    day, veto = date(2026, 7, 14), version.vetoes[0].key
    fill_sheet(
        town,
        villages[0],
        JULY,
        "covert",
        actor=town_officer,
        day=day,
        counts={key: 1},
        vetoes=[veto],
        note="路边看到的",
    )
    run = publish("2026-07")
    one = raise_objection(run, villages[0], "不对", actor=neighbour)
    text = as_user(town_officer).get(desk(town, one)).content.decode()
    assert line.title in text
    assert version.vetoes[0].title in text
    assert "路边看到的" in text
    assert "旧版" in text


def test_period_that_is_not_public_is_not_corrected(
    public_quarter: Run, town: Place, town_officer: User, as_user: SignIn
) -> None:
    assert as_user(town_officer).get(f"/desk/{town.code}/runs/2026-Q2/correct/").status_code == 404


@pytest.mark.parametrize(
    ("reason", "name", "value"), [("问 13800138000", "covert", "83"), ("记错", "routine", "83")]
)
def test_refusal_of_the_act_stands_above_the_form_and_nothing_is_lost(
    reason: str,
    name: str,
    value: str,
    public_quarter: Run,
    town: Place,
    villages: list[Place],
    town_officer: User,
    as_user: SignIn,
) -> None:
    client, path = as_user(town_officer), correcting(town, villages[0])
    data = filled(client, path, **{cell(villages[0], name=name): value, "reason": reason})
    text = client.post(path, data).content.decode()
    assert 'class="errs"' in text
    assert reason in text
    assert f'value="{value}"' in text
    assert not Correction.objects.exists()


def test_correcting_is_refused_to_whoever_only_reads(
    public_quarter: Run, town: Place, villages: list[Place], town_approver: User, as_user: SignIn
) -> None:
    assert as_user(town_approver).post(correcting(town, villages[0]), {}).status_code == 403


def test_unknown_decision_changes_nothing(
    correction: Correction, town: Place, town_approver: User, as_user: SignIn
) -> None:
    as_user(town_approver).post(deciding(town, correction), {"do": "else"})
    correction.refresh_from_db()
    assert correction.state == "prepared"


def test_county_has_no_list_of_its_own(public_quarter: Run, county_officer: User, as_user: SignIn) -> None:
    assert as_user(county_officer).get("/desk/990101/objections/").status_code == 404


def test_score_that_was_not_there_is_shown_as_new(
    enter: Enter, publish: Publish, town: Place, villages: list[Place], town_officer: User, as_user: SignIn
) -> None:
    enter("2026-07", None, 90, 85, 80, 75, 70)
    publish("2026-07")
    late = [Sheet(villages[0].code, JULY, "cross", 9000)]
    one = prepare_correction(town, late, actor=town_officer, reason="补录")
    text = as_user(town_officer).get(deciding(town, one)).content.decode()
    assert "— → <b>90.00</b>" in text
    assert "— → <b>2</b>" in text


def test_cadre_who_waits_for_her_own_answer_still_helps(
    address: str,
    neighbour: User,
    villages: list[Place],
    as_user: SignIn,
) -> None:
    grant_role(neighbour, RoleKind.VILLAGE_CADRE, actor=SYSTEM, at=villages[0], since=LONG_AGO)
    client = as_user(neighbour)
    client.post(address, {"text": "我自己的"})
    assert 'name="assisted" value="on"' in client.get(address).content.decode()
    client.post(address, {"text": "替人的", "assisted": "on"})
    assert list(Objection.objects.values_list("assisted", flat=True).order_by("raised_at")) == [False, True]


def test_cadre_may_go_on_for_another_villager(address: str, helper: User, as_user: SignIn) -> None:
    client = as_user(helper)
    assert "再替一位村民提" not in client.get(address).content.decode()
    client.post(address, {"text": "院坝算错了"})
    assert "再替一位村民提" in client.get(address).content.decode()


def test_town_is_given_two_equal_choices_after_the_score(
    town: Place, objection: Objection, town_officer: User, as_user: SignIn
) -> None:
    page = as_user(town_officer).get(desk(town, objection)).content.decode()
    assert "btn--go" not in page.partition("<main")[2]
    assert page.index("共 6 个村") < page.index("分确实错了") < page.index("分没有错")


@pytest.mark.parametrize("name", ["objections/", "runs/", "rules/"])
def test_pages_lead_back_to_the_desk_of_their_town(
    name: str, town: Place, town_officer: User, as_user: SignIn
) -> None:
    page = as_user(town_officer).get(f"/desk/{town.code}/{name}").content.decode()
    assert page.count(f'href="/desk/{town.code}/"') == 2
    assert f"<b>{town.name}</b><small>{town.county.name}</small>" in page
