"""The floor of the household import: read, check in columns, copy ready rows; nothing else is kept."""

import sqlite3
from pathlib import Path
from typing import Final

import polars as pl
import psycopg

from wugong.bench.household_file import HEADERS

WEIGHTS: Final = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
TABLE: Final = "floor_households"
TYPED: Final = {"c5": "date", "c12": "numeric(9, 6)", "c13": "numeric(8, 6)"}
COLUMNS: Final = tuple(f"c{index}" for index in range(len(HEADERS)))


def read(path: Path) -> pl.DataFrame:
    """Return the sheet as it is."""
    return pl.read_excel(path, infer_schema_length=0).rename(dict(zip(HEADERS, COLUMNS, strict=True)))


def checked(rows: pl.DataFrame) -> pl.DataFrame:
    """Return the rows whose ID, phone, sex and coordinates can be."""
    number = pl.col("c3").str
    total = sum(
        (number.slice(at, 1).cast(pl.Int32, strict=False) * one for at, one in enumerate(WEIGHTS)), pl.lit(0)
    )
    fits = (
        number.contains(r"^\d{17}[\dX]$")
        & pl.col("c3").is_unique()
        & (pl.lit("10X98765432").str.slice(total % 11, 1) == number.slice(17, 1))
        & pl.col("c6").str.contains(r"^1\d{10}$")
        & pl.col("c4").is_in(["男", "女"])
        & pl.col("c5").str.to_date(strict=False).is_not_null()
        & (pl.col("c1").str.len_chars() > 1)
        & pl.col("c12").cast(pl.Float64, strict=False).is_between(73, 136)
        & pl.col("c13").cast(pl.Float64, strict=False).is_between(3, 54)
    )
    return rows.filter(fits)


def made(place: str) -> str:
    """Return the statement that makes the floor's table."""
    columns = ", ".join(f"{one} {TYPED.get(one, 'text')}" for one in COLUMNS)
    return f"create table {place} ({columns}, primary key (c3))"


def copy(rows: pl.DataFrame, address: str) -> int:
    """The rows stand in a fresh table of the database; returns how many."""
    if address.startswith("postgres"):
        with psycopg.connect(address) as connection, connection.cursor() as cursor:
            cursor.execute(f"drop table if exists {TABLE}")
            cursor.execute(made(TABLE))
            with cursor.copy(f"copy {TABLE} from stdin (format csv)") as target:
                target.write(rows.write_csv(include_header=False))
        return rows.height
    with sqlite3.connect(address.removeprefix("sqlite:///")) as lite:
        lite.execute(made(TABLE))
        marks = ", ".join("?" * len(COLUMNS))
        lite.executemany(f"insert into {TABLE} values ({marks})", rows.rows())  # noqa: S608 -- our own names
    return rows.height
