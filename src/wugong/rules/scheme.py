"""What a scheme says, once read and with its switches set: versions, scores, who leaves, awards."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from wugong.base.periods import Level, Period
from wugong.rules.expressions import Comparison, Expression

MONTH_END = 31  # a window that ends on it ends with the month


@dataclass(frozen=True, slots=True)
class Subject:
    """Who is scored, in which pool, the columns that say so, and the period that a row is for."""

    name: str
    column: str
    title_column: str
    pool_name: str
    pool_column: str
    period_column: str
    level: Level = Level.MONTH


@dataclass(frozen=True, slots=True)
class Input:
    """An input: its range in pieces of 10**-decimals, what an empty cell stands for, when it is inspected.

    A part `of` another input is filled in together with it, and never the greater.
    """

    name: str
    title: str
    least: int
    most: int
    decimals: int
    optional: bool
    missing: int | None
    window: tuple[int, int] = (1, MONTH_END)
    by: str = "town"
    article: str = ""
    unit: str = ""
    of: str | None = None

    def window_in(self, month: Period) -> tuple[date, date]:
        """The first and the last day of this month on which it is inspected."""
        first, last = (min(day, month.last_day.day) for day in self.window)
        return month.first_day.replace(day=first), month.first_day.replace(day=last)


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a register."""

    name: str
    kind: str
    choices: tuple[str, ...] = ()
    least: int | None = None
    most: int | None = None
    levels: tuple[Level, ...] = ()
    titles: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Register:
    """A second table that the scheme reads: holders of an award, posts, an imported ranking."""

    name: str
    title: str
    columns: Mapping[str, Column]
    required: bool
    unique: tuple[str, ...]

    @property
    def subject_column(self) -> str | None:
        return next((column.name for column in self.columns.values() if column.kind == "subject"), None)


@dataclass(frozen=True, slots=True)
class Switch:
    """A reading left open by the source: its choices and the one that holds unless set otherwise."""

    name: str
    title: str
    default: str
    choices: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Tie:
    """What decides between equal scores."""

    title: str
    expression: Expression
    text: str


@dataclass(frozen=True, slots=True)
class Score:
    """How the score of one level comes about; `decimals` None keeps it exact."""

    level: Level
    expression: Expression
    text: str
    decimals: int | None
    only: tuple[str, ...]
    ties: tuple[Tie, ...]
    last_tie_by_code: bool
    ranked: bool
    article: str


@dataclass(frozen=True, slots=True)
class Eligible:
    """Who leaves the eligible ranking: those a register lists on or before the period's last day."""

    levels: tuple[Level, ...]
    register: str
    since: str
    where: Mapping[str, str]
    article: str


@dataclass(frozen=True, slots=True)
class Needs:
    """What must hold in the pool before a consequence may follow."""

    whole_pool: bool = False
    pool_at_least: int = 0


@dataclass(frozen=True, slots=True)
class Recipients:
    """People or units that a register names for a subject, and what each gets by place, in fen."""

    register: str
    where: Mapping[str, str]
    recipient: str
    amounts: Mapping[int, int] = field(default_factory=dict)
    follows: Mapping[str, Mapping[int | None, int]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Flag:
    """A caution that a reason carries: for one place, or for every row."""

    name: str
    place: int | None
    says: str


@dataclass(frozen=True, slots=True)
class Award:
    """An award or consequence; subclasses hold what differs by kind. Amounts in hundredths of `unit`."""

    name: str
    title: str
    article: str
    public: bool
    does: str
    flags: tuple[Flag, ...]
    rows: bool
    pays: bool
    unit: str


@dataclass(frozen=True, slots=True)
class RankAward(Award):
    """By place from the top or the bottom of a ranking."""

    level: Level
    eligible: bool
    bottom: bool
    tied: str
    needs: Needs
    amounts: Mapping[int, int]
    to: tuple[Recipients, ...]

    @property
    def places(self) -> int:
        """How many places from the end are looked at."""
        return max([*self.amounts, *(place for one in self.to for place in one.amounts)], default=0)


@dataclass(frozen=True, slots=True)
class GainAward(Award):
    """By places gained since the period before."""

    level: Level
    eligible: bool
    at_least: int
    quota: int
    unless: str | None
    amount: int


@dataclass(frozen=True, slots=True)
class StreakAward(Award):
    """By standing at one place from the bottom several periods in a row."""

    level: Level
    eligible: bool
    place: int
    times: int
    needs: Needs


@dataclass(frozen=True, slots=True)
class WhenAward(Award):
    """To everyone for whom the comparisons hold and the period's checks are all met, or not (`unmet`)."""

    level: Level
    holds: tuple[Comparison, ...]
    checks: str
    says: str
    amount: int | None


@dataclass(frozen=True, slots=True)
class FollowAward(Award):
    """Goes to people of a register where their subject got another award."""

    level: Level
    to: tuple[Recipients, ...]


@dataclass(frozen=True, slots=True)
class RowAward(Award):
    """One amount for each row of a register."""

    register: str
    recipient: str
    period_column: str
    column: str
    at_most: Mapping[int, int]
    equals: Mapping[str, int]
    quotas: Mapping[str, int]
    highest_only: bool


@dataclass(frozen=True, slots=True)
class Check:
    """An indicator that is met or not met; `text` is the comparison as written."""

    name: str
    title: str
    article: str
    level: Level
    holds: Comparison
    text: str
    does: str
    public: bool
    rows: bool


@dataclass(frozen=True, slots=True)
class Version:
    """The scheme from one day on, and the document it rests on."""

    name: str
    since: date
    until: date | None
    basis: str
    scores: Mapping[Level, Score]
    eligible: Eligible | None
    awards: Mapping[str, Award]
    checks: Mapping[str, Check] = field(default_factory=dict)

    def checks_of(self, level: Level) -> list[str]:
        """The names of the checks that are made at this level."""
        return [check.name for check in self.checks.values() if check.rows and check.level is level]

    def holds_on(self, day: date) -> bool:
        return self.since <= day and (self.until is None or day <= self.until)


@dataclass(frozen=True, slots=True)
class Scheme:
    """A whole scheme with its switches set."""

    name: str
    title: str
    subject: Subject | None
    inputs: Mapping[str, Input]
    registers: Mapping[str, Register]
    switches: Mapping[str, Switch]
    settings: Mapping[str, str]
    versions: tuple[Version, ...]

    @property
    def base(self) -> Level:
        """How long a period each row of the score sheet is for."""
        return self.subject.level if self.subject else Level.MONTH

    def version_for(self, period: Period) -> Version | None:
        """The version in force on the period's last day."""
        held = [version for version in self.versions if version.holds_on(period.last_day)]
        return held[-1] if held else None
