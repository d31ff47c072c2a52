"""Writes score sheets and registers, runs the console word on them, and reads back what it wrote."""

import csv
import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from wugong.config.cli import run as console

SCORES = ("village_code", "village", "town_code", "month", "covert", "cross")
HOLDERS = ("village_code", "level", "since")
POSTS = ("village_code", "role", "name_code")

Row = Mapping[str, str]


def write_table(path: Path, columns: Sequence[str], rows: Iterable[Row]) -> Path:
    """The path of a .csv with these columns and rows."""
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, columns, restval="", lineterminator="\n")
        table.writeheader()
        table.writerows(rows)
    return path


def read_rows(path: Path) -> list[dict[str, str]]:
    """The rows of a .csv by column."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


class Result:
    """The three files that a run wrote."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.scores = read_rows(folder / "scores.csv")
        self.awards = read_rows(folder / "awards.csv")

    @property
    def explain(self) -> Any:
        return json.loads((self.folder / "explain.json").read_text("utf-8"))

    @property
    def score_rows(self) -> list[tuple[str, ...]]:
        return [tuple(row.values()) for row in self.scores]

    @property
    def proposed(self) -> Counter[tuple[str, ...]]:
        """How often each award stands there, without status and reason."""
        return Counter(tuple(row.values())[:5] for row in self.awards)

    def score(self, code: str, period: str) -> dict[str, str]:
        return next(row for row in self.scores if (row["village_code"], row["period"]) == (code, period))

    def column(self, name: str, period: str) -> dict[str, str]:
        """One column of a period by village."""
        return {row["village_code"]: row[name] for row in self.scores if row["period"] == period}

    def paid(self, award: str, period: str) -> dict[str, str]:
        """The amounts of an award in a period by recipient."""
        return {
            r["recipient"]: r["amount"] for r in self.awards if (r["award"], r["period"]) == (award, period)
        }


def run(scheme: str | Path, *words: str | Path, out: Path) -> Result:
    """What `wugong appraise` writes for these words."""
    assert console(["appraise", str(scheme), *map(str, words), "--out", str(out)]) == 0
    return Result(out)


def run_town(
    folder: Path,
    rows: Iterable[Row],
    holders: Iterable[Row] = (),
    posts: Iterable[Row] = (),
    switches: Row | None = None,
    columns: Sequence[str] = SCORES,
) -> Result:
    """What `wugong appraise town-environment` writes for these rows."""
    settings = [word for name, value in (switches or {}).items() for word in ("--set", f"{name}={value}")]
    return run(
        "town-environment",
        write_table(folder / "scores-in.csv", columns, rows),
        "--holders",
        write_table(folder / "holders.csv", HOLDERS, holders),
        "--posts",
        write_table(folder / "posts.csv", POSTS, posts),
        *settings,
        out=folder / "out",
    )
