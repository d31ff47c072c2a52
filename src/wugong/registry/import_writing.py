"""Writes many ready rows of one table: COPY on PostgreSQL, one prepared statement on SQLite."""

# ruff: noqa: S608 -- all names in the statements are ours

import os
import time
from collections.abc import Callable, Mapping
from functools import partial
from queue import Queue
from threading import Thread
from typing import Any, Final, Self

import numpy as np
import polars as pl
from django.db import connection, models

STRIDE: Final = 10_000  # rows a piece: memory stays low


def fresh_keys(count: int) -> list[str]:
    """Return so many new keys (UUID version 7) in their order, as 32 hexadecimal digits each."""
    ticks = (time.time_ns() << 12) // 1_000_000 + np.arange(count, dtype=np.uint64)
    chance = np.frombuffer(os.urandom(8 * count), np.uint64)
    halves = np.empty((count, 2), ">u8")
    twelve, bits = np.uint64(12), np.uint64(0xFFF)
    halves[:, 0] = (ticks >> twelve << np.uint64(16)) | np.uint64(0x7000) | (ticks & bits)
    halves[:, 1] = (chance >> np.uint64(2)) | np.uint64(1 << 63)
    digits = halves.tobytes().hex()
    return [digits[start : start + 32] for start in range(0, 32 * count, 32)]


class Feed:
    """Writes in the order given. On PostgreSQL a thread does it, while whoever feeds prepares the next piece.

    Within the block nobody else may use the connection; what went wrong is raised at the end of the block.
    """

    def __init__(self) -> None:
        self.works: Queue[Callable[[], None] | None] = Queue(maxsize=2)
        self.fault: BaseException | None = None
        self.thread = Thread(target=self._work, daemon=True)
        self.raw: Any = None

    def __enter__(self) -> Self:
        """Ready to be fed; keys are checked piece by piece, not all at the end."""
        if connection.vendor == "postgresql":
            connection.ensure_connection()
            self.raw = connection.connection
            self.raw.execute("set constraints all immediate")
            self.thread.start()
        return self

    def __exit__(self, kind: Any, fault: Any, trace: Any) -> None:
        """All that was fed is written, or the first fault raised."""
        if self.raw is not None:
            self.works.put(None)
            self.thread.join()
            if self.fault is not None and fault is None:
                raise self.fault

    def insert(self, table: type[models.Model], rows: pl.DataFrame) -> None:
        """The rows stand in the table; columns are named as in the database, keys are hexadecimal digits."""
        name = table._meta.db_table
        for piece in rows.iter_slices(STRIDE):
            if self.raw is not None:
                self._put(partial(_copy, self.raw, name, piece))
            else:
                marks = ", ".join(["%s"] * rows.width)
                self.execute(f"insert into {name} ({', '.join(rows.columns)}) values ({marks})", piece)

    def execute(self, sql: str, rows: pl.DataFrame) -> None:
        """The statement is carried out for each row, its values in the order of the columns."""
        if rows.is_empty():
            return
        if self.raw is not None:
            self._put(partial(_execute, self.raw.cursor(), sql, rows))
        else:
            with connection.cursor() as cursor:
                _execute(cursor, sql, rows)

    def _put(self, work: Callable[[], None]) -> None:
        if self.fault is not None:
            raise self.fault
        self.works.put(work)

    def _work(self) -> None:
        while (work := self.works.get()) is not None:
            if self.fault is None:
                try:
                    work()
                except BaseException as fault:  # noqa: BLE001 -- raised again where the block ends
                    self.fault = fault


def _copy(raw: Any, name: str, rows: pl.DataFrame) -> None:
    binary = [column for column, kind in rows.schema.items() if kind == pl.Binary]
    hexed = (
        pl.concat_str(pl.lit("\\x"), pl.col(column).bin.encode("hex")).alias(column) for column in binary
    )
    text = rows.with_columns(hexed).write_csv(include_header=False)
    sql = f"copy {name} ({', '.join(rows.columns)}) from stdin (format csv)"
    with raw.cursor() as cursor, cursor.copy(sql) as copy:
        copy.write(text)


def _execute(cursor: Any, sql: str, rows: pl.DataFrame) -> None:
    days = [column for column, kind in rows.schema.items() if kind == pl.Date]
    cursor.executemany(sql, rows.with_columns(pl.col(day).dt.to_string("%Y-%m-%d") for day in days).rows())


def constants(rows: pl.DataFrame, values: Mapping[str, Any]) -> pl.DataFrame:
    """Return the rows with the same value in each of these columns."""
    return rows.with_columns(pl.lit(value).alias(name) for name, value in values.items())
