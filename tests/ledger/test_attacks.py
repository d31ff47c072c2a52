"""What the database itself refuses of whoever writes to it past the ledger, on either engine."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from wugong.audit import triggers as audit_triggers
from wugong.counties.actors import SYSTEM
from wugong.counties.uuid7 import uuid7
from wugong.ledger import triggers
from wugong.ledger.books import open_accounts, open_book
from wugong.ledger.checks import books_are_guarded
from wugong.ledger.models import AccountRow, BookRow, EntryRow, LegRow, TextRow
from wugong.ledger.posting import post, reverse, settle, void
from wugong.ledger.states import Unit
from wugong.ledger.years import close_year

pytestmark = pytest.mark.django_db

TABLES = [BookRow, AccountRow, EntryRow, LegRow, TextRow]


def execute(sql, *values):
    with connection.cursor() as cursor:
        cursor.execute(
            sql,
            [
                value.hex if connection.vendor == "sqlite" and hasattr(value, "hex") else value
                for value in values
            ],
        )


def refused(work):
    """The database refuses the work, at once or when the transaction would end."""

    def whole():
        with transaction.atomic():
            work()
            connection.check_constraints()

    with pytest.raises(DatabaseError) as said:
        whole()
    return str(said.value)


def forge(book, legs=(), **more):
    """Write an entry past the ledger: all as it should be but for what is given."""
    last = EntryRow.objects.filter(book=book.id).order_by("-seq").first()
    entry = EntryRow(
        **{
            "county_id": BookRow.objects.get(pk=book.id).county_id,
            "book_id": book.id,
            "seq": last.seq + 1 if last else 1,
            "previous": last.hash if last else book.id.hex * 2,
            "hash": "a" * 64,
            "move": "post",
            "kind": "award",
            "key": "forged",
            "day": timezone.localdate(),
            "made_at": timezone.now(),
        }
        | more
    )
    with transaction.atomic():
        for account, amount in legs:
            LegRow.objects.create(entry=entry, account_id=account, amount=amount)
        EntryRow.objects.bulk_create([entry])
    return entry


@pytest.fixture
def fair(accounts):
    return [(accounts["issue"], -5), (accounts["first"], 5)]


@pytest.fixture
def held(book, draft, award):
    award("first", 10)
    return post(book, draft(first=-4, second=4), actor=SYSTEM, expires=timezone.now() + timedelta(days=1))


def test_what_is_not_forged_passes(book, fair):
    assert forge(book, fair).seq == 1


# --- Written once -------------------------------------------------------------------------------


@pytest.mark.parametrize("table", TABLES)
def test_no_row_is_taken_away(book, award, table):
    award("first", 5, text="半天")
    name = table._meta.db_table
    assert refused(lambda: execute(f"DELETE FROM {name}"))
    if connection.vendor == "postgresql":
        assert refused(lambda: execute(f"TRUNCATE {name} CASCADE"))
    assert table.objects.exists()


@pytest.mark.parametrize(
    "change",
    [
        "ledger_entry SET day = '2020-01-01'",
        "ledger_entry SET hash = previous",
        "ledger_leg SET amount = amount * 2",
        "ledger_book SET title = 'x'",
        "ledger_account SET code = 'x'",
        "ledger_account SET lowest = NULL",
        "ledger_account SET lowest = -100",
        "ledger_account SET unit = 'fen'",
        "ledger_text SET text = 'x'",
        "ledger_text SET erased_at = '2026-01-01 00:00:00+00:00'",
    ],
)
def test_no_row_is_changed(award, change):
    award("first", 5, text="半天")
    assert refused(lambda: execute(f"UPDATE {change}"))


@pytest.mark.parametrize("table", TABLES)
def test_no_row_takes_the_place_of_another(book, award, table):
    award("first", 5, text="半天")
    if connection.vendor == "sqlite":
        name = table._meta.db_table
        assert refused(lambda: execute(f"INSERT OR REPLACE INTO {name} SELECT * FROM {name}"))


def test_an_account_does_not_fall_below_its_lowest(accounts, award):
    award("first", 5)
    assert refused(lambda: execute("UPDATE ledger_account SET posted = -1 WHERE id = %s", accounts["first"]))
    assert refused(lambda: execute("UPDATE ledger_account SET outgoing = 6 WHERE id = %s", accounts["first"]))
    assert refused(
        lambda: execute("UPDATE ledger_account SET outgoing = -1 WHERE id = %s", accounts["first"])
    )


def test_an_account_begins_empty(book):
    row = AccountRow(book_id=book.id, code="x", unit="points", posted=5)
    assert "begins empty" in refused(row.save)


# --- The entry as the seal ----------------------------------------------------------------------


@pytest.mark.parametrize("amount", [4, -5])
def test_an_entry_that_does_not_balance_is_refused(book, accounts, amount):
    legs = [(accounts["issue"], -5), (accounts["first"], amount)]
    assert "balances" in refused(lambda: forge(book, legs))


def test_units_do_not_make_up_for_each_other(book, accounts):
    legs = [(accounts["issue"], -5), (accounts["fund"], 5)]
    assert "balances" in refused(lambda: forge(book, legs))


def test_an_entry_without_legs_is_refused(book):
    assert "has legs" in refused(lambda: forge(book))


def test_legs_without_an_entry_are_refused(book, accounts):
    county = BookRow.objects.get(pk=book.id).county_id
    row = LegRow(county_id=county, entry_id=uuid7(), account_id=accounts["first"], amount=5)
    assert refused(lambda: LegRow.objects.bulk_create([row]))


def test_a_leg_after_the_seal_is_refused(accounts, award):
    entry = EntryRow.objects.get(pk=award("first", 5))
    row = LegRow(entry=entry, account_id=accounts["second"], amount=5)
    assert "sealed" in refused(row.save)


def test_a_leg_that_moves_nothing_is_refused(book, accounts, fair):
    assert refused(lambda: forge(book, [*fair, (accounts["second"], 0)]))


@pytest.mark.parametrize("step", [-1, 0, 2])
def test_a_number_is_not_left_out_nor_given_twice(book, award, fair, step):
    award("first", 5)
    award("first", 5)
    assert refused(lambda: forge(book, fair, seq=2 + step))


def test_an_entry_links_to_the_one_before(book, award, fair):
    assert "follows" in refused(lambda: forge(book, fair, previous="b" * 64))
    award("first", 5)
    assert "follows" in refused(lambda: forge(book, fair, previous="b" * 64))


def test_a_key_is_given_once(book, draft, fair):
    post(book, draft(key="forged", issue=-5, first=5), actor=SYSTEM)
    assert refused(lambda: forge(book, fair))


def test_legs_of_another_book_are_refused(book, fair, neighbour_village):
    other = open_book(neighbour_village, "village", "青山村积分账", actor=SYSTEM)
    open_accounts(other, [("a", Unit.POINTS, 0)], actor=SYSTEM)
    assert "stays in its book" in refused(lambda: forge(other, fair))


def test_a_closed_day_takes_no_entry(book, fair):
    year = timezone.localdate().year - 1
    close_year(book, year, actor=SYSTEM)
    assert "closed" in refused(lambda: forge(book, fair, day=f"{year}-12-31"))


@pytest.mark.parametrize("move", ["loan", "hold"])
def test_a_move_is_known_and_a_hold_expires(book, fair, move):
    assert refused(lambda: forge(book, fair, move=move))
    assert refused(lambda: forge(book, fair, expires=timezone.now()))


# --- Answers ------------------------------------------------------------------------------------


def test_one_entry_is_reversed_once(book, accounts, award):
    entry = award("first", 5)
    reverse(entry, key="r", day=timezone.localdate(), actor=SYSTEM, text="重复")
    legs = [(accounts["issue"], 5), (accounts["first"], -5)]
    assert refused(lambda: forge(book, legs, move="reverse", target_id=entry))


@pytest.mark.parametrize("end", [settle, void])
def test_one_reservation_ends_once(book, accounts, held, end):
    end(held, key="e", day=timezone.localdate(), actor=SYSTEM)
    legs = [(accounts["first"], -4), (accounts["second"], 4)]
    assert refused(lambda: forge(book, legs, move="settle", target_id=held))
    assert refused(lambda: forge(book, move="void", target_id=held))


def test_an_answer_goes_leg_for_leg(book, accounts, held, award):
    less = [(accounts["first"], -3), (accounts["second"], 3)]
    assert "leg for leg" in refused(lambda: forge(book, less, move="settle", target_id=held))
    more = [(accounts["first"], -4), (accounts["second"], 3), (accounts["pool"], 1)]
    assert "leg for leg" in refused(lambda: forge(book, more, move="settle", target_id=held))
    entry = award("first", 5)
    same = [(accounts["issue"], -5), (accounts["first"], 5)]
    assert "leg for leg" in refused(lambda: forge(book, same, move="reverse", target_id=entry))


def test_only_what_may_be_answered_is_answered(book, accounts, fair, held, award):
    entry, back = award("first", 5), [(accounts["issue"], 5), (accounts["first"], -5)]
    theirs = [(accounts["first"], 4), (accounts["second"], -4)]
    mine = [(accounts["first"], -4), (accounts["second"], 4)]
    for legs, more in (
        (back, {"move": "reverse", "target_id": None}),
        (fair, {"move": "post", "target_id": entry}),
        (fair, {"move": "settle", "target_id": entry}),
        (theirs, {"move": "reverse", "target_id": held}),
        ([], {"move": "void", "target_id": entry}),
        (mine, {"move": "settle", "target_id": held, "made_at": timezone.now() + timedelta(days=2)}),
    ):
        assert "an entry answers" in refused(lambda legs=legs, more=more: forge(book, legs, **more))


# --- The guards themselves ----------------------------------------------------------------------


def all_missing():
    return [*triggers.missing(connection), *audit_triggers.missing(connection)]


def drop(name, table):
    on = f" ON {table}" if connection.vendor == "postgresql" else ""
    execute(f"DROP TRIGGER {name}{on}")


def test_a_guard_that_is_missing_fails_the_check():
    assert books_are_guarded(["default"]) == []
    drop("ledger_leg_comes_before_the_seal", "ledger_leg")
    (error,) = books_are_guarded(["default"])
    assert "ledger_leg_comes_before_the_seal" in error.msg
    with pytest.raises(SystemCheckError):
        call_command("check", databases=["default"])
    triggers.install(connection)
    assert books_are_guarded(["default"]) == []


def test_a_guard_that_is_disabled_or_altered_fails_the_check():
    if connection.vendor == "postgresql":
        execute("ALTER TABLE ledger_leg DISABLE TRIGGER ledger_leg_comes_before_the_seal")
        execute("ALTER TABLE ledger_entry ENABLE REPLICA TRIGGER ledger_entry_seals_its_legs")
        execute(
            "CREATE OR REPLACE FUNCTION wugong_ledger_entry_sealed() RETURNS trigger LANGUAGE plpgsql "
            "AS $$ BEGIN RETURN NEW; END $$"
        )
        wanted = [
            "ledger_entry_seals_its_legs", "ledger_leg_comes_before_the_seal", "wugong_ledger_entry_sealed",
        ]  # fmt: skip
    else:
        drop("ledger_leg_comes_before_the_seal", "ledger_leg")
        execute(
            "CREATE TRIGGER ledger_leg_comes_before_the_seal BEFORE INSERT ON ledger_leg BEGIN SELECT 1; END"
        )
        wanted = ["ledger_leg_comes_before_the_seal"]
    assert triggers.missing(connection) == wanted


def test_nothing_is_missing_where_there_are_no_books_yet(monkeypatch):
    monkeypatch.setattr(connection.introspection, "table_names", list)
    assert triggers.missing(connection) == []
    triggers.install(connection)


FIRST = """from importlib import import_module
Migration = import_module("wugong.ledger.migrations.0001_ledger").Migration
"""
LATER = """from django.db import migrations, models

class Migration(migrations.Migration):
    dependencies = [("ledger", "0001_ledger")]
    operations = [
        migrations.AlterField(name, "county", models.ForeignKey(
            "counties.County", models.PROTECT, db_constraint=False, db_index=True, related_name="+"))
        for name in ("bookrow", "accountrow", "entryrow", "legrow", "textrow")
    ]
"""


@pytest.fixture
def later(tmp_path, monkeypatch, settings):
    """The ledger has one more migration, which rebuilds each of its tables on SQLite; undone afterwards."""
    folder = tmp_path / "later_ledger"
    folder.mkdir()
    for name, text in (("__init__", ""), ("0001_ledger", FIRST), ("0002_later", LATER)):
        (folder / f"{name}.py").write_text(text, "utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    settings.MIGRATION_MODULES = {"ledger": "later_ledger"}
    yield
    call_command("migrate", "ledger", "0001", verbosity=0, skip_checks=True)


def triggers_of(table):
    if connection.vendor == "postgresql":
        sql = "SELECT tgname FROM pg_trigger JOIN pg_class c ON c.oid = tgrelid WHERE relname = %s AND NOT tgisinternal"
    else:
        sql = "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s"
    with connection.cursor() as cursor:
        cursor.execute(sql, [table])
        return {name for (name,) in cursor.fetchall()}


@pytest.mark.django_db(transaction=True)
def test_a_later_migration_leaves_the_guards_in_place(later, book, draft, fair):
    before = {table: triggers_of(table._meta.db_table) for table in TABLES}
    assert all(before.values())
    post(book, draft(issue=-5, first=5, text="半天"), actor=SYSTEM)
    call_command("migrate", "ledger", verbosity=0, skip_checks=True)
    assert all_missing() == []
    assert {table: triggers_of(table._meta.db_table) for table in TABLES} == before
    assert refused(lambda: execute("DELETE FROM ledger_leg"))
    assert "balances" in refused(lambda: forge(book, fair[:1]))
    assert forge(book, fair).seq == 2
