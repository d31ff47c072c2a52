"""The families of the demonstration: who lives where with whom, thrown by dice from a seed."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from random import Random
from typing import Any, Final

from wugong.base.citizen_ids import check_digit
from wugong.base.faults import Faults
from wugong.base.masking import COMPOUND_SURNAMES
from wugong.demo import county as demo
from wugong.registry.models import HEAD
from wugong.registry.states import Care, Residence, Sex
from wugong.rules.documents import read_document

AREA: Final = "439921"  # no district has this code
PHONES: Final = "1540121"  # no operator was given these numbers
YEAR: Final = 2026
A_VILLAGE: Final = 40
HAMLETS: Final = "上下东西"  # of a group
SPAN: Final = 166
MIDDLE: Final = (111.812, 27.634)
STRIDE: Final = 0.021  # degrees from village to village
RARELY: Final = 0.2
HUSBAND, WIFE, SON, DAUGHTER, FATHER, MOTHER, GRANDSON = "11", "12", "20", "30", "51", "52", "41"


@dataclass(frozen=True)
class Member:
    """一口人: what is registered of her."""

    name: str
    relation: str
    sex: Sex
    born: date
    id_number: str
    phone: str = ""
    residence: Residence = Residence.HERE
    whereabouts: str = ""

    @property
    def is_child(self) -> bool:
        return YEAR - self.born.year < 18


@dataclass(frozen=True)
class Family:
    """一家: its household with number, group, address and point, its members, the head first."""

    group: str
    number: str
    address: str
    point: tuple[float, float]
    members: Sequence[Member]
    cares: Sequence[Care]


@dataclass
class Dice:
    """Throws the families of a village, the same from the same seed."""

    village: str
    seed: int
    dice: Random = field(init=False)
    people: int = field(init=False)  # born so far, with a span of numbers for each village

    def __post_init__(self) -> None:
        self.dice = Random(f"{self.seed} families {self.village}")  # noqa: S311 -- play data
        self.people = SPAN * demo.HOMES.index(self.village)

    def families(self) -> Iterator[Family]:
        """Yield the families by number, each in a hamlet of one of the groups."""
        groups = list(demo.groups_of(self.village))
        middle = (MIDDLE[0] + STRIDE * demo.HOMES.index(self.village), MIDDLE[1])
        centres = {group: [self.point(middle, 0.006) for _ in HAMLETS] for group in groups}
        for number in range(1, A_VILLAGE + 1):
            group = groups[(number - 1) * len(groups) // A_VILLAGE]
            hamlet = self.dice.randrange(len(HAMLETS))
            point = self.point(centres[group][hamlet], 0.0012)
            members, cares = self.household(demo.KNOWN.get((self.village, number)))
            address = f"{HAMLETS[hamlet]}屋场{number}号"
            yield Family(group, f"{number:03d}", address, point, members, cares)

    def point(self, middle: tuple[float, float], spread: float) -> tuple[float, float]:
        """Return a point near the middle, as a map of six decimals has it."""
        east, north = middle
        return round(self.dice.gauss(east, spread), 6), round(self.dice.gauss(north, spread), 6)

    def household(self, known: tuple[str, bool] | None) -> tuple[list[Member], list[Care]]:
        """Return the members of a household of one of five kinds, and why it is visited first."""
        kind = 0 if known else self.dice.randrange(8)
        if kind == 7:
            return [self.head(1940, 1952)], [Care.ELDER_ALONE]
        if kind == 6:
            return self.with_grandparents()
        head = self.head(1968, 1990, known)
        partner = self.partner(head)
        children = [self.child(head, one) for one in self.dice.choice([(SON,), (SON, DAUGHTER), (DAUGHTER,)])]
        if kind == 5:
            cares = [self.dice.choice([Care.DISABLED, Care.NEAR_POVERTY, Care.OTHER])]
            return [head, partner, *children], cares
        elder = [self.elder(head)] if kind in {0, 1, 2} else []
        away = [self.away(head)] if kind in {3, 4} else [head]
        return [*away, partner, *children, *elder], []

    def with_grandparents(self) -> tuple[list[Member], list[Care]]:
        """Return a household whose grown son works far away; his child stays with the old ones."""
        head = self.head(1955, 1965)
        son = self.away(self.member(self.surname_of(head), SON, Sex.MALE, (1985, 1992)))
        grandson = self.member(self.surname_of(head), GRANDSON, Sex.MALE, (2014, 2021))
        return [head, self.partner(head), son, grandson], [Care.CHILD_LEFT_BEHIND]

    def head(self, first: int, last: int, known: tuple[str, bool] | None = None) -> Member:
        """Return the head of a household, mostly a man of a common surname."""
        names = _names()
        surname = self.dice.choice(names["rare" if self.dice.random() < RARELY else "common"])
        name, man = known or ("", self.dice.random() < 0.8)
        return self.member(surname, HEAD, Sex.MALE if man else Sex.FEMALE, (first, last), name)

    def partner(self, head: Member) -> Member:
        """Return husband or wife; one in ten of them is still registered where she was born."""
        surname = self.dice.choice(_names()["common"])
        years = (head.born.year - 3, head.born.year + 3)
        if head.sex is Sex.FEMALE:
            return self.member(surname, HUSBAND, Sex.MALE, years)
        wife = self.member(surname, WIFE, Sex.FEMALE, years)
        elsewhere = self.dice.random() < 0.1
        return (
            replace(wife, residence=Residence.REGISTERED_ELSEWHERE, whereabouts=self.far())
            if elsewhere
            else wife
        )

    def child(self, head: Member, relation: str) -> Member:
        sex = Sex.MALE if relation == SON else Sex.FEMALE
        born = head.born.year + 24
        return self.member(self.surname_of(head), relation, sex, (born, min(born + 10, YEAR - 1)))

    def elder(self, head: Member) -> Member:
        relation, sex = self.dice.choice([(FATHER, Sex.MALE), (MOTHER, Sex.FEMALE)])
        own = sex is Sex.MALE
        surname = self.surname_of(head) if own else self.dice.choice(_names()["common"])
        return self.member(surname, relation, sex, (head.born.year - 28, head.born.year - 22))

    def away(self, member: Member) -> Member:
        return replace(member, residence=Residence.AWAY, whereabouts=self.far())

    def far(self) -> str:
        return str(self.dice.choice(_names()["far"]))

    def member(
        self, surname: str, relation: str, sex: Sex, years: tuple[int, int], known: str = ""
    ) -> Member:
        """Return a person born in one of these years; grown ones have a phone."""
        born = date(self.dice.randint(*years), 1, 1) + timedelta(days=self.dice.randrange(365))
        grown = YEAR - born.year >= 18
        letters = _names()[("men" if sex is Sex.MALE else "women") if grown else "children"]
        name = known or surname + "".join(self.dice.sample(letters, self.dice.choice([1, 2, 2, 2])))
        self.people += 1
        digits = f"{AREA}{born:%Y%m%d}{2 * self.people + (sex is Sex.MALE):03d}"
        phone = f"{PHONES}{self.people:04d}" if grown else ""
        return Member(name, relation, sex, born, digits + check_digit(digits), phone)

    def surname_of(self, head: Member) -> str:
        """Return the surname that goes on from the head."""
        return head.name[: 2 if head.name[:2] in COMPOUND_SURNAMES else 1]


@cache
def _names() -> Mapping[str, Sequence[str]]:
    """Return the surnames, the letters of given names and the places far away, from the file."""
    faults = Faults("names.yaml")
    document = read_document(files("wugong.demo").joinpath("names.yaml").read_text("utf-8"), faults)
    faults.refuse()
    root: Any = document.root if document else {}
    return {name: list(found) for name, found in root.items()}


def families_of(village: str, seed: int) -> list[Family]:
    """Return the families of a village; the same seed gives the same ones."""
    return list(Dice(village, seed).families())
