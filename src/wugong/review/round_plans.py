"""Who inspects whom in a round: the plan in force, a plan drawn anew, and how anyone can draw it again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Final

from wugong.accounts.models import User
from wugong.base.periods import Period
from wugong.places.models import Place
from wugong.review.belonging import own_villages
from wugong.review.models import Assignment
from wugong.review.round_pages import Card, Desk
from wugong.review.round_visits import public_period
from wugong.review.rounds import Inspector, assessors_of, draw_plan, inspectors_of

DRAWS: Final = 12  # how many draws are offered before the first comes again


def seed_of(town: Place, month: Period, name: str, number: int) -> str:
    """Return the seed of the n-th draw of a round: nobody chooses it, and anyone can draw with it again."""
    return f"{town.code} {month} {name} {number}"


def key_of(one: Inspector) -> str:
    """Return what stands for an inspector in a form."""
    return f"team:{one.code}" if isinstance(one, Place) else f"user:{one.pk}"


def name_of(one: Inspector) -> str:
    """Return what an inspector is called."""
    return one.name if isinstance(one, Place) else one.display_name


@dataclass(frozen=True)
class Line:
    """A village, who may inspect it, and who does."""

    village: Place
    choices: Sequence[tuple[str, str]]
    chosen: str


@dataclass(frozen=True)
class Plans:
    """The plan of a round, the draw it came from if it did, and what it was before."""

    desk: Desk
    card: Card

    @cached_property
    def villages(self) -> Sequence[Place]:
        return [cell.village for cell in self.card.cells]

    @cached_property
    def drawn_from(self) -> Sequence[Inspector]:
        """Who goes into the draw."""
        return inspectors_of(self.desk.town, self.desk.month, self.card.input.by)

    @cached_property
    def inspectors(self) -> Mapping[str, Inspector]:
        """Everyone who may inspect, by key: teams of villages, then assessors."""
        everyone: list[Inspector] = [*self.villages] if self.card.input.by == "villages" else []
        return {key_of(one): one for one in [*everyone, *self.assessors]}

    @cached_property
    def assessors(self) -> Sequence[User]:
        return assessors_of(self.desk.town)

    @cached_property
    def current(self) -> Mapping[Place, str]:
        """Who inspects now, by village."""
        return {cell.village: key_of(cell.inspector) for cell in self.card.cells if cell.inspector}

    def drawn(self, number: int) -> Mapping[Place, str]:
        """Return the n-th draw; refused where somebody would be left with her own village."""
        seed = seed_of(self.desk.town, self.desk.month, self.card.name, number)
        plan = draw_plan(self.villages, self.drawn_from, seed)
        return {village: key_of(one) for village, one in plan.items()}

    @cached_property
    def number(self) -> int:
        """Which draw the plan in force is; 0 for one that was changed by hand."""
        last = self.kept_seed.rpartition(" ")[2]
        return int(last) if last.isascii() and last.isdigit() else 0

    @property
    def kept_seed(self) -> str:
        """With which seed the plan in force was drawn; empty for one that was changed by hand."""
        return self.card.round.seed if self.card.round else ""

    @cached_property
    def public(self) -> Period | None:
        """A public period that rests on the month."""
        return public_period(self.desk)

    @property
    def settled(self) -> bool:
        """Say whether the plan can be changed no more."""
        return self.card.checked or self.public is not None

    @cached_property
    def earlier(self) -> Sequence[tuple[str, str, datetime | None]]:
        """The village, who was to go there and until when, before the plan was changed; the newest first."""
        ended = Assignment.objects.filter(round=self.card.round, ended_at__isnull=False)
        rows = ended.select_related("village", "team", "assessor").order_by("-ended_at", "village__code")
        who = [(row, row.team or row.assessor) for row in rows] if self.card.round else ()
        return [(row.village.name, name_of(one), row.ended_at) for row, one in who if one]

    def seed(self, number: int) -> str:
        return seed_of(self.desk.town, self.desk.month, self.card.name, number)

    def lines(self, plan: Mapping[Place, str]) -> list[Line]:
        """Return each village with who may inspect it: never its own team, nor who belongs to it."""
        own = own_villages(self.assessors)
        return [
            Line(
                village,
                [
                    (key, name_of(one))
                    for key, one in self.inspectors.items()
                    if village.code not in ({one.code} if isinstance(one, Place) else own[one])
                ],
                plan.get(village, ""),
            )
            for village in self.villages
        ]

    def read(self, data: Mapping[str, str]) -> dict[Place, Inspector]:
        """Return the plan that was handed in; villages without anyone are left out."""
        given = {village: data.get(f"who-{village.code}", "") for village in self.villages}
        return {village: self.inspectors[key] for village, key in given.items() if key in self.inspectors}
