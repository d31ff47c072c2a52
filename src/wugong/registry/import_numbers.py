"""Checks many citizens' ID numbers at once: each one's fault in words, else the birth and sex it tells."""

from typing import Final

import numpy as np
import numpy.typing as npt
import polars as pl

from wugong.base.citizen_ids import PROVINCE, fault_of

WEIGHTS: Final = np.array([pow(2, 17 - place, 11) for place in range(17)], np.int32)
CHECKS: Final = np.frombuffer(b"10X98765432", np.uint8)
PROVINCES: Final = np.array([bool(PROVINCE.match(f"{number:02}")) for number in range(100)])
SHAPE: Final = r"^\d{17}[\dX]$"
FIRST_YEAR, LAST_YEAR = 1880, 2099

Digits = npt.NDArray[np.int32]


def id_facts(numbers: pl.Series) -> pl.DataFrame:
    """Return `id_fault` (a sentence or null), `id_born` and `id_sex` of each number, null for none."""
    shaped = numbers.str.contains(SHAPE).fill_null(False)
    places = shaped.arg_true().to_numpy()
    letters = np.frombuffer("".join(numbers.filter(shaped)).encode("ascii"), np.uint8).reshape(-1, 18)
    digits = letters[:, :17].astype(np.int32) - 48
    good, born = _births(digits)
    good &= PROVINCES[digits[:, 0] * 10 + digits[:, 1]]
    good &= CHECKS[(digits * WEIGHTS).sum(axis=1) % 11] == letters[:, 17]
    told = np.full(len(numbers), np.datetime64("NaT"), "datetime64[D]")
    told[places[good]] = born[good]
    sexes = np.full(len(numbers), -1, np.int8)
    sexes[places[good]] = digits[good, 16] % 2
    unfit = numbers.is_not_null().to_numpy().copy()
    unfit[places[good]] = False
    return pl.DataFrame(
        {
            "id_fault": _faults(numbers, unfit),
            "id_born": pl.Series(told).cast(pl.Date),
            "id_sex": pl.Series(sexes).replace_strict({1: "m", 0: "f"}, default=None, return_dtype=pl.String),
        }
    )


def _births(digits: Digits) -> tuple[npt.NDArray[np.bool_], npt.NDArray[np.datetime64]]:
    """Return which numbers hold a birth date, and the dates (of the others, some day)."""
    year = digits[:, 6:10] @ np.array([1000, 100, 10, 1], np.int32)
    month = digits[:, 10] * 10 + digits[:, 11]
    day = digits[:, 12] * 10 + digits[:, 13]
    good = (year >= FIRST_YEAR) & (year <= LAST_YEAR) & (month >= 1) & (month <= 12) & (day >= 1)
    months = np.where(good, (year - 1970) * 12 + month - 1, 0).astype("datetime64[M]")
    born = months.astype("datetime64[D]") + (np.where(good, day, 1) - 1)
    return good & (born.astype("datetime64[M]") == months), born


def _faults(numbers: pl.Series, unfit: npt.NDArray[np.bool_]) -> pl.Series:
    found: list[str | None] = [None] * len(numbers)
    for place in np.flatnonzero(unfit):
        fault = fault_of(numbers[int(place)])
        found[place] = f"身份证号{fault.value}，请核对" if fault else None
    return pl.Series(found, dtype=pl.String)
