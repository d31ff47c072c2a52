"""The pages of objections and corrections: raised by a villager, answered or corrected by the town."""

from collections.abc import Callable
from datetime import timedelta
from urllib.parse import urlencode

import pytest
from django.test import Client
from django.utils import timezone
from tests.cast import MakeUser

from wugong.access.roles import RoleKind
from wugong.accounts.models import User
from wugong.base.periods import Period
from wugong.places.models import Place
from wugong.review.models import Objection, Run
from wugong.review.objections import keep_figure, raise_objection

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
    """Return what the page's form holds, with these cells written over: `x202607covert` by village and month."""
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
    assert f"已收到，{day}前答复，答复会到您的消息里" in answer.content.decode()
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
