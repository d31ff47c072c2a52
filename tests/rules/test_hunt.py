"""The engine against the plain reference, on towns made up at random; WUGONG_HUNT=n plays n towns."""

import os
import random
from pathlib import Path

import pytest
from tests.rules.reference import appraised
from tests.rules.sheets import SCORES, run_town

from wugong.rules.compiled import fits

TOWNS = int(os.environ.get("WUGONG_HUNT", "150"))
BATCH = 25


class Maker:
    """Makes up the sheets of one county, prone to ties, gaps and comings and goings."""

    def __init__(self, seed: int) -> None:
        self.luck = random.Random(seed)
        luck = self.luck
        self.grid = luck.choice([[80, 90], [80, 81, 82], [79.99, 80, 80.01], list(range(101)), None])
        self.gap = luck.choice([0, 0, 0, 0, 0.01, 0.1])
        self.absent = luck.choice([0, 0, 0, 0, 0.05])
        self.moves = luck.choice([0, 0, 0.1])
        self.routine = luck.random() < 0.5
        self.switches = {
            "quarter": luck.choice(["mean", "literal", *(["with_routine"] if self.routine else [])]),
            "progress_quota": luck.choice(["1", "2"]),
            "progress_stackable": luck.choice(["yes", "no"]),
            "fines": luck.choice(["on", "off"]),
        }
        self.months = self._months()
        self.towns = {
            f"t{place}": luck.choice([1, 2, 3, 4, 5, 5, 6, 6, 8]) for place in range(luck.randint(1, 3))
        }
        self.villages = [
            (town, f"{town}v{place}") for town, size in self.towns.items() for place in range(size)
        ]
        self.rows = self._rows()
        self.codes = sorted({row["village_code"] for row in self.rows})
        self.holders = self._holders()
        self.posts = self._posts()

    def _months(self) -> list[str]:
        year, month = self.luck.choice(
            [(2022, 9), (2022, 10), (2022, 11), (2023, 1), (2023, 2), (2023, 4), (2023, 7)]
        )
        found = []
        for _ in range(self.luck.choice([1, 3, 6, 6, 7, 9, 12, 15])):
            found.append(f"{year}-{month:02d}")
            year, month = (year, month + 1) if month < 12 else (year + 1, 1)
        if len(found) > 4 and self.luck.random() < 0.15:
            found.pop(self.luck.randrange(1, len(found) - 1))
        return found

    def _score(self) -> str:
        if self.luck.random() < self.gap:
            return ""
        if self.grid is None:
            return f"{self.luck.randint(0, 10000) / 100:.2f}"
        return str(self.luck.choice(self.grid))

    def _rows(self) -> list[dict[str, str]]:
        found = []
        for town, code in self.villages:
            first = self.luck.randrange(len(self.months)) if self.luck.random() < self.moves else 0
            last = (
                self.luck.randrange(len(self.months)) if self.luck.random() < self.moves else len(self.months)
            )
            for month in self.months[first : max(last, first + 1)]:
                if self.luck.random() >= self.absent:
                    names = ["covert", "cross", *(["routine"] if self.routine else [])]
                    cells = {name: self._score() for name in names}
                    found.append(
                        {"village_code": code, "village": f"村{code}", "town_code": town, "month": month}
                        | cells
                    )
        self.luck.shuffle(found)
        return found or self._rows_at_least_one()

    def _rows_at_least_one(self) -> list[dict[str, str]]:
        town, code = self.villages[0]
        known = {"village_code": code, "village": code, "town_code": town, "month": self.months[0]}
        return [known | {"covert": "80", "cross": "80"} | ({"routine": "80"} if self.routine else {})]

    def _holders(self) -> list[dict[str, str]]:
        days = [
            "2022-09-30",
            "2022-10-01",
            "2022-12-31",
            "2023-01-01",
            "2023-03-31",
            "2023-04-01",
            "2023-06-30",
            "2023-07-01",
            "2024-02-29",
        ]
        wanted = self.luck.choice([0, 0, 1, 2, 5])
        rows = {
            (
                self.luck.choice(self.codes),
                self.luck.choice(["province", "prefecture", "county"]),
                self.luck.choice(days),
            )
            for _ in range(wanted)
        }
        return [dict(zip(("village_code", "level", "since"), row, strict=True)) for row in sorted(rows)]

    def _posts(self) -> list[dict[str, str]]:
        wanted = self.luck.choice([0, 3, 5 * len(self.codes)])
        rows = {
            (
                self.luck.choice(self.codes),
                self.luck.choice(["post-leader", "post-cadre"]),
                f"n{self.luck.randrange(12)}",
            )
            for _ in range(wanted)
        }
        return [dict(zip(("village_code", "role", "name_code"), row, strict=True)) for row in sorted(rows)]


def differences(seed: int, folder: Path) -> list[str]:
    """What the engine writes and the reference does not, and the other way round."""
    made = Maker(seed)
    columns = [*SCORES, *(["routine"] if made.routine else [])]
    result = run_town(folder, made.rows, made.holders, made.posts, made.switches, columns)
    wanted = appraised(made.rows, made.holders, made.posts, made.switches)
    said = [f"{a} is {b}" for a, b in zip(wanted.scores, result.score_rows, strict=False) if a != b]
    if len(wanted.scores) != len(result.score_rows):
        said.append(f"{len(wanted.scores)} rows wanted, {len(result.score_rows)} written")
    said += [f"wanted {award} {count}×" for award, count in (wanted.awards - result.proposed).items()]
    said += [f"not wanted {award} {count}×" for award, count in (result.proposed - wanted.awards).items()]
    return [f"seed {seed} {made.switches}: {line}" for line in said]


@pytest.mark.parametrize("batch", range(max(1, TOWNS // BATCH)))
def test_engine_and_reference_agree_row_for_row(batch, tmp_path):
    for seed in range(batch * BATCH, (batch + 1) * BATCH):
        assert differences(seed, tmp_path) == []


def test_kernels_and_reference_agree_row_for_row(tmp_path, monkeypatch):
    monkeypatch.setattr("wugong.rules.appraisal.worth_compiling", lambda plan, units: fits(plan))
    for seed in range(1_000_000, 1_000_000 + max(20, TOWNS // 5)):
        assert differences(seed, tmp_path) == []
