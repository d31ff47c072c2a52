"""The console word `ledger`: what it prints and with what code it leaves."""

import json
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.utils import timezone

from wugong.audit import triggers
from wugong.config.cli import run
from wugong.counties.actors import SYSTEM
from wugong.ledger import proof_check
from wugong.ledger.books import open_accounts, open_book
from wugong.ledger.digests import digest_on
from wugong.ledger.erasing import erase_text
from wugong.ledger.models import EntryRow
from wugong.ledger.posting import Draft, Leg, post
from wugong.ledger.states import Unit


@pytest.fixture
def book(here, village):
    return open_book(village, "village", "枫林坳积分账", actor=SYSTEM)


@pytest.fixture
def entry(book):
    terms = [("pool", Unit.POINTS, None), ("one", Unit.POINTS, 0)]
    found = open_accounts(book, terms, actor=SYSTEM)
    legs = (Leg(found["pool", Unit.POINTS].id, -5), Leg(found["one", Unit.POINTS].id, 5))
    draft = Draft("award", "1", legs, timezone.localdate(), "清沟渠")
    return post(book, draft, actor=SYSTEM)


def test_books_in_order_leave_with_nought(entry, capsys):
    assert run(["ledger", "verify", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"books": 1, "entries": 1, "faults": []}
    assert run(["ledger", "verify"]) == 0
    assert capsys.readouterr().out == "账簿 1 本，凭证 1 笔，差错 0 处。\n"


def test_the_books_of_all_counties_are_verified(entry, other_county, far_village, capsys):
    assert run(["ledger", "verify", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["books"] == 1


def test_a_fault_is_named_and_leaves_with_one(entry, book, capsys):
    triggers.remove(connection)
    EntryRow.objects.filter(pk=entry).update(kind="forged")
    triggers.install(connection)
    assert run(["ledger", "verify", "--json"]) == 1
    fault = {"book": str(book.id), "entry": str(entry), "fault": "hash"}
    assert json.loads(capsys.readouterr().out) == {"books": 1, "entries": 1, "faults": [fault]}
    assert run(["ledger", "verify"]) == 1
    assert f"凭证 {entry}：hash" in capsys.readouterr().out


def test_an_erased_text_is_said_and_is_no_fault(entry, capsys):
    erase_text(entry, actor=SYSTEM)
    assert run(["ledger", "verify"]) == 0
    assert f"文字已于 {timezone.localdate()} 依法删去" in capsys.readouterr().out


def test_the_digest_of_yesterday_is_printed_for_the_wall(entry, book, capsys):
    today, yesterday = timezone.localdate(), timezone.localdate() - timedelta(days=1)
    assert run(["ledger", "digest"]) == 0
    digest = digest_on(book, yesterday)
    assert capsys.readouterr().out == f"990101101201 {book.id} 枫林坳积分账 {yesterday} {digest}\n"
    assert run(["ledger", "digest", "--day", str(today), "--place", "990101101", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["digest"] == digest_on(book, today) != digest


def test_a_place_without_books_prints_nothing(entry, other_town, capsys):
    assert run(["ledger", "digest", "--place", other_town.code]) == 0
    assert capsys.readouterr().out == ""


def test_a_proof_is_printed_that_the_printed_script_accepts(entry, book, capsys, tmp_path):
    today = timezone.localdate()
    assert run(["ledger", "prove", str(entry), "--until", str(today)]) == 0
    (tmp_path / "proof.json").write_text(capsys.readouterr().out, "utf-8")
    assert proof_check.main([str(tmp_path / "proof.json"), digest_on(book, today)]) == 0
    assert run(["ledger", "prove", "--script"]) == 0
    assert "def check_wall(" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (["prove"], "要写凭证号"),
        (["prove", "12"], "凭证号是 36 位"),
        (["prove", str(uuid4())], "没有这笔账"),
        (["digest", "--day", "昨天"], "日期写成"),
        (["sweep"], "wugong ledger --help"),
    ],
)
def test_what_cannot_be_done_is_said(words, why, db, capsys):
    assert run(["ledger", *words]) == 2
    assert why in capsys.readouterr().err
