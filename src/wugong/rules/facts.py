"""The facts of an appraisal by column: who is scored, in which pool, and each input month by month."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from wugong.base.periods import Period
from wugong.rules.scheme import Register, Scheme

Entry = Mapping[str, str]  # one row of a register, column → text


@dataclass(frozen=True, slots=True)
class Unit:
    """One of those who are scored."""

    code: str
    title: str
    pool: str


@dataclass(slots=True)
class Facts:
    """Units ordered by pool, then code; `rows[input × months + month][unit]` in whole pieces or None.

    The months are quarters, half-years or years where the scheme's sheet is kept by those.
    `present[month][unit]` says whether the unit has a row in that month at all.
    """

    units: Sequence[Unit]
    months: Sequence[Period]
    rows: list[list[int | None]]
    present: list[list[bool]]
    registers: Mapping[str, Sequence[Entry]] = field(default_factory=dict)

    @property
    def starts(self) -> list[int]:
        """Where each pool begins among the units, and the end of the last."""
        units = self.units
        edges = [place for place in range(1, len(units)) if units[place].pool != units[place - 1].pool]
        return [0, *edges, len(units)]

    def present_in(self, period: Period) -> list[bool]:
        """Which units have at least one row in the period."""
        first = self.months[0].index
        within = [part.index - first for part in period.parts(self.months[0].level)]
        rows = [self.present[place] for place in within if 0 <= place < len(self.months)]
        return [any(column) for column in zip(*rows, strict=True)]

    def left_out(self, scheme: Scheme, version_name: str, period: Period) -> list[bool]:
        """Which units leave the eligible ranking of the period, by the register that the version names."""
        version = next(version for version in scheme.versions if version.name == version_name)
        eligible = version.eligible
        if eligible is None:
            return [False] * len(self.units)
        register = scheme.registers[eligible.register]
        column = register.subject_column or ""
        day = period.last_day.isoformat()
        codes = {
            entry[column]
            for entry in self.registers.get(register.name, ())
            if entry[eligible.since] <= day and matches(entry, eligible.where)
        }
        return [unit.code in codes for unit in self.units]


def matches(entry: Entry, where: Mapping[str, str]) -> bool:
    """Whether a register's row has all the wanted values."""
    return all(entry[column] == value for column, value in where.items())


def entries_by_subject(register: Register, entries: Sequence[Entry]) -> dict[str, list[Entry]]:
    """The register's rows by the code of their subject."""
    found: dict[str, list[Entry]] = {}
    for entry in entries:
        found.setdefault(entry[register.subject_column or ""], []).append(entry)
    return found
