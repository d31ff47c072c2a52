"""What a register (台账) is made of: fields, states, moves, clocks, confirmation, publicity, tables."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from wugong.rules.certificates import Certificate
from wugong.rules.dated import Basis, in_force
from wugong.rules.register_finding import found
from wugong.rules.register_looks import LookAgain

MATTER_STAGES: Final = ("plan", "build", "manage", "review", "share")


class FieldType(StrEnum):
    """What may be written into a field; money is kept in fen, days as ISO dates, all else as it was typed."""

    TEXT = "text"
    LONG = "long"
    NUMBER = "number"  # a whole number
    DECIMAL = "decimal"
    MONEY = "money"
    DATE = "date"
    CHOICE = "choice"
    CHOICES = "choices"
    YES = "yes"
    PERSON = "person"  # a name: masked wherever it is public
    HOUSEHOLD = "household"  # the number of a household of the place


class By(StrEnum):
    """Who makes a move."""

    ASKER = "asker"
    NEIGHBOUR = "neighbour"  # drawn at random where the asker is silent
    DESK = "desk"  # who works at the level where the matter lies
    LEAD = "lead"  # who answers for the lead unit, and the one it was given to
    ABOVE = "above"  # who works at the level above the one where it lies
    APPROVER = "approver"  # who approves in the town
    SUPERVISOR = "supervisor"  # the supervision committee of the village
    CLOCK = "clock"  # nobody: it happens when a day comes


class StateKind(StrEnum):
    """What a state means to every list, whatever a register calls it."""

    OPEN = "open"
    DONE = "done"  # 办结: answered, but nobody has said that it is solved
    SOLVED = "solved"  # 销号: confirmed by the asker, a neighbour drawn, or a second person
    ENDED = "ended"  # refused, withdrawn, cannot be done: over, and never counted as solved
    LASTING = "lasting"  # 长效: reached, and looked at again from time to time


class Need(StrEnum):
    """What must come with a move, beside fields."""

    REASON = "reason"  # visible to the asker
    ANSWER = "answer"  # what was done, visible to the asker
    PHOTO = "photo"
    BEFORE_AFTER = "before_after"
    UNIT = "unit"
    DAY = "day"
    SIGNATURE = "signature"


@dataclass(frozen=True, slots=True)
class Choice:
    """A value of a choice, and what it is called."""

    code: str
    title: str


@dataclass(frozen=True, slots=True)
class Field:
    """字段: what is written down of a matter beside its title, text and place."""

    code: str
    title: str
    type: FieldType = FieldType.TEXT
    required: bool = False
    public: bool = False
    choices: tuple[Choice, ...] = ()
    least: int | None = None
    most: int | None = None
    unit: str = ""
    hint: str = ""
    checked: str = ""  # `certificates`: against the lists of what a village may issue

    def called(self, value: str) -> str:
        """What the choice of this code is called."""
        return next((one.title for one in self.choices if one.code == value), value)


@dataclass(frozen=True, slots=True)
class State:
    """状态: where a matter stands; a public list may call it otherwise than the desk does."""

    code: str
    title: str
    kind: StateKind = StateKind.OPEN
    open311: str = "open"  # or `closed`: what an open interface calls it
    look_again: LookAgain | None = None


@dataclass(frozen=True, slots=True)
class Move:
    """动作: from one of these states to that one, by one of these, with these needs."""

    code: str
    title: str
    sources: tuple[str, ...]
    target: str
    by: tuple[By, ...]
    needs: tuple[Need, ...] = ()
    fields: tuple[str, ...] = ()  # that must be filled by then
    second: bool = False  # only by another person than who brought it into the state it is in
    when: Mapping[str, tuple[str, ...]] | None = None  # only where fields have one of these values
    public: bool = True  # the line of the timeline is shown where the matter is
    undoes: bool = False  # takes back what was said to be done: counted as a reopening


@dataclass(frozen=True, slots=True)
class Limit:
    """期限: for matters whose fields say so (all, if nothing is named), so long or up to that day."""

    when: Mapping[str, tuple[str, ...]]
    hours: int | None = None
    working_days: int | None = None
    days: int | None = None  # of the calendar
    month_day: tuple[int, int] | None = None  # of the year the matter was opened in, the day included
    field: str = ""  # a field of type date that says the day
    amber_days: int = 1  # working days before the end at which the light turns amber
    article: str = ""


@dataclass(frozen=True, slots=True)
class Clock:
    """时限: runs from a state on until one of those is reached; the first limit that fits holds."""

    code: str
    title: str
    since: tuple[str, ...]
    until: tuple[str, ...]
    limits: tuple[Limit, ...]
    extensions: int = 0
    extension_days: int = 0  # working days
    extended_by: tuple[By, ...] = ()

    def limit_for(self, facts: Mapping[str, str]) -> Limit | None:
        """The first limit whose conditions the facts fulfil, if any."""
        return next((limit for limit in self.limits if fits(limit.when, facts)), None)


@dataclass(frozen=True, slots=True)
class Confirmation:
    """确认: who says that what is done is solved; the asker within so many days, else a neighbour drawn."""

    by: By
    days: int  # of the calendar, in which it may be confirmed or reopened
    solved: str  # the state it then reaches
    reopened: str
    neighbour_after: int | None = None  # calendar days of silence after which a neighbour is drawn


@dataclass(frozen=True, slots=True)
class Publicity:
    """公开: whether everybody may read the matters of the register, and how its askers are shown."""

    shown: bool
    from_states: tuple[str, ...] = ()  # none named: from the beginning
    asker: str = "masked"  # or `anonymous`: the most that is ever shown
    restricted: bool = False  # only for who works on the matter, not for all who read the place


@dataclass(frozen=True, slots=True)
class Paper:
    """表单: who asks for it, by which right, how many minutes it takes, until when (the form registry)."""

    owner: str
    basis: Basis
    minutes: int
    sunset: date


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a monthly table: a field or one of the words the engine knows, and how it is summed."""

    title: str
    value: str
    sum: str = ""  # `count`, `sum` or nothing


@dataclass(frozen=True, slots=True)
class Table:
    """月表: made from the register, closed by a signature, never typed."""

    code: str
    title: str
    due_day: int | None  # of the month after, or (`same_month`) of the month itself; None: its last day
    same_month: bool
    by_place: bool  # a line for each village, not for each matter
    columns: tuple[Column, ...]
    states: tuple[str, ...] = ()
    article: str = ""


@dataclass(frozen=True, slots=True)
class Quota:
    """累计目标: by the end of each quarter so many percent of the year's number; rounded up (R37)."""

    field: str  # of type number, or nothing: each matter counts one
    steps: tuple[tuple[int, int | None], ...]  # (quarter, percent; None: masked in the plan, to be filled)
    title: str = ""
    reached: str = ""  # what a place is called where none is left


@dataclass(frozen=True, slots=True)
class Version:
    """The register as it holds from a day on."""

    name: str
    since: date
    basis: Basis
    opened_by: tuple[By, ...]
    opened_at: str  # `group`, `village`, `town` or `county`: the level at which a new one lies
    anonymous: bool  # may be opened by who is not signed in, with a code to follow it by
    categories: bool  # carries one of the event categories
    point: bool  # may carry a point on the map
    photos: int  # at most so many with the opening
    fields: tuple[Field, ...]
    states: tuple[State, ...]
    moves: tuple[Move, ...]
    clocks: tuple[Clock, ...]
    pauses: tuple[str, ...]  # the reasons for which the clock may stand still
    confirmation: Confirmation | None
    publicity: Publicity
    years_kept: int
    kept_by: Basis
    paper: Paper
    tables: tuple[Table, ...] = ()
    quotas: tuple[Quota, ...] = ()
    distinct: tuple[tuple[str, ...], ...] = ()  # fields of which no two may hold the same
    certificates: tuple[Certificate, ...] = ()  # that the county lets its villages issue

    @property
    def first(self) -> State:
        """The state of a new matter."""
        return self.states[0]

    def state(self, code: str) -> State:
        """The state of this code; KeyError for another."""
        return found(self.states, code)

    def move(self, code: str) -> Move:
        """The move of this code; KeyError for another."""
        return found(self.moves, code)

    def field(self, code: str) -> Field:
        """The field of this code; KeyError for another."""
        return found(self.fields, code)

    def clock(self, code: str) -> Clock:
        """The clock of this code; KeyError for another."""
        return found(self.clocks, code)

    def moves_from(self, state: str, facts: Mapping[str, str]) -> tuple[Move, ...]:
        """The moves that lead out of a state for a matter of these facts."""
        return tuple(m for m in self.moves if state in m.sources and (m.when is None or fits(m.when, facts)))


@dataclass(frozen=True, slots=True)
class Register:
    """台账: a list of matters of one kind, as dated data."""

    code: str
    title: str
    stage: str
    group: str  # under which lists show it: 诉求, 任务, 安全, 住房, 环境, 权力, 服务, 监督
    versions: tuple[Version, ...]

    def on(self, day: date) -> Version | None:
        """The version in force on the day."""
        return in_force(self.versions, day)


def fits(when: Mapping[str, tuple[str, ...]], facts: Mapping[str, str]) -> bool:
    """Whether each named field has one of the named values."""
    return all(facts.get(field, "") in values for field, values in when.items())
