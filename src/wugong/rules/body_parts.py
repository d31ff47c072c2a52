"""What a document of organisations says: kinds, bodies of a profile, rules of office, pools."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from wugong.rules.dated import Basis, in_force

MEMBER = "member"  # whoever belongs to a body without holding one of its offices


@dataclass(frozen=True, slots=True)
class Wanted:
    """How many there are to be: at least so many, and at most so many where there is a limit."""

    least: int = 0
    most: int | None = None

    def __str__(self) -> str:
        if self.most is None:
            return f"≥ {self.least}"
        return str(self.least) if self.least == self.most else f"{self.least}–{self.most}"

    def lacking(self, count: int) -> int:
        """How many are lacking."""
        return max(0, self.least - count)

    def beyond(self, count: int) -> int:
        """How many are too many."""
        return 0 if self.most is None else max(0, count - self.most)


@dataclass(frozen=True, slots=True)
class Kind:
    """组织类型: what a body is, whatever it is called; documents name the same kind differently."""

    key: str
    title: str
    aliases: tuple[str, ...] = ()
    statutory: str = ""  # the law that says how it is elected; then it is not elected here
    note: str = ""

    @property
    def names(self) -> tuple[str, ...]:
        """Every name it goes by, the usual one first."""
        return (self.title, *self.aliases)


@dataclass(frozen=True, slots=True)
class Office:
    """职务: an office of a body, in the order in which the document names them."""

    key: str
    title: str
    wanted: Wanted


@dataclass(frozen=True, slots=True)
class Slot:
    """One line of a profile: a body that there is to be, and what belongs to it."""

    key: str
    kind: str
    title: str
    part: str
    wanted: Wanted
    parent: str = ""
    role: str = ""
    field: str = ""
    term_months: int | None = None
    offices: tuple[Office, ...] = ()
    members: Wanted = Wanted()
    sources: tuple[str, ...] = ()
    each_source: bool = False
    charter: bool = False
    report: str = ""
    article: str = ""

    def office(self, key: str) -> Office | None:
        """The office of that key."""
        return next((office for office in self.offices if office.key == key), None)


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper that the profile asks for beside the bodies, such as a village pact."""

    key: str
    title: str
    part: str


@dataclass(frozen=True, slots=True)
class Side:
    """Who stands on one side of a rule: holders of these offices of a kind, or all who belong to it."""

    kind: str
    offices: tuple[str, ...] = ()

    def holds(self, kind: str, office: str) -> bool:
        """Whether somebody in this office of a body of this kind stands on this side."""
        return kind == self.kind and (not self.offices or office in self.offices)


@dataclass(frozen=True, slots=True)
class Exclusion:
    """不得兼任: two sides that one person may not stand on, nor (where `kin`) two near relatives."""

    key: str
    title: str
    one: Side
    other: Side
    because: str
    law: str
    article: str
    kin: bool = False
    anywhere: bool = False  # else in one village


@dataclass(frozen=True, slots=True)
class Together:
    """应当兼任: two offices that one person is meant to hold; told as a flag, never forced."""

    key: str
    title: str
    one: Side
    other: Side
    article: str


@dataclass(frozen=True, slots=True)
class Pool:
    """人才库: people kept in view for something, so many for each village, in classes where there are any."""

    key: str
    title: str
    wanted: Wanted
    classes: tuple[str, ...] = ()
    article: str = ""


@dataclass(frozen=True, slots=True)
class TemplateVersion:
    """What the document says from a day on."""

    name: str
    since: date
    basis: Basis
    levels: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()
    kinds: Mapping[str, Kind] = field(default_factory=dict)
    slots: tuple[Slot, ...] = ()
    papers: tuple[Paper, ...] = ()
    exclusions: tuple[Exclusion, ...] = ()
    together: tuple[Together, ...] = ()
    pools: tuple[Pool, ...] = ()

    def slot(self, key: str) -> Slot | None:
        """The line of that key."""
        return next((slot for slot in self.slots if slot.key == key), None)


@dataclass(frozen=True, slots=True)
class Templates:
    """组织模板: one document with its versions."""

    key: str
    title: str
    versions: tuple[TemplateVersion, ...]

    def on(self, day: date) -> TemplateVersion | None:
        """The version in force on the day, or None before the first."""
        return in_force(self.versions, day)
