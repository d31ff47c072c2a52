"""The database as the settings describe it keeps what they promise."""

import pytest
from django.db import OperationalError
from django.db.utils import ConnectionHandler

from wugong.config.surroundings import sqlite

pytestmark = pytest.mark.django_db  # lets the tests open connections; theirs go to files of their own


@pytest.fixture
def connection(tmp_path):
    """Give connections to one SQLite file, each as a process of its own would have it."""
    opened = []

    def connect(**options):
        words = sqlite(str(tmp_path / "wugong.sqlite3"))
        words["OPTIONS"] |= options
        handler = ConnectionHandler({"default": words})
        opened.append(handler)
        return handler["default"]

    yield connect
    for handler in opened:
        handler.close_all()


def asked(connection, sql):
    with connection.cursor() as cursor:
        return cursor.execute(sql).fetchone()[0]


def test_a_transaction_takes_the_lock_before_it_reads(connection):
    first, second = connection(), connection(timeout=0.05)
    first.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)
    with pytest.raises(OperationalError, match="locked"), second.cursor() as other:
        other.execute("BEGIN IMMEDIATE")
    first.rollback()


def test_readers_go_on_while_one_writes(connection):
    writer, reader = connection(), connection(timeout=0.05)
    with writer.cursor() as cursor:
        cursor.execute("CREATE TABLE scores (points integer)")
        cursor.execute("BEGIN IMMEDIATE")
        cursor.execute("INSERT INTO scores VALUES (5)")
        assert asked(reader, "SELECT count(*) FROM scores") == 0
        cursor.execute("COMMIT")
    assert asked(reader, "SELECT count(*) FROM scores") == 1


def test_the_file_is_written_ahead_and_synchronised_normally(connection):
    here = connection()
    assert asked(here, "PRAGMA journal_mode") == "wal"
    assert asked(here, "PRAGMA synchronous") == 1
    assert asked(here, "PRAGMA foreign_keys") == 1
