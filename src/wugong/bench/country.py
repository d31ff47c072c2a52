"""A whole country of made-up scores: towns of 10 to 24 villages, twelve months, two inputs."""

from typing import Any

import numpy as np
import numpy.typing as npt

MONTHS = 12


def made_up(villages: int) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int16], npt.NDArray[np.int16]]:
    """(where each town begins, first input, second input), always the same for the same number."""
    dice = np.random.default_rng(7)
    edges = [0]
    while edges[-1] < villages:
        edges.append(min(edges[-1] + int(dice.integers(10, 25)), villages))
    return np.array(edges), _scores(dice, villages), _scores(dice, villages)


def _scores(dice: np.random.Generator, villages: int) -> npt.NDArray[np.int16]:
    found = np.empty((MONTHS, villages), np.int16)
    for month in range(MONTHS):
        found[month] = dice.integers(4000, 10001, villages, dtype=np.int32)
    return found


def checksum(rank: npt.NDArray[Any]) -> int:
    """A number that changes when any village's rank changes."""
    total = 0
    for start in range(0, len(rank), 65536):
        part = rank[start : start + 65536].astype(np.int64)
        total += int((part * np.arange(start, start + len(part))).sum())
    return total
