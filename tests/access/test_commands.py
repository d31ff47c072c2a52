"""`wugong users`: accounts from the console, with the password typed unseen or handed over."""

import io

import pytest
from django.test import Client
from tests.accounts.codes import with_authenticator
from tests.cast import PASSWORD

from wugong.access import commands
from wugong.access.refusals import NoSuchCounty, NoSuchPlace, NoSuchUser, WordsAmiss, WrongLevel
from wugong.access.verdicts import roles_of
from wugong.accounts.models import User
from wugong.accounts.refusals import WeakPassword

pytestmark = pytest.mark.django_db


@pytest.fixture
def run(monkeypatch, capsys):
    def run(*words, password=PASSWORD):
        monkeypatch.setattr("sys.stdin", io.StringIO(f"{password}\n"))
        assert commands.main(list(words)) == 0
        return capsys.readouterr().out

    return run


@pytest.mark.parametrize(
    "words", [[], ["add"], ["add", "x", "y"], ["add", "x", "y", "--county", "1", "--role", "king"], ["oust"]]
)
def test_wrong_words_are_refused(words):
    with pytest.raises(WordsAmiss, match="--help"):
        commands.main(words)


@pytest.mark.parametrize(
    ("words", "refusal"),
    [
        (["--county", "990199"], NoSuchCounty),
        (["--county", "990101", "--role", "town_officer", "--at", "990101199"], NoSuchPlace),
        (["--county", "990101", "--role", "town_officer"], WrongLevel),
    ],
)
def test_a_refused_account_is_not_half_made(words, refusal, run, county):
    with pytest.raises(refusal):
        run("add", "newcomer", "新人", *words)
    assert not User.objects.exists()


def test_a_weak_password_is_refused(run, county):
    with pytest.raises(WeakPassword):
        run("add", "newcomer", "新人", "--county", "990101", password="12345678")


def test_an_account_with_its_role_can_sign_in(run, town, client):
    said = run("add", "newcomer", "新人", "--county", "990101", "--role", "town_officer", "--at", town.code)
    assert said == "已为 新人 开了账号 newcomer。\n"
    assert [str(role) for role in roles_of(User.objects.get())] == ["枫林镇 乡镇经办人"]
    client.post("/sign-in/", {"login": "newcomer", "password": PASSWORD})
    assert "_auth_user_id" in client.session


def test_the_first_administrator_has_the_administration_open(run, county):
    run("add", "newcomer", "新人", "--county", "990101", "--role", "system_administrator")
    assert User.objects.get().is_staff


def test_an_account_may_be_opened_without_a_role(run, county):
    run("add", "newcomer", "新人", "--county", "990101")
    assert roles_of(User.objects.get()) == []


def test_a_password_is_typed_unseen(run, county, monkeypatch):
    monkeypatch.setattr("getpass.getpass", lambda prompt: PASSWORD)
    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    commands.main(["add", "newcomer", "新人", "--county", "990101"])
    assert User.objects.get().check_password(PASSWORD)


def test_an_unknown_user_is_not_rescued(run):
    with pytest.raises(NoSuchUser, match="nobody"):
        run("rescue", "nobody")


def test_whoever_is_locked_out_gets_back_in_by_password_alone(run, resident):
    with_authenticator(resident)
    run("rescue", "resident", password="mist-over-the-lake")
    browser = Client()
    browser.post("/sign-in/", {"login": "resident", "password": "mist-over-the-lake"})
    assert "_auth_user_id" in browser.session
